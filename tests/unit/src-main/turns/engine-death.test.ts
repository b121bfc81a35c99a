import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runningApp } from '#tests/unit/src-main/jobs/running-app.ts';
import { killed } from './killed-app.ts';

describe('when the engine dies in mid-run', () => {
  it('finished turns stay, the rest goes on from its last saved moment', async () => {
    const app = await runningApp();
    await app.paint();
    const { runId } = app.start({ variants: 2 });
    await app.variant(20);
    await app.checkpoint([6], 2, 0.8, 1);
    const failed = app.until('run/failed');
    app.crash();
    expect(await failed).toMatchObject({ runId, error: { code: 'engine-crashed' } });
    expect(app.turns.tree(app.documentId)).toMatchObject({
      turns: [{}],
      running: null,
      interrupted: { reason: 'crashed', fraction: 0.8 },
    });
    app.resume();
    expect((await app.engineIsAsked()).resume).toEqual({ variant: 1, state: Uint8Array.of(6) });
    await app.variant(21);
    await app.finish();
    expect(app.turns.tree(app.documentId)!.turns).toHaveLength(2);
  });

  it('a pause that it does not answer in time costs what came after the last saved moment, no more', async () => {
    const app = await runningApp();
    await app.paint();
    const { runId } = app.start();
    await app.checkpoint([6], 2, 0.8);
    await app.runs.pause(runId); // The engine is killed after 40 ms here.
    expect(app.turns.tree(app.documentId)!.interrupted).toMatchObject({ reason: 'paused', fraction: 0.8 });
    expect(app.events.at(-1)![0]).toBe('run/paused');
  });

  it('a run that fails half-way, or cannot continue at all, is not lost by it', async () => {
    const app = await runningApp();
    await app.paint();
    const { runId } = app.start();
    await app.checkpoint([6], 2, 0.8);
    const failed = app.until('run/failed');
    app.answer({ type: 'failed', error: { code: 'memory-insufficient', message: 'too little' } });
    await failed;
    const again = await killed(app);
    expect(again.turns.tree(app.documentId)!.interrupted).toMatchObject({ runId, fraction: 0.8 });
    again.resume();
    await again.engineIsAsked();
    const refused = again.until('run/failed');
    again.answer({ type: 'failed', error: { code: 'pack-not-found', message: 'gone' } });
    await refused;
    expect(again.turns.tree(app.documentId)!.interrupted).toMatchObject({ runId, fraction: 0.8 });
  });

  it('the paused run can be dropped alone: turns stay', async () => {
    const app = await runningApp();
    await app.paint();
    const { runId } = app.start({ variants: 2 });
    await app.variant(20);
    const failed = app.until('run/failed');
    app.crash();
    await failed;
    expect(() => app.start()).toThrowError(expect.objectContaining({ code: 'busy' }));
    await app.runs.cancel(runId);
    expect(app.turns.tree(app.documentId)).toMatchObject({ turns: [{}], interrupted: null });
    expect(await readdir(join(app.document.folder, 'region'))).toEqual(['turns']);
  });
});
