/** An axis-aligned rectangle of displayed pixels, half-open: it covers [x, x + width) by [y, y + height). Integers. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The rectangle's number of pixels. */
export const rectArea = (rect: Rect): number => rect.width * rect.height;

/** True where the rectangle covers no pixel. */
export const rectIsEmpty = (rect: Rect): boolean => rect.width <= 0 || rect.height <= 0;

/** The common part of two rectangles; width and height 0 where there is none. */
export function rectIntersection(a: Rect, b: Rect): Rect {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y),
  };
}

/** The smallest rectangle that covers both; an empty one does not count. */
export function rectUnion(a: Rect, b: Rect): Rect {
  if (rectIsEmpty(a)) return b;
  if (rectIsEmpty(b)) return a;
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** True where both cover the same pixels. */
export const rectsEqual = (a: Rect, b: Rect): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/** The rectangle grown by `margin` pixels on every side (shrunk where negative). */
export function rectGrow(rect: Rect, margin: number): Rect {
  return {
    x: rect.x - margin,
    y: rect.y - margin,
    width: Math.max(0, rect.width + 2 * margin),
    height: Math.max(0, rect.height + 2 * margin),
  };
}

/** True where `outer` covers every pixel of `inner`. */
export function rectContains(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
