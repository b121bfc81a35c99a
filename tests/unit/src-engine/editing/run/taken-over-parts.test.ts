import { describe, expect, it, vi } from 'vitest';
import { type EditRun, type FinishedVariant, planRun } from '#engine/editing/run/run-edit.ts';
import { copyCommonPixels } from '#engine/imaging/copy-pixels.ts';
import { imageSource, type PixelSource } from '#engine/editing/sources.ts';
import { fillRun, maskWith, picture, runEdit, settingsWith } from '#tests/fixtures/edits.ts';
import { branchFrom, only, pausedAt, stepsOf } from '#tests/fixtures/turns.ts';

vi.setConfig({ testTimeout: 120_000 });

const [width, height] = [120, 46];
const image = picture(width, height);
const bounds = { x: 0, y: 0, width, height };

/** Two parts with enough of the photo around each to copy texture from, which depends on the seed; soft edges. */
const run = fillRun(
  image,
  maskWith(
    width,
    height,
    [
      { x: 16, y: 16, width: 14, height: 14 },
      { x: 84, y: 16, width: 14, height: 14 },
    ],
    180,
  ),
  settingsWith({ arSteps: 3, diffusionSteps: 2, detail: 'photo' }),
);

/** The picture with samples of the turn in it. */
function after({ patch: { rect } }: FinishedVariant, samples: Uint8Array | Uint16Array): PixelSource {
  const data = image.data.slice();
  copyCommonPixels(samples, rect, data, bounds, 3);
  return imageSource({ ...image, data });
}

/** The turn's pixels as main hands them to a branch of it. */
const pixelsOf = (turn: FinishedVariant): EditRun['parentPixels'] => ({
  pixels: after(turn, turn.patch.samples),
  layout: after(turn, turn.patch.withoutDetail!),
});

describe('parts that the parent of a branch had finished', () => {
  it('come from its pixels, bit for bit as if they were made again, wherever the branch begins', async () => {
    const parent = await only(run);
    for (const at of await stepsOf(run)) {
      const again = branchFrom(run, parent, at, { seed: 77, variants: 2 });
      const [made, taken] = [
        await runEdit(again),
        await runEdit({ ...again, parentPixels: pixelsOf(parent) }),
      ];
      for (const [variant, { patch, state, steps }] of made.variants.entries()) {
        const other = taken.variants[variant]!;
        expect(other.patch.samples).toEqual(patch.samples);
        expect(other.patch.withoutDetail).toEqual(patch.withoutDetail);
        expect([other.patch.recipe, other.state, other.steps]).toEqual([patch.recipe, state, steps]);
      }
    }
  });

  it('are not finished again: neither computed nor counted', async () => {
    const parent = await only(run);
    const { parts } = await planRun(run);
    const second = { pass: parts[0]!.passes.length, step: 1 };
    const branch = branchFrom(run, parent, second, { seed: 77 });
    const marked = after(parent, parent.patch.samples.slice().fill(1));
    const taken = { ...branch, parentPixels: { ...pixelsOf(parent)!, pixels: marked } };
    const { rect, samples } = (await only(taken)).patch;
    const red = (x: number): number => samples[((23 - rect.y) * rect.width + x - rect.x) * 3]!;
    expect([red(20), red(25)]).toEqual([1, 1]);
    expect([red(88), red(93)]).not.toEqual([1, 1]);
    const [all, rest] = [(await planRun(branch)).work, (await planRun(taken)).work];
    expect([all.detailParts, rest.detailParts]).toEqual([2, 1]);
    expect(rest.pixels).toBeLessThan(all.pixels);
  });

  it('are made again where their layout is not at hand, or the state of the parent', async () => {
    const parent = await only(run);
    const { parts } = await planRun(run);
    const branch = branchFrom(run, parent, { pass: parts[0]!.passes.length, step: 0 }, { seed: 77 });
    const made = await only(branch);
    const parentPixels = pixelsOf(parent);
    for (const lacking of [
      { ...branch, parentPixels: { ...parentPixels!, layout: null } },
      { ...branch, parentPixels, parentState: null },
    ]) {
      const { patch } = await only(lacking);
      expect(patch.samples).toEqual(made.patch.samples);
      expect(patch.withoutDetail).toEqual(made.patch.withoutDetail);
    }
  });

  it('stay so through a pause at any network call', async () => {
    const parent = await only(run);
    const { parts } = await planRun(run);
    const at = { pass: parts[0]!.passes.length, step: 1 };
    const branch = { ...branchFrom(run, parent, at, { seed: 77 }), parentPixels: pixelsOf(parent) };
    const whole = await only(branch);
    for (const call of [1, 2, 4]) {
      const [resumed] = await pausedAt(branch, call);
      expect(resumed!.patch.samples).toEqual(whole.patch.samples);
      expect(resumed!.state).toEqual(whole.state);
    }
  });
});
