import type { Frame } from '#renderer/canvas/layers/frame.ts';

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
