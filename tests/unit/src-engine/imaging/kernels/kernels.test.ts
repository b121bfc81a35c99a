import { fc, test } from '@fast-check/vitest';
import { afterEach, describe, expect, it } from 'vitest';
import { randomKey, randomUnit } from '#engine/imaging/exemplar/keyed-random.ts';
import type { ExemplarRequest } from '#engine/imaging/exemplar/request.ts';
import { kernels, useKernels } from '#engine/imaging/kernels/kernels.ts';
import { picture, rectangle, run } from '#tests/unit/src-engine/imaging/exemplar/pictures.ts';

afterEach(() => useKernels(true));

/** Waves, noise and an edge: something to match, to cut and to continue. */
function scene(width: number, height: number, seed: number): Float32Array {
  const key = randomKey(seed, 0);
  const [slope, wave, noise] = [0, 1, 2].map((draw) => randomUnit(key, 0, draw)) as [number, number, number];
  return picture(width, height, (x, y) => {
    const light = 0.4 + 0.2 * Math.sin((x + 2 * slope * y) * (0.1 + wave)) + (y > height * slope ? 0.2 : 0);
    const grain = 0.2 * noise * randomUnit(key, y * width + x, 3);
    return [light + grain, light, light - grain];
  });
}

/** A hole inside, at a corner, or all of one side (an extension); with and without a guide and places that may not be copied. */
const requests = fc
  .record({
    width: fc.integer({ min: 30, max: 80 }),
    height: fc.integer({ min: 30, max: 80 }),
    place: fc.constantFrom('inside', 'corner', 'side'),
    guided: fc.boolean(),
    avoids: fc.boolean(),
    wasMade: fc.boolean(),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  })
  .map(({ width, height, place, guided, avoids, wasMade, seed }): ExemplarRequest => {
    const [w, h] = [Math.floor(width / 3), Math.floor(height / 3)];
    const hole = {
      inside: () => rectangle(width, height, w, h, w, h),
      corner: () => rectangle(width, height, 0, 0, w, h),
      side: () => rectangle(width, height, width - w, 0, w, height),
    }[place]();
    return {
      ...{ width, height, hole, seed, photo: scene(width, height, seed) },
      ...(avoids && { avoid: rectangle(width, height, 0, height - 4, width - w, 4) }),
      ...(wasMade && { made: rectangle(width, height, width - w - 6, 0, 6, height) }),
      ...(guided && { guide: { pixels: scene(width, height, seed + 1), scale: 2 } }),
    };
  });

describe('the compiled kernels', () => {
  it('run here', () => expect(kernels()).not.toBeNull());

  test.prop([requests], { numRuns: 10, seed: 1 })('give what TypeScript gives, bit for bit', (request) => {
    useKernels(true);
    const compiled = run(request);
    useKernels(false);
    expect(kernels()).toBeNull();
    const plain = run(request);
    expect(Buffer.from(compiled.sources.buffer).equals(Buffer.from(plain.sources.buffer))).toBe(true);
    expect(Buffer.from(compiled.pixels.buffer).equals(Buffer.from(plain.pixels.buffer))).toBe(true);
  });
});
