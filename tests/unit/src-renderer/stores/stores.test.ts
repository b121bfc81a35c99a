import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp, loadApp } from '#renderer/stores/app.svelte.ts';
import type { PackSummary, Preferences } from '#shared/contract/contract.ts';
import { text } from '#shared/text/text.ts';
import { createFakeBridge, Refusal, summary } from '#tests/fixtures/fake-bridge.ts';

const preferences: Preferences = {
  language: 'system',
  theme: 'dark',
  motion: 'system',
  lastSettings: { effort: 'best' },
  brushSize: 40,
  brushHardness: 0.5,
  orderOverlay: false,
  shortcuts: {},
  panelsOpen: {},
  lastExport: {
    ...{ format: 'png', quality: 92, lossless: false, keepMetadata: true, keepPlace: true, recipe: null },
    ...{ disclosure: true, c2pa: false, keepJpeg: true, size: null, srgb: false },
  },
};
const pack = (changes: Partial<PackSummary> = {}): PackSummary => ({
  id: 'pack',
  name: 'Pack',
  licence: 'MIT',
  labels: ['sky', 'grass'],
  windowPixels: 128,
  tokenPixels: 16,
  parameters: 1e6,
  precision: 'fp32',
  bundled: true,
  removable: false,
  problem: null,
  defaults: {
    guidance: 1.5,
    contextGuidance: 2,
    efforts: {
      fast: { arSteps: 1, diffusionSteps: 1 },
      balanced: { arSteps: 2, diffusionSteps: 2 },
      best: { arSteps: 3, diffusionSteps: 3 },
    },
  },
  ...changes,
});
const handlers = {
  'preferences/get': () => preferences,
  'preferences/set': () => preferences,
  'documents/current': () => null,
  'documents/list-recent': () => [{ id: 'r', name: 'recent.jpg' }],
  'documents/list-restorable': () => [],
  'packs/list': () => [pack({ id: 'broken', problem: 'hash' }), pack()],
  'devices/list': () => [],
  'devices/choose': () => ({ choice: null, graphics: null }),
};
const start = (more: Record<string, (request: never) => unknown> = {}) => {
  const fake = createFakeBridge({ ...handlers, ...more });
  return { fake, app: createApp(fake.bridge) };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('loading', () => {
  it('takes up remembered settings and the first usable pack with its own guidance', async () => {
    const { app } = start();
    await loadApp(app);
    expect(app.settings.value).toMatchObject({ effort: 'best', packId: 'pack', guidance: 1.5 });
    expect(app.tools.brushSize).toBe(40);
    expect(app.documents.recent).toHaveLength(1);
  });

  it.each([
    [{ packId: 'pack' }, 2],
    [{ packId: 'pack', contextGuidance: 1 }, 1],
  ])(
    'of remembered settings %o takes context guidance %d: the pack decides where there was none',
    async (lastSettings, expected) => {
      const { app } = start({ 'preferences/get': () => ({ ...preferences, lastSettings }) });
      await loadApp(app);
      expect(app.settings.value.contextGuidance).toBe(expected);
    },
  );

  it('leaves behind what was asked of one fill: its label, guidance and an order that was drawn over its picture', async () => {
    const asked = {
      packId: 'pack',
      label: 'sky',
      guidance: 5,
      order: 'drawn' as const,
      effort: 'best' as const,
    };
    const { app } = start({ 'preferences/get': () => ({ ...preferences, lastSettings: asked }) });
    await loadApp(app);
    const free = { label: null, guidance: 1.5, order: 'from-edges', effort: 'best' };
    expect(app.settings.value).toMatchObject(free);
    app.settings.change(asked);
    app.settings.forgetFill();
    expect(app.settings.value).toMatchObject(free);
    app.settings.change({ label: 'sky', guidance: 5, order: 'hilbert' });
    app.settings.chooseLabel(null);
    expect(app.settings.value).toMatchObject({ label: null, guidance: 1.5, order: 'hilbert' });
    app.settings.forgetFill();
    expect(app.settings.value.order).toBe('hilbert');
  });

  it('calls no pack missing before the packs are known, and waits for no device to settle on one', async () => {
    const { app } = start({ 'devices/list': () => new Promise(() => undefined) });
    expect(app.run.obstacle).toBe(text.panels.packsLoading);
    void loadApp(app);
    await vi.advanceTimersByTimeAsync(0);
    expect(app.settings.value.packId).toBe('pack');
    const none = start({ 'packs/list': () => [] });
    await loadApp(none.app);
    expect(none.app.run.obstacle).toBe(text.panels.needPack);
  });

  it('goes on where one part fails, and says so', async () => {
    const { app } = start({
      'packs/list': () => {
        throw new Refusal({ code: 'internal', message: 'No packs today.' });
      },
    });
    await loadApp(app);
    expect(app.packs.loaded).toBe(true);
    expect(app.notices.list.map(({ message }) => message)).toContain('No packs today.');
  });
});

describe('preferences', () => {
  it('are saved together, a little after the last change', async () => {
    const { fake, app } = start();
    app.tools.setBrushSize(50);
    app.tools.setBrushHardness(0.25);
    app.theme.choose('light');
    await vi.advanceTimersByTimeAsync(1000);
    expect(fake.calls).toEqual([
      { channel: 'preferences/set', request: { brushSize: 50, brushHardness: 0.25, theme: 'light' } },
    ]);
  });
});

describe('tools', () => {
  it('step the brush by a fifth, at least by a pixel, within its limits', () => {
    const { app } = start();
    app.tools.setBrushSize(1);
    app.tools.stepBrushSize(1);
    expect(app.tools.brushSize).toBe(2);
    app.tools.setBrushSize(100);
    app.tools.stepBrushSize(1);
    expect(app.tools.brushSize).toBe(120);
    app.tools.setBrushSize(1e6);
    app.tools.stepBrushSize(1);
    expect(app.tools.brushSize).toBe(2000);
  });
});

describe('settings', () => {
  it('keep the label only where the new pack has it', () => {
    const { app } = start();
    app.settings.change({ label: 'sky' });
    app.settings.choosePack(pack({ id: 'other' }));
    expect(app.settings.value.label).toBe('sky');
    app.settings.choosePack(pack({ id: 'third', labels: ['car'] }));
    expect(app.settings.value.label).toBeNull();
  });

  it('take the network for thin lines, too, once another pack was picked, and after a restart', () => {
    const { app } = start();
    const [first, other] = [pack({ id: 'first' }), pack({ id: 'other' })];
    app.settings.settlePack([first, other]);
    expect(app.settings.value).toMatchObject({ packId: 'first', thinParts: 'direct' });
    app.settings.choosePack(other);
    expect(app.settings.value).toMatchObject({ packId: 'other', thinParts: 'network' });
    app.settings.restore();
    app.settings.settlePack([first, other]);
    expect(app.settings.value).toMatchObject({ packId: 'other', thinParts: 'network' });
    app.settings.choosePack(first);
    expect(app.settings.value.thinParts).toBe('direct');
  });

  it('forget overrides when the dial is turned', () => {
    const { app } = start();
    app.settings.change({ arSteps: 3, diffusionSteps: 9 });
    app.settings.chooseEffort('fast');
    expect(app.settings.value).toMatchObject({ effort: 'fast', arSteps: null, diffusionSteps: null });
  });

  it('never remember what belongs to one picture', async () => {
    const { fake, app } = start();
    app.settings.change({ subject: { x: 3, y: 4 }, order: 'from-subject' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(fake.calls.at(-1)?.request).toMatchObject({
      lastSettings: { order: 'from-subject', subject: null },
    });
  });

  it('extend to the smallest frame of a ratio around the picture', () => {
    const { app } = start();
    const bounds = { x: -5, y: 7, width: 300, height: 200 };
    app.settings.extendToAspect(bounds, 16 / 9);
    expect(app.settings.extendedBounds(bounds)).toEqual({ x: -33, y: 7, width: 356, height: 200 });
    app.settings.extendToAspect(bounds, 1);
    expect(app.settings.extendedBounds(bounds)).toEqual({ x: -5, y: -43, width: 300, height: 300 });
  });

  it('never shrink the picture by its frame', () => {
    const { app } = start();
    app.settings.extend({ left: -40, top: 12.4 });
    expect(app.settings.extendBy).toEqual({ left: 0, right: 0, top: 12, bottom: 0 });
  });

  it('roll another seed', () => {
    const { app } = start();
    const seeds = Array.from({ length: 4 }, () => (app.settings.rollSeed(), app.settings.value.seed));
    expect(new Set(seeds).size).toBeGreaterThan(1);
  });
});

describe('documents', () => {
  it('show what was opened, and stay as they are where the dialog was cancelled', async () => {
    const answers = [summary(), null];
    const { app } = start({ 'documents/open-dialog': () => answers.shift() });
    expect(await app.documents.open()).toBe(true);
    expect(await app.documents.open()).toBe(false);
    expect(app.documents.current?.id).toBe('one');
    expect(app.documents.opening).toBe(false);
  });

  it('wait for a choice where several files were given', async () => {
    const { fake, app } = start({ 'documents/open-offered': () => summary() });
    const offer = { line: 'Two', areOpen: false, files: [{ id: 'a', name: 'a.jpg' }], more: 0 };
    fake.emit('app/offer-files', offer);
    expect(app.documents.offer).toEqual(offer);
    expect(await app.documents.openOffered('a')).toBe(true);
  });

  it('are called by their project once they have one', () => {
    const { app } = start();
    expect(app.documents.title).toBeNull();
    app.documents.show(summary());
    expect(app.documents.title).toBe('photo.jpg');
    app.documents.show(summary({ projectName: 'work.tessera' }));
    expect(app.documents.title).toBe('work.tessera');
  });

  it('remember for the badge that an export was lossy', async () => {
    const { app } = start({
      'documents/export': () => ({
        ...{ name: 'a.jpg', lossy: true, changedOutsideMask: 0, recipe: 'in-file' },
        ...{ changes: [], source: null },
      }),
    });
    app.documents.show(summary());
    expect(await app.exports.write({ format: 'jpeg', quality: 90, keepMetadata: true })).toBe(true);
    expect(app.documents.shown?.exportedLossy).toBe(true);
    app.documents.show(summary({ id: 'two' }));
    expect(app.documents.shown?.exportedLossy).toBe(false);
  });

  it('close when main says so', async () => {
    const { fake, app } = start();
    app.documents.show(summary());
    fake.emit('document/closed', { id: 'other', kept: null });
    expect(app.notices.list).toEqual([]);
    expect(app.documents.current).not.toBeNull();
    fake.emit('document/closed', { id: 'one', kept: 'photo.jpg' });
    expect(app.documents.current).toBeNull();
    expect(app.notices.list.map(({ message }) => message)).toEqual([
      text.dialogs.messages.closedKept('photo.jpg'),
    ]);
  });
});

describe('messages', () => {
  it('go away by themselves unless they are errors', async () => {
    const { fake, app } = start();
    fake.emit('app/message', { kind: 'info', message: 'Hello' });
    fake.emit('app/message', { kind: 'error', message: 'Alas' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(app.notices.list.map(({ message }) => message)).toEqual(['Alas']);
  });

  it('never pile up: the same one shows once, and only a few at a time', () => {
    const { app } = start();
    for (let i = 0; i < 10; i++) app.notices.problem(`problem ${i % 7}`);
    expect(app.notices.list.length).toBeLessThanOrEqual(4);
    app.notices.problem('problem 2');
    app.notices.problem('problem 2');
    expect(app.notices.list.filter(({ message }) => message === 'problem 2')).toHaveLength(1);
  });
});

describe('packs', () => {
  it('show the progress of an import and take the pack in', async () => {
    let finish: (value: PackSummary) => void = () => {};
    const { fake, app } = start({
      'packs/choose-checkpoints': () => ({ id: 'chosen', name: 'XL', choices: [] }),
      'packs/import': () => new Promise<PackSummary>((resolve) => (finish = resolve)),
    });
    await app.packs.choose();
    expect(app.packs.choice?.id).toBe('chosen');
    const importing = app.packs.import('int8');
    expect(fake.calls.at(-1)).toEqual({
      channel: 'packs/import',
      request: { choiceId: 'chosen', precision: 'int8' },
    });
    fake.emit('packs/import-progress', { fraction: 0.4, message: 'Writing' });
    expect(app.packs.importing).toEqual({ fraction: 0.4, message: 'Writing' });
    finish(pack({ id: 'new' }));
    expect((await importing)?.id).toBe('new');
    expect(app.packs.importing).toBeNull();
    expect(app.packs.choice).toBeNull();
    expect(app.packs.usable.map(({ id }) => id)).toContain('new');
  });
});
