import Konva from 'konva';
import { type Frame, makeFrame } from './layers/frame.ts';
import type { Size, Viewport } from './viewport.ts';

/** One of the stacked canvases: redraws all of itself, at most once per animation frame. */
export interface Surface {
  readonly redraw: () => void;
}

/** `draw`, with `changed` called once when anything reactive that the last drawing read has changed; `stop` ends that. */
function followed<T>(
  draw: (value: T) => void,
  changed: () => void,
): { readonly draw: (value: T) => void; readonly stop: () => void } {
  let stop = (): void => undefined;
  return {
    draw: (value) => {
      stop();
      stop = $effect.root(() => {
        let isDrawn = false;
        $effect.pre(() => {
          if (isDrawn) return changed();
          draw(value);
          isDrawn = true;
        });
      });
    },
    stop: () => stop(),
  };
}

/**
 * The stacked canvases of Konva, each with one shape that draws without a transform and is drawn again when what it read of
 * the app's state changes. Konva gives device-pixel canvases, their stacking and batched redraws; hit testing is off
 * because tools find things by themselves.
 */
export class StageSurfaces {
  private readonly stage: Konva.Stage;
  private viewport: Viewport = { scale: 1, x: 0, y: 0 };
  private size: Size = { width: 1, height: 1 };
  private readonly stops: (() => void)[] = [];

  constructor(container: HTMLDivElement) {
    this.stage = new Konva.Stage({ container, width: 1, height: 1, listening: false });
  }

  /** Adds a canvas on top; `draw` is called with a context without transform. */
  add(draw: (frame: Frame) => void): Surface {
    const layer = new Konva.Layer({ listening: false });
    const redraw = (): void => void layer.batchDraw();
    const drawing = followed(draw, redraw);
    this.stops.push(drawing.stop);
    const shape = new Konva.Shape({
      listening: false,
      perfectDrawEnabled: false,
      sceneFunc: () => {
        const context = layer.getNativeCanvasElement().getContext('2d')!;
        context.save();
        context.setTransform(1, 0, 0, 1, 0, 0);
        drawing.draw(makeFrame(context, this.viewport, this.size, layer.getCanvas().getPixelRatio()));
        context.restore();
      },
    });
    layer.add(shape);
    this.stage.add(layer);
    return { redraw };
  }

  resize(size: Size): void {
    this.size = size;
    this.sharpen();
    this.stage.size({ width: Math.max(1, size.width), height: Math.max(1, size.height) });
  }

  /** Draws everything again, with as many pixels as the screen has now. */
  sharpen(): void {
    for (const layer of this.stage.getLayers())
      if (layer.getCanvas().getPixelRatio() !== devicePixelRatio)
        layer.getCanvas().setPixelRatio(devicePixelRatio);
    this.stage.batchDraw();
  }

  look(viewport: Viewport): void {
    this.viewport = viewport;
    this.stage.batchDraw();
  }

  redraw(): void {
    this.stage.batchDraw();
  }

  destroy(): void {
    for (const stop of this.stops) stop();
    this.stage.destroy();
  }
}

/**
 * Calls `redraw` whenever canvases below `element` have to be drawn again though nothing in the app changed: the graphics
 * process was lost and came back, or the screen has another density. Until the returned function is called.
 */
export function watchScreen(element: HTMLElement, redraw: () => void): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  // The event does not bubble, but it is captured.
  element.addEventListener('contextrestored', redraw, { capture: true, signal });
  const watchDensity = (): void => {
    const density = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    const changed = (): void => {
      redraw();
      watchDensity();
    };
    density.addEventListener('change', changed, { once: true, signal });
  };
  watchDensity();
  return () => ended.abort();
}
