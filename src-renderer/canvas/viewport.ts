import type { Rect } from '#shared/geometry/rect.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How document pixels map to canvas pixels: canvas = document * scale + (x, y). */
export interface Viewport {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export const minScale = 0.01;
export const maxScale = 64;
const fitMargin = 48;

/** The viewport with another scale that keeps the document point under canvas point (x, y) where it is. */
export function zoomedAt(viewport: Viewport, x: number, y: number, scale: number): Viewport {
  const limited = Math.min(maxScale, Math.max(minScale, scale));
  const ratio = limited / viewport.scale;
  return { scale: limited, x: x - (x - viewport.x) * ratio, y: y - (y - viewport.y) * ratio };
}

/** All of `bounds` in the middle of the canvas, at most 100 %. */
export function fitted(bounds: Rect, size: Size): Viewport {
  const room = (length: number): number => Math.max(16, length - 2 * Math.min(fitMargin, length / 8));
  const scale = Math.min(1, room(size.width) / bounds.width, room(size.height) / bounds.height);
  const limited = Math.max(minScale, scale);
  return centredOn(
    { scale: limited, x: 0, y: 0 },
    size,
    bounds.x + bounds.width / 2,
    bounds.y + bounds.height / 2,
  );
}

/** The same scale with document point (x, y) in the middle of the canvas. */
export function centredOn(viewport: Viewport, size: Size, x: number, y: number): Viewport {
  return {
    scale: viewport.scale,
    x: size.width / 2 - x * viewport.scale,
    y: size.height / 2 - y * viewport.scale,
  };
}

/** The document point under a canvas point. */
export function toDocument(viewport: Viewport, x: number, y: number): { x: number; y: number } {
  return { x: (x - viewport.x) / viewport.scale, y: (y - viewport.y) / viewport.scale };
}

/** The document pixels a canvas of `size` shows: half-open, whole pixels. */
export function visibleRect(viewport: Viewport, size: Size): Rect {
  const start = toDocument(viewport, 0, 0);
  const end = toDocument(viewport, size.width, size.height);
  const x = Math.floor(start.x);
  const y = Math.floor(start.y);
  return { x, y, width: Math.ceil(end.x) - x, height: Math.ceil(end.y) - y };
}
