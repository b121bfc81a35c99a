import type { Frame } from './frame.ts';
import { themeColour } from './outline.ts';

/** The point an order starts from. Document pixels. */
export function drawSubject({ context, viewport, ratio }: Frame, subject: { x: number; y: number }): void {
  const x = subject.x * viewport.scale + viewport.x;
  const y = subject.y * viewport.scale + viewport.y;
  context.save();
  for (const [radius, width, colour] of [
    [9, 4, 'rgb(0 0 0 / 0.55)'],
    [9, 2, themeColour('--accent')],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width * ratio;
    context.beginPath();
    context.arc(x, y, radius * ratio, 0, 2 * Math.PI);
    context.stroke();
  }
  context.fillStyle = themeColour('--accent');
  context.beginPath();
  context.arc(x, y, 2.5 * ratio, 0, 2 * Math.PI);
  context.fill();
  context.restore();
}

/** The keyboard's cross-hair. Document pixels; `down` = the pen is down. */
export function drawCrossHair(
  { context, viewport, ratio }: Frame,
  at: { x: number; y: number },
  down: boolean,
): void {
  const x = Math.round(at.x * viewport.scale + viewport.x) + 0.5;
  const y = Math.round(at.y * viewport.scale + viewport.y) + 0.5;
  const reach = 12 * ratio;
  context.save();
  for (const [width, colour] of [
    [3, 'rgb(0 0 0 / 0.6)'],
    [1, down ? themeColour('--accent') : 'white'],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width * ratio;
    context.beginPath();
    context.moveTo(x - reach, y);
    context.lineTo(x + reach, y);
    context.moveTo(x, y - reach);
    context.lineTo(x, y + reach);
    context.stroke();
  }
  context.restore();
}
