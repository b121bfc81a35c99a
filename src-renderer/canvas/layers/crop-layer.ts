import type { Rect } from '#shared/geometry/rect.ts';
import { drawHandles } from './extend-layer.ts';
import { type Frame, onCanvas } from './frame.ts';

/** What goes is darker; a handle on every edge and corner, and thirds while the frame is held. */
export function drawCrop(frame: Frame, bounds: Rect, stays: Rect, isHeld: boolean): void {
  const { context } = frame;
  const outer = onCanvas(frame, bounds);
  const inner = onCanvas(frame, stays);
  context.save();
  darken(context, outer, inner);
  if (isHeld) drawParts(frame, inner, 3);
  context.restore();
  drawHandles(frame, inner);
}

/** What becomes of the picture that is shown straightened: all around it is darker, and fine lines to hold it against. */
export function drawStraightened(frame: Frame, becomes: Rect): void {
  const { context, size } = frame;
  const inner = onCanvas(frame, becomes);
  context.save();
  darken(context, { x: 0, y: 0, ...size }, inner);
  drawParts(frame, inner, 8);
  context.restore();
}

/** Makes a rectangle of the canvas darker but for another one in it. */
function darken(context: Frame['context'], outer: Rect, inner: Rect): void {
  context.beginPath();
  context.rect(outer.x, outer.y, outer.width, outer.height);
  context.rect(inner.x, inner.y, inner.width, inner.height);
  context.fillStyle = 'rgb(0 0 0 / 0.6)';
  context.fill('evenodd');
}

/** Lines that divide a rectangle of the canvas into as many parts across and down. */
function drawParts({ context, ratio }: Frame, { x, y, width, height }: Rect, count: number): void {
  context.beginPath();
  for (let part = 1; part < count; part++) {
    context.moveTo(x + (width * part) / count, y);
    context.lineTo(x + (width * part) / count, y + height);
    context.moveTo(x, y + (height * part) / count);
    context.lineTo(x + width, y + (height * part) / count);
  }
  context.strokeStyle = 'rgb(255 255 255 / 0.5)';
  context.lineWidth = ratio;
  context.stroke();
}

/** A line that is to be level, document points. */
export function drawHorizon(
  { context, ratio, viewport }: Frame,
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
): void {
  context.save();
  for (const [width, colour] of [
    [3, 'rgb(0 0 0 / 0.6)'],
    [1.5, '#ffffff'],
  ] as const) {
    context.beginPath();
    context.moveTo(from.x * viewport.scale + viewport.x, from.y * viewport.scale + viewport.y);
    context.lineTo(to.x * viewport.scale + viewport.x, to.y * viewport.scale + viewport.y);
    context.strokeStyle = colour;
    context.lineWidth = width * ratio;
    context.stroke();
  }
  context.restore();
}
