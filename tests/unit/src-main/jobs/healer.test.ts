import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { EditJob, EditPatch, EngineRequest } from '#engine/protocol.ts';
import { readPixels, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import { strokesPath } from '#main/documents/document-paths.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import type { EngineHost } from '#main/jobs/engine-host.ts';
import { Healer } from '#main/jobs/healer.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { TesseraError } from '#shared/errors.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { newStore, openBlank } from '../documents/blank-document.ts';

const strokeAt = (x: number) => ({
  rect: { x, y: 0, width: 10, height: 10 },
  coverage: new Uint8Array(deflateSync(new Uint8Array(100).fill(255))),
});

/** An engine that makes every stroke as grey as its seed, once it is let. */
function greyEngine() {
  const jobs: EditJob[] = [];
  const expected: TileSnapshot[] = [];
  const waiting: (() => void)[] = [];
  const request: EngineHost['request'] = (message, update) =>
    new Promise((resolve) => {
      if (message.type === 'expect') {
        expected.push(message.pixels);
        return resolve({ type: 'expected', id: message.id });
      }
      const { id, job } = message as Extract<EngineRequest, { type: 'run' }>;
      jobs.push(job);
      waiting.push(() => {
        const [column] = Object.keys(job.mask.tiles);
        expect(column).toBeDefined();
        const rect = { x: 10 * (jobs.length - 1), y: 0, width: 10, height: 10 };
        const patch = {
          ...{ rect, bounds: job.pixels.bounds, recipe: `{"turns":[${job.settings.seed}]}` },
          samples: new Uint8Array(300).fill(job.settings.seed),
          report: { changedOutsideMask: 0 },
        } as EditPatch;
        update!({ type: 'variant', id, variant: 0, patch, state: new Uint8Array(), steps: [] });
        resolve({ type: 'finished', id });
      });
    });
  /** Lets the engine make what it was asked for, once that has come. */
  const make = async (): Promise<void> => {
    while (waiting.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    waiting.shift()!();
  };
  return { jobs, expected, make, engine: { request } };
}

/** Without a temporary file that is not renamed yet. */
const keptStrokes = async ({ folder }: OpenDocument): Promise<string[]> =>
  (await readdir(strokesPath(folder)).catch(() => [])).filter((name) => name.endsWith('.json'));
const packs = { bundled: '', user: null };
const greyAt = async (document: OpenDocument, x: number): Promise<number> =>
  (await readPixels(document.present.pixels, { x, y: 5, width: 1, height: 1 }))[0]!;

describe('healing in a document', () => {
  it('commits each stroke as one undo step, one after another, and leaves the selection', async () => {
    const { document, paint } = await openBlank(await temporaryFolder());
    await paint(40);
    const { engine, jobs, expected, make } = greyEngine();
    const healer = new Healer({ engine, pixels: localPixels, packs });
    const both = [healer.heal(document, strokeAt(0)), healer.heal(document, strokeAt(10))];
    await make();
    await both[0];
    await make();
    expect(await both[1]).toMatchObject({ undoLabel: 'Heal', maskPixels: 100, lastChangedOutsideMask: 0 });
    expect(jobs.map(({ settings }) => [settings.layout, settings.seed])).toEqual([
      ['photo', 1],
      ['photo', 2],
    ]);
    expect([await greyAt(document, 5), await greyAt(document, 15)]).toEqual([1, 2]);
    expect(document.present.recipes).toHaveLength(2);
    // Each stroke tells the engine what the next one will begin with.
    expect(expected).toEqual([jobs[1]!.pixels, document.present.pixels]);
    await document.undo();
    expect([await greyAt(document, 5), await greyAt(document, 15)]).toEqual([1, 128]);
    expect(await readdir(strokesPath(document.folder))).toEqual([]);
  });

  it('leaves the document as it was where the engine dies, and says so of the stroke', async () => {
    const { document } = await openBlank(await temporaryFolder());
    const request = () => Promise.reject(new TesseraError('engine-crashed', 'run'));
    const healer = new Healer({ engine: { request }, pixels: localPixels, packs });
    const before = document.summary();
    await expect(healer.heal(document, strokeAt(0))).rejects.toMatchObject({
      code: 'engine-crashed',
      message: /this stroke. Your picture is as it was before/,
    });
    expect(document.summary()).toEqual(before);
  });

  it('waits while turns wait, which were made from the pixels as they are, and is made in its sequence once they are decided on', async () => {
    const { document } = await openBlank(await temporaryFolder());
    document.setWork('turns', []);
    const { engine, jobs, make } = greyEngine();
    const healer = new Healer({ engine, pixels: localPixels, packs });
    const both = [healer.heal(document, strokeAt(0)), healer.heal(document, strokeAt(10))];
    await expect.poll(() => keptStrokes(document)).toHaveLength(2);
    expect(document.summary()).toMatchObject({ canUndo: false, unsaved: true });
    expect(jobs).toEqual([]);
    document.setWork('none', []);
    await make();
    await make();
    expect(await both[1]).toMatchObject({ undoLabel: 'Heal' });
    expect([await greyAt(document, 5), await greyAt(document, 15)]).toEqual([1, 2]);
    await expect.poll(() => readdir(strokesPath(document.folder))).toEqual([]);
  });

  it('keeps a stroke that waits when its document closes, to be made when it is opened again', async () => {
    const folder = await temporaryFolder();
    const { document, store } = await openBlank(folder);
    document.setWork('turns', []);
    const { engine, make } = greyEngine();
    const healer = new Healer({ engine, pixels: localPixels, packs });
    const waiting = healer.heal(document, strokeAt(0));
    await expect.poll(() => keptStrokes(document)).toHaveLength(1);
    await store.close(document.id);
    expect(await waiting).toBeNull();
    const restarted = newStore(folder);
    await restarted.restore(document.id);
    const restored = restarted.get(document.id);
    const { done } = await healer.resume(restored);
    await make();
    await done;
    expect(await greyAt(restored, 5)).toBe(1);
  });

  it('makes a stroke after a restart that was taken but not made, though nothing else had been done', async () => {
    const folder = await temporaryFolder();
    const { document } = await openBlank(folder);
    let kill: (reason: Error) => void = () => {};
    const request = () => new Promise<never>((_, reject) => (kill = reject));
    const cutOff = new Healer({ engine: { request }, pixels: localPixels, packs }).heal(
      document,
      strokeAt(0),
    );
    await expect.poll(() => keptStrokes(document)).toHaveLength(1);

    const halfWritten = join(strokesPath(document.folder), '.000000000000001-000000.json.0123456789ab.tmp');
    await writeFile(halfWritten, '{"version":1,');
    await utimes(halfWritten, 1, 1);
    const restarted = newStore(folder);
    expect(await restarted.listRestorable()).toMatchObject([{ id: document.id, steps: 1, problem: null }]);
    await restarted.restore(document.id);
    const restored = restarted.get(document.id);
    const { engine, make } = greyEngine();
    const resumed = await new Healer({ engine, pixels: localPixels, packs }).resume(restored);
    expect(resumed.strokes).toBe(1);
    await make();
    await resumed.done;
    expect(restored.summary().undoLabel).toBe('Heal');
    expect(await greyAt(restored, 5)).toBe(1);
    await expect.poll(() => readdir(strokesPath(restored.folder))).toEqual([]);
    // Only so that the first app can be closed.
    kill(new Error('killed'));
    await expect(cutOff).rejects.toThrow('killed');
  });
});
