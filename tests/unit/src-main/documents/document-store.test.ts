import { journalPath, tilesPath } from '#main/documents/document-paths.ts';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writePixels } from '#engine/tiles/snapshot.ts';
import { DocumentStore } from '#main/documents/document-store.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';
import { text } from '#shared/text/text.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { disposeAfterTest, temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { newStore, openBlank, silent } from './blank-document.ts';

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
    expect(document.summary()).toMatchObject({ pixelRevision: 0, pixelChanges: [], maskRevision: 1 });
  });

  it('tells which tiles a revision of the pixels changed, forwards and back', async () => {
    const { document } = await openBlank(await temporaryFolder());
    const rect = { x: 5, y: 7, width: 1, height: 1 };
    await document.edit('Dot', async (present) => ({
      ...present,
      pixels: await writePixels(present.pixels, rect, new Uint8Array(3)),
    }));
    await document.undo();
    const tile = { x: 0, y: 0, width: 512, height: 512 };
    expect(document.summary()).toMatchObject({ pixelRevision: 2, pixelChanges: [tile, tile] });
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

  it('is named where its file is opened again, and nowhere else', async () => {
    const folder = await temporaryFolder();
    const [photo, other] = ['photo.ppm', 'other.ppm'].map((name) => join(folder, name)) as [string, string];
    for (const path of [photo, other]) await writeFile(path, 'P6 1 1 255 abc');
    const notes: string[] = [];
    const store = newStore(await temporaryFolder(), { ...silent, note: (note) => notes.push(note) });
    const { id } = await store.openFile(photo);
    await store.get(id).edit('Dot', async (present) => ({
      ...present,
      pixels: await writePixels(present.pixels, { x: 0, y: 0, width: 1, height: 1 }, new Uint8Array(3)),
    }));
    await store.close(id);
    await store.openFile(other);
    await store.listRestorable();
    expect(notes).toEqual([]);
    await store.openFile(photo);
    await store.listRestorable();
    expect(notes).toEqual([text.dialogs.welcome.restoreMention('photo.ppm', 0)]);
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

  it('is a pasted picture before it is edited, too, until a file holds it', async () => {
    const directory = await temporaryFolder();
    const store = newStore(directory);
    const data = new Uint8Array(2 * 2 * 4);
    const { id, unsaved } = await store.open({ kind: 'bgra', width: 2, height: 2, data }, 'Pasted', null);
    expect(unsaved).toBe(true);
    await store.close(id);
    // A new process reads it from the journal.
    const next = newStore(directory);
    expect(await next.listRestorable()).toMatchObject([{ id, name: 'Pasted', steps: 0 }]);
    await next.restore(id);
    const document = next.get(id);
    expect(await document.markSaved(document.present)).toMatchObject({ unsaved: false });
    await next.close(id);
    expect(await next.listRestorable()).toEqual([]);
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

  it('keeps every document open; closing the shown one shows its neighbour and keeps its work', async () => {
    const events: (string | null)[] = [];
    const { store, id, paint } = await openBlank(await temporaryFolder(), {
      ...silent,
      shown: (summary) => void events.push('shown', summary.id),
      closed: (gone, kept) => void events.push('closed', gone, kept),
    });
    await paint(0);
    const blank = { kind: 'blank', width: 20, height: 20 } as const;
    const second = await store.open(blank, 'Second', null);
    const third = await store.open(blank, 'Third', null);
    expect(store.all.map((document) => document.id)).toEqual([id, second.id, third.id]);
    expect(store.current?.id).toBe(third.id);
    expect(store.show(id).id).toBe(id);
    events.length = 0;

    await Promise.all([store.close(id), store.close(id)]);
    expect(events, 'once, with its name where its work is kept').toEqual([
      ...['shown', second.id],
      ...['closed', id, 'Untitled'],
    ]);
    expect(store.current?.id).toBe(second.id);
    expect(() => store.get(id)).toThrowError(/no longer open/);
    expect(await store.listRestorable()).toMatchObject([{ id, name: 'Untitled' }]);

    await store.close(third.id);
    expect(store.current?.id).toBe(second.id);
    await store.close(second.id);
    expect(store.current).toBeNull();
    expect(events.slice(-3)).toEqual(['closed', second.id, null]);
  });

  it('shows a file that is open instead of opening it again, and offers every edited document after a kill', async () => {
    const directory = await temporaryFolder();
    const store = newStore(directory);
    const [dandelions, dogs] = ['dandelions.jpg', 'dogs.jpg'].map((name) =>
      resolve('tests/fixtures/photos', name),
    );
    const first = await store.openFile(dandelions!);
    const second = await store.openFile(dogs!);
    expect((await store.openFile(dandelions!)).id).toBe(first.id);
    expect(store.current?.id).toBe(first.id);
    expect(store.all).toHaveLength(2);
    for (const { id } of [first, second])
      await store.get(id).edit('Select all', async (present) => ({
        ...present,
        ...(await localPixels.operateMask(present.mask, 'select-all', 0)),
      }));
    // A new process: nothing was closed.
    const names = (await newStore(directory).listRestorable()).map(({ name }) => name);
    expect(names.sort()).toEqual(['dandelions.jpg', 'dogs.jpg']);
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
