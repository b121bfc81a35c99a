import { cp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { runningApp, runNumbers } from '#tests/unit/src-main/jobs/running-app.ts';
import { killed, notes, restUntil, tiles, withTurns } from './killed-app.ts';

describe('after a restart', () => {
  it('waiting turns come back whole: tree, pictures, states, and any of them can be accepted', async () => {
    const { app, turnIds } = await withTurns(2, { layout: 99 });
    const again = await killed(app);
    expect(again.turns.tree(app.documentId)).toEqual(app.turns.tree(app.documentId));
    expect(again.document.summary()).toMatchObject({ work: 'turns', maskPixels: 100, unsaved: true });
    expect([...(await again.turns.stepPicture(turnIds[0]!, 0))!.rgba]).toEqual([5, 5, 5, 5]);
    expect(await again.sampleOf(again.turns.turnById(turnIds[0]!)!.layout!)).toBe(99);
    again.start({ seed: 3 }, { kind: 'step', turnId: turnIds[1]!, at: { pass: 0, step: 0 } });
    expect((await again.engineIsAsked()).parentState).toEqual(Uint8Array.of(1));
    await again.variant(50);
    await again.finish();
    await again.runs.accept(again.documentId, turnIds[1]!);
    expect(await again.topLeft()).toBe(21);
    expect(notes(again)).toEqual([]);
  });

  it('a paused run goes on with the very state it was paused with', async () => {
    const app = await runningApp();
    await app.paint();
    const { runId } = app.start({ variants: 2, seed: 4 });
    await app.variant(20);
    await app.step(0, [1, 2, 3, 4], 1);
    await app.checkpoint([1], 0, 0.6, 1);
    const paused = app.runs.pause(runId);
    const at = { pass: 0, step: 1 };
    app.answer({ type: 'paused', variant: 1, state: Uint8Array.of(8, 8), at, fraction: 0.7 });
    await paused;
    expect(app.events.at(-1)).toEqual(['run/paused', { runId, documentId: app.documentId }]);
    expect(app.document.summary().work).toBe('interrupted');

    const again = await killed(app);
    expect(again.turns.tree(app.documentId)).toMatchObject({
      turns: [{}],
      interrupted: { runId, reason: 'paused', variant: 1, at, fraction: 0.7, settings: { seed: 4 } },
    });
    expect(await again.documents.listRestorable()).toEqual([]);
    expect(again.resume()).toEqual({ runId });
    expect((await again.engineIsAsked()).resume).toEqual({ variant: 1, state: Uint8Array.of(8, 8) });
    const { running } = again.turns.tree(again.documentId)!;
    expect(running!.steps).toMatchObject([{ at: { pass: 0, step: 0 } }]);
    expect([...(await again.runs.stepPicture(runId, 1, 0))!.rgba]).toEqual([1, 2, 3, 4]);
    await again.variant(21);
    expect((await again.finish()).turnIds).toHaveLength(2);
    expect(await readdir(join(again.document.folder, 'region'))).toEqual(['turns']);
  });

  it('a run that was cut off goes on from its last saved moment', async () => {
    const app = await runningApp();
    await app.paint();
    app.start({ variants: 3 });
    await app.variant(20);
    await app.checkpoint([1], 0, 0.4, 1);
    await app.checkpoint([2], 1, 0.5, 1);
    const again = await killed(app);
    expect(again.turns.tree(app.documentId)!.interrupted).toMatchObject({ reason: 'crashed', fraction: 0.5 });
    again.resume();
    expect((await again.engineIsAsked()).resume).toEqual({ variant: 1, state: Uint8Array.of(2) });
  });

  it('what its effort stood for goes with it: a run that goes on, its turns and their branches need no preset', async () => {
    const app = await runningApp();
    await app.paint();
    app.start({ effort: 'fast', variants: 2 });
    await app.step(0, [5, 5, 5, 5]);
    await app.step(1, [5, 5, 5, 5]);
    await app.variant(20, { steps: 2 });
    await app.checkpoint([1], 1, 0.5, 0);
    const again = await killed(app);
    again.resume();
    expect((await again.engineIsAsked()).settings.numbers).toEqual(runNumbers);
    await again.variant(21);
    const { turnIds } = await again.finish();
    again.start({ effort: 'best' }, { kind: 'step', turnId: turnIds[0]!, at: { pass: 0, step: 1 } });
    const { settings, earlier } = await again.engineIsAsked();
    expect(settings).toMatchObject({ effort: 'best', numbers: null });
    expect(earlier).toMatchObject([{ settings: { effort: 'fast', numbers: runNumbers } }]);
  });

  it('one without a saved moment begins with the first variant that is no turn, and its own seed', async () => {
    const app = await runningApp();
    await app.paint();
    app.start({ variants: 3, seed: 0xffffffff });
    await app.checkpoint([1], 0, 0.1, 0);
    await app.variant(20);
    const again = await killed(app);
    expect(again.turns.tree(app.documentId)!.interrupted).toMatchObject({ variant: 1, fraction: 1 / 3 });
    again.resume();
    const { resume, settings } = await again.engineIsAsked();
    expect(resume).toBeNull();
    expect(settings).toMatchObject({ seed: 0, variants: 2 });
    await again.variant(21);
    await again.variant(22);
    await again.finish();
    expect(again.turns.tree(app.documentId)!.turns.map((turn) => turn.settings.seed)).toEqual([
      0xffffffff, 0, 1,
    ]);
  });

  it('what was accepted just before the kill does not come back as a turn', async () => {
    const { app, turnIds } = await withTurns(2);
    const kept = await temporaryFolder();
    await cp(join(app.document.folder, 'region'), kept, { recursive: true });
    await app.runs.accept(app.documentId, turnIds[0]!);
    const again = await killed(app, (folder) => cp(kept, join(folder, 'region'), { recursive: true }));
    expect(again.turns.tree(again.documentId)).toBeNull();
    expect(again.document.summary()).toMatchObject({ work: 'none', undoLabel: 'Fill' });
    expect(notes(again)).toEqual([]);
    expect(await readdir(again.document.folder)).not.toContain('region');
  });

  it('what a kill left half written or half deleted is gone', async () => {
    const { app, turnIds } = await withTurns(1);
    const again = await killed(app, async (folder) => {
      await writeFile(join(folder, 'region', 'turns', turnIds[0]!, '.turn.json.0123456789ab.tmp'), '{');
      await cp(join(folder, 'region'), join(folder, 'region-gone-1'), { recursive: true });
      await cp(join(folder, 'region', 'turns', turnIds[0]!), join(folder, 'region', 'turns', 'unfinished'), {
        recursive: true,
      });
      await rm(join(folder, 'region', 'turns', 'unfinished', 'turn.json'));
    });
    expect((await readdir(again.document.folder)).sort()).toEqual(['journal.jsonl', 'region', 'tiles']);
    expect(await readdir(join(again.document.folder, 'region', 'turns'))).toEqual(turnIds);
    expect((await readdir(join(again.document.folder, 'region', 'turns', turnIds[0]!))).sort()).toEqual([
      'state.bin',
      'steps',
      'turn.json',
    ]);
    expect(notes(again)).toEqual([]);
  });

  it('a run that starts while the last region is still being deleted is saved like any other', async () => {
    const { app } = await withTurns(1);
    const { resting, rest } = restUntil(app);
    const discarded = app.runs.discardAll(app.documentId);
    app.start();
    await app.checkpoint([1], 0, 0.1);
    rest();
    await Promise.all([resting, discarded]);
    expect((await killed(app)).turns.tree(app.documentId)).toMatchObject({
      turns: [],
      interrupted: { fraction: 0.1 },
    });
  });

  it('no state of the next variant is on the disk before the last one is a turn', async () => {
    const app = await runningApp();
    await app.paint();
    app.start({ variants: 2 });
    await app.engineIsAsked();
    const { resting, rest } = restUntil(app);
    await app.checkpoint([1], 3, 0.4, 0);
    const copy = await temporaryFolder();
    const copied = app.turns.whileRegionRests(app.documentId, () =>
      cp(app.folder, copy, { recursive: true }),
    );
    const kept = app.variant(20);
    await app.checkpoint([2], 0, 0.6, 1);
    rest();
    await Promise.all([resting, copied, kept]);
    const again = await runningApp(copy, app.documentId);
    expect(again.turns.tree(app.documentId)).toMatchObject({
      turns: [],
      interrupted: { variant: 0, fraction: 0.4 },
    });
  });

  it('tiles of a turn that is just being saved outlive a garbage collection', async () => {
    const app = await runningApp();
    await app.paint();
    app.start();
    await app.engineIsAsked();
    const { files } = app.turns.find(app.documentId)!;
    const writeTurn = files.writeTurn.bind(files);
    files.writeTurn = async (...turn) => {
      await app.selectAll();
      await app.document.undo();
      await app.paint(); // What could be redone is gone: its tiles are collected.
      await app.document.withTiles(async () => undefined);
      return writeTurn(...turn);
    };
    await app.variant(20);
    const { turnIds } = await app.finish();
    expect(await app.sampleOf(app.turns.turnById(turnIds[0]!)!.pixels)).toBe(20);
  });

  it('tiles of turns outlive every garbage collection, and go with their turn', async () => {
    const { app, turnIds } = await withTurns(2);
    const again = await killed(app);
    const before = await tiles(again);
    await again.selectAll();
    await again.document.undo();
    await again.paint();
    expect(await tiles(again)).toEqual(expect.arrayContaining(before));
    await again.turns.discard(again.documentId, turnIds[0]!);
    await again.document.withTiles(async () => undefined);
    expect(await again.sampleOf(again.turns.turnById(turnIds[1]!)!.pixels)).toBe(21);
    await again.runs.discardAll(again.documentId);
    await again.document.withTiles(async () => undefined);
    expect((await tiles(again)).length).toBeLessThan(before.length);
  });

  it('a document that is closed with turns waiting is offered back, one without any is not', async () => {
    const { app } = await withTurns(2);
    await app.documents.close(app.documentId);
    expect(await app.documents.listRestorable()).toMatchObject([
      { id: app.documentId, work: 'turns', turns: 2, runFraction: null },
    ]);
    await app.documents.restore(app.documentId);
    await app.runs.discardAll(app.documentId);
    await app.documents.get(app.documentId).undo();
    await app.documents.close(app.documentId);
    expect(await app.documents.listRestorable()).toEqual([]);
  });

  it('closing pauses what runs; the list says how far it was', async () => {
    const app = await runningApp();
    await app.paint();
    app.start();
    await app.checkpoint([3], 1, 0.5);
    const closed = app.documents.close(app.documentId);
    app.answer({
      type: 'paused',
      variant: 0,
      state: Uint8Array.of(4),
      at: { pass: 0, step: 1 },
      fraction: 0.75,
    });
    await closed;
    expect(await app.documents.listRestorable()).toMatchObject([{ work: 'interrupted', runFraction: 0.75 }]);
  });
});
