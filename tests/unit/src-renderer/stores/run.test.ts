import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { totalSeconds } from '#shared/runs/run-report.ts';
import type { RunPlan } from '#shared/runs/run-plan.ts';
import { text } from '#shared/text/text.ts';
import { Refusal, summary } from '#tests/fixtures/fake-bridge.ts';
import { plan, progress, finished, setUp, turns } from '#tests/fixtures/run-stores.ts';
import { turnTree } from '#tests/fixtures/turn-tree.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a run', () => {
  it('says what is missing before it can start', () => {
    const { app, fake, run } = setUp();
    expect(run.obstacle).toBeNull();
    app.documents.show(summary());
    expect(run.obstacle).toBe(text.panels.needMask);
    app.settings.mode = 'extend';
    expect(run.obstacle).toBe(text.panels.needFrame);
    app.settings.extend({ left: 10 });
    expect(run.obstacle).toBeNull();
    app.settings.value = { ...app.settings.value, packId: '' };
    app.settings.settlePack([]);
    expect(run.obstacle).toBe(text.panels.needPack);
    fake.emit('document/closed', { id: 'one', kept: null });
    app.settings.value = { ...app.settings.value, packId: 'pack' };
    expect(run.obstacle).toBe(text.panels.needPhoto);
  });

  it('is planned once the choices rest, with the newest choices', async () => {
    const { fake, app, plan: plans } = setUp();
    plans.refresh();
    app.settings.value = { ...app.settings.value, seed: 5 };
    plans.refresh();
    await vi.advanceTimersByTimeAsync(1000);
    expect(fake.calls.map(({ channel }) => channel)).toEqual(['runs/plan']);
    expect(fake.calls[0]!.request).toMatchObject({ documentId: 'one', settings: { seed: 5 } });
    expect(plans.value).toEqual(plan);
  });

  it('never shows a plan that newer choices overtook', async () => {
    const answers: ((answer: RunPlan) => void)[] = [];
    const { plan: plans } = setUp({
      'runs/plan': () => new Promise<RunPlan>((resolve) => answers.push(resolve)),
    });
    plans.refresh();
    await vi.advanceTimersByTimeAsync(1000);
    plans.refresh();
    await vi.advanceTimersByTimeAsync(1000);
    answers[1]!({ ...plan, tokens: 2 });
    await vi.advanceTimersByTimeAsync(1);
    answers[0]!({ ...plan, tokens: 1 });
    await vi.advanceTimersByTimeAsync(1);
    expect(plans.value?.tokens).toBe(2);
  });

  it('shows why it cannot be planned, in main’s own words', async () => {
    const { plan: plans } = setUp({
      'runs/plan': () => {
        throw new Refusal({ code: 'label-unknown', message: 'This pack has no such label.' });
      },
    });
    plans.refresh();
    await vi.advanceTimersByTimeAsync(1000);
    expect(plans.value).toBeNull();
    expect(plans.problem).toBe('This pack has no such label.');
  });

  it('is followed from start to accept', async () => {
    const { fake, app, run, finish } = setUp();
    await run.start();
    expect(run.state).toBe('running');
    fake.emit('run/progress', { runId: 'run', documentId: 'one', progress: progress(0.5) });
    expect(run.progress?.fraction).toBe(0.5);
    finish();
    expect(run.state).toBe('idle');
    expect(app.turns.shownId).toBe('t1');
    app.turns.stepShown(-1);
    expect(app.turns.shownId).toBe('t3');
    expect(app.turns.lastReport?.seed).toBe(3);
    await app.turns.accept();
    expect(fake.calls.at(-1)).toEqual({
      channel: 'turns/accept',
      request: { documentId: 'one', turnId: 't3' },
    });
    expect(app.turns.waiting).toBe(false);
    expect(app.documents.current?.pixelRevision).toBe(2);
  });

  it('is followed even where its events come before the answer that names it', async () => {
    const { fake, app, run, finish } = setUp({
      'runs/start': () => {
        fake.emit('run/progress', { runId: 'run', documentId: 'one', progress: progress(0.1) });
        finish();
        return { runId: 'run' };
      },
    });
    await run.start();
    expect(run.state).toBe('idle');
    expect(app.turns.shownId).toBe('t1');
  });

  it('ignores events of other runs', async () => {
    const { fake, run } = setUp();
    await run.start();
    fake.emit('run/progress', { runId: 'other', documentId: 'one', progress: progress(0.9) });
    fake.emit('run/finished', { ...finished, runId: 'other' });
    expect(run.progress).toBeNull();
    expect(run.state).toBe('running');
  });

  it('tells screen readers about every quarter, not about every step', async () => {
    const { fake, app, run } = setUp();
    const told = new Set<string>();
    await run.start();
    for (let fraction = 0; fraction <= 1; fraction += 0.01) {
      fake.emit('run/progress', { runId: 'run', documentId: 'one', progress: progress(fraction) });
      told.add(app.notices.announcement);
    }
    expect(told.size).toBeLessThanOrEqual(5);
  });

  it('is idle again after a cancel, and says that nothing changed', async () => {
    const { app, run } = setUp({ 'runs/cancel': () => undefined });
    await run.start();
    await run.cancel();
    expect(run.state).toBe('idle');
    expect(app.notices.list.map(({ message }) => message)).toEqual([text.run.cancelled]);
  });

  it('shows a failure with main’s message and is idle again', async () => {
    const { fake, app, run } = setUp();
    await run.start();
    fake.emit('run/failed', {
      runId: 'run',
      documentId: 'one',
      error: { code: 'engine-crashed', message: 'The engine stopped. Try again.' },
    });
    expect(run.state).toBe('idle');
    expect(app.notices.list).toMatchObject([
      { kind: 'error', title: text.errorTitles['engine-crashed'], message: 'The engine stopped. Try again.' },
    ]);
  });

  it('is idle again where it could not be started', async () => {
    const { app, run } = setUp({
      'runs/start': () => {
        throw new Refusal({ code: 'busy', message: 'Another run is under way.' });
      },
    });
    await run.start();
    expect(run.state).toBe('idle');
    expect(app.notices.list).toHaveLength(1);
  });

  it('opens a new picture of the chosen size to generate in', async () => {
    const { fake, app, run } = setUp({ 'documents/new': () => summary({ id: 'new' }) });
    app.settings.mode = 'generate';
    app.settings.generateSize = { width: 256, height: 128 };
    await run.start();
    expect(fake.calls).toMatchObject([
      { channel: 'documents/new', request: { width: 256, height: 128 } },
      { channel: 'turns/tree', request: 'new' },
      { channel: 'runs/start', request: { documentId: 'new', request: { kind: 'generate' } } },
    ]);
  });

  it('says that no picture was made where one was to be, and was cancelled', async () => {
    const { app, run } = setUp({
      'documents/new': () => summary({ id: 'new' }),
      'runs/cancel': () => undefined,
    });
    app.settings.mode = 'generate';
    await run.start();
    await run.cancel();
    expect(app.notices.list.map(({ message }) => message)).toEqual([text.run.cancelledNew]);
  });

  it('can be decided on while it still makes others: accepting one ends it without a word about cancelling', async () => {
    const { fake, app, run } = setUp({
      'turns/accept': () => {
        expect(run.state).toBe('accepting');
        fake.emit('run/cancelled', { runId: 'run', documentId: 'one' });
        return summary({ pixelRevision: 2 });
      },
    });
    await run.start();
    const begun = { runId: 'run', waits: false, start: null, variant: 1, steps: [] };
    const running = { ...begun, settings: app.settings.value };
    fake.emit('turns/changed', { documentId: 'one', tree: turnTree([turns[0]!], { running }) });
    expect(app.turns.shown).toBeNull();
    app.turns.stepShown(1);
    expect(app.turns.shownId).toBe('t1');
    app.turns.stepShown(1);
    expect(app.turns.shown).toBeNull();
    app.turns.show('t1');
    expect(await run.accept()).toBe(true);
    expect(fake.calls.at(-1)).toEqual({
      channel: 'turns/accept',
      request: { documentId: 'one', turnId: 't1' },
    });
    expect([run.state, app.turns.list, app.notices.list]).toEqual(['idle', [], []]);
  });

  it('goes on where accepting one of its turns is refused before anything was ended', async () => {
    const { fake, app, run } = setUp({
      'turns/accept': () => {
        throw new Refusal({ code: 'request-invalid', message: 'This turn is gone.' });
      },
    });
    await run.start();
    fake.emit('turns/changed', { documentId: 'one', tree: turnTree([turns[0]!]) });
    app.turns.show('t1');
    expect(await run.accept()).toBe(false);
    expect([run.state, app.turns.list.length]).toEqual(['running', 1]);
    fake.emit('run/progress', { runId: 'run', documentId: 'one', progress: progress(0.75) });
    expect(run.progress?.fraction).toBe(0.75);
  });

  it('is as it was where pausing is refused', async () => {
    const { app, run } = setUp({
      'runs/pause': () => {
        throw new Refusal({ code: 'internal', message: 'It cannot be paused.' });
      },
    });
    await run.start();
    await run.pause();
    expect([run.state, app.notices.list.length]).toEqual(['running', 1]);
  });

  it('keeps the turns where accepting fails, so that nothing is lost', async () => {
    const { app, run, finish } = setUp({
      'turns/accept': () => {
        throw new Refusal({ code: 'disk-full', message: 'The disk is full.' });
      },
    });
    await run.start();
    finish();
    await app.turns.accept();
    expect(app.turns.list).toHaveLength(3);
    expect(app.turns.shownId).toBe('t1');
  });
});

it('adds the seconds of all phases', () => {
  expect(totalSeconds({ load: 1, encode: 2, sample: 3, decode: 4, detail: 5, blend: 6 })).toBe(21);
});
