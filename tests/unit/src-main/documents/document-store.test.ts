import { mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DocumentStore, type DocumentStoreEvents } from '../../../../src-main/documents/document-store';
import { journalPath, tilesPath } from '../../../../src-main/documents/open-document';
import { TurnStore } from '../../../../src-main/turns/turn-store';
import type { PixelOperations } from '../../../../src-main/pixels/pixel-operations';
import { localPixels } from '../../../../src-main/pixels/local-pixels';
import { disposeAfterTest, temporaryFolder } from '../../helpers/temporary-folder';

const silent: DocumentStoreEvents = {
  changed: () => {},
  closing: async () => {},
  closed: () => {},
  note: () => {},
};

function newStore(directory: string, events: DocumentStoreEvents = silent): DocumentStore {
  const store = new DocumentStore(directory, localPixels, events);
  disposeAfterTest(() => store.closeAll());
  return store;
}

async function openBlank(directory: string, events: DocumentStoreEvents = silent) {
  const store = newStore(directory, events);
  const { id } = await store.open({ kind: 'blank', width: 600, height: 400 }, 'Untitled', null);
  const document = store.get(id);
  const paint = (x: number, label = 'Brush') =>
    document.edit(label, async (present) => {
      const coverage = deflateSync(new Uint8Array(100).fill(255));
      return {
        ...present,
        ...(await localPixels.commitMask(present.mask, { x, y: 0, width: 10, height: 10 }, coverage)),
      };
    });
  return { store, document, id, paint };
}

describe('an open document', () => {
  it('undoes and redoes each gesture, and says what it would', async () => {
    const { document, paint } = await openBlank(await temporaryFolder());
    await paint(0, 'Brush');
    await paint(50, 'Lasso');
    expect(document.summary()).toMatchObject({ maskPixels: 200, undoLabel: 'Lasso', canRedo: false });
    expect(await document.undo()).toMatchObject({ maskPixels: 100, undoLabel: 'Brush', redoLabel: 'Lasso' });
    expect(await document.undo()).toMatchObject({ maskPixels: 0, canUndo: false, unsaved: false });
    expect(await document.redo()).toMatchObject({ maskPixels: 100 });
  });

  it('runs edits one after another, so that none starts from an old state', async () => {
    const { document, paint } = await openBlank(await temporaryFolder());
    await Promise.all([0, 20, 40, 60, 80].map((x) => paint(x)));
    expect(document.summary().maskPixels).toBe(500);
  });

  it('stays as it was where an edit fails', async () => {
    const { document, paint } = await openBlank(await temporaryFolder());
    await paint(0);
    const before = document.summary();
    await expect(document.edit('Fill', () => Promise.reject(new Error('full')))).rejects.toThrow('full');
    expect(document.summary()).toEqual(before);
  });

  it('makes no undo step of an edit that changes nothing', async () => {
    const { document } = await openBlank(await temporaryFolder());
    const summary = await document.edit('Clear', async (present) => ({
      ...present,
      mask: { ...present.mask, tiles: {} },
    }));
    expect(summary.canUndo).toBe(false);
  });

  it('deletes the tiles of undone steps only once something new replaces them', async () => {
    const { document, paint } = await openBlank(await temporaryFolder());
    await paint(0);
    const tiles = async () =>
      (await readdir(tilesPath(document.folder))).filter((name) => name.endsWith('.z')).length;
    await document.undo();
    expect(await tiles()).toBe(1);
    await paint(50);
    await document.withTiles(async () => undefined);
    expect(await tiles()).toBe(1);
    expect((await document.undo()).maskPixels).toBe(0);
  });

  it('counts revisions only of what changed', async () => {
    const { document, paint } = await openBlank(await temporaryFolder());
    await paint(0);
    expect(document.summary()).toMatchObject({ pixelRevision: 0, maskRevision: 1 });
  });
});

describe('work that no file holds', () => {
  it('comes back with its whole history after the process was killed', async () => {
    const directory = await temporaryFolder();
    const { id, paint, document } = await openBlank(directory);
    await paint(0);
    await paint(50, 'Lasso');
    await document.undo();
    // A new process: nothing was closed.
    const store = newStore(directory);
    expect(await store.listRestorable()).toMatchObject([{ id, name: 'Untitled', steps: 1 }]);
    expect(await store.restore(id)).toMatchObject({
      maskPixels: 100,
      undoLabel: 'Brush',
      redoLabel: 'Lasso',
      unsaved: true,
    });
    expect(await store.get(id).redo()).toMatchObject({ maskPixels: 200 });
  });

  it('comes back without the last line where that was cut off in the middle', async () => {
    const directory = await temporaryFolder();
    const { id, paint, document } = await openBlank(directory);
    await paint(0);
    await paint(50);
    const journal = await readFile(journalPath(document.folder), 'utf8');
    await writeFile(journalPath(document.folder), journal.slice(0, -40));
    const store = newStore(directory);
    expect(await store.restore(id)).toMatchObject({ maskPixels: 100, canRedo: false });
  });

  it('can be edited on after a restore from a cut-off journal', async () => {
    const directory = await temporaryFolder();
    const { id, paint, document } = await openBlank(directory);
    await paint(0);
    await paint(50);
    const journal = await readFile(journalPath(document.folder), 'utf8');
    await writeFile(journalPath(document.folder), journal.slice(0, -40));
    const second = newStore(directory);
    await second.restore(id);
    await second.get(id).edit('Select all', async (present) => ({
      ...present,
      ...(await localPixels.operateMask(present.mask, 'select-all', 0)),
    }));
    const third = newStore(directory);
    expect(await third.restore(id)).toMatchObject({ maskPixels: 600 * 400, undoLabel: 'Select all' });
  });

  it('is freed of tiles that a killed process had left unfinished', async () => {
    const directory = await temporaryFolder();
    const { id, paint, document } = await openBlank(directory);
    await paint(0);
    await writeFile(join(tilesPath(document.folder), 'orphan-0.raw'), 'half');
    const store = newStore(directory);
    await store.restore(id);
    await store.get(id).withTiles(async () => undefined);
    expect(await readdir(tilesPath(document.folder))).not.toContain('orphan-0.raw');
    expect(await store.get(id).undo()).toMatchObject({ maskPixels: 0 });
  });

  it('remembers which state a file of the user holds', async () => {
    const directory = await temporaryFolder();
    const { id, paint, document } = await openBlank(directory);
    await paint(0);
    await document.markSaved(document.present);
    await paint(50);
    const second = newStore(directory);
    expect(await second.restore(id)).toMatchObject({ unsaved: true });
    const third = newStore(directory);
    await third.restore(id);
    expect(await third.get(id).undo()).toMatchObject({ unsaved: false });
  });

  it('ends before the first step whose tiles never reached the disk', async () => {
    const directory = await temporaryFolder();
    const { id, paint, document } = await openBlank(directory);
    await paint(0);
    await paint(50);
    const tile = document.present.mask.tiles['0,0']!;
    await truncate(join(tilesPath(document.folder), tile), 0);
    const store = newStore(directory);
    expect(await store.restore(id)).toMatchObject({ maskPixels: 100 });
  });

  it('is kept when its document is closed, and gone once it was saved or discarded', async () => {
    const directory = await temporaryFolder();
    const first = await openBlank(directory);
    await first.paint(0);
    await first.store.close(first.id);
    expect(await first.store.listRestorable()).toHaveLength(1);
    expect(await first.store.discardRestorable(first.id)).toEqual([]);

    const second = await openBlank(directory);
    await second.paint(0);
    expect(second.document.unsaved).toBe(true);
    await second.document.markSaved(second.document.present);
    expect(second.document.unsaved).toBe(false);
    await second.store.close(second.id);
    expect(await readdir(directory)).toEqual([]);
  });

  it('never reaches outside its folder by an id', async () => {
    const directory = await temporaryFolder();
    const { store } = await openBlank(directory);
    await expect(store.restore('../..')).rejects.toMatchObject({ code: 'document-not-found' });
    await expect(store.discardRestorable('..')).rejects.toMatchObject({ code: 'document-not-found' });
  });
});

describe('a folder that cannot be read', () => {
  /** A document with two strokes whose app is gone. */
  async function leftBehind() {
    const directory = await temporaryFolder();
    const { document, id, paint, store } = await openBlank(directory);
    await paint(0);
    await paint(50);
    await store.close(id);
    return { directory, id, folder: document.folder, store: newStore(directory) };
  }

  it.each([
    ['its journal', journalPath],
    ['its tiles', tilesPath],
    ['the list of its turns', (folder: string) => join(folder, 'region', 'turns')],
  ])('for a moment (%s) is kept and named, and comes back whole once it can be', async (what, pathIn) => {
    const { id, folder, store } = await leftBehind();
    const path = pathIn(folder);
    await mkdir(join(folder, 'region', 'turns'), { recursive: true });
    await rename(path, `${path}-aside`);
    // A folder for a file, or a file for a folder, is what the system refuses to read, even for root.
    if (what === 'its journal') await mkdir(path);
    else await writeFile(path, '');
    const turns = new TurnStore(() => undefined);
    const other = new DocumentStore(join(folder, '..'), localPixels, silent, turns);
    expect(await other.listRestorable()).toMatchObject([{ id, problem: 'unreadable' }]);
    if (what !== 'the list of its turns')
      await expect(store.restore(id)).rejects.toMatchObject({
        code: 'file-unreadable',
        message: expect.stringContaining('Nothing was deleted') as string,
      });
    await rm(path, { recursive: true });
    await rename(`${path}-aside`, path);
    expect(await other.listRestorable()).toMatchObject([{ id, name: 'Untitled', steps: 2, problem: null }]);
    expect(await store.restore(id)).toMatchObject({ maskPixels: 200 });
  });

  const lines = (journal: string): string[] => journal.trimEnd().split('\n');
  it.each([
    ['is no journal', 'damaged', () => 'nonsense\n'],
    ['is damaged before the first stroke', 'damaged', (old: string) => old.replace('{"type":"edited"', '{')],
    ['is full of zeros', 'damaged', (old: string) => '\0'.repeat(old.length)],
    ['lacks what its first line needs', 'damaged', () => '{"type":"opened","version":1}\n'],
    ['a later version wrote', 'newer', (old: string) => old.replace('"version":1', '"version":2')],
    [
      'a later version went on with',
      'newer',
      (old: string) => `${[...lines(old), '{"type":"layer"}'].join('\n')}\n`,
    ],
  ])('because the journal %s is kept, and named as %s', async (_, problem, change) => {
    const { id, folder, store, directory } = await leftBehind();
    const changed = change(await readFile(journalPath(folder), 'utf8'));
    await writeFile(journalPath(folder), changed);
    expect(await store.listRestorable()).toMatchObject([{ id, problem }]);
    expect(await readFile(journalPath(folder), 'utf8')).toBe(changed);
    expect(await store.discardRestorable(id)).toEqual([]);
    expect(await readdir(directory)).toEqual([]);
  });

  it('because the picture that was opened is missing is kept, and named', async () => {
    const directory = await temporaryFolder();
    const first = newStore(directory);
    const { id } = await first.openFile(resolve('tests/fixtures/photos/dandelions.jpg'));
    const document = first.get(id);
    const [tile] = Object.values(document.present.pixels.tiles);
    await document.edit('Select all', async (present) => ({
      ...present,
      ...(await localPixels.operateMask(present.mask, 'select-all', 0)),
    }));
    await first.close(id);
    await rm(join(tilesPath(document.folder), tile!));
    expect(await newStore(directory).listRestorable()).toMatchObject([
      { id, name: 'dandelions.jpg', problem: 'damaged' },
    ]);
  });

  it('is told from one in which nothing was ever done, which is deleted; what is no document is left alone', async () => {
    const directory = await temporaryFolder();
    const { document } = await openBlank(directory);
    const cutOff = join(directory, randomUUID());
    await mkdir(tilesPath(cutOff), { recursive: true });
    await writeFile(journalPath(cutOff), '{"type":"open');
    await mkdir(tilesPath(join(directory, randomUUID())), { recursive: true });
    await writeFile(join(directory, 'notes.txt'), 'mine');
    expect(await newStore(directory).listRestorable()).toEqual([]);
    expect(await readdir(directory)).toEqual(['notes.txt']);
    expect(document.unsaved).toBe(false);
  });

  it('in the middle comes back up to there, and that is said', async () => {
    const { id, folder, directory } = await leftBehind();
    const journal = await readFile(journalPath(folder), 'utf8');
    const at = journal.lastIndexOf('{"type":"edited"');
    await writeFile(journalPath(folder), `${journal.slice(0, at)}\0${journal.slice(at + 1)}`);
    const said: string[] = [];
    const store = newStore(directory, { ...silent, note: (message) => void said.push(message) });
    expect(await store.restore(id)).toMatchObject({ maskPixels: 100 });
    expect(said).toEqual([expect.stringContaining('missing')]);
  });
});

describe('the document store', () => {
  it('never takes a document that is just being opened for something left over', async () => {
    const directory = await temporaryFolder();
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const slow: PixelOperations = {
      ...localPixels,
      openPicture: async (source, folder) => {
        const opened = await localPixels.openPicture(source, folder);
        await gate;
        return opened;
      },
    };
    const store = new DocumentStore(directory, slow, silent);
    disposeAfterTest(() => store.closeAll());
    const opening = store.open({ kind: 'blank', width: 900, height: 900 }, 'Untitled', null);
    while ((await readdir(directory)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const listed = store.listRestorable();
    await new Promise((resolve) => setTimeout(resolve, 100));
    release();
    expect(await listed).toEqual([]);
    const { id } = await opening;
    expect(
      (
        await localPixels.displayTile({
          kind: 'picture',
          snapshot: store.get(id).present.pixels,
          level: 0,
          column: 0,
          row: 0,
        })
      )[0],
    ).toBe(128);
    expect(await readdir(store.get(id).folder)).toContain('journal.jsonl');
  });

  it('closes the previous document when another is opened', async () => {
    const closed: string[] = [];
    const { store, id } = await openBlank(await temporaryFolder(), {
      ...silent,
      closed: (gone) => void closed.push(gone),
    });
    const next = await store.open({ kind: 'blank', width: 20, height: 20 }, 'Other', null);
    expect(closed).toEqual([id]);
    expect(store.current?.id).toBe(next.id);
    expect(() => store.get(id)).toThrowError(/no longer open/);
  });

  it('keeps the open document where the next file cannot be read', async () => {
    const directory = await temporaryFolder();
    const { store, id } = await openBlank(directory);
    await expect(store.openFile(join(directory, 'missing.jpg'))).rejects.toMatchObject({
      code: 'file-not-found',
    });
    expect(store.current?.id).toBe(id);
    expect(await readdir(directory)).toEqual([id]);
  });
});
