import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  featherMask,
  growMask,
  invertMask,
  shrinkMask,
  squaredDistance,
  coverageBounds,
  coveredPixels,
} from '#engine/imaging/mask/coverage.ts';
import type { CoverageMask } from '#engine/imaging/samples.ts';

const maskOf = (rows: string[]): CoverageMask => ({
  width: rows[0]!.length,
  height: rows.length,
  data: Uint8Array.from(rows.join(''), (char) => (char === '#' ? 255 : char === '+' ? 100 : 0)),
});

describe('coverageBounds', () => {
  it('holds every covered pixel, however faint', () => {
    expect(coverageBounds(maskOf(['....', '.+..', '...#']))).toEqual({ x: 1, y: 1, width: 3, height: 2 });
  });

  it('is null for an empty mask', () => {
    expect(coverageBounds(maskOf(['..', '..']))).toBeNull();
    expect(coveredPixels(maskOf(['..', '.+']))).toBe(1);
  });
});

describe('squaredDistance', () => {
  test.prop(
    [
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.boolean(), { minLength: 81, maxLength: 81 }),
    ],
    { seed: 3 },
  )('equals the distance to the nearest pixel found by trying all', (width, height, bits) => {
    const inside = Uint8Array.from({ length: width * height }, (_, i) => (bits[i] ? 1 : 0));
    const distance = squaredDistance(inside, width, height);
    for (let at = 0; at < inside.length; at++) {
      let best = Infinity;
      for (let to = 0; to < inside.length; to++)
        if (inside[to] === 1)
          best = Math.min(
            best,
            ((at % width) - (to % width)) ** 2 + (Math.floor(at / width) - Math.floor(to / width)) ** 2,
          );
      if (best === Infinity) expect(distance[at]!).toBeGreaterThan(1e19);
      else expect(distance[at]).toBe(best);
    }
  });
});

describe('growMask and shrinkMask', () => {
  const dot: CoverageMask = { width: 11, height: 11, data: new Uint8Array(121) };
  dot.data[5 * 11 + 5] = 255;

  it('grow a dot to a disc', () => {
    const grown = growMask(dot, 3);
    expect(grown.data[5 * 11 + 8]).toBe(255);
    expect(grown.data[5 * 11 + 9]).toBe(0);
    expect(grown.data[2 * 11 + 2]).toBe(0);
  });

  it('shrink a grown dot back to where it was', () => {
    const back = shrinkMask(growMask(dot, 3), 3);
    expect(back.data[5 * 11 + 5]).toBeGreaterThan(127);
    expect(coverageBounds(back)).toEqual({ x: 5, y: 5, width: 1, height: 1 });
  });

  it('never take coverage away by growing, nor add any by shrinking', () => {
    const soft = maskOf(['+..#', '....', '.+##']);
    growMask(soft, 1).data.forEach((value, i) => expect(value).toBeGreaterThanOrEqual(soft.data[i]!));
    shrinkMask(soft, 1).data.forEach((value, i) => expect(value).toBeLessThanOrEqual(soft.data[i]!));
  });

  it('leave an empty and a full mask as they are', () => {
    expect(coveredPixels(growMask(maskOf(['...', '...']), 5))).toBe(0);
    expect(shrinkMask(maskOf(['##', '##']), 5).data.every((value) => value === 255)).toBe(true);
  });
});

describe('featherMask', () => {
  it('ramps evenly across the outline', () => {
    const edge = maskOf(['........########']);
    const values = [...featherMask(edge, 4).data];
    expect(values[0]).toBe(0);
    expect(values[15]).toBe(255);
    expect(values[7]! + values[8]!).toBe(255);
    expect(values).toEqual([...values].sort((a, b) => a - b));
  });

  it('does nothing at radius 0', () => {
    const mask = maskOf(['.#+']);
    expect(featherMask(mask, 0)).toBe(mask);
  });
});

describe('invertMask', () => {
  it('undoes itself', () => {
    const mask = maskOf(['.#+', '+.#']);
    expect(invertMask(invertMask(mask)).data).toEqual(mask.data);
  });
});
