import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { EditJob, EditPatch, EngineMessage } from '../../../../src-engine/protocol';
import { DocumentStore } from '../../../../src-main/documents/document-store';
import { EngineHost } from '../../../../src-main/jobs/engine-host';
import { RunManager } from '../../../../src-main/jobs/run-manager';
import { localPixels } from '../../../../src-main/pixels/local-pixels';
import { readPixels } from '../../../../src-engine/tiles/snapshot';
import { defaultRunSettings } from '../../../../src-shared/runs/run-settings';
import type { RunReport } from '../../../../src-shared/runs/run-report';
import { disposeAfterTest, temporaryFolder } from '../../helpers/temporary-folder';

const report = { changedOutsideMask: 0, seed: 1 } as RunReport;

async function setUp() {
  const events: [string, unknown][] = [];
  const posted: { type: string; id: string; job?: EditJob }[] = [];
  let send: (message: EngineMessage) => void = () => undefined;
  let exit: (code: number | null) => void = () => undefined;
  const engine = new EngineHost(
    (listeners) => {
      send = listeners.message;
      exit = listeners.exit;
      return { post: (request) => void posted.push(request), kill: () => listeners.exit(null) };
    },
    () => undefined,
    20,
  );
  const documents: DocumentStore = new DocumentStore(await temporaryFolder(), localPixels, {
    changed: () => {},
    closing: (id) => runs.endWorkOn(id),
    closed: () => {},
    note: () => {},
  });
  const waiting: { name: string; resolve: (event: never) => void }[] = [];
  const runs = new RunManager(engine, documents, localPixels, { bundled: '', user: null }, (name, event) => {
    events.push([name, event]);
    for (const listener of waiting.filter((entry) => entry.name === name)) listener.resolve(event as never);
  });
  disposeAfterTest(() => documents.closeAll());
  const { id: documentId } = await documents.open({ kind: 'blank', width: 60, height: 40 }, 'Untitled', null);
  const document = documents.get(documentId);
  const paint = () =>
    document.edit('Brush', async (present) => {
      const coverage = deflateSync(new Uint8Array(100).fill(255));
      return {
        ...present,
        ...(await localPixels.commitMask(present.mask, { x: 0, y: 0, width: 10, height: 10 }, coverage)),
      };
    });
  const until = (name: string) => new Promise<never>((resolve) => waiting.push({ name, resolve }));
  const start = () => runs.start({ documentId, request: { kind: 'fill' }, settings: defaultRunSettings });
  const finish = async (value: number, size = 10) => {
    const finished = until('run/finished');
    const patch: EditPatch = {
      rect: { x: 0, y: 0, width: size, height: size },
      samples: new Uint8Array(size * size * 3).fill(value),
      bounds: document.present.pixels.bounds,
      report,
      recipe: '{"seed":1}',
    };
    send({ type: 'finished', id: posted.at(-1)!.id, patches: [patch, patch] });
    await finished;
  };
  const topLeft = async () =>
    (await readPixels(document.present.pixels, { x: 0, y: 0, width: 1, height: 1 }))[0];
  return {
    runs,
    document,
    documents,
    documentId,
    paint,
    start,
    finish,
    until,
    events,
    posted,
    topLeft,
    send: (message: EngineMessage) => send(message),
    exit: () => exit(1),
  };
}

describe('a run', () => {
  it('without a selection is refused with its own message', async () => {
    const { start } = await setUp();
    expect(start).toThrowError(expect.objectContaining({ code: 'mask-empty' }));
  });

  it('leaves the document as it was until it is accepted; accepting is one undo step', async () => {
    const { paint, start, finish, runs, document, topLeft } = await setUp();
    await paint();
    const { runId } = start();
    await finish(9);
    expect(document.summary().pendingRunId).toBe(runId);
    expect(await topLeft()).toBe(128);
    expect(await runs.accept(runId, 1)).toMatchObject({
      undoLabel: 'Fill',
      maskPixels: 0,
      pendingRunId: null,
      lastChangedOutsideMask: 0,
    });
    expect(await topLeft()).toBe(9);
    expect(await document.undo()).toMatchObject({ maskPixels: 100, undoLabel: 'Brush' });
    expect(await topLeft()).toBe(128);
  });

  it('reports samples it changed outside the mask even where the engine says none', async () => {
    const { paint, start, finish, runs } = await setUp();
    await paint();
    const { runId } = start();
    await finish(9, 11);
    expect((await runs.accept(runId, 0)).lastChangedOutsideMask).toBe(21 * 3);
  });

  it('that is discarded leaves no trace', async () => {
    const { paint, start, finish, runs, document, topLeft } = await setUp();
    await paint();
    const before = document.summary();
    const { runId } = start();
    await finish(9);
    await runs.discard(runId);
    expect(document.summary()).toEqual(before);
    expect(await topLeft()).toBe(128);
    await expect(runs.accept(runId, 0)).rejects.toMatchObject({ code: 'request-invalid' });
  });

  it('that is cancelled gives the document back exactly as it was, and the next may start', async () => {
    const { paint, start, runs, document, events, send, posted } = await setUp();
    await paint();
    const before = document.summary();
    const { runId } = start();
    const cancelled = runs.cancel(runId);
    send({ type: 'cancelled', id: posted.at(-1)!.id });
    await cancelled;
    expect(events.at(-1)).toEqual(['run/cancelled', { runId }]);
    expect(document.summary()).toEqual(before);
    expect(start().runId).not.toBe(runId);
  });

  it('that is cancelled while its finished result is being kept is dropped all the same', async () => {
    const { paint, start, runs, document, events, send, posted } = await setUp();
    await paint();
    const before = document.summary();
    const { runId } = start();
    const patch = {
      rect: { x: 0, y: 0, width: 1, height: 1 },
      samples: new Uint8Array(3),
      bounds: before.bounds,
      report,
      recipe: '{}',
    };
    send({ type: 'finished', id: posted.at(-1)!.id, patches: [patch] });
    await runs.cancel(runId);
    expect(events.at(-1)).toEqual(['run/cancelled', { runId }]);
    expect(document.summary()).toEqual(before);
    expect(start().runId).not.toBe(runId);
  });

  it('whose engine dies says so, leaves the document untouched, and the next run works', async () => {
    const { paint, start, finish, until, exit, document, runs, topLeft } = await setUp();
    await paint();
    const before = document.summary();
    start();
    const failed = until('run/failed');
    exit();
    expect(await failed).toMatchObject({ error: { code: 'engine-crashed' } });
    expect(document.summary()).toEqual(before);
    const { runId } = start();
    await finish(3);
    await runs.accept(runId, 0);
    expect(await topLeft()).toBe(3);
  });

  it('waits for nothing else: a second one is refused while it goes on or waits', async () => {
    const { paint, start, finish } = await setUp();
    await paint();
    start();
    expect(start).toThrowError(expect.objectContaining({ code: 'busy' }));
    await finish(1);
    expect(start).toThrowError(expect.objectContaining({ code: 'busy' }));
  });

  it('lets the mask be painted while it goes on, and still works on what it was given', async () => {
    const { paint, start, finish, runs, posted, document } = await setUp();
    await paint();
    const { runId } = start();
    const given = posted.at(-1)!.job!.mask;
    await document.edit('Select all', async (present) => ({
      ...present,
      ...(await localPixels.operateMask(present.mask, 'select-all', 0)),
    }));
    expect(document.present.mask).not.toBe(given);
    await finish(5);
    expect((await runs.accept(runId, 0)).lastChangedOutsideMask).toBe(0);
  });

  it('ends when its document is closed', async () => {
    const { paint, start, documents, documentId, events } = await setUp();
    await paint();
    start();
    await documents.close(documentId);
    expect(events.at(-1)![0]).toBe('run/cancelled');
  });

  it('shows previews by address only, and forgets them when it ends', async () => {
    const { paint, start, finish, runs, send, events } = await setUp();
    await paint();
    const { runId } = start();
    const rect = { x: 0, y: 0, width: 10, height: 10 };
    send({
      type: 'preview',
      id: runId,
      variant: 0,
      rect,
      width: 1,
      height: 1,
      rgba: Uint8Array.of(1, 2, 3, 4),
    });
    expect(events.at(-1)![1]).toMatchObject({ url: `image://run/${runId}/preview/1` });
    expect(runs.preview(runId, 1)?.rgba).toEqual(Uint8Array.of(1, 2, 3, 4));
    await finish(1);
    expect(runs.preview(runId, 1)).toBeNull();
  });
});
