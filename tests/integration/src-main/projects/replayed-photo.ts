import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { deflateSync } from 'node:zlib';
import { parseRecipe } from '#engine/editing/recipe/recipe.ts';
import { Engine } from '#engine/engine.ts';
import type { EditPatch, KeptPixels } from '#engine/protocol.ts';
import { joinRecipes } from '#main/documents/document-state.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import { EngineHost } from '#main/jobs/engine-host.ts';
import { RecipeReplayer } from '#main/jobs/recipe-replayer.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { readResultFile, scratchPath } from '#main/projects/result-file.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { type RunSettings } from '#shared/runs/run-settings.ts';
import { disposeAfterTest, temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { newApp, samplesOf } from '#tests/unit/src-main/projects/sample-project.ts';

export const photo = resolve('tests/fixtures/photos/dandelions.jpg');
const packs = { bundled: resolve('models'), user: null };
const settings: RunSettings = {
  ...defaultRunSettings,
  effort: 'fast',
  detail: 'model',
  device: 'cpu',
  threads: 1,
};
export const hole: Rect = { x: 60, y: 50, width: 40, height: 40 };

function newEngine(version = 'test'): EngineHost {
  const host = new EngineHost(
    (listeners) => {
      const engine = new Engine(listeners.message, version);
      return { post: (request) => void engine.handle(request), kill: () => listeners.exit(null) };
    },
    () => undefined,
  );
  disposeAfterTest(async () => host.dispose());
  return host;
}

/** The photo open in an app whose engine is real. */
export async function openPhoto(version = 'test', source = photo) {
  const app = newApp(await temporaryFolder());
  const engine = newEngine(version);
  const { id } = await app.store.openFile(source);
  const document = app.store.get(id);
  const runIds = new Set<string>();
  const replayer = new RecipeReplayer({
    engine,
    pixels: localPixels,
    packs,
    isRunning: () => false,
    emit: (_, { runId }) => void runIds.add(runId),
  });
  /** What the handler does, after its dialog. */
  const replay = async (path: string) => {
    const result = await readResultFile(path, localPixels, scratchPath(document.folder));
    const { pixels, doubts } = await replayer.replay(document, result.recipe, result.name);
    return { ...(await result.compare(pixels)), doubts };
  };
  return { ...app, engine, document, replayer, replay, runIds };
}

/** Runs one fill and commits it, as accepting a turn does. */
export async function fill(
  document: OpenDocument,
  engine: EngineHost,
  rect: Rect,
  seed: number,
  kept: KeptPixels[] = [],
) {
  const coverage = deflateSync(new Uint8Array(rect.width * rect.height).fill(255));
  const { mask } = await localPixels.commitMask({ ...document.present.mask, tiles: {} }, rect, coverage);
  const patches: EditPatch[] = [];
  const base = document.present.pixels;
  const job = {
    request: { kind: 'fill' as const },
    settings: { ...settings, seed },
    pixels: base,
    mask,
    packs,
    earlier: [],
    kept,
    parentState: null,
    resume: null,
  };
  await engine.request({ type: 'run', id: `fill ${seed}`, job }, (update) => {
    if (update.type === 'variant') patches.push(update.patch);
  });
  const { samples, bounds, recipe, ...patch } = patches[0]!;
  const { pixels } = await localPixels.applyPatch({ pixels: base, mask, rect: patch.rect, samples, bounds });
  const commit = () =>
    document.edit('Fill', async (present) => ({
      ...present,
      pixels,
      recipes: [...present.recipes, recipe],
      changedOutsideMask: 0,
    }));
  return { pixels, recipe, commit };
}

export const exportTo = (document: OpenDocument, path: string, format: 'png' | 'jpeg' | 'webp') =>
  localPixels.exportPicture({
    pixels: document.present.pixels,
    path,
    format,
    quality: format === 'jpeg' ? 90 : null,
    metadata: null,
    recipe: joinRecipes(document.present.recipes),
    original: { path: null, hash: null },
    stored: null,
  });

/** Two fills of the photo, one inside the other's place, saved in several forms: made once, since engines are slow. */
interface Results {
  readonly samples: Buffer;
  readonly turns: ReturnType<typeof turnsOf>;
  readonly recipe: string;
  readonly files: ReadonlyMap<string, Buffer>;
}
let made: Results;

async function makeResults(): Promise<Results> {
  const { document, engine, saver } = await openPhoto();
  await (await fill(document, engine, hole, 7)).commit();
  await (await fill(document, engine, { x: 80, y: 70, width: 30, height: 20 }, 8)).commit();
  const folder = await temporaryFolder();
  for (const format of ['png', 'jpeg', 'webp'] as const)
    await exportTo(document, join(folder, `out.${format}`), format);
  await saver.save(document, join(folder, 'out.tessera'));
  const samples = await samplesOf(document);
  const [turns, recipe] = [turnsOf(document), joinRecipes(document.present.recipes)!];
  await document.undo();
  await saver.save(document, join(folder, 'undone.tessera'));
  await exportTo(document, join(folder, 'first.png'), 'png');
  const files = new Map<string, Buffer>();
  for (const name of await readdir(folder)) files.set(name, await readFile(join(folder, name)));
  return { samples, turns, recipe, files };
}

/** What was made, as files in a folder of the test's own. */
export async function results() {
  made ??= await makeResults();
  const folder = await temporaryFolder();
  for (const [name, bytes] of made.files) await writeFile(join(folder, name), bytes);
  return { ...made, path: (name: string): string => join(folder, name) };
}

/** How the present state was made; which pack "the default one" was is said by `pack`. */
export const turnsOf = (document: OpenDocument) =>
  parseRecipe(joinRecipes(document.present.recipes)!).map((turn) => ({
    ...turn,
    settings: { ...turn.settings, packId: '' },
  }));

export const recipeOf = async (path: string): Promise<string> => (await localPixels.readRecipe(path))!;
