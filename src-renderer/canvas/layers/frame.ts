import type { Rect } from '#shared/geometry/rect.ts';
import { type Size, type Viewport, visibleRect } from '#renderer/canvas/viewport.ts';

/** What a layer needs to draw once: everything in device pixels but `visible`, which is in document pixels. */
export interface Frame {
  readonly context: CanvasRenderingContext2D;
  readonly viewport: Viewport;
  readonly size: Size;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  readonly visible: Rect;
}

/** The frame of a canvas whose CSS-pixel viewport is known. */
export function makeFrame(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  size: Size,
  ratio: number,
): Frame {
  return {
    context,
    viewport: { scale: viewport.scale * ratio, x: viewport.x * ratio, y: viewport.y * ratio },
    size: { width: size.width * ratio, height: size.height * ratio },
    ratio,
    visible: visibleRect(viewport, size),
  };
}

/** A rectangle of document pixels on the canvas, snapped to whole device pixels. */
export function onCanvas({ viewport }: Frame, rect: Rect): Rect {
  const x = Math.round(rect.x * viewport.scale + viewport.x);
  const y = Math.round(rect.y * viewport.scale + viewport.y);
  return {
    x,
    y,
    width: Math.round((rect.x + rect.width) * viewport.scale + viewport.x) - x,
    height: Math.round((rect.y + rect.height) * viewport.scale + viewport.y) - y,
  };
}

/** The context of a canvas that is kept in memory: it is not lost with the graphics process. */
export const memoryContext = (canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D =>
  canvas.getContext('2d', { willReadFrequently: true })!;
