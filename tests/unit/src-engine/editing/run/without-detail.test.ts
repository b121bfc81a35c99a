import { describe, expect, it, vi } from 'vitest';
import { imageSource, maskSource } from '#engine/editing/sources.ts';
import { countChangedOutside } from '#engine/imaging/blend/composite.ts';
import { fillRun, maskWith, picture, quiet, runEdit, settingsWith } from '#tests/fixtures/edits.ts';

vi.setConfig({ testTimeout: 60_000 });

describe('the result without its detail stage', () => {
  const mask = maskWith(60, 50, [
    { x: 8, y: 10, width: 20, height: 18 },
    { x: 45, y: 30, width: 9, height: 9 },
  ]);

  it('is what the same run gives without that stage, at every depth and with alpha', async () => {
    for (const [channels, bitDepth] of [
      [3, 8],
      [3, 16],
      [4, 8],
      [1, 16],
    ] as const) {
      const image = picture(60, 50, channels, bitDepth);
      const run = (detail: 'photo' | 'off') =>
        runEdit(fillRun(image, mask, settingsWith({ detail })), quiet());
      const [copied, plain] = [(await run('photo')).patches[0]!, (await run('off')).patches[0]!];
      expect(copied.withoutDetail).toEqual(plain.samples);
      expect(copied.samples).not.toEqual(plain.samples);
      expect(plain.withoutDetail).toBeUndefined();
    }
  });

  it('is made only where it is asked for, and nothing else depends on it', async () => {
    const run = fillRun(picture(60, 50), mask, settingsWith({ detail: 'photo' }));
    const patchOf = async (keepsLayout: boolean) =>
      (await runEdit({ ...run, keepsLayout }, quiet())).patches[0]!;
    const [kept, without] = [await patchOf(true), await patchOf(false)];
    expect(without.withoutDetail).toBeUndefined();
    expect(without.samples).toEqual(kept.samples);
    expect(without.report.doubts).toEqual(kept.report.doubts);
  });

  it('changes nothing outside the mask either', async () => {
    const image = picture(60, 50);
    const { patches } = await runEdit(fillRun(image, mask, settingsWith({ detail: 'photo' })), quiet());
    const { rect, withoutDetail } = patches[0]!;
    const coverage = await maskSource(mask).read(rect);
    expect(countChangedOutside(await imageSource(image).read(rect), withoutDetail!, coverage, 3)).toBe(0);
  });
});
