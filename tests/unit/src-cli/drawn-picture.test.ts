import { expect, it } from 'vitest';
import { drawnOnFrame, drawnOnMask } from '#cli/drawn-picture.ts';

it('what is drawn over a mask lies over the bounds of its coverage', () => {
  const data = new Uint8Array(7 * 5);
  data[1 * 7 + 4] = 1;
  data[3 * 7 + 2] = 255;
  expect(drawnOnMask({ width: 7, height: 5, data })).toEqual({
    width: 7,
    height: 5,
    filled: { x: 2, y: 1, width: 3, height: 3 },
  });
  const empty = drawnOnMask({ width: 7, height: 5, data: new Uint8Array(35) });
  expect(empty.filled).toEqual({ x: 0, y: 0, width: 7, height: 5 });
});

it('what is drawn over an extension lies over the sides that are added', () => {
  const picture = { width: 10, height: 8 };
  const none = { left: 0, right: 0, top: 0, bottom: 0 };
  expect(drawnOnFrame(picture, { ...none, right: 4 })).toEqual({
    width: 14,
    height: 8,
    filled: { x: 10, y: 0, width: 4, height: 8 },
  });
  expect(drawnOnFrame(picture, { ...none, top: 2, bottom: 1 })).toEqual({
    width: 10,
    height: 11,
    filled: { x: 0, y: 0, width: 10, height: 11 },
  });
  expect(drawnOnFrame(picture, { ...none, left: 3, top: 2 }).filled).toEqual({
    x: 0,
    y: 0,
    width: 13,
    height: 10,
  });
});
