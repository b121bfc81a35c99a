import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { compareSteps } from '#shared/runs/segments.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { runningApp } from './running-app.ts';

describe('a run', () => {
  it('without a selection is refused with its own message', async () => {
    const { start } = await runningApp();
    expect(() => start()).toThrowError(expect.objectContaining({ code: 'mask-empty' }));
  });

  it('leaves the document as it was until a turn is accepted; accepting is one undo step', async () => {
    const app = await runningApp();
    await app.paint();
    app.start({ variants: 2 });
    await app.variant(9);
    await app.variant(7);
    const [, second] = (await app.finish()).turnIds;
    expect(app.document.summary().work).toBe('turns');
    expect(await app.topLeft()).toBe(128);
    expect(await app.runs.accept(app.documentId, second!)).toMatchObject({
      undoLabel: 'Fill',
      maskPixels: 0,
      work: 'none',
      lastChangedOutsideMask: 0,
    });
    expect(await app.topLeft()).toBe(7);
    expect(app.turns.tree(app.documentId)).toBeNull();
    expect(await app.document.undo()).toMatchObject({ maskPixels: 100, undoLabel: 'Brush' });
    expect(await app.topLeft()).toBe(128);
  });

  it('gives every variant to the window as it finishes, with a seed of its own', async () => {
    const app = await runningApp();
    await app.paint();
    app.start({ variants: 2, seed: 40 });
    await app.variant(1);
    expect(app.turns.tree(app.documentId)).toMatchObject({
      turns: [{ settings: { seed: 40, variants: 1 } }],
      running: { settings: { variants: 2 } },
    });
    expect(app.document.summary().work).toBe('running');
    await app.variant(2);
    await app.finish();
    expect(app.turns.tree(app.documentId)).toMatchObject({
      turns: [{ settings: { seed: 40 } }, { settings: { seed: 41 } }],
      running: null,
    });
  });

  it('reports samples it changed outside the mask even where the engine says none', async () => {
    const app = await runningApp();
    await app.paint();
    app.start();
    await app.variant(9, { size: 11 });
    const { turnIds } = await app.finish();
    const accepted = await app.runs.accept(app.documentId, turnIds[0]!);
    expect(accepted.lastChangedOutsideMask).toBe(21 * 3);
  });

  it('whose turns are all discarded leaves no trace, also not on the disk', async () => {
    const app = await runningApp();
    await app.paint();
    const before = app.document.summary();
    const tiles = await readdir(join(app.document.folder, 'tiles'));
    app.start();
    await app.variant(9);
    const [turnId] = (await app.finish()).turnIds;
    await app.runs.discardAll(app.documentId);
    await app.document.withTiles(async () => undefined);
    expect(app.document.summary()).toEqual(before);
    expect(await app.topLeft()).toBe(128);
    expect(await readdir(join(app.document.folder, 'tiles'))).toEqual(tiles);
    expect(await readdir(app.document.folder)).not.toContain('region');
    await expect(app.runs.accept(app.documentId, turnId!)).rejects.toMatchObject({ code: 'request-invalid' });
  });

  it('that is cancelled gives the document back exactly as it was, and the next may start', async () => {
    const app = await runningApp();
    await app.paint();
    const before = app.document.summary();
    const { runId } = app.start();
    await app.engineIsAsked();
    const cancelled = app.runs.cancel(runId);
    app.answer({ type: 'cancelled' });
    await cancelled;
    expect(app.events.at(-1)).toEqual(['run/cancelled', { runId, documentId: app.documentId }]);
    expect(app.document.summary()).toEqual(before);
    expect(app.start().runId).not.toBe(runId);
  });

  it('that is cancelled keeps the variants that had finished', async () => {
    const app = await runningApp();
    await app.paint();
    const { runId } = app.start({ variants: 3 });
    await app.variant(9);
    const cancelled = app.runs.cancel(runId);
    app.answer({ type: 'cancelled' });
    await cancelled;
    expect(app.turns.tree(app.documentId)).toMatchObject({ turns: [{}], running: null, interrupted: null });
    expect(app.document.summary().work).toBe('turns');
  });

  it('that fails by its own fault says so and is gone; the document is untouched', async () => {
    const app = await runningApp();
    await app.paint();
    const before = app.document.summary();
    app.start();
    await app.engineIsAsked();
    const failed = app.until('run/failed');
    app.answer({ type: 'failed', error: { code: 'network-output-invalid', message: 'not a number' } });
    expect(await failed).toMatchObject({ error: { code: 'network-output-invalid' } });
    expect(app.document.summary()).toEqual(before);
  });

  it('is one at a time, and with turns waiting only another of the same selection', async () => {
    const app = await runningApp();
    await app.paint();
    app.start();
    expect(() => app.start()).toThrowError(expect.objectContaining({ code: 'busy' }));
    await app.variant(1);
    await app.finish();
    await app.selectAll();
    expect(() => app.start()).toThrowError(expect.objectContaining({ code: 'busy' }));
    await app.document.undo();
    app.start();
    await app.variant(2);
    await app.finish();
    expect(app.turns.tree(app.documentId)!.turns).toHaveLength(2);
  });

  it('waits for the run of another document; paused meanwhile, it can be resumed and has its turn afterwards', async () => {
    const app = await runningApp();
    await app.paint();
    const other = await app.documents.open({ kind: 'blank', width: 60, height: 40 }, 'Other', null);
    await app.documents.get(other.id).edit('Select all', async (present) => ({
      ...present,
      ...(await localPixels.operateMask(present.mask, 'select-all', 0)),
    }));
    app.start();
    await app.engineIsAsked();
    const intent = { documentId: other.id, request: { kind: 'fill' }, settings: defaultRunSettings } as const;
    const { runId } = app.runs.start({ ...intent, from: null });
    expect(app.turns.tree(other.id)).toMatchObject({ running: { runId, waits: true } });
    expect(() => app.runs.start({ ...intent, from: null })).toThrowError(/active/);
    await app.runs.pause(runId);
    expect(app.turns.tree(other.id)).toMatchObject({ running: null, interrupted: { runId, fraction: 0 } });

    app.runs.resume(other.id);
    expect(app.turns.tree(other.id)).toMatchObject({ running: { runId, waits: true } });
    expect(app.jobs, 'the engine has the first alone').toHaveLength(1);
    await app.variant(1);
    await app.finish();
    await expect.poll(() => app.jobs.length).toBe(2);
    expect(app.turns.tree(other.id)).toMatchObject({ running: { runId, waits: false } });
    const cancelled = app.runs.cancel(runId);
    app.answer({ type: 'cancelled' });
    await cancelled;
    expect(app.documents.get(other.id).work).toBe('none');
    expect(app.runs.isRunning).toBe(false);
  });

  it('lets the mask be painted while it goes on, and still works on what it was given', async () => {
    const app = await runningApp();
    await app.paint();
    app.start();
    const { mask } = await app.engineIsAsked();
    expect(app.document.summary().maskIsTaken).toBe(true);
    await app.selectAll();
    expect(app.document.present.mask).not.toBe(mask);
    expect(app.document.summary().maskIsTaken).toBe(false);
    await app.variant(5);
    const { turnIds } = await app.finish();
    const accepted = await app.runs.accept(app.documentId, turnIds[0]!);
    // What was selected meanwhile is the next selection.
    expect(accepted).toMatchObject({ lastChangedOutsideMask: 0, maskPixels: 2400, maskIsTaken: false });
  });

  it('lets undo and redo go through what was selected since it began, and no further', async () => {
    const app = await runningApp();
    await app.paint();
    app.start();
    await app.engineIsAsked();
    expect(app.turns.mayGoTo(app.document, 0)).toBe(false);
    await app.selectAll();
    expect(app.turns.mayGoTo(app.document, 1)).toBe(true);
    await app.document.undo();
    expect(app.document.summary().maskIsTaken).toBe(true);
    expect(app.turns.mayGoTo(app.document, 2)).toBe(true);
    await app.variant(5);
    const { turnIds } = await app.finish();
    expect(app.turns.mayGoTo(app.document, 0)).toBe(false);
    expect(await app.runs.accept(app.documentId, turnIds[0]!)).toMatchObject({ maskPixels: 0 });
    expect(app.turns.mayGoTo(app.document, 0)).toBe(true);
  });

  it('is ended by accepting one of its turns', async () => {
    const app = await runningApp();
    await app.paint();
    app.start({ variants: 2 });
    await app.variant(9);
    const accepted = app.runs.accept(app.documentId, app.turns.tree(app.documentId)!.turns[0]!.id);
    app.answer({ type: 'cancelled' });
    expect(await accepted).toMatchObject({ work: 'none', undoLabel: 'Fill' });
    expect(app.runs.isRunning).toBe(false);
  });

  it('shows AR steps by address while it goes on, and in the turn afterwards', async () => {
    const app = await runningApp();
    await app.paint();
    const { runId } = app.start();
    await app.step(0, [1, 2, 3, 4]);
    await app.step(1, null);
    const [shown] = app.events.filter(([name]) => name === 'run/step');
    expect(shown![1]).toMatchObject({ runId, step: { url: `image://run/${runId}/step/0/0` } });
    expect(app.turns.tree(app.documentId)!.running!.steps.map(({ url }) => url)).toEqual([
      `image://run/${runId}/step/0/0`,
      null,
    ]);
    expect((await app.runs.stepPicture(runId, 0, 0))?.rgba).toEqual(Uint8Array.of(1, 2, 3, 4));
    await app.variant(1, { steps: 2 });
    await app.finish();
    const { steps, id } = app.turns.tree(app.documentId)!.turns[0]!;
    expect(steps.map(({ url }) => url)).toEqual([`image://turn/${id}/step/0`, null]);
    expect([...(await app.turns.stepPicture(id, 0))!.rgba]).toEqual([1, 2, 3, 4]);
    expect(await app.turns.stepPicture(id, 1)).toBeNull();
    expect(await app.runs.stepPicture(runId, 0, 0)).toBeNull();
  });
});

describe('the detail stage', () => {
  it('is shown at work, each picture at its address until a few newer ones have come', async () => {
    const app = await runningApp();
    await app.paint();
    const { runId } = app.start();
    await app.step(0, null);
    const rect = { x: 0, y: 0, width: 10, height: 10 };
    for (const value of [1, 2, 3, 4, 5])
      app.answer({
        type: 'preview',
        variant: 0,
        preview: { rect, width: 1, height: 1, rgba: Uint8Array.of(value, value, value, 255) },
      });
    const { documentId } = app;
    const urls = [0, 1, 2, 3, 4].map((index) => `image://run/${runId}/preview/${index}`);
    expect(app.events.filter(([name]) => name === 'run/preview').map(([, event]) => event)).toEqual(
      urls.map((url) => ({ runId, documentId, variant: 0, picture: { rect, width: 1, height: 1, url } })),
    );
    expect(app.runs.previewPicture(runId, 0)).toBeNull();
    expect(app.runs.previewPicture(runId, 1)?.rgba).toEqual(Uint8Array.of(2, 2, 2, 255));
    await app.variant(1);
    await app.finish();
    expect(app.runs.previewPicture(runId, 1)).toBeNull();
  });
});

describe('another turn', () => {
  it('from a step keeps what was committed before it: settings, state and pictures', async () => {
    const app = await runningApp();
    await app.paint();
    app.start({ seed: 3 });
    await app.step(0, [1, 1, 1, 1]);
    await app.step(1, [2, 2, 2, 2]);
    await app.variant(9, { steps: 2, state: [7, 7] });
    const [parentId] = (await app.finish()).turnIds;
    const at = { pass: 0, step: 1 };
    app.start({ seed: 4 }, { kind: 'step', turnId: parentId!, at });
    expect(app.turns.tree(app.documentId)!.running!.steps).toHaveLength(1);
    const job = await app.engineIsAsked();
    expect(job.parentState).toEqual(Uint8Array.of(7, 7));
    const { pixels, layout } = app.turns.turnById(parentId!)!;
    expect(job.parentPixels).toEqual({ pixels, layout });
    expect(job.earlier).toEqual([{ settings: expect.objectContaining({ seed: 3 }), until: at }]);
    await app.step(1, [3, 3, 3, 3]);
    await app.variant(8, { steps: 2 });
    const [childId] = (await app.finish()).turnIds;
    const child = app.turns.tree(app.documentId)!.turns[1]!;
    expect(child).toMatchObject({ id: childId, parentId, start: { kind: 'step', at } });
    expect((await app.turns.stepPicture(childId!, 0))!.rgba[0]).toBe(1);
    expect((await app.turns.stepPicture(childId!, 1))!.rgba[0]).toBe(3);
  });

  it('from a step is planned with what its parent has decided and finished, so that the time said is that of the rest', async () => {
    const app = await runningApp();
    await app.paint();
    app.start();
    await app.variant(9, { steps: 2, state: [7, 7] });
    const [turnId] = (await app.finish()).turnIds;
    const from = { kind: 'step' as const, turnId: turnId!, at: { pass: 0, step: 1 } };
    const intent = { documentId: app.documentId, request: { kind: 'fill' as const }, from };
    app.runs.plan({ ...intent, settings: defaultRunSettings }).catch(() => undefined);
    const asked = await vi.waitUntil(() => app.posted.find((request) => request.type === 'plan'));
    expect(asked.job.parentState).toEqual(Uint8Array.of(7, 7));
    expect(asked.job.parentPixels!.pixels).toBe(app.turns.turnById(turnId!)!.pixels);
  });

  it('of a branch inherits every decision before it, also once the turns between are gone', async () => {
    const app = await runningApp();
    await app.paint();
    app.start({ seed: 1 });
    await app.variant(1, { steps: 4 });
    const [first] = (await app.finish()).turnIds;
    app.start({ seed: 2 }, { kind: 'step', turnId: first!, at: { pass: 0, step: 1 } });
    await app.variant(2, { steps: 4 });
    const [second] = (await app.finish()).turnIds;
    await app.turns.discard(app.documentId, first!);
    expect(app.turns.tree(app.documentId)!.turns).toMatchObject([{ id: second, parentId: null }]);
    app.start({ seed: 3 }, { kind: 'step', turnId: second!, at: { pass: 0, step: 3 } });
    const { earlier } = await app.engineIsAsked();
    expect(earlier.map(({ settings, until }) => [settings.seed, until.step])).toEqual([
      [1, 1],
      [2, 3],
    ]);
    expect(earlier.every(({ until }, i) => i === 0 || compareSteps(earlier[i - 1]!.until, until) < 0)).toBe(
      true,
    );
  });

  it('keeps parts of several turns, as pixels, and survives that they are discarded', async () => {
    const app = await runningApp();
    await app.paint();
    app.start({ variants: 2 });
    await app.variant(1);
    await app.variant(2);
    const turnIds = (await app.finish()).turnIds;
    const cells = { span: 4, row: 0, column: 0, rows: 1, columns: 1, cells: Uint8Array.of(1) };
    app.start({}, { kind: 'keep', kept: turnIds.map((turnId) => ({ turnId, cells })) });
    const { kept } = await app.engineIsAsked();
    for (const turnId of turnIds) await app.turns.discard(app.documentId, turnId);
    expect(await Promise.all(kept.map(({ pixels }) => app.sampleOf(pixels)))).toEqual([1, 2]);
    await app.variant(3);
    await app.finish();
    expect(await Promise.all(kept.map(({ pixels }) => app.sampleOf(pixels)))).toEqual([1, 2]);
  });

  it('is refused where its start is gone, or not in whole tokens', async () => {
    const app = await runningApp();
    await app.paint();
    app.start();
    await app.variant(1, { steps: 2 });
    const [turnId] = (await app.finish()).turnIds;
    const cells = { span: 5, row: 0, column: 0, rows: 1, columns: 1, cells: Uint8Array.of(1) };
    const refused = expect.objectContaining({ code: 'request-invalid' });
    expect(() => app.start({}, { kind: 'keep', kept: [{ turnId: turnId!, cells }] })).toThrowError(refused);
    expect(() => app.start({}, { kind: 'step', turnId: turnId!, at: { pass: 3, step: 0 } })).toThrowError(
      refused,
    );
    expect(() => app.start({}, { kind: 'step', turnId: 'gone', at: { pass: 0, step: 0 } })).toThrowError(
      refused,
    );
    expect(app.document.summary().work).toBe('turns');
  });
});
