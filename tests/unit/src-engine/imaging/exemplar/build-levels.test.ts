import { expect, it } from 'vitest';
import { buildLevels, LAYOUT_PIXELS } from '#engine/imaging/exemplar/build-levels.ts';
import { randomKey, randomUnit } from '#engine/imaging/exemplar/keyed-random.ts';
import { FEATURES } from '#engine/imaging/exemplar/pyramid.ts';
import { rectangle } from './pictures.ts';

it('averages the known ones of four pixels, beside the hole and at uneven sides too', () => {
  const [width, height] = [221, 133];
  const hole = rectangle(width, height, 61, 21, 101, 85).map((value) => (value ? 1 : 0));
  expect(hole.reduce((count, value) => count + value, 0)).toBeGreaterThan(LAYOUT_PIXELS);
  const key = randomKey(5, 0);
  const samples = Float32Array.from({ length: width * height * 3 }, (_, i) => randomUnit(key, i, 0));
  const avoid = Uint8Array.from({ length: width * height }, (_, i) => (randomUnit(key, i, 1) < 0.01 ? 1 : 0));
  const [half] = buildLevels({ width, height, samples, channels: 3, hole, avoid }, 3).levels;
  expect([half!.scale, half!.width, half!.height]).toEqual([2, 111, 67]);
  for (let y = 0; y < half!.height; y++)
    for (let x = 0; x < half!.width; x++) {
      const inside = [0, 1, 2, 3]
        .map((n) => [2 * x + (n & 1), 2 * y + (n >> 1)] as const)
        .filter(([fx, fy]) => fx < width && fy < height)
        .map(([fx, fy]) => fy * width + fx);
      const known = inside.filter((pixel) => hole[pixel] === 0);
      const at = y * half!.width + x;
      expect(half!.hole[at]).toBe(known.length < inside.length ? 1 : 0);
      if (inside.some((pixel) => avoid[pixel] === 1)) expect(half!.avoid![at]).toBe(1);
      for (let c = 0; c < 3 && known.length > 0; c++) {
        const mean = known.reduce((sum, pixel) => sum + samples[pixel * 3 + c]!, 0) / known.length;
        expect(half!.features[at * FEATURES + c]).toBe(Math.fround(mean));
      }
    }
});
