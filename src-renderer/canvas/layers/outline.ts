import type { Point } from '#renderer/canvas/mask/polygon.ts';
import type { Frame } from './frame.ts';

/** A line that shows on any picture: black under dashed white. */
export function strokeOutline({ context, ratio }: Frame, trace: () => void, dashed = true): void {
  context.save();
  context.lineJoin = 'round';
  context.lineWidth = 1.5 * ratio;
  for (const [colour, dash] of [
    ['rgb(0 0 0 / 0.75)', []],
    ['white', dashed ? [5 * ratio, 4 * ratio] : []],
  ] as const) {
    context.strokeStyle = colour;
    context.setLineDash(dash);
    context.beginPath();
    trace();
    context.stroke();
    if (!dashed) context.lineWidth = ratio * 0.75;
  }
  context.restore();
}

/** Traces points of the document as a path on the canvas. */
export function tracePoints({ context, viewport }: Frame, points: readonly Point[], closed: boolean): void {
  points.forEach((point, index) => {
    const x = point.x * viewport.scale + viewport.x;
    const y = point.y * viewport.scale + viewport.y;
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  if (closed) context.closePath();
}
