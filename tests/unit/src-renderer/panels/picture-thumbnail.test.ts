import { expect, it } from 'vitest';
import { opaqueSquare } from '#renderer/panels/picture-thumbnail.ts';

/** A transparent picture with opaque rectangles: left, top, right, bottom. */
function picture(width: number, height: number, ...rects: readonly (readonly number[])[]) {
  const data = new Uint8ClampedArray(width * height * 4);
  for (const [left = 0, top = 0, right = 0, bottom = 0] of rects)
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) data[(y * width + x) * 4 + 3] = 255;
  return { width, height, data };
}

it('shows of a picture that is transparent but for a strip a square in that strip', () => {
  expect(opaqueSquare(picture(40, 20, [30, 0, 40, 20]))).toEqual({ x: 30, y: 5, width: 10, height: 10 });
});

it('shows of scattered parts where most of them is, and nothing of an empty picture', () => {
  const scattered = picture(40, 10, [0, 0, 4, 10], [30, 0, 40, 10]);
  expect(opaqueSquare(scattered)).toEqual({ x: 30, y: 0, width: 10, height: 10 });
  expect(opaqueSquare(picture(40, 10))).toBeNull();
});
