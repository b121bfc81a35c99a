import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { encodePicture } from '#engine/imaging/codec/index.ts';
import { temporaryFolder } from '#tests/e2e/harness/launch.ts';
import { TesseraApp } from '#tests/e2e/harness/tessera-app.ts';

const width = 6000;
const height = 4000;
const gestures = Number(process.env['TESSERA_GESTURES'] ?? 100);
const branches = Number(process.env['TESSERA_BRANCHES'] ?? 20);
const fills = Math.min(10, Math.floor(gestures / 10));

/** Figures for docs/performance.md; TESSERA_REPORT names a file for them. Run it on a machine with nothing else to do. */
it(`carries ${gestures} gestures and ${branches} branches of a 24 MP photo: memory, disk, undo, save, open`, async () => {
  const folder = await temporaryFolder();
  const report: Record<string, number> = {};
  /** Wall-clock time, and what all of the app's processes computed meanwhile (a busy machine changes only the first). */
  const timed = async <Result>(
    of: TesseraApp,
    name: string,
    work: () => Promise<Result>,
  ): Promise<Result> => {
    const used = await computed(of);
    const start = performance.now();
    const result = await work();
    report[`${name}, ms`] = Math.round(performance.now() - start);
    report[`${name}, CPU ms`] = Math.round(1000 * ((await computed(of)) - used));
    return result;
  };
  const app = await TesseraApp.start(null);
  const photo = await noisyPhoto(join(folder, '24.jpg'));
  expect(await app.openDirectly(photo)).toMatchObject({ ok: true });
  const id = (await app.summary())!.id;
  const documents = join(app.launched.userData, 'documents');
  report['disk after opening, MB'] = await megabytes(documents);
  Object.assign(report, await memory(app, 'after opening'));

  // Ninety strokes of 400 to 1400 px and ten accepted fills, in turn.
  const random = lehmer(20261123);
  const perFill = Math.floor(gestures / Math.max(1, fills));
  for (let gesture = 0; gesture < gestures; gesture++) {
    if (fills > 0 && gesture % perFill === perFill - 1) await fillOnce(app, id, random);
    else await stroke(app, id, random, 400 + random(1000));
  }
  expect((await app.summary())!.undoLabel).not.toBeNull();
  report[`disk after ${gestures} gestures, MB`] = await megabytes(documents);
  Object.assign(report, await memory(app, `after ${gestures} gestures`));

  const undos: number[] = [];
  while ((await app.summary())!.canUndo) undos.push(await stepBack(app, id));
  report['undo steps'] = undos.length;
  expect(undos.length).toBeGreaterThanOrEqual(gestures);
  undos.sort((a, b) => a - b);
  report['undo, median, ms'] = Math.round(undos[undos.length >> 1]!);
  report['undo, longest, ms'] = Math.round(undos.at(-1)!);
  while ((await app.summary())!.canRedo)
    await app.window.evaluate((document) => window.tessera.documents.redo(document), id);
  Object.assign(report, await memory(app, 'after undoing and redoing all'));

  const project = join(folder, '24.tessera');
  await app.answerSaveDialog(project);
  const save = () =>
    app.window.evaluate((documentId) => window.tessera.projects.save({ documentId, saveAs: false }), id);
  expect(await timed(app, `save ${gestures} gestures`, save)).toMatchObject({ ok: true });
  report[`project of ${gestures} gestures, MB`] = await megabytes(project);

  // One region with a run of four variants, and branches of the first from each of its steps.
  await stroke(app, id, random, 300);
  await run(app, id, { variants: Math.min(4, branches) });
  for (let turn = 4; turn < branches; turn++) await run(app, id, { seed: 100 + turn, branch: turn });
  const tree = (await app.tree())!;
  expect(tree.turns).toHaveLength(branches);
  report[`disk with ${branches} branches, MB`] = await megabytes(documents);
  Object.assign(report, await memory(app, `with ${branches} branches`));

  expect(await timed(app, 'save all of it again', save)).toMatchObject({ ok: true });
  report['project of all of it, MB'] = await megabytes(project);
  Object.assign(report, await memory(app, 'after saving'));
  await app.launched.close();

  const again = await TesseraApp.start(null);
  await timed(again, 'open it in a new app until it is shown', async () => {
    expect(await again.openDirectly(project)).toMatchObject({ ok: true });
    await again.window.evaluate(async () => {
      const answer = await window.tessera.documents.current();
      if (!answer.ok || !answer.value) return;
      const { id, levels } = answer.value;
      await (await fetch(`image://document/${id}/${levels - 1}/0/0`)).arrayBuffer();
    });
  });
  expect((await again.tree())!.turns).toHaveLength(branches);
  Object.assign(report, await memory(again, 'after opening the project'));
  const reopened = (await again.summary())!.id;
  const copy = join(folder, 'copy.tessera');
  await again.answerSaveDialog(copy);
  const saved = await again.window.evaluate(
    (documentId) => window.tessera.projects.save({ documentId, saveAs: true }),
    reopened,
  );
  expect(saved).toMatchObject({ ok: true });
  expect((await stat(copy)).size).toBe((await stat(project)).size);

  console.log(JSON.stringify(report, null, 2));
  if (process.env['TESSERA_REPORT'])
    await writeFile(process.env['TESSERA_REPORT'], JSON.stringify(report, null, 2));
});

type Random = (below: number) => number;

/** One disc of coverage, as a brush would leave it. */
async function stroke(app: TesseraApp, documentId: string, random: Random, size: number): Promise<void> {
  const rect = { x: random(width - size), y: random(height - size), width: size, height: size };
  const coverage = new Uint8Array(size * size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      if ((x - size / 2) ** 2 + (y - size / 2) ** 2 < (size / 2) ** 2) coverage[y * size + x] = 255;
  expect(await app.commitMask(documentId, rect, deflateSync(coverage))).toMatchObject({ ok: true });
}

/** A small selection, filled and accepted. */
async function fillOnce(app: TesseraApp, documentId: string, random: Random): Promise<void> {
  await app.operateMask(documentId, 'clear');
  await stroke(app, documentId, random, 200);
  await run(app, documentId, {});
  const { turns } = (await app.tree())!;
  const accepted = await app.window.evaluate((request) => window.tessera.turns.accept(request), {
    documentId,
    turnId: turns[0]!.id,
  });
  expect(accepted).toMatchObject({ ok: true });
}

async function run(
  app: TesseraApp,
  documentId: string,
  { variants = 1, seed = 1, branch = null }: { variants?: number; seed?: number; branch?: number | null },
): Promise<void> {
  const first = (await app.tree())?.turns[0];
  const step = first && branch !== null ? first.steps[branch % first.steps.length] : null;
  const before = (await app.tree())?.turns.length ?? 0;
  const started = await app.window.evaluate((intent) => window.tessera.runs.start(intent), {
    documentId,
    request: { kind: 'fill' as const },
    settings: { ...defaultRunSettings, effort: 'fast' as const, detail: 'model' as const, seed, variants },
    from: step ? { kind: 'step' as const, turnId: first!.id, at: step.at } : null,
  });
  expect(started).toMatchObject({ ok: true });
  await app.until((summary) => summary?.work === 'turns', 'the run is finished', 300_000);
  expect((await app.tree())!.turns.length).toBe(before + variants);
}

/** Milliseconds that main needs for one undo, the window's question and answer included. */
const stepBack = (app: TesseraApp, documentId: string): Promise<number> =>
  app.window.evaluate(async (document) => {
    const start = performance.now();
    const answer = await window.tessera.documents.undo(document);
    if (!answer.ok) throw new Error(answer.error.message);
    return performance.now() - start;
  }, documentId);

/** Memory of each process now and at its peak, MB. */
async function memory(app: TesseraApp, when: string): Promise<Record<string, number>> {
  const metrics = await app.launched.electron.evaluate(({ app: electronApp }) =>
    electronApp.getAppMetrics().map(({ name, type, memory: { workingSetSize, peakWorkingSetSize } }) => ({
      name: name ?? type,
      workingSetSize,
      peakWorkingSetSize,
    })),
  );
  const wanted = ['Browser', 'Tab', 'Tessera engine', 'Tessera pixels', 'Tessera files'];
  return Object.fromEntries(
    metrics
      .filter(({ name }) => wanted.includes(name))
      .flatMap(({ name, workingSetSize, peakWorkingSetSize }) => [
        [`memory of ${name} ${when}, MB`, Math.round(workingSetSize / 1024)],
        [`peak memory of ${name} ${when}, MB`, Math.round(peakWorkingSetSize / 1024)],
      ]),
  );
}

/** Seconds that the app's processes have computed so far; those that ended meanwhile are left out. */
const computed = (app: TesseraApp): Promise<number> =>
  app.launched.electron.evaluate(({ app: electronApp }) =>
    electronApp.getAppMetrics().reduce((sum, { cpu }) => sum + (cpu.cumulativeCPUUsage ?? 0), 0),
  );

async function megabytes(path: string): Promise<number> {
  const found = await stat(path);
  if (found.isFile()) return Math.round(found.size / 1e6);
  let bytes = 0;
  for (const entry of await readdir(path, { recursive: true })) {
    const part = await stat(join(path, entry)).catch(() => null);
    if (part?.isFile()) bytes += part.size;
  }
  return Math.round(bytes / 1e6);
}

function lehmer(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

async function noisyPhoto(path: string): Promise<string> {
  const random = lehmer(1);
  const data = new Uint8Array(width * height * 3);
  for (let index = 0; index < data.length; index++)
    data[index] = (((index / 3) % width) >> 5) + (random(1 << 24) >> 20);
  const { bytes } = await encodePicture(
    { width, height, channels: 3, bitDepth: 8, data, iccProfile: null },
    { format: 'jpeg', quality: 90, metadata: null, recipe: null },
  );
  await writeFile(path, bytes);
  return path;
}
