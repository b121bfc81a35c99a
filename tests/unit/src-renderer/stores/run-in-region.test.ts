import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InterruptedRun, RunningRun } from '#shared/runs/turns.ts';
import { text } from '#shared/text/text.ts';
import type { createFakeBridge } from '#tests/fixtures/fake-bridge.ts';
import { turnStep, turnTree } from '#tests/fixtures/turn-tree.ts';
import { progress, turns, finished, setUp } from '#tests/fixtures/run-stores.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a run in a region', () => {
  it('collects the AR steps of the variant that is made now', async () => {
    const { fake, run } = setUp();
    await run.start();
    for (const [variant, step] of [
      [0, 0],
      [0, 1],
      [1, 0],
    ] as const)
      fake.emit('run/step', { runId: 'run', documentId: 'one', variant, step: turnStep('live', step) });
    expect(run.made.variant).toBe(1);
    expect(run.made.steps.map(({ at }) => at.step)).toEqual([0]);
  });

  it('stays on a turn that the user looks at while more variants come', async () => {
    const { fake, app, run, finish } = setUp();
    await run.start();
    fake.emit('turns/changed', { documentId: 'one', tree: turnTree(turns.slice(0, 2)) });
    app.turns.show('t2');
    finish();
    expect(app.turns.shownId).toBe('t2');
  });

  it('within a region runs the region’s request, from the chosen step, with a seed no turn has', async () => {
    const { fake, app, run, finish } = setUp();
    await run.start();
    finish();
    app.settings.value = { ...app.settings.value, seed: 2 };
    app.settings.mode = 'extend';
    app.turns.select(turns[0]!.steps[2]!);
    await run.start();
    const request = fake.calls.findLast(({ channel }) => channel === 'runs/start')!.request as {
      settings: { seed: number };
    };
    expect(request).toMatchObject({
      request: { kind: 'fill' },
      from: { kind: 'step', turnId: 't1', at: { pass: 0, step: 2 } },
    });
    expect([1, 2, 3]).not.toContain(request.settings.seed);
  });

  it('says after a cancel that finished turns can still be decided on', async () => {
    const { fake, app, run } = setUp({ 'runs/cancel': () => undefined });
    await run.start();
    fake.emit('turns/changed', { documentId: 'one', tree: turnTree(turns.slice(0, 1)) });
    await run.cancel();
    expect(app.notices.list.map(({ message }) => message)).toEqual([text.run.cancelledSome(1)]);
    expect(app.turns.shownId).toBe('t1');
  });

  it('cannot start another turn before an interrupted run is decided on', () => {
    const { fake, app, run } = setUp();
    const interrupted = { runId: 'old', fraction: 0.4 } as InterruptedRun;
    fake.emit('turns/changed', { documentId: 'one', tree: turnTree([], { interrupted }) });
    expect(run.obstacle).toBe(text.turns.needDecision);
    expect(app.run.editable).toBe(false);
  });

  it('is paused at once and goes on as what it was', async () => {
    const { fake, app, run } = setUp({
      'runs/pause': () => {
        fake.emit('turns/changed', { documentId: 'one', tree: turnTree([], { interrupted }) });
        fake.emit('run/paused', { runId: 'run', documentId: 'one' });
      },
      'runs/resume': () => ({ runId: 'run2' }),
    });
    const interrupted = {
      runId: 'run',
      reason: 'paused',
      settings: { ...app.settings.value, variants: 3 },
      start: null,
      variant: 1,
    } as InterruptedRun;
    await run.start();
    await run.pause();
    expect(run.state).toBe('idle');
    await run.resume();
    expect(run.state).toBe('running');
    expect(run.made.variant).toBe(1);
    expect(run.running?.settings.variants).toBe(3);
    fake.emit('run/progress', {
      runId: 'run2',
      documentId: 'one',
      progress: { ...progress(0.7), variant: 1 },
    });
    expect(run.progress?.fraction).toBe(0.7);
  });

  it('is found again by a window that was reloaded', async () => {
    const running = {
      runId: 'run',
      settings: { variants: 2 },
      start: null,
      variant: 1,
      steps: [turnStep('x', 0)],
    };
    const { fake, app, run } = setUp({
      'turns/tree': () => turnTree(turns.slice(0, 1), { running: running as unknown as RunningRun }),
    });
    await run.attach('one');
    expect(run.state).toBe('running');
    expect(run.made.steps).toHaveLength(1);
    expect(app.turns.shownId).toBeNull();
    finishOf(fake);
    expect(app.turns.shownId).toBe('t1');
  });
});

const finishOf = (fake: ReturnType<typeof createFakeBridge>): void => fake.emit('run/finished', finished);
