import { describe, expect, it } from 'vitest';
import { progressLine } from '#cli/output.ts';

describe('progressLine', () => {
  it('shows a bar, the phase, the window and the time left', () => {
    const line = progressLine({
      variant: 0,
      at: { pass: 2, step: 1 },
      passes: 7,
      arSteps: 8,
      phase: 'sample',
      fraction: 0.5,
      remainingSeconds: 83,
    });
    expect(line).toBe(
      `[${'#'.repeat(14)}${'.'.repeat(14)}]  50 %  Filling  window 3 of 7  about 1 min 23 s left`,
    );
  });

  it('says nothing about time before it is known', () => {
    const line = progressLine({
      variant: 0,
      at: { pass: 0, step: 0 },
      passes: 1,
      arSteps: 8,
      phase: 'load',
      fraction: 0,
      remainingSeconds: null,
    });
    expect(line).not.toContain('left');
    expect(line).not.toContain('window');
  });
});
