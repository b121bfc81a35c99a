import { describe, expect, it } from 'vitest';
import { createApp } from '#renderer/stores/app.svelte.ts';
import type { TurnTree } from '#shared/runs/turns.ts';
import { text } from '#shared/text/text.ts';
import { createFakeBridge, summary } from '#tests/fixtures/fake-bridge.ts';
import { turn, turnTree } from '#tests/fixtures/turn-tree.ts';

const [a, b, c] = [turn('a'), turn('b'), turn('c')];

function setUp(tree: TurnTree | null, handlers: Record<string, (request: never) => unknown> = {}) {
  const fake = createFakeBridge({ 'turns/tree': () => tree, ...handlers });
  const { documents, notices, turns } = createApp(fake.bridge);
  documents.show(summary());
  const change = (next: TurnTree | null): void =>
    fake.emit('turns/changed', { documentId: 'one', tree: next });
  return { fake, documents, notices, turns, change };
}

describe('turns', () => {
  it('are found again when a document is opened, the newest one shown', async () => {
    const { turns } = setUp(turnTree([a, b]));
    await turns.load('one');
    expect(turns.waiting).toBe(true);
    expect(turns.shownId).toBe('b');
  });

  it('of other documents are none of this window’s business', () => {
    const { fake, turns } = setUp(null);
    fake.emit('turns/changed', { documentId: 'two', tree: turnTree([a]) });
    expect(turns.waiting).toBe(false);
  });

  it('are never overwritten by an answer that is older than an event', async () => {
    let answer: (tree: TurnTree | null) => void = () => {};
    const { turns, change } = setUp(null, {
      'turns/tree': () => new Promise<TurnTree | null>((resolve) => (answer = resolve)),
    });
    const loading = turns.load('one');
    change(turnTree([a]));
    answer(null);
    await loading;
    expect(turns.list).toEqual([a]);
  });

  it('keep their numbers when one is deleted, and the neighbour is shown', async () => {
    const { turns, change } = setUp(null, { 'turns/discard': () => turnTree([a, c]) });
    change(turnTree([a, b, c]));
    turns.show('b');
    await turns.discard('b');
    expect(turns.shownId).toBe('c');
    expect([turns.numberOf('a'), turns.numberOf('c')]).toEqual([1, 3]);
  });

  it('of a new picture are compared with each other only: there was none before', () => {
    const { turns, change } = setUp(null);
    change(turnTree([a, b], { request: { kind: 'generate' } }));
    expect(turns.hasBefore).toBe(false);
    turns.show('b');
    turns.setMode('compare');
    expect([turns.compare.leftId, turns.compare.rightId]).toEqual(['a', 'b']);
    change(turnTree([b], { request: { kind: 'generate' } }));
    expect(turns.mode).toBe('look');
    change(turnTree([a]));
    expect(turns.hasBefore).toBe(true);
  });

  it('of a new picture that nobody wants are gone with it: what was shown before shows again', async () => {
    const empty = summary({ id: 'new' });
    const { fake, documents, notices, turns } = setUp(null, { 'turns/discard-all': () => empty });
    documents.show(summary({ id: 'two' }));
    documents.show(summary());
    documents.show(empty);
    const tree = turnTree([a], { documentId: 'new', request: { kind: 'generate' } });
    fake.emit('turns/changed', { documentId: 'new', tree });
    fake.calls.length = 0;
    await turns.discardAll();
    expect(notices.announcement).toBe(text.run.announceDiscardedNew);
    expect(fake.calls.filter(({ channel }) => channel !== 'turns/tree')).toMatchObject([
      { channel: 'turns/discard-all', request: 'new' },
      { channel: 'documents/show', request: 'one' },
      { channel: 'documents/close', request: 'new' },
    ]);
  });

  it('say where they came from', () => {
    const { turns, change } = setUp(null);
    const branch = turn('d', {
      parentId: 'b',
      start: { kind: 'step', turnId: 'b', at: { pass: 0, step: 2 } },
    });
    const orphan = turn('e', { start: { kind: 'step', turnId: 'gone', at: { pass: 0, step: 0 } } });
    change(turnTree([a, b, branch, orphan]));
    expect([a, branch, orphan].map(turns.origin)).toEqual([
      'from the start',
      'from step 3 of version 2',
      'from a version that was deleted',
    ]);
  });

  it('start from a chosen step, from kept parts while those are painted, else from the start', () => {
    const { turns, change } = setUp(null);
    change(turnTree([a]));
    turns.show('a');
    expect(turns.start).toBeNull();
    turns.select(a.steps[1]!);
    expect(turns.start).toEqual({ kind: 'step', turnId: 'a', at: { pass: 0, step: 1 } });
    turns.select(a.steps[1]!);
    expect(turns.start).toBeNull();
    turns.select(a.steps[1]!);
    turns.setMode('keep');
    expect(turns.start).toBeNull();
    turns.keep.paint(8, 8, 4, 'a', () => true, false);
    expect(turns.start).toMatchObject({ kind: 'keep', kept: [{ turnId: 'a', cells: { span: 16, row: 0 } }] });
    turns.setMode('look');
    expect(turns.start).toBeNull();
    expect(turns.keep.count).toBe(1);
  });

  it('forget what was kept of a turn that is gone', () => {
    const { turns, change } = setUp(null);
    change(turnTree([a, b]));
    turns.keep.paint(8, 8, 4, 'a', () => true, false);
    turns.keep.paint(40, 8, 4, 'b', () => true, false);
    change(turnTree([b]));
    expect([...turns.keep.counts.keys()]).toEqual(['b']);
    change(null);
    expect(turns.keep.count).toBe(0);
  });

  it('are compared with the one before, or with the photo where there is only one', () => {
    const { turns, change } = setUp(null);
    change(turnTree([a]));
    turns.show('a');
    turns.setMode('compare');
    expect([turns.compare.leftId, turns.compare.rightId]).toEqual([null, 'a']);
    turns.setMode('look');
    change(turnTree([a, b, c]));
    turns.show('c');
    turns.setMode('compare');
    expect([turns.compare.leftId, turns.compare.rightId]).toEqual(['b', 'c']);
    turns.show('b');
    expect([turns.compare.leftId, turns.compare.rightId]).toEqual(['c', 'b']);
    change(turnTree([b]));
    expect([turns.compare.leftId, turns.compare.rightId]).toEqual([null, 'b']);
  });
});
