import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { readPixels, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import { RecipeReplayer } from '#main/jobs/recipe-replayer.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { realApp } from './real-app.ts';

const formats = resolve('tests/fixtures/formats');

interface Expected {
  readonly documentId: string;
  readonly picture: string;
  readonly turns: readonly { readonly id: string; readonly parentId: string | null; readonly seed: number }[];
  readonly interrupted: { variant: number; fraction: number; at: { pass: number; step: number } };
  /** The seeds of the turns the paused run ended with. */
  readonly resumed: readonly number[];
}

/** Copies a folder of fixtures, gzipped files as what they hold. */
async function unpack(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const target = join(to, path.slice(from.length));
    await mkdir(dirname(target), { recursive: true });
    const bytes = await readFile(path);
    if (path.endsWith('.gz')) await writeFile(target.slice(0, -'.gz'.length), gunzipSync(bytes));
    else await writeFile(target, bytes);
  }
}

async function samplesOf(pixels: TileSnapshot): Promise<Uint8Array> {
  return (await readPixels(pixels, pixels.bounds)) as Uint8Array;
}

const digestOf = async (pixels: TileSnapshot): Promise<string> =>
  createHash('sha256')
    .update(await samplesOf(pixels))
    .digest('hex');

/** The largest difference of two pictures' samples, 0 to 255: another processor may round a network's output otherwise. */
async function largestDifference(pixels: TileSnapshot, png: string): Promise<number> {
  const expected = await sharp(png).raw().toBuffer();
  const samples = await samplesOf(pixels);
  expect(samples).toHaveLength(expected.length);
  return samples.reduce((largest, value, index) => Math.max(largest, Math.abs(value - expected[index]!)), 0);
}

describe.each(['first'])('what was written in the formats of "%s"', (version) => {
  const folder = join(formats, version);
  const png = (name: string): string => join(folder, name);
  let expected: Expected;
  beforeAll(async () => {
    expected = JSON.parse(await readFile(join(folder, 'expected.json'), 'utf8')) as Expected;
  });

  async function unpackedPacks() {
    const packs = await temporaryFolder();
    await unpack(join(folder, 'packs'), packs);
    return { bundled: packs, user: null };
  }

  async function opened(from: 'document' | 'project') {
    const packs = await unpackedPacks();
    const documents = await temporaryFolder();
    const { documentId } = expected;
    if (from === 'document') {
      await unpack(join(folder, 'document'), join(documents, documentId));
      const app = await realApp(documents, documentId, packs);
      return { app, id: documentId };
    }
    const project = join(await temporaryFolder(), 'project.tessera');
    await writeFile(project, gunzipSync(await readFile(`${join(folder, 'project.tessera')}.gz`)));
    const app = await realApp(documents, null, packs);
    return { app, id: (await app.documents.openFile(project)).id };
  }

  it.each(['document', 'project'] as const)(
    'opens from its %s: picture, undo steps, turns and the paused run, which goes on to the same result',
    async (from) => {
      const { app, id } = await opened(from);
      const document = app.documents.get(id);
      expect(app.notes).toEqual([]);
      expect(document.summary()).toMatchObject({
        name: 'dandelions.png',
        undoLabel: 'Brush',
        redoLabel: 'Lasso',
        maskPixels: 28 * 22,
        work: 'interrupted',
      });
      expect(await digestOf(document.present.pixels)).toBe(expected.picture);
      const { turns } = app.turns.find(id)!;
      const found = [];
      for (const { id: turn, parentId, settings, pixels, steps } of turns)
        found.push({
          id: turn,
          parentId,
          seed: settings.seed,
          steps: steps.length,
          pixels: await digestOf(pixels),
        });
      expect(found).toEqual(expected.turns);
      for (const turn of turns)
        for (const index of turn.steps.keys())
          expect((await app.turns.stepPicture(turn.id, index))?.rgba.length).toBeGreaterThan(0);
      expect(app.turns.tree(id)!.interrupted).toMatchObject({ reason: 'paused', ...expected.interrupted });

      const ended = app.until('run/finished');
      app.runs.resume(id);
      await ended;
      const resumed = app.turns.find(id)!.turns.slice(expected.turns.length);
      expect(resumed.map(({ settings }) => settings.seed)).toEqual(expected.resumed);
      for (const [index, turn] of resumed.entries())
        expect(await largestDifference(turn.pixels, png(`resumed-${index}.png`))).toBeLessThanOrEqual(1);
    },
  );

  it('branches from an old turn: its saved state is read, not computed again', async () => {
    const { app, id } = await opened('document');
    const resumed = app.until('run/finished');
    app.runs.resume(id);
    await resumed;
    const [parent] = app.turns.find(id)!.turns;
    const at = parent!.steps[2]!.at;
    const branched = app.until('run/finished');
    app.runs.start({
      documentId: id,
      request: { kind: 'fill' },
      settings: { ...parent!.settings, seed: 12, variants: 1 },
      from: { kind: 'step', turnId: parent!.id, at },
    });
    await branched;
    // The old branch from the same step with the same seed.
    const old = await samplesOf(app.turns.turnById(expected.turns[2]!.id)!.pixels);
    const branch = await samplesOf(app.turns.find(id)!.turns.at(-1)!.pixels);
    expect(branch.every((value, index) => Math.abs(value - old[index]!) <= 1)).toBe(true);
    expect(app.notes).toEqual([]);
  });

  it('repeats its recipe', async () => {
    const packs = await unpackedPacks();
    const app = await realApp(await temporaryFolder(), null, packs);
    const { id } = await app.documents.openFile(png('photo.png'));
    const recipe = await localPixels.readRecipe(png('result.png'));
    const replayer = new RecipeReplayer({
      engine: app.engine,
      pixels: localPixels,
      packs,
      isRunning: () => false,
      emit: () => undefined,
    });
    const { pixels } = await replayer.replay(app.documents.get(id), recipe!, 'result.png');
    expect(await largestDifference(pixels, png('result.png'))).toBeLessThanOrEqual(1);
  });
});
