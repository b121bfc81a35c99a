import type { Rect } from '#shared/geometry/rect.ts';
import { drawHandles } from './extend-layer.ts';
import { type Frame, onCanvas } from './frame.ts';

/** What goes is darker; a handle on every edge and corner, and thirds while the frame is held. */
export function drawCrop(frame: Frame, bounds: Rect, stays: Rect, isHeld: boolean): void {
  const { context, ratio } = frame;
  const outer = onCanvas(frame, bounds);
  const inner = onCanvas(frame, stays);
  context.save();
  context.beginPath();
  context.rect(outer.x, outer.y, outer.width, outer.height);
  context.rect(inner.x, inner.y, inner.width, inner.height);
  context.fillStyle = 'rgb(0 0 0 / 0.6)';
  context.fill('evenodd');
  if (isHeld) {
    context.beginPath();
    for (const part of [1 / 3, 2 / 3]) {
      context.moveTo(inner.x + inner.width * part, inner.y);
      context.lineTo(inner.x + inner.width * part, inner.y + inner.height);
      context.moveTo(inner.x, inner.y + inner.height * part);
      context.lineTo(inner.x + inner.width, inner.y + inner.height * part);
    }
    context.strokeStyle = 'rgb(255 255 255 / 0.5)';
    context.lineWidth = ratio;
    context.stroke();
  }
  context.restore();
  drawHandles(frame, inner);
}
