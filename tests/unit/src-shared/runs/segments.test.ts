import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { describe, expect, it } from 'vitest';
import { segmentsBefore } from '#shared/runs/segments.ts';

const seed = (value: number) => ({ ...defaultRunSettings, seed: value });
const at = (pass: number, step: number) => ({ pass, step });

describe('segmentsBefore', () => {
  it('gives a branch what the other turn made, and what that one inherited', () => {
    const first = segmentsBefore([], seed(1), at(0, 4));
    expect(first).toEqual([{ settings: seed(1), until: at(0, 4) }]);
    expect(segmentsBefore(first, seed(2), at(2, 1))).toEqual([
      { settings: seed(1), until: at(0, 4) },
      { settings: seed(2), until: at(2, 1) },
    ]);
  });

  it('leaves out what the other turn made itself where the branch begins before it', () => {
    const inherited = [
      { settings: seed(1), until: at(0, 4) },
      { settings: seed(2), until: at(1, 0) },
    ];
    expect(segmentsBefore(inherited, seed(3), at(0, 2))).toEqual([{ settings: seed(1), until: at(0, 2) }]);
    expect(segmentsBefore(inherited, seed(3), at(0, 4))).toEqual([{ settings: seed(1), until: at(0, 4) }]);
    expect(segmentsBefore(inherited, seed(3), at(0, 5))).toEqual([
      { settings: seed(1), until: at(0, 4) },
      { settings: seed(2), until: at(0, 5) },
    ]);
  });
});
