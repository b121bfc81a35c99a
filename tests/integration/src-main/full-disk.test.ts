import { journalPath } from '#main/documents/document-paths.ts';
import { spawnSync } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DocumentStore, type DocumentStoreEvents } from '#main/documents/document-store.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { disposeAfterTest, temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { runningApp } from '#tests/unit/src-main/jobs/running-app.ts';

const silent: DocumentStoreEvents = {
  opening: () => undefined,
  shown: () => undefined,
  changed: () => {},
  closed: () => {},
  note: () => {},
};

/** A real small file system; only root can have one. */
const canMount =
  process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('mount', ['--version']).status === 0;

describe.skipIf(!canMount)('on a disk that is full', () => {
  let disk: string;
  beforeEach(async () => {
    disk = await temporaryFolder();
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk]).status).toBe(0);
  });
  afterEach(() => void spawnSync('umount', ['-l', disk]));

  const newStore = (): DocumentStore => {
    const store = new DocumentStore(join(disk, 'documents'), localPixels, silent);
    disposeAfterTest(() => store.closeAll());
    return store;
  };
  const selectNoise = (store: DocumentStore, id: string, seed: number) =>
    store.get(id).edit(`noise ${seed}`, async (present) => {
      let state = seed + 1;
      const coverage = new Uint8Array(512 * 512).map(
        () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24,
      );
      return {
        ...present,
        ...(await localPixels.commitMask(
          present.mask,
          { x: 0, y: 0, width: 512, height: 512 },
          deflateSync(coverage),
        )),
      };
    });

  it('opening a picture that does not fit is refused, and its folder is gone', async () => {
    const store = newStore();
    const bgra = new Uint8Array(2000 * 2000 * 4).fill(200);
    await expect(
      store.open({ kind: 'bgra', width: 2000, height: 2000, data: bgra }, 'Pasted', null),
    ).rejects.toMatchObject({ code: 'disk-full' });
    expect(await readdir(join(disk, 'documents'))).toEqual([]);
  });

  it('a gesture that does not fit is refused; everything before it stays, also after a restart, and work goes on once there is room', async () => {
    const store = newStore();
    const { id } = await store.open({ kind: 'blank', width: 512, height: 512 }, 'Untitled', null);
    let seed = 0;
    let error: unknown = null;
    while (error === null && seed < 100)
      error = await selectNoise(store, id, seed++).then(
        () => null,
        (thrown: unknown) => thrown,
      );
    expect(error).toMatchObject({ code: 'disk-full' });
    const before = store.get(id).summary();
    expect(before.undoLabel).toBe(`noise ${seed - 2}`);

    // Whatever is left of the disk: the journal itself must not be able to break either.
    await writeFile(join(disk, 'ballast'), Buffer.alloc(4 << 20)).catch(() => undefined);
    await expect(selectNoise(store, id, 1000)).rejects.toMatchObject({ code: 'disk-full' });
    for (let attempt = 0; attempt < 60; attempt++)
      await store
        .get(id)
        .undo()
        .catch(() => undefined)
        .then(() =>
          store
            .get(id)
            .redo()
            .catch(() => undefined),
        );
    const lines = (await readFile(journalPath(store.get(id).folder), 'utf8')).trimEnd().split('\n');
    for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow();

    await rm(join(disk, 'ballast'), { force: true });
    while (store.get(id).summary().canRedo) await store.get(id).redo();
    expect(store.get(id).summary()).toMatchObject({
      undoLabel: before.undoLabel,
      maskPixels: before.maskPixels,
    });
    const second = newStore();
    expect(await second.restore(id)).toMatchObject({
      undoLabel: before.undoLabel,
      maskPixels: before.maskPixels,
    });
  });

  /** Takes what is left of the disk, to the last byte. */
  const fill = () => writeFile(join(disk, 'ballast'), Buffer.alloc(8 << 20)).catch(() => undefined);
  const makeRoom = () => rm(join(disk, 'ballast'), { force: true });
  const warnings = ({ events }: Awaited<ReturnType<typeof runningApp>>) =>
    events.filter(([name]) => name === 'app/message');

  it('a run goes on, says once that it is not saved, and is not lost: with room again it goes on from its last saved moment', async () => {
    const app = await runningApp(join(disk, 'documents'));
    await app.paint();
    const { runId } = app.start();
    await app.checkpoint([1], 0, 0.2);
    await app.turns.whileRegionRests(app.documentId, fill);
    await app.step(0, [4, 4, 4, 4]);
    await app.checkpoint([2], 1, 0.5);
    await app.turns.whileRegionRests(app.documentId, async () => undefined);
    expect(warnings(app)).toEqual([
      ['app/message', { kind: 'error', message: expect.stringContaining('The run continues') }],
    ]);
    expect([...(await app.runs.stepPicture(runId, 0, 0))!.rgba]).toEqual([4, 4, 4, 4]);
    const failed = app.until('run/failed');
    void app.variant(9);
    await app.engineIsCancelled();
    expect(await failed).toMatchObject({ runId, error: { code: 'disk-full' } });
    expect(app.turns.tree(app.documentId)).toMatchObject({ turns: [], interrupted: { fraction: 0.2 } });
    await makeRoom();
    app.resume();
    expect((await app.engineIsAsked()).resume).toEqual({ variant: 0, state: Uint8Array.of(1) });
    await app.variant(9);
    const { turnIds } = await app.finish();
    expect(await app.runs.accept(app.documentId, turnIds[0]!)).toMatchObject({ undoLabel: 'Fill' });
  });

  it('a run can still be paused: its state stays in memory, and that is said', async () => {
    const app = await runningApp(join(disk, 'documents'));
    await app.paint();
    const { runId } = app.start();
    await app.checkpoint([1], 0, 0.2);
    await app.turns.whileRegionRests(app.documentId, fill);
    const paused = app.runs.pause(runId);
    app.answer({
      type: 'paused',
      variant: 0,
      state: Uint8Array.of(7),
      at: { pass: 0, step: 2 },
      fraction: 0.6,
    });
    await paused;
    expect(warnings(app)).toHaveLength(1);
    expect(app.turns.tree(app.documentId)!.interrupted).toMatchObject({ reason: 'paused', fraction: 0.6 });
    app.resume();
    expect((await app.engineIsAsked()).resume).toEqual({ variant: 0, state: Uint8Array.of(7) });
  });

  it('turns that wait can be discarded, and one that cannot be accepted stays until there is room', async () => {
    const app = await runningApp(join(disk, 'documents'));
    await app.paint();
    app.start({ variants: 2 });
    await app.variant(8);
    await app.variant(9);
    const { turnIds } = await app.finish();
    await fill();
    // The journal's last block has room for some lines more.
    for (let line = 0; line < 300; line++)
      await (line % 2 ? app.document.redo() : app.document.undo()).catch(() => undefined);
    await expect(app.runs.accept(app.documentId, turnIds[0]!)).rejects.toMatchObject({ code: 'disk-full' });
    expect(app.turns.tree(app.documentId)!.turns).toHaveLength(2);
    expect(await app.turns.discard(app.documentId, turnIds[1]!)).toMatchObject({ turns: [{}] });
    await makeRoom();
    expect(await app.runs.accept(app.documentId, turnIds[0]!)).toMatchObject({ work: 'none' });
    expect(await app.topLeft()).toBe(8);
  });
});
