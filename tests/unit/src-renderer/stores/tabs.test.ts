import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunningRun } from '#shared/runs/turns.ts';
import { text } from '#shared/text/text.ts';
import { summary } from '#tests/fixtures/fake-bridge.ts';
import { progress, selected, setUp, turns } from '#tests/fixtures/run-stores.ts';
import { turnTree } from '#tests/fixtures/turn-tree.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const second = summary({ id: 'two', name: 'second.jpg' });
const third = summary({ id: 'three', name: 'third.jpg' });
const ids = ({ app }: ReturnType<typeof setUp>): string[] => app.documents.tabs.map(({ id }) => id);

describe('open documents', () => {
  it('each have a tab; what main shows is shown, and what changes elsewhere shows nothing', () => {
    const parts = setUp();
    const { fake, app } = parts;
    fake.emit('document/shown', second);
    expect(ids(parts)).toEqual(['one', 'two']);
    fake.emit('document/changed', { ...selected, unsaved: true });
    expect(app.documents.current).toEqual(second);
    expect(app.documents.tabOf('one')?.summary.unsaved).toBe(true);
    fake.emit('document/changed', third);
    expect(ids(parts), 'what is said of a closed one comes too late').toEqual(['one', 'two']);
  });

  it('are gone through round and round, and main is told', async () => {
    const { fake, app } = setUp();
    for (const shown of [second, third]) fake.emit('document/shown', shown);
    const seen: (string | undefined)[] = [];
    for (const direction of [1, 1, -1, -1] as const) {
      app.documents.step(direction);
      seen.push(app.documents.current?.id);
    }
    expect(seen).toEqual(['one', 'two', 'one', 'three']);
    const told = fake.calls.filter(({ channel }) => channel === 'documents/show');
    expect(told.map(({ request }) => request)).toEqual(seen);
  });

  it('say where their work is once they are closed, and bring it back', async () => {
    const parts = setUp({ 'documents/restore': () => second });
    const { fake, app } = parts;
    fake.emit('document/shown', second);
    fake.emit('document/shown', selected);
    fake.emit('document/closed', { id: 'two', kept: 'second.jpg' });
    expect(ids(parts)).toEqual(['one']);
    const [notice] = app.notices.list;
    expect(notice?.message).toBe(text.dialogs.messages.closedKept('second.jpg'));
    notice!.action!.run();
    await vi.advanceTimersByTimeAsync(0);
    expect(app.documents.current).toEqual(second);
  });

  it('come back after the window was reloaded, in their sequence', async () => {
    const parts = setUp({
      'documents/list-open': () => [second, selected, third],
      'documents/current': () => third,
    });
    parts.fake.emit('document/closed', { id: 'one', kept: null });
    await parts.app.documents.load();
    expect(ids(parts)).toEqual(['two', 'one', 'three']);
    expect(parts.app.documents.current).toEqual(third);
  });

  it('keep what was chosen for them and how they were looked at', () => {
    const { app } = setUp();
    const { settings, view } = app;
    settings.change({ label: 'meadow', order: 'from-subject', subject: { x: 3, y: 4 } });
    settings.extend({ left: 40 });
    view.resize({ width: 600, height: 400 }, selected.bounds);
    view.zoomTo(3);
    const { viewport } = view;
    app.documents.show(second);
    expect(settings.value).toMatchObject({ label: null, order: 'from-edges', subject: null });
    expect(settings.extends).toBe(false);
    expect(view.viewport).not.toEqual(viewport);
    settings.change({ packId: 'other' });
    app.documents.show(selected);
    expect(settings.value).toMatchObject({ order: 'from-subject', subject: { x: 3, y: 4 } });
    expect(settings.value.label, 'means nothing to another pack').toBeNull();
    expect(settings.extendBy.left).toBe(40);
    expect(view.viewport).toEqual(viewport);
  });

  it('wait for their own gestures alone', async () => {
    const { app } = setUp();
    app.documents.gestures.add(new Promise(() => undefined));
    expect(app.documents.gestures.sending).toBe(true);
    app.documents.show(second);
    expect(app.documents.gestures.sending).toBe(false);
    await app.documents.gestures.sent();
  });
});

describe('a run whose photo is left', () => {
  const run: RunningRun = {
    ...{ runId: 'run', waits: false, start: null, variant: 0, steps: [] },
    settings: {} as RunningRun['settings'],
  };
  const tree = turnTree([], { running: run });

  it('goes on without being followed, and is taken up with its photo', async () => {
    const { fake, app } = setUp({
      'turns/tree': (id: string) => (id === 'one' ? tree : null),
    });
    await app.run.start();
    expect(app.run.state).toBe('running');
    app.documents.show(second);
    expect([app.run.state, app.run.editable]).toEqual(['idle', true]);
    fake.emit('run/progress', { runId: 'run', documentId: 'one', progress: progress(0.5) });
    expect(app.run.progress).toBeNull();
    expect(fake.calls.map(({ channel }) => channel)).not.toContain('runs/cancel');

    app.documents.show(selected);
    await vi.advanceTimersByTimeAsync(0);
    expect(app.run.state).toBe('running');
    fake.emit('run/progress', { runId: 'run', documentId: 'one', progress: progress(0.6) });
    expect(app.run.progress?.fraction).toBe(0.6);
  });

  it('is told of when it is over, and leads back', async () => {
    const { fake, app } = setUp();
    await app.run.start();
    app.documents.show(second);
    fake.emit('turns/changed', { documentId: 'one', tree: turnTree(turns) });
    fake.emit('run/finished', { runId: 'run', documentId: 'one', turnIds: ['t1'] });
    expect([app.run.state, app.turns.waiting]).toEqual(['idle', false]);
    const [notice] = app.notices.list;
    expect(notice?.message).toBe(text.run.elsewhere.finished('photo.jpg'));
    notice!.action!.run();
    expect(app.documents.current?.id).toBe('one');

    app.documents.show(second);
    const error = { code: 'engine-crashed', message: 'It stopped.' } as const;
    fake.emit('run/failed', { runId: 'run', documentId: 'one', error });
    expect(app.notices.list.at(-1)?.message).toBe(text.run.elsewhere.failed('photo.jpg', 'It stopped.'));
  });

  it('leaves another photo’s turns and label alone when its turn is accepted late', async () => {
    let answer = (): void => undefined;
    const { fake, app, finish } = setUp({
      'turns/accept': () => new Promise((resolve) => (answer = () => resolve(selected))),
    });
    await app.run.start();
    finish();
    const accepted = app.run.accept();
    app.documents.show(second);
    fake.emit('turns/changed', { documentId: 'two', tree: { ...turnTree(turns), documentId: 'two' } });
    app.settings.change({ label: 'sky' });
    answer();
    await accepted;
    expect(app.turns.waiting).toBe(true);
    expect(app.settings.value.label).toBe('sky');
  });
});
