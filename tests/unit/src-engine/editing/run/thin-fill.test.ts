import { describe, expect, it } from 'vitest';
import { planRun } from '#engine/editing/run/run-edit.ts';
import { parseRecipe, settingsOfTurn } from '#engine/editing/recipe/recipe.ts';
import { imageSource, maskSource } from '#engine/editing/sources.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { fillRun, maskWith, picture, runEdit, settingsWith } from '#tests/fixtures/edits.ts';

const direct = settingsWith({ detail: 'auto' });
const [width, height] = [560, 70];
/** Across a tile border, and another piece. */
const lines = [
  { x: 480, y: 40, width: 60, height: 3 },
  { x: 300, y: 5, width: 4, height: 20 },
];

/** Grey light with a little texture. */
function lit(channels: SampleImage['channels'], bitDepth: 8 | 16): SampleImage {
  const image = picture(width, height, channels, bitDepth);
  const full = bitDepth === 16 ? 65535 : 255;
  for (let i = 0; i < image.data.length; i++) {
    const x = Math.floor(i / channels) % width;
    const isAlpha = channels % 2 === 0 && i % channels === channels - 1;
    image.data[i] = isAlpha ? full : full * (0.2 + (0.5 * x) / width) + (image.data[i]! / full) * 0.02 * full;
  }
  return image;
}

describe('thin pieces of a mask', () => {
  it.each([
    [1, 8],
    [2, 16],
    [3, 8],
    [4, 8],
    [3, 16],
  ] as const)('are filled without any pack: %i channels, %i bit', async (channels, bitDepth) => {
    const image = lit(channels, bitDepth);
    const mask = maskWith(width, height, lines);
    const run = { ...fillRun(image, mask, direct), pack: null };
    const { plan, patches } = await runEdit(run);
    const { samples, rect, report } = patches[0]!;
    expect(plan).toMatchObject({ passes: [], tokens: 0, arSteps: 0, diffusionSteps: 0, finestScale: 1 });
    expect(plan.thinPixels).toBe(60 * 3 + 80);
    expect(report).toMatchObject({
      packId: 'fake',
      device: 'cpu',
      arSteps: 0,
      diffusionSteps: 0,
      tokenEvaluations: 0,
      changedOutsideMask: 0,
      detailStage: 'photo',
    });
    const full = bitDepth === 16 ? 65535 : 255;
    for (let y = 0; y < rect.height; y++)
      for (let x = 0; x < rect.width; x++)
        for (let c = 0; c < channels; c++) {
          const truth = image.data[((rect.y + y) * width + rect.x + x) * channels + c]!;
          expect(Math.abs(samples[(y * rect.width + x) * channels + c]! - truth)).toBeLessThan(0.03 * full);
        }
  });

  it('are repeated by their recipe; a recipe from before they had a path of their own takes the network', async () => {
    const run = fillRun(lit(3, 8), maskWith(width, height, lines), { ...direct, seed: 9 });
    const { patches } = await runEdit(run);
    const [turn] = parseRecipe(patches[0]!.recipe);
    const again = await runEdit({ ...run, settings: settingsOfTurn(turn!) });
    expect(again.patches[0]!.samples).toEqual(patches[0]!.samples);
    const old = JSON.parse(patches[0]!.recipe) as { turns: { settings: Record<string, unknown> }[] };
    delete old.turns[0]!.settings['thinParts'];
    const [oldTurn] = parseRecipe(JSON.stringify(old));
    const plan = await planRun({ ...run, settings: settingsOfTurn(oldTurn!) });
    expect(plan.run.thinPixels).toBe(0);
    expect(plan.run.passes.length).toBeGreaterThan(0);
  });

  it('are known to the windows of what is too deep for them, which is filled as ever', async () => {
    const image = lit(3, 8);
    const block = { x: 200, y: 30, width: 40, height: 30 };
    const both = maskWith(width, height, [lines[1]!, block]);
    const { plan, patches } = await runEdit(fillRun(image, both, direct));
    const alone = await runEdit(fillRun(image, maskWith(width, height, [block]), direct));
    expect(plan.thinPixels).toBe(80);
    expect(plan.passes.map(({ crop, order }) => [crop, order])).toEqual(
      alone.plan.passes.map(({ crop, order }) => [crop, order]),
    );
    expect(patches[0]!.report.changedOutsideMask).toBe(0);
  });

  it('never change where the mask does not cover, and are blended where it half does', async () => {
    const image = lit(3, 8);
    const half = maskWith(width, height, [lines[1]!], 128);
    const { patches } = await runEdit({ ...fillRun(image, half, direct), photo: imageSource(image) });
    const whole = await runEdit({
      ...fillRun(image, half, direct),
      mask: maskSource(maskWith(width, height, [lines[1]!])),
    });
    const original = image.data[(10 * width + 301) * 3]!;
    const at = (5 * 4 + 1) * 3;
    const filled = whole.patches[0]!.samples[at]!;
    expect(Math.abs(patches[0]!.samples[at]! - (original + filled) / 2)).toBeLessThanOrEqual(1.5);
  });
});
