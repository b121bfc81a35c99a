import { describe, expect, it, vi } from 'vitest';
import { Actions } from '#renderer/actions/actions.ts';
import { createApp } from '#renderer/stores/app.svelte.ts';
import type { MenuCommand } from '#shared/contract/events.ts';
import { actions as labels } from '#shared/text/actions.ts';
import { text } from '#shared/text/text.ts';
import { createFakeBridge, summary } from '#tests/fixtures/fake-bridge.ts';
import { turn, turnTree } from '#tests/fixtures/turn-tree.ts';

function setUp() {
  const fake = createFakeBridge({
    'mask/operate': () => summary({ maskRevision: 2 }),
    'runs/plan': () => ({}),
    'turns/discard-all': () => summary(),
  });
  const app = createApp(fake.bridge);
  return { fake, app, actions: new Actions(app) };
}

/** What Escape does now. */
const firstOnEscape = (actions: Actions): string | undefined =>
  actions.list.find(({ id, keys }) => keys.includes('Escape') && actions.enabled(id))?.id;

/** Keys that several actions share on purpose: only one of them can be enabled at a time, the first wins. */
const shared = new Set(['Escape', 'Delete', 'Shift+KeyP']);

describe('actions', () => {
  it('exist for every label of the catalogue, once, but for updates where there are none', () => {
    const { actions } = setUp();
    const wanted = Object.keys(labels).filter((id) => id !== 'updates');
    expect(actions.list.map(({ id }) => id).sort()).toEqual(wanted.sort());
  });

  it('never claim the same key twice', () => {
    const { actions } = setUp();
    const keys = actions.list.flatMap((action) => action.keys).filter((key) => !shared.has(key));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('do nothing while they are not enabled', () => {
    const { fake, actions } = setUp();
    actions.run('select-all');
    expect(fake.calls).toEqual([]);
  });

  it('run what the menu asks for', async () => {
    const { fake, app } = setUp();
    app.documents.show(summary());
    fake.emit('app/command', { command: 'invert-mask' satisfies MenuCommand });
    const invert = { documentId: 'one', operation: 'invert', pixels: 0 };
    await vi.waitFor(() => expect(fake.calls).toContainEqual({ channel: 'mask/operate', request: invert }));
  });

  it('take up a tool that fits the panel, and a panel that fits the tool', () => {
    const { app, actions } = setUp();
    app.documents.show(summary());
    actions.run('extend');
    expect([app.settings.mode, app.tools.current]).toEqual(['extend', 'extend']);
    actions.run('tool-lasso');
    expect([app.settings.mode, app.tools.current]).toEqual(['fill', 'lasso']);
    actions.run('tool-order-pen');
    expect(app.settings.value.order).toBe('drawn');
  });

  it('cannot undo, restore or crop while a result waits for a decision, and say why; opening, export and the next selection go on', () => {
    const { fake, app, actions } = setUp();
    app.documents.show(summary({ canUndo: true, maskIsTaken: true }));
    expect(actions.enabled('undo')).toBe(true);
    fake.emit('turns/changed', { documentId: 'one', tree: turnTree([turn('a'), turn('b')]) });
    app.turns.show('a');
    app.settings.value = { ...app.settings.value, packId: 'pack' };
    const rest = ['undo', 'tool-restore', 'tool-crop', 'rotate-left', 'extend'] as const;
    for (const id of rest) {
      expect(actions.enabled(id), id).toBe(false);
      expect(actions.list.find((action) => action.id === id)!.conflict!(), id).toBe(text.run.waits.turns);
    }
    for (const id of [
      'open',
      'paste',
      'export',
      'copy',
      'tool-brush',
      'tool-heal',
      'select-all',
      'accept',
      'discard',
      'again',
      'compare',
      'zoom-in',
      'tool-keep',
      'compare-turns',
    ] as const)
      expect(actions.enabled(id), id).toBe(true);
    // Another selection: it can be undone, and is filled once this is decided on.
    app.documents.show(summary({ canUndo: true, maskBounds: { x: 0, y: 0, width: 9, height: 9 } }));
    expect(actions.enabled('undo')).toBe(true);
    for (const id of ['again', 'tool-keep'] as const) expect(actions.enabled(id), id).toBe(false);
    const onDelete = actions.list.find(({ id, keys }) => keys.includes('Delete') && actions.enabled(id));
    expect(onDelete?.id).toBe('discard-turn');
    expect(app.run.obstacle).toBe(text.run.waits.nextSelection);
  });

  it('leave keep part, compare or a chosen step on Escape, which never discards anything', () => {
    const { fake, app, actions } = setUp();
    app.documents.show(summary({ maskIsTaken: true }));
    fake.emit('turns/changed', { documentId: 'one', tree: turnTree([turn('a')]) });
    app.turns.show('a');
    actions.run('tool-keep');
    expect(app.turns.mode).toBe('keep');
    expect(firstOnEscape(actions)).toBe('leave');
    actions.run('leave');
    app.turns.select(turn('a').steps[1]!);
    expect(firstOnEscape(actions)).toBe('leave');
    actions.run('leave');
    expect(firstOnEscape(actions)).toBeUndefined();
    expect(app.turns.list).toHaveLength(1);
  });

  it('ask before several turns are discarded, not before one', async () => {
    const { fake, app, actions } = setUp();
    app.documents.show(summary());
    fake.emit('turns/changed', { documentId: 'one', tree: turnTree([turn('a'), turn('b')]) });
    actions.run('discard');
    expect(app.dialogs.open).toBe('discard-turns');
    app.dialogs.close();
    fake.emit('turns/changed', { documentId: 'one', tree: turnTree([turn('a')]) });
    actions.run('discard');
    expect(app.dialogs.open).toBeNull();
    expect(fake.calls.at(-1)?.channel).toBe('turns/discard-all');
  });

  it('end an unfinished polygon before anything else on Escape and Enter', () => {
    const { app, actions } = setUp();
    const done: string[] = [];
    app.view.gesture = { finish: () => done.push('finish'), cancel: () => done.push('cancel') };
    actions.run('cancel');
    actions.run('accept');
    expect(done).toEqual(['cancel', 'finish']);
  });
});
