import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { regionFolder, tileFolder } from '#engine/project-file/names.ts';
import { openProjectFile } from '#engine/project-file/read-project-file.ts';
import { writeProjectFile } from '#engine/project-file/write-project-file.ts';
import { readPixels } from '#engine/tiles/snapshot.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { ProjectSaver } from '#main/projects/project-saver.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { realApp, region } from '#tests/integration/src-main/real-app.ts';

type App = Awaited<ReturnType<typeof realApp>>;

const settings = { variants: 2, seed: 77, arSteps: 4, diffusionSteps: 4 };

const savers = new WeakMap<App, ProjectSaver>();

/** One per app, as in the product: savers queue their own saves only, and a document has one folder to freeze into. */
function saverOf(app: App): ProjectSaver {
  const saver =
    savers.get(app) ??
    new ProjectSaver({
      pixels: localPixels,
      appVersion: 'test',
      whileRegionRests: (id, work) => app.turns.whileRegionRests(id, work),
    });
  savers.set(app, saver);
  return saver;
}

async function save(app: App, documentId = app.documentId): Promise<string> {
  const path = join(await temporaryFolder(), 'dandelions.tessera');
  await saverOf(app).save(app.documents.get(documentId), path);
  return path;
}

/** Opens a project in an installation of its own. */
async function open(path: string) {
  const app = await realApp(await temporaryFolder());
  const summary = await app.documents.openFile(path);
  return { app, summary, id: summary.id };
}

/** Hashes of the turns' pixels, oldest first. */
const resultsOf = (app: App, id: string): Promise<string[]> =>
  Promise.all(
    (app.turns.find(id)?.turns ?? []).map(async ({ pixels }) =>
      createHash('sha256')
        .update((await readPixels(pixels, region)) as Uint8Array)
        .digest('hex'),
    ),
  );

async function finished(change: Parameters<App['start']>[0] = {}) {
  const app = await realApp(await temporaryFolder());
  const end = app.until('run/finished');
  app.start({ ...settings, ...change });
  await end;
  return app;
}

async function paused() {
  const app = await realApp(await temporaryFolder());
  let signs = 0;
  const { runId } = app.start(settings);
  app.listen((name) => {
    if (name === 'run/progress' && ++signs === 4) void app.runs.pause(runId);
  });
  await app.until('run/paused');
  return { app, runId };
}

describe('a project', () => {
  it('brings a branched tree of turns along: the same turns, from which one branches on, and the same bytes when saved again', async () => {
    const first = await finished();
    const [parent] = first.turns.find(first.documentId)!.turns;
    const branched = first.until('run/finished');
    first.start(
      { ...settings, variants: 1, seed: 9 },
      { kind: 'step', turnId: parent!.id, at: { pass: 0, step: 2 } },
    );
    await branched;
    const path = await save(first);
    const { app, id, summary } = await open(path);
    expect(app.notes).toEqual([]);
    expect(summary).toMatchObject({ work: 'turns', unsaved: false });
    expect(await resultsOf(app, id)).toEqual(await resultsOf(first, first.documentId));
    const tree = (of: App, documentId: string) => ({ ...of.turns.tree(documentId), documentId: '' });
    expect(tree(app, id)).toEqual(tree(first, first.documentId));
    expect((await readFile(await save(app, id))).equals(await readFile(path))).toBe(true);

    // The same branch made in both: states came along bit for bit.
    for (const [of, documentId] of [
      [first, first.documentId],
      [app, id],
    ] as const) {
      const end = of.until('run/finished');
      of.runs.start({
        documentId,
        request: { kind: 'fill' },
        settings: { ...of.turns.find(documentId)!.turns[0]!.settings, seed: 31, variants: 1 },
        from: { kind: 'step', turnId: parent!.id, at: { pass: 0, step: 1 } },
      });
      await end;
    }
    expect(await resultsOf(app, id)).toEqual(await resultsOf(first, first.documentId));
    expect(app.documents.get(id).summary().unsaved).toBe(true);
    await app.runs.accept(id, app.turns.find(id)!.turns.at(-1)!.id);
    expect(app.documents.get(id).summary()).toMatchObject({ work: 'none', undoLabel: 'Fill', maskPixels: 0 });
  });

  it('brings a paused run along, which goes on elsewhere to the same pixels as if it had never stopped', async () => {
    const whole = await finished();
    const { app: stopped, runId } = await paused();
    const path = await save(stopped);
    const { app, id, summary } = await open(path);
    expect(summary).toMatchObject({ work: 'interrupted', unsaved: false });
    expect(app.turns.tree(id)!.interrupted).toMatchObject({ runId, reason: 'paused' });
    expect((await readFile(await save(app, id))).equals(await readFile(path))).toBe(true);
    const end = app.until('run/finished');
    app.runs.resume(id);
    await end;
    expect(await resultsOf(app, id)).toEqual(await whole.results());
  });

  it('can be saved while a run goes on; what was saved is a moment of it', async () => {
    const app = await realApp(await temporaryFolder());
    const whole = app.until('run/finished');
    const saved: Promise<string>[] = [];
    app.listen((name) => {
      if (name === 'run/step' && saved.length < 3) saved.push(save(app));
    });
    app.start(settings);
    await whole;
    const expected = await app.results();
    for (const path of await Promise.all(saved)) {
      const again = await open(path);
      expect(again.app.notes).toEqual([]);
      expect(again.summary.work).toMatch(/^(none|interrupted|turns)$/);
      if (again.summary.work !== 'interrupted') continue;
      const end = again.app.until('run/finished');
      again.app.runs.resume(again.id);
      await end;
      expect(await resultsOf(again.app, again.id)).toEqual(expected);
    }
  });

  it('whose turns were made up or damaged opens without them: the picture is there, nothing else is touched', async () => {
    const { app: stopped } = await paused();
    const withRun = await partsOf(await save(stopped));
    const withTurn = await partsOf(await save(await finished({ variants: 1 })));
    const damaged = (name: string): boolean => name.startsWith(regionFolder) && /\.(json|bin)$/.test(name);
    const targets = [withRun, withTurn].flatMap((parts) =>
      [...parts.keys()].filter(damaged).map((name) => ({ parts, name })),
    );
    expect(targets.map(({ name }) => name.split('/').at(-1)).sort()).toEqual([
      'checkpoint.bin',
      'job.json',
      'state.bin',
      'turn.json',
    ]);
    let state = 20261123;
    const random = (below: number): number => (state = (state * 48271) % 2147483647) % below;
    const damages: ((bytes: Buffer) => Buffer)[] = [
      () => Buffer.alloc(0),
      (bytes) => bytes.subarray(0, bytes.length >> 1),
      () => Buffer.from('{"version":1}'),
      (bytes) =>
        Buffer.from(
          bytes.toString('latin1').replace(/[0-9a-f]{12}-[0-9a-z]+\.raw/, '../../../../etc/passwd'),
          'latin1',
        ),
      (bytes) => Buffer.from(bytes.toString('latin1').replace(/"width":\d+/, '"width":999999'), 'latin1'),
      (bytes) => ((bytes[random(bytes.length)]! ^= 1 << random(8)), bytes),
    ];
    for (const { parts, name } of targets)
      for (const damage of damages) {
        const changed = new Map(parts).set(name, damage(Buffer.from(parts.get(name)!)));
        const folder = await temporaryFolder();
        const hostile = join(folder, 'hostile.tessera');
        const sources = [...changed].map(([part, bytes]) => ({ path: part, bytes }));
        await writeProjectFile(hostile, sources, 'test');
        const { app, id, summary } = await open(hostile);
        expect(summary, name).toMatchObject({
          name: 'dandelions.jpg',
          undoLabel: 'Brush',
          maskPixels: 72 * 56,
        });
        expect((await readdir(app.folder)).sort(), name).toEqual([id, app.documentId].sort());
        expect(await readdir(folder), name).toEqual(['hostile.tessera']);
        await app.runs.discardAll(id);
        expect(await app.documents.get(id).undo(), name).toMatchObject({ work: 'none', maskPixels: 0 });
        await app.close();
      }
  });

  it('whose tiles of a turn are missing opens without that turn, and says so', async () => {
    const app = await finished({ variants: 1 });
    const parts = await partsOf(await save(app));
    const [turn] = app.turns.find(app.documentId)!.turns;
    const own = new Set(Object.values(app.document.present.pixels.tiles));
    const only = Object.values(turn!.pixels.tiles).find((tile) => !own.has(tile))!;
    parts.delete(`${tileFolder}${only}`);
    const path = join(await temporaryFolder(), 'less.tessera');
    await writeProjectFile(
      path,
      [...parts].map(([part, bytes]) => ({ path: part, bytes })),
      'test',
    );
    const { app: again, summary } = await open(path);
    expect(summary).toMatchObject({ work: 'none', undoLabel: 'Brush' });
    expect(again.notes).toHaveLength(1);
  });
});

async function partsOf(path: string): Promise<Map<string, Uint8Array>> {
  const project = await openProjectFile(path);
  const parts = new Map<string, Uint8Array>();
  for (const entry of project.entries) parts.set(entry, await project.read(entry));
  await project.close();
  return parts;
}
