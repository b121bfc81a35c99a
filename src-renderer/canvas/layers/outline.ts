import type { Point } from '#renderer/canvas/mask/shapes.ts';
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

/** A colour of the current theme, as styles/tokens.css defines it. */
export const themeColour = (token: `--${string}`): string =>
  getComputedStyle(document.documentElement).getPropertyValue(token).trim();

/** The brush's outline under the pointer. Document pixels. */
export function drawBrushRing(
  { context, viewport, ratio }: Frame,
  at: { readonly x: number; readonly y: number },
  radius: number,
  colour = 'white',
): void {
  const reach = Math.max(1.5 * ratio, radius * viewport.scale);
  context.save();
  for (const [width, ink] of [
    [2.5, 'rgb(0 0 0 / 0.5)'],
    [1.2, colour],
  ] as const) {
    context.strokeStyle = ink;
    context.lineWidth = width * ratio;
    context.beginPath();
    context.arc(
      at.x * viewport.scale + viewport.x,
      at.y * viewport.scale + viewport.y,
      reach,
      0,
      2 * Math.PI,
    );
    context.stroke();
  }
  context.restore();
}
