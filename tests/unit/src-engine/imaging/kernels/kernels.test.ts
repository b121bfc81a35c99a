import { fc, test } from '@fast-check/vitest';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { randomKey, randomUnit } from '#engine/imaging/exemplar/keyed-random.ts';
import type { ExemplarRequest } from '#engine/imaging/exemplar/request.ts';
import { type MembraneProblem, membraneRoom, solveMembrane } from '#engine/imaging/blend/membrane.ts';
import { kernels, useKernels } from '#engine/imaging/kernels/kernels.ts';
import { picture, rectangle, run } from '#tests/unit/src-engine/imaging/exemplar/pictures.ts';

vi.setConfig({ testTimeout: 120_000 });
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

/** Any pixels unknown, in one block or in shreds, with and without a Laplacian. */
const membranes = fc
  .record({
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
    channels: fc.integer({ min: 1, max: 4 }),
    unknownShare: fc.constantFrom(0.1, 0.5, 0.9, 0.99, 1),
    isSolid: fc.boolean(),
    isGiven: fc.boolean(),
    pull: fc.constantFrom(0, 0.001, 0.1),
    rimWeight: fc.constantFrom(1, 4),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  })
  .map(({ width, height, channels, unknownShare, isSolid, isGiven, seed, ...rest }): MembraneProblem => {
    const key = randomKey(seed, 1);
    const numbers = (draw: number) =>
      Float32Array.from({ length: width * height * channels }, (_, i) => randomUnit(key, i, draw));
    // A lens in one piece has long runs of pixels with unknown ones all around, which begin elsewhere in each row.
    const isInside = (x: number, y: number): boolean =>
      (2 * x - width + y / 2) ** 2 / width ** 2 + (2 * y - height) ** 2 / height ** 2 < unknownShare;
    const unknown = Uint8Array.from({ length: width * height }, (_, i) =>
      (isSolid ? isInside(i % width, Math.floor(i / width)) : randomUnit(key, i, 2) < unknownShare) ? 1 : 0,
    );
    const laplacian = isGiven ? numbers(1).map((value) => value - 0.5) : null;
    return { ...rest, width, height, channels, unknown, laplacian, values: numbers(0) };
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

  test.prop([membranes], { numRuns: 100, seed: 1 })(
    'solve what TypeScript solves, bit for bit',
    (problem) => {
      const solved = [true, false].map((isCompiled) => {
        useKernels(isCompiled);
        const own = { ...problem, values: problem.values.slice(), unknown: problem.unknown.slice() };
        solveMembrane(own);
        expect(own.unknown).toEqual(problem.unknown);
        return Buffer.from(own.values.buffer);
      });
      expect(solved[0]!.equals(solved[1]!)).toBe(true);
    },
  );

  test.prop([membranes], { numRuns: 50, seed: 1 })(
    'solve the same where the problem was written',
    (problem) => {
      const { values, laplacian, ...rest } = problem;
      const own = values.slice();
      const zeros = new Float32Array(values.length);
      solveMembrane({ ...rest, values: own, laplacian: laplacian ?? zeros });
      for (const isCompiled of [true, false]) {
        useKernels(isCompiled);
        // What lay in memory before must not show.
        if (isCompiled) kernels()!.put(new Uint8Array(1 << 20).fill(255));
        const room = membraneRoom(rest);
        expect([room.values, room.laplacian]).toEqual([zeros, zeros]);
        room.values.set(values);
        if (laplacian) room.laplacian.set(laplacian);
        expect(Buffer.from(room.solve().slice().buffer).equals(Buffer.from(own.buffer))).toBe(true);
      }
    },
  );
});
