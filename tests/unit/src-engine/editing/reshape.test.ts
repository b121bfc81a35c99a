import { expect, it } from 'vitest';
import { boundsAfter, rectBefore, reshapeSamples } from '#engine/editing/reshape.ts';
import { laidAfter } from '#engine/editing/restore-original.ts';
import { imageSource } from '#engine/editing/sources.ts';
import type { ExactReshape } from '#shared/runs/run-request.ts';

const bounds = { x: 10, y: 20, width: 3, height: 2 };
/**
 * 1 2 3
 * 4 5 6
 */
const picture = {
  width: 3,
  height: 2,
  channels: 1,
  bitDepth: 8,
  data: Uint8Array.of(1, 2, 3, 4, 5, 6),
} as const;
const turn = (degrees: 90 | 180 | 270): ExactReshape => ({ kind: 'rotate', degrees });

it.each([
  [90, [4, 1, 5, 2, 6, 3], 2],
  [180, [6, 5, 4, 3, 2, 1], 3],
  [270, [3, 6, 2, 5, 1, 4], 2],
] as const)('a rotation by %s degrees is clockwise and keeps every sample', (degrees, samples, width) => {
  const rotated = reshapeSamples(picture, bounds, turn(degrees));
  expect([...rotated.data]).toEqual(samples);
  expect(rotated).toMatchObject({ width, height: 6 / width });
  expect(boundsAfter(bounds, turn(degrees))).toMatchObject({ x: 10, y: 20, width, height: 6 / width });
});

it.each([90, 180, 270] as const)(
  'finds where a part of a picture rotated by %s degrees lay',
  async (degrees) => {
    const after = boundsAfter(bounds, turn(degrees));
    const rotated = { iccProfile: null, ...reshapeSamples(picture, bounds, turn(degrees)) };
    for (let y = 0; y < after.height; y++)
      for (let width = 1; width <= after.width; width++) {
        const part = { x: after.x + after.width - width, y: after.y + y, width, height: after.height - y };
        const there = rectBefore(part, after, bounds, degrees);
        const read = await imageSource({ ...picture, iccProfile: null }, bounds).read(there);
        const data = reshapeSamples(
          { ...picture, ...there, data: Uint8Array.from(read) },
          there,
          turn(degrees),
        ).data;
        expect([...data]).toEqual([...(await imageSource(rotated, after).read(part))]);
      }
  },
);

it('lays an earlier picture as crops and rotations since then lay it, what they cut off included', async () => {
  const original = imageSource({ ...picture, iccProfile: null }, bounds);
  const steps = [
    { reshape: turn(90), before: bounds },
    {
      reshape: { kind: 'crop', rect: { x: 10, y: 21, width: 2, height: 2 } },
      before: boundsAfter(bounds, turn(90)),
    },
    { reshape: turn(180), before: { x: 10, y: 21, width: 2, height: 2 } },
  ] as const;
  // 4 1 / 5 2 / 6 3, then 5 2 / 6 3, then 3 6 / 2 5: what was above lies below.
  const laid = laidAfter(original, steps);
  expect(laid.bounds).toEqual({ x: 10, y: 21, width: 2, height: 3 });
  expect([...(await laid.read(laid.bounds))]).toEqual([3, 6, 2, 5, 1, 4]);
});

it('a crop keeps the samples of its part', () => {
  const rect = { x: 11, y: 20, width: 2, height: 2 };
  expect(reshapeSamples(picture, bounds, { kind: 'crop', rect })).toMatchObject({
    width: 2,
    height: 2,
    data: Uint8Array.of(2, 3, 5, 6),
  });
});
