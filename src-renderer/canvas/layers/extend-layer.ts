import type { Rect } from '#shared/geometry/rect.ts';
import { type Frame, onCanvas } from './frame.ts';
import { themeColour } from './outline.ts';

const handleSize = 9;

/** The frame the picture will have, with the new area hatched and a handle on every edge and corner. */
export function drawExtension(frame: Frame, bounds: Rect, extended: Rect): void {
  const { context, ratio } = frame;
  const inner = onCanvas(frame, bounds);
  const outer = onCanvas(frame, extended);
  context.save();
  context.beginPath();
  context.rect(outer.x, outer.y, outer.width, outer.height);
  context.rect(inner.x, inner.y, inner.width, inner.height);
  context.clip('evenodd');
  context.fillStyle = themeColour('--picture-empty');
  context.fillRect(outer.x, outer.y, outer.width, outer.height);
  drawHatch(context, outer, themeColour('--hatch'), ratio);
  context.restore();
  drawHandles(frame, outer);
}

/** A frame with a handle on every edge and corner. @param outer on the canvas */
export function drawHandles({ context, ratio }: Frame, outer: Rect): void {
  context.save();
  context.strokeStyle = themeColour('--accent');
  context.lineWidth = 1.5 * ratio;
  context.strokeRect(outer.x, outer.y, outer.width, outer.height);
  context.fillStyle = themeColour('--panel');
  const half = (handleSize * ratio) / 2;
  for (const [fx, fy] of handlePlaces) {
    const x = outer.x + outer.width * fx - half;
    const y = outer.y + outer.height * fy - half;
    context.beginPath();
    context.roundRect(x, y, half * 2, half * 2, 2 * ratio);
    context.fill();
    context.stroke();
  }
  context.restore();
}

/** Where the handles sit, as fractions of width and height. */
export const handlePlaces = [
  [0, 0],
  [0.5, 0],
  [1, 0],
  [1, 0.5],
  [1, 1],
  [0.5, 1],
  [0, 1],
  [0, 0.5],
] as const;

function drawHatch(context: CanvasRenderingContext2D, area: Rect, colour: string, ratio: number): void {
  const spacing = 10 * ratio;
  context.strokeStyle = colour;
  context.lineWidth = ratio;
  context.beginPath();
  for (let offset = -area.height; offset < area.width; offset += spacing) {
    context.moveTo(area.x + offset, area.y + area.height);
    context.lineTo(area.x + offset + area.height, area.y);
  }
  context.stroke();
}
