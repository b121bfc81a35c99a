import { describe, expect, it } from 'vitest';
import { parseStepSizes } from '#renderer/panels/step-sizes.ts';

describe('custom step sizes', () => {
  it('are read with commas, spaces or both', () => {
    expect(parseStepSizes('4, 8,16 36')).toEqual([4, 8, 16, 36]);
  });

  it.each(['', '0', '1.5', 'a', '4, -1', '70000'])('refuse "%s"', (typed) => {
    expect(parseStepSizes(typed)).toBeNull();
  });
});
