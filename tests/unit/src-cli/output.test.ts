import { describe, expect, it } from 'vitest';
import { describeSeconds, progressLine } from '../../../src-cli/output';
import { checkOutputs, outputPaths } from '../../../src-cli/write-result';

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
      `[${'#'.repeat(14)}${'.'.repeat(14)}]  50 %  sample  window 3 of 7  about 1 min 23 s left`,
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

describe('describeSeconds', () => {
  it('uses the unit a person would', () => {
    expect([0.2, 59, 61, 3700].map(describeSeconds)).toEqual(['1 s', '59 s', '1 min 1 s', '1 h 1 min']);
  });
});

describe('outputPaths', () => {
  it('numbers variants before the extension', () => {
    expect(outputPaths('a/b.c/out.png', 2)).toEqual(['a/b.c/out-1.png', 'a/b.c/out-2.png']);
    expect(outputPaths('out.png', 1)).toEqual(['out.png']);
  });
});

describe('checkOutputs', () => {
  it('refuses to write over an input, by whatever path', () => {
    expect(() => checkOutputs(['x/../in.png'], ['in.png'])).toThrowError(/never overwritten/);
    expect(() => checkOutputs(['out.png'], ['in.png'])).not.toThrow();
  });

  it('refuses formats that cannot be written', () => {
    expect(() => checkOutputs(['out.gif'], [])).toThrowError(/format/);
  });
});
