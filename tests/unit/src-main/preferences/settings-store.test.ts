import { readdirSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it, vi } from 'vitest';
import { defaultPreferences } from '#shared/contract/default-preferences.ts';
import { SettingsStore } from '#main/preferences/settings-store.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

const quiet = (): void => undefined;
const recent = { id: 'one', name: 'a.jpg', path: '/photos/a.jpg' };

/** A store over a file of that text. */
async function storeOver(content: string | null) {
  const folder = await temporaryFolder();
  const path = join(folder, 'settings.json');
  if (content !== null) await writeFile(path, content);
  const log = vi.fn();
  const store = new SettingsStore(path, log);
  const onDisk = async (): Promise<Record<string, unknown>> =>
    JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  return { folder, path, log, store, onDisk };
}

describe('a value that does not fit', () => {
  const stored = {
    preferences: {
      theme: 'dark',
      brushSize: 'large',
      brushHardness: 0.3,
      lastExport: { format: 'later-format', quality: 71, lossless: false, keepMetadata: false, effort: 9 },
      lastSettings: { packId: 'mine', effort: 'endless', seed: 7 },
      panelsOpen: { order: false, effort: 'half' },
      language: 'tlh',
    },
    recentFiles: [recent, { id: 3 }, { ...recent, id: 'two', openedAt: 5 }],
    window: { x: 1, y: 2, width: 'wide', height: 700, maximized: false },
    newerPart: { kept: true },
  };

  it('costs only itself', async () => {
    const { store } = await storeOver(JSON.stringify(stored));
    expect(store.problem).toBeNull();
    expect(store.getPreferences()).toEqual({
      ...defaultPreferences,
      theme: 'dark',
      brushHardness: 0.3,
      lastExport: { ...defaultPreferences.lastExport, quality: 71, keepMetadata: false },
      lastSettings: { packId: 'mine', seed: 7 },
      panelsOpen: { order: false },
    });
    expect(store.recentFiles.read().map(({ id }) => id)).toEqual(['one', 'two']);
    expect(store.getWindowPlace()).toBeNull();
  });

  it('is written back as it was, with all that a later version knows, until another is chosen', async () => {
    const { store, onDisk } = await storeOver(JSON.stringify(stored));
    store.setPreferences({ brushHardness: 0.5 });
    store.recentFiles.write([...store.recentFiles.read()].reverse());
    expect(await onDisk()).toEqual({
      ...stored,
      preferences: { ...stored.preferences, brushHardness: 0.5 },
      recentFiles: [stored.recentFiles[2], recent, { id: 3 }],
    });
    const { lastExport } = store.getPreferences();
    store.setPreferences({ lastExport: { ...lastExport, quality: 50 }, brushSize: 9 });
    expect((await onDisk())['preferences']).toMatchObject({
      brushSize: 9,
      lastExport: { format: 'later-format', quality: 50, effort: 9 },
    });
    store.setPreferences({ lastExport: { ...lastExport, format: 'webp' } });
    expect((await onDisk())['preferences']).toMatchObject({ lastExport: { format: 'webp', effort: 9 } });
  });
});

describe('a file that cannot be used', () => {
  it.each([
    ['cut short', '{"preferences": {"theme": "da'],
    ['empty', ''],
    ['no object', '[1, 2]'],
    ['zeros', '\0'.repeat(300)],
  ])(
    '(%s) is told, not touched by reading, and set aside byte for byte by the first write',
    async (_, content) => {
      const { folder, path, store, onDisk } = await storeOver(content);
      const [, aside] = /"(settings-[\d-]+\.json)"/.exec(store.problem!)!;
      expect(store.getPreferences()).toEqual(defaultPreferences);
      expect(store.recentFiles.read()).toEqual([]);
      expect(await readFile(path, 'utf8')).toBe(content);
      store.setPreferences({ theme: 'light' });
      expect(await readFile(join(folder, aside!), 'utf8')).toBe(content);
      expect(await onDisk()).toEqual({ preferences: { theme: 'light' } });
      store.setPreferences({ brushSize: 9 });
      expect((await readdir(folder)).sort()).toEqual([aside, 'settings.json']);
    },
  );

  it('(a folder) is set aside like any other', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'settings.json');
    await mkdir(join(path, 'inside'), { recursive: true });
    const store = new SettingsStore(path, quiet);
    expect(store.problem).toContain('could not be read');
    store.setPreferences({ theme: 'light' });
    expect(new SettingsStore(path, quiet).getPreferences().theme).toBe('light');
  });
});

it('a file with a byte order mark is read', async () => {
  const { store } = await storeOver('\uFEFF{"preferences": {"theme": "light"}}');
  expect([store.problem, store.getPreferences().theme]).toEqual([null, 'light']);
});

it('what nobody asked to save is logged where it cannot be, and what was asked for is refused in words', async () => {
  const folder = await temporaryFolder();
  const log = vi.fn();
  await writeFile(join(folder, 'file'), '');
  const store = new SettingsStore(join(folder, 'file', 'settings.json'), log);
  store.recentFiles.write([recent]);
  expect(log).toHaveBeenCalledOnce();
  expect(store.recentFiles.read()).toEqual([recent]);
  expect(() => store.setPreferences({ theme: 'dark' })).toThrow(
    expect.objectContaining({ code: 'write-failed' }),
  );
});

const fitting = {
  theme: fc.constantFrom('system', 'light', 'dark'),
  brushSize: fc.integer({ min: 1, max: 4000 }),
  brushHardness: fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
};
const key = fc.constantFrom(...(Object.keys(fitting) as (keyof typeof fitting)[]));

test.prop([fc.record(fitting), fc.jsonValue(), key, fc.dictionary(fc.string(), fc.jsonValue())], {
  seed: 5,
  numRuns: 60,
})(
  'no value that fits is lost beside any odd one, and unknown keys come back equal',
  async (good, odd, at, unknown) => {
    const strange = `${at}Later`;
    const preferences = { ...good, lastSettings: odd, [strange]: unknown };
    const { store, onDisk } = await storeOver(JSON.stringify({ preferences, later: odd }));
    expect(store.getPreferences()).toMatchObject(good);
    store.setPreferences({ orderOverlay: !store.getPreferences().orderOverlay });
    const written = await onDisk();
    const asJson = JSON.parse(JSON.stringify({ preferences, later: odd })) as typeof written;
    expect(written['later']).toEqual(asJson['later']);
    expect(written['preferences']).toEqual({
      ...(asJson['preferences'] as object),
      orderOverlay: !defaultPreferences.orderOverlay,
    });
  },
);

/** How a file may lie there: as it was written, with a mark that editors put before it, huge, or cut short. */
const shape = fc.constantFrom('whole', 'marked', 'huge', 'cut');

test.prop([fc.record(fitting), fc.jsonValue(), shape, fc.double({ min: 0, max: 0.99, noNaN: true })], {
  seed: 18,
  numRuns: 200,
})(
  'of any file every value that fits is taken, or the file is set aside byte for byte',
  async (good, odd, how, share) => {
    const preferences = { ...good, lastSettings: odd };
    const later = how === 'huge' ? 'x'.repeat(1 << 20) : odd;
    const json = JSON.stringify({ preferences, later });
    const content =
      how === 'cut'
        ? json.slice(0, Math.floor(json.length * share))
        : how === 'marked'
          ? `\uFEFF${json}`
          : json;
    const { folder, store, onDisk } = await storeOver(content);
    const before = store.getPreferences();
    expect(before).toMatchObject(how === 'cut' ? defaultPreferences : good);
    store.setPreferences({ orderOverlay: !before.orderOverlay });
    const [aside] = (await readdir(folder)).filter((name) => name !== 'settings.json');
    if (how === 'cut') expect(await readFile(join(folder, aside!), 'utf8')).toBe(content);
    else {
      expect(aside).toBeUndefined();
      expect((await onDisk())['later']).toEqual(JSON.parse(JSON.stringify(later)));
    }
  },
);

it.each(readdirSync('tests/fixtures/settings'))(
  'what version %s stored is taken, and nothing of it is lost',
  async (name) => {
    const content = await readFile(join('tests/fixtures/settings', name), 'utf8');
    const { store, onDisk } = await storeOver(content);
    const stored = JSON.parse(content) as { preferences: object; recentFiles: object; window: object };
    const { lastExport, ...fits } = stored.preferences as { lastExport: object; showOrder?: boolean };
    // Renamed with another default before 0.2.0: it stays in the file and means nothing.
    delete fits.showOrder;
    expect(store.problem).toBeNull();
    expect(store.getPreferences()).toMatchObject({ ...fits, lastExport });
    expect(store.recentFiles.read()).toEqual(stored.recentFiles);
    expect(store.getWindowPlace()).toEqual(stored.window);
    store.setPreferences({ motion: 'none' });
    expect(await onDisk()).toEqual({ ...stored, preferences: { ...stored.preferences, motion: 'none' } });
  },
);
