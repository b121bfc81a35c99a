import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { KeptPart } from '#engine/editing/run/kept-parts.ts';
import { parseRecipe } from '#engine/editing/recipe/recipe.ts';
import { type EditRun, type FinishedVariant, planRun } from '#engine/editing/run/run-edit.ts';
import { copyCommonPixels } from '#engine/imaging/copy-pixels.ts';
import { imageSource, type PixelSource } from '#engine/editing/sources.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { cellAt, cellsCovering } from '#shared/geometry/token-lattice.ts';
import { fillRun, maskWith, picture, runEdit, settingsWith } from '#tests/fixtures/edits.ts';
import { branchFrom, only, twoParts } from '#tests/fixtures/turns.ts';

vi.setConfig({ testTimeout: 120_000 });

/** The document with a turn in it. */
function applied(image: SampleImage, { patch }: FinishedVariant): PixelSource {
  const data = image.data.slice();
  const bounds = { x: 0, y: 0, width: image.width, height: image.height };
  copyCommonPixels(patch.samples, patch.rect, data, bounds, image.channels);
  return imageSource({ ...image, data });
}

/** Cells of a turn that stay. */
const keep = (
  image: SampleImage | PixelSource,
  turn: FinishedVariant,
  span: number,
  stays: (cell: number) => boolean,
): KeptPart => {
  const block = cellsCovering(turn.patch.rect, span);
  const cells = Uint8Array.from({ length: block.rows * block.columns }, (_, cell) => (stays(cell) ? 1 : 0));
  return {
    pixels: 'read' in image ? image : applied(image, turn),
    cells: { ...block, span, cells },
    provenance: parseRecipe(turn.patch.recipe).at(-1)!,
  };
};

/** Visits the pixels of a patch: whether a part holds them, and their samples in both. */
function visit(
  turn: FinishedVariant,
  { cells }: KeptPart,
  each: (kept: boolean, pixel: number) => void,
): void {
  const { rect } = turn.patch;
  for (let y = 0; y < rect.height; y++)
    for (let x = 0; x < rect.width; x++) {
      const [row, column] = [Math.floor((rect.y + y) / cells.span), Math.floor((rect.x + x) / cells.span)];
      each(cellAt(cells, row, column) === 1, y * rect.width + x);
    }
}

describe('keep part', () => {
  const image = picture(70, 26);
  const colour = (turn: FinishedVariant, pixel: number): number[] => [
    ...turn.patch.samples.subarray(pixel * 3, pixel * 3 + 3),
  ];

  it('leaves any subset of the tokens as it is, pixel for pixel, and makes the others anew', async () => {
    const run = twoParts();
    const parent = await only(run);
    const { run: plan } = await planRun(run);
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.boolean()), async (choices) => {
        const part = keep(image, parent, plan.tokenSpan, () => choices.next().value as boolean);
        const again: EditRun = { ...run, settings: { ...run.settings, seed: 99 }, kept: [part] };
        const turned = await only(again);
        expect(turned.patch.rect).toEqual(parent.patch.rect);
        expect(turned.patch.report.changedOutsideMask).toBe(0);
        let differ = 0;
        visit(turned, part, (kept, pixel) => {
          if (kept) expect(colour(turned, pixel)).toEqual(colour(parent, pixel));
          else if (`${colour(turned, pixel)}` !== `${colour(parent, pixel)}`) differ++;
        });
        expect(differ).toBeGreaterThan(20);
      }),
      { numRuns: 25, seed: 3 },
    );
  });

  it('costs less than the whole, and says so before', async () => {
    const run = twoParts();
    const parent = await only(run);
    const half = keep(image, parent, 4, (cell) => cell % 16 > 7);
    const again = { ...run, kept: [half] };
    const [whole, plan] = [(await planRun(run)).run, (await planRun(again)).run];
    expect(plan.tokenEvaluations).toBeLessThan(0.8 * whole.tokenEvaluations);
    expect((await only(again)).patch.report.tokenEvaluations).toBe(plan.tokenEvaluations);
    expect(plan.maskBounds).toEqual(whole.maskBounds);
  });

  it('mixes parts of several turns; where two hold a token, the later one', async () => {
    const run = twoParts({ variants: 2 });
    const { variants } = await runEdit(run);
    const [first, second] = [variants[0]!, variants[1]!];
    const left = keep(image, first, 4, (cell) => cell % 16 < 8);
    const right = keep(image, second, 4, (cell) => cell % 16 >= 7 && cell % 16 < 12);
    const mixed = await only({ ...run, settings: { ...run.settings, variants: 1 }, kept: [left, right] });
    visit(mixed, right, (kept, pixel) => {
      if (kept) expect(colour(mixed, pixel)).toEqual(colour(second, pixel));
    });
    visit(mixed, left, (kept, pixel) => {
      const x = mixed.patch.rect.x + (pixel % mixed.patch.rect.width);
      if (kept && Math.floor(x / 4) < 7) expect(colour(mixed, pixel)).toEqual(colour(first, pixel));
    });
  });

  it('can be branched from, and kept from, again', async () => {
    const run = twoParts();
    const part = keep(image, await only(run), 4, (cell) => cell % 2 === 0);
    const keeping = { ...run, settings: { ...run.settings, seed: 50 }, kept: [part] };
    const kept = await only(keeping);
    const branch = branchFrom(keeping, kept, { pass: 1, step: 1 }, { seed: 51 });
    const turned = await only(branch);
    visit(turned, part, (stays, pixel) => {
      if (stays) expect(colour(turned, pixel)).toEqual(colour(kept, pixel));
    });
    expect(turned.patch.samples).not.toEqual(kept.patch.samples);
    const both = [part, keep(image, turned, 4, (cell) => cell % 3 === 0)];
    const third = await only({ ...keeping, kept: both });
    visit(third, both[1]!, (stays, pixel) => {
      if (stays) expect(colour(third, pixel)).toEqual(colour(turned, pixel));
    });
  });

  it('works beyond the photo, where a frame was extended', async () => {
    const photo = picture(24, 20);
    const run: EditRun = {
      ...fillRun(photo, maskWith(24, 20, []), settingsWith()),
      request: { kind: 'extend', by: { left: 9, right: 3, top: 0, bottom: 6 } },
      mask: null,
    };
    const parent = await only(run);
    const whole = imageSource(
      { width: 36, height: 26, channels: 3, bitDepth: 8, data: parent.patch.samples, iccProfile: null },
      { x: -9, y: 0 },
    );
    const part = keep(whole, parent, 4, (cell) => cell % 3 === 0);
    const turned = await only({ ...run, settings: { ...run.settings, seed: 9 }, kept: [part] });
    expect(turned.patch.bounds).toEqual(parent.patch.bounds);
    visit(turned, part, (kept, pixel) => {
      if (kept) expect(colour(turned, pixel)).toEqual(colour(parent, pixel));
    });
    expect(turned.patch.samples).not.toEqual(parent.patch.samples);
  });

  it('is refused where nothing is left, and where it is of another picture', async () => {
    const run = twoParts();
    const parent = await only(run);
    const all = keep(image, parent, 4, () => true);
    await expect(only({ ...run, kept: [all] })).rejects.toMatchObject({ code: 'mask-empty' });
    const grey = { ...all, pixels: imageSource(picture(70, 26, 1)) };
    await expect(only({ ...run, kept: [grey] })).rejects.toMatchObject({ code: 'request-invalid' });
  });
});
