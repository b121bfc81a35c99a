import { describe, expect, it } from 'vitest';
import {
  earlierOfTurn,
  keptForRecipe,
  isMade,
  keptOfTurn,
  type MadeTurn,
  maskOfTurn,
  parseRecipe,
  recipeText,
  type RecipeTurn,
  settingsOfTurn,
} from '#engine/editing/recipe/recipe.ts';
import { differences, repeatTurn } from '#engine/editing/recipe/replay.ts';
import { type EditRun, type FinishedVariant, planRun } from '#engine/editing/run/run-edit.ts';
import { copyCommonPixels } from '#engine/imaging/copy-pixels.ts';
import { imageSource } from '#engine/editing/sources.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import type { RunNumbers } from '#shared/runs/run-settings.ts';
import { cellsCovering } from '#shared/geometry/token-lattice.ts';
import { fillRun, maskWith, picture, runEdit, settingsWith } from '#tests/fixtures/edits.ts';
import { fakeManifest, fakePack } from '#tests/fixtures/fake-pack.ts';
import { branchFrom, onePart, only, twoParts } from '#tests/fixtures/turns.ts';

/** The picture with a turn in it. */
function after(image: SampleImage, { patch }: FinishedVariant): SampleImage {
  const data = image.data.slice();
  const bounds = { x: 0, y: 0, width: image.width, height: image.height };
  copyCommonPixels(patch.samples, patch.rect, data, bounds, image.channels);
  return { ...image, data };
}

/** Repeats the last turn of a recipe over the picture it was made from. */
async function replay(run: EditRun, image: SampleImage, recipe: string): Promise<SampleImage> {
  const turn = parseRecipe(recipe).filter(isMade).at(-1)!;
  const { picture: result, doubts } = await repeatTurn(turn, image, async (again) => {
    const made = await only({
      ...run,
      settings: settingsOfTurn(again.turn),
      mask: maskOfTurn(again.turn, run.photo.bounds),
      earlier: earlierOfTurn(again.turn),
      kept: again.kept.map(({ cells, picture: kept, recipe: text }) => ({
        cells,
        pixels: imageSource(kept),
        provenance: parseRecipe(text).at(-1)!,
      })),
      parentState: null,
      resume: null,
    });
    return { picture: after(image, made), recipe: made.patch.recipe };
  });
  expect(doubts).toEqual([]);
  return result;
}

describe('recipes', () => {
  it('repeat a result to the same pixels', async () => {
    const image = picture(40, 40);
    const mask = maskWith(40, 40, [{ x: 10, y: 12, width: 15, height: 9 }], 180);
    const grey = { width: 2, height: 1, grey: Uint8Array.of(255, 0) };
    const run = fillRun(
      image,
      mask,
      settingsWith({ seed: 9, variants: 2, order: 'drawn', drawnOrder: grey, paintedEffort: grey }),
    );
    const { variants } = await runEdit(run);
    for (const variant of variants)
      expect((await replay(run, image, variant.patch.recipe)).data).toEqual(after(image, variant).data);
  });

  it('repeat any variant of an order that depends on the seed', async () => {
    const image = picture(70, 26);
    const run = twoParts({ order: 'random', variants: 2 });
    const { variants } = await runEdit(run);
    expect((await replay(run, image, variants[1]!.patch.recipe)).data).toEqual(
      after(image, variants[1]!).data,
    );
  });

  it('repeat branches of branches, and parts that were kept of them', async () => {
    const image = picture(70, 26);
    const run = twoParts();
    const first = await only(run);
    const branch = branchFrom(run, first, { pass: 1, step: 1 }, { seed: 6, order: 'random' });
    const second = await only(branch);
    const twig = branchFrom(branch, second, { pass: 2, step: 1 }, { seed: 7, variants: 2 });
    const { variants } = await runEdit(twig);
    const third = variants[1]!;
    expect((await replay(run, image, third.patch.recipe)).data).toEqual(after(image, third).data);

    const block = cellsCovering(third.patch.rect, 4);
    const part = (turn: FinishedVariant, remainder: number) => ({
      pixels: imageSource(after(image, turn)),
      cells: {
        ...block,
        span: 4,
        cells: Uint8Array.from({ length: block.rows * block.columns }, (_, cell) =>
          cell % 3 === remainder ? 1 : 0,
        ),
      },
      provenance: parseRecipe(turn.patch.recipe).at(-1)!,
    });
    const mixing = {
      ...run,
      settings: { ...run.settings, seed: 8 },
      kept: [part(second, 0), part(third, 1)],
    };
    const mixed = await only(mixing);
    const last = branchFrom(mixing, mixed, { pass: 3, step: 0 }, { seed: 9 });
    const result = await only(last);
    const [turn] = parseRecipe(result.patch.recipe).filter(isMade);
    expect(keptOfTurn(turn!).map(({ turn: kept }) => kept.earlier.length)).toEqual([1, 2]);
    expect((await replay(run, image, result.patch.recipe)).data).toEqual(after(image, result).data);
  });

  it('compute a turn once, however many others keep parts of it', async () => {
    const [turn] = parseRecipe((await only(twoParts())).patch.recipe).filter(isMade);
    const cells = { span: 4, row: 0, column: 0, rows: 1, columns: 1, cells: Uint8Array.of(1) };
    const keeping = (seed: number, ...parts: readonly MadeTurn[]): MadeTurn => ({
      ...turn!,
      settings: { ...turn!.settings, seed },
      kept: parts.map((part) => keptForRecipe(cells, part)),
    });
    const [first, other] = [keeping(1), keeping(2)];
    const second = keeping(3, first, other, first);
    const seeds: number[] = [];
    await repeatTurn(keeping(4, second, first, second), null, (again) => {
      seeds.push(again.turn.settings.seed);
      return Promise.resolve({ picture: null, recipe: recipeText([again.turn]) });
    });
    expect(seeds).toEqual([1, 2, 3, 4]);
  });

  it('repeat the same run after the presets it named have changed, branches and all', async () => {
    const efforts = (arSteps: number, diffusionSteps: number) => {
      const effort = { arSteps, diffusionSteps };
      return { fast: effort, balanced: effort, best: effort };
    };
    const { defaults } = fakeManifest();
    const then = fakeManifest({ defaults: { ...defaults, efforts: efforts(3, 2) } });
    const now = fakeManifest({
      defaults: { ...defaults, efforts: efforts(5, 4), guidanceInterval: [0, 0.5] },
    });
    const run = twoParts({ arSteps: null, diffusionSteps: null, guidance: 2 }, then);
    const first = await only(run);
    const second = await only(branchFrom(run, first, { pass: 1, step: 1 }, { seed: 6, effort: 'best' }));
    const image = picture(70, 26);
    for (const { patch } of [first, second]) {
      const again = await replay({ ...run, manifest: now, pack: fakePack(now) }, image, patch.recipe);
      expect(again.data).toEqual(after(image, { ...first, patch }).data);
    }
    const byName = await only({ ...run, manifest: now, pack: fakePack(now) });
    expect(after(image, byName).data).not.toEqual(after(image, first).data);
  });

  it('repeat the levels they were made with, whatever the tables of this version say', async () => {
    const run = twoParts();
    const [turn] = parseRecipe((await only(run)).patch.recipe);
    const levels = async (numbers: Partial<RunNumbers>) => {
      const settings = settingsOfTurn(turn!);
      const plan = await planRun({
        ...run,
        settings: { ...settings, numbers: { ...settings.numbers!, ...numbers } },
      });
      return Math.max(...plan.run.passes.map(({ level }) => level));
    };
    expect(await levels({})).toBe(1);
    expect(await levels({ modelTokens: 1 })).toBe(0);
  });

  it('keep the mask as it was given, and repeat what its anti-aliased edges meant', async () => {
    const image = picture(40, 40);
    const mask = maskWith(40, 40, [{ x: 12, y: 12, width: 15, height: 9 }]);
    for (let y = 12; y < 21; y++) mask.data.set([40, 140], y * 40 + 10);
    const run = fillRun(image, mask, settingsWith({ detail: 'off' }));
    const made = await only(run);
    const [turn] = parseRecipe(made.patch.recipe);
    const { rect } = turn!.mask!;
    const stored = await maskOfTurn(turn!, run.photo.bounds).read(rect);
    expect([...stored.subarray(0, 3)]).toEqual([40, 140, 255]);
    const again = await replay(run, image, made.patch.recipe);
    expect(again.data).toEqual(after(image, made).data);
    const plain = await only({ ...run, settings: { ...run.settings, maskEdges: 'plain' } });
    expect(after(image, plain).data).not.toEqual(again.data);
  });

  it('of versions without context guidance are repeated without it; another revision of the engine is doubted', async () => {
    const run = twoParts();
    const { patch } = await only(run);
    const [now] = parseRecipe(patch.recipe);
    const written = JSON.parse(patch.recipe) as { turns: [Partial<RecipeTurn>] };
    const settings: Partial<RecipeTurn['settings']> = { ...now!.settings };
    delete settings.contextGuidance;
    delete settings.contextGuidanceInterval;
    delete settings.copied;
    delete settings.maskEdges;
    const turn = { ...written.turns[0], version: 'older', settings };
    delete turn.engineRevision;
    const [old] = parseRecipe(JSON.stringify({ ...written, formatVersion: 3, turns: [turn] }));
    expect(old).toMatchObject({
      engineRevision: 1,
      settings: { contextGuidance: 1, copied: 'everything', maskEdges: 'plain' },
    });
    expect(differences(old!, { ...now!, engineRevision: 1 })).toEqual([]);
    expect(differences(old!, { ...now!, engineRevision: 2 })).toEqual([
      expect.stringContaining('engine revision 1, now 2'),
    ]);
  });

  it('of version 2, which only name the effort, are repeated by that name, and that is doubted', async () => {
    const run = twoParts();
    const { patch } = await only(run);
    const written = JSON.parse(patch.recipe) as { turns: RecipeTurn[] };
    const { numbers, ...settingsThen } = written.turns[0]!.settings;
    expect(numbers).toMatchObject({ arSteps: 3, finerArSteps: 3, diffusionSteps: 2 });
    const turns = [{ ...written.turns[0]!, settings: settingsThen }];
    const [old] = parseRecipe(JSON.stringify({ ...written, formatVersion: 2, turns }));
    expect(old!.settings).toEqual({ ...settingsThen, numbers: null });
    expect(differences(old!, parseRecipe(patch.recipe)[0]!)).toEqual([expect.stringContaining('the effort')]);
  });

  it('name both devices where one failed in the middle: neither alone promises the pixels', async () => {
    const run = onePart();
    let calls = 0;
    const deviceInUse = () => ({
      device: calls++ === 0 ? ('webgpu' as const) : ('cpu' as const),
      note: null,
    });
    const { patch } = await only({ ...run, pack: { ...run.pack!, deviceInUse } });
    const [turn] = parseRecipe(patch.recipe);
    expect(turn!.device).toBe('webgpu, then cpu');
    const [onCpu] = parseRecipe((await only(run)).patch.recipe);
    expect(differences(turn!, onCpu!)).toEqual(['it was made on webgpu, then cpu, this ran on cpu']);
  });

  it('of version 1 are read as turns that took over nothing', async () => {
    const run = twoParts();
    const { patch } = await only(run);
    const written = JSON.parse(patch.recipe) as { formatVersion: number; turns: RecipeTurn[] };
    const [turn] = written.turns;
    const { earlier, kept, settings, ...rest } = turn!;
    const { paintedEffort, numbers, ...settingsThen } = settings;
    expect(numbers).not.toBeNull();
    expect([earlier, kept, paintedEffort]).toEqual([[], [], null]);
    const then = { ...written, formatVersion: 1, turns: [{ ...rest, settings: settingsThen }] };
    expect(parseRecipe(JSON.stringify(then))).toEqual([
      { ...turn!, settings: { ...settings, numbers: null } },
    ]);
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['another object', '{"format":"tessera-recipe"}'],
    ['a newer version', '{"format":"tessera-recipe","formatVersion":4,"turns":[]}'],
    ['kept parts without end', nested(20_000)],
  ])('refuse %s', (_, text) => {
    expect(() => parseRecipe(text)).toThrowError(/recipe/);
  });

  it('refuse a mask or a kept part that is damaged', async () => {
    const [turn] = parseRecipe((await only(twoParts())).patch.recipe).filter(isMade);
    const masked = { ...turn!, mask: { ...turn!.mask!, coverage: 'AAAA' } };
    expect(() => maskOfTurn(masked, { x: 0, y: 0, width: 70, height: 26 })).toThrowError(/damaged/);
    const cells = { span: 4, row: 0, column: 0, rows: 2, columns: 2, cells: 'AAAA' };
    expect(() => keptOfTurn({ ...turn!, kept: [{ cells, making: turn! }] })).toThrowError(/damaged/);
  });
});

/** A recipe whose turn kept a part of a turn that kept a part of ... */
function nested(depth: number): string {
  const open = '{"kept":[{"making":';
  return `{"format":"tessera-recipe","formatVersion":2,"turns":[${open.repeat(depth)}{}${'}]}'.repeat(depth)}]}`;
}
