import type { Rect } from '#shared/geometry/rect.ts';
import { centredOn, fitted, type Viewport, zoomedAt, type Size } from '#renderer/canvas/viewport.ts';

const zoomStep = Math.SQRT2;

/** How a picture was looked at. */
export interface Look {
  readonly viewport: Viewport;
  readonly isFitted: boolean;
}

/** How the picture is looked at; never saved. */
export class ViewStore {
  viewport = $state.raw<Viewport>({ scale: 1, x: 0, y: 0 });
  size = $state.raw<Size>({ width: 0, height: 0 });
  /** Document pixel under the pointer; null outside the picture. */
  pointer = $state.raw<{ readonly x: number; readonly y: number } | null>(null);
  /** The user holds the key or button that shows the picture before. */
  showBefore = $state(false);
  /** The user holds the key or button that shows a turn without the detail stage. */
  showLayout = $state(false);
  /** The pointer or the focus is on the controls of the order. */
  orderPeek = $state(false);
  panelOpen = $state(true);
  /** Pixels of the canvas' height, from below, that something lies over. */
  covered = $state(0);
  /** What was made lies behind an arrow: no step is in sight. */
  filmsFolded = $state(false);
  /** A tool is in the middle of something that Escape ends and Enter may finish. */
  gesture = $state.raw<{ readonly finish: () => void; readonly cancel: () => void } | null>(null);
  /** Two where pictures are shown side by side: each has half the canvas. */
  private columns = 1;
  /** True until the user moves the view: the picture then stays fitted while the window changes. */
  private following = true;

  get look(): Look {
    return { viewport: this.viewport, isFitted: this.following };
  }

  /** Shows another picture: as it was looked at before, or all of it. */
  lookAt(bounds: Rect, look: Look | null): void {
    if (look === null || look.isFitted) return this.fit(bounds);
    this.following = false;
    this.viewport = look.viewport;
  }

  /** Shows all of `bounds`, never larger than 100 %. */
  fit(bounds: Rect): void {
    this.following = true;
    this.viewport = this.fittedTo(bounds);
  }

  /** Shows a part of the picture as large as it fits, at most 100 %. */
  showPart(area: Rect): void {
    this.following = false;
    this.viewport = this.fittedTo(area, this.openHeight);
  }

  /** Shows that many pictures side by side, and fits them where the user did not move the view. */
  setColumns(columns: 1 | 2, bounds: Rect): void {
    if (columns === this.columns) return;
    this.columns = columns;
    this.refit(bounds);
  }

  /** Fits again after the picture's outline changed, unless the user moved the view. */
  refit(bounds: Rect): void {
    if (this.following) this.fit(bounds);
  }

  resize(size: Size, bounds: Rect | null): void {
    const before = this.size;
    this.size = size;
    if (bounds === null) return;
    if (this.following || before.width === 0) this.viewport = this.fittedTo(bounds);
    else {
      const { scale, x, y } = this.viewport;
      this.viewport = {
        scale,
        x: x + (size.width - before.width) / 2,
        y: y + (size.height - before.height) / 2,
      };
    }
  }

  /** Zooms by a factor, keeping the document point under (x, y) of the canvas in place. */
  zoomAt(x: number, y: number, factor: number): void {
    this.following = false;
    this.viewport = zoomedAt(this.viewport, x, y, this.viewport.scale * factor);
  }

  zoomStep(direction: 1 | -1): void {
    this.zoomTo(this.viewport.scale * zoomStep ** direction);
  }

  /** Sets the scale, keeping the middle of the canvas in place. */
  zoomTo(scale: number): void {
    this.following = false;
    this.viewport = zoomedAt(this.viewport, this.size.width / 2, this.size.height / 2, scale);
  }

  pan(dx: number, dy: number): void {
    this.following = false;
    const { scale, x, y } = this.viewport;
    this.viewport = { scale, x: x + dx, y: y + dy };
  }

  /** Brings a document point into the middle where it is out of sight. */
  reveal(x: number, y: number): void {
    const { viewport, size } = this;
    const left = x * viewport.scale + viewport.x;
    const top = y * viewport.scale + viewport.y;
    const open = { width: size.width, height: this.openHeight };
    if (left >= 0 && top >= 0 && left <= open.width && top <= open.height) return;
    this.following = false;
    this.viewport = centredOn(viewport, open, x, y);
  }

  /** The canvas above what lies over it. */
  private get openHeight(): number {
    return Math.max(this.size.height / 2, this.size.height - this.covered);
  }

  private fittedTo(bounds: Rect, height = this.size.height): Viewport {
    const { width } = this.size;
    const { scale } = fitted(bounds, { width: width / this.columns, height });
    const viewport = { scale, x: 0, y: 0 };
    return centredOn(viewport, { width, height }, bounds.x + bounds.width / 2, bounds.y + bounds.height / 2);
  }
}
