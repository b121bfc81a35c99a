import { journalPath, tilesPath } from '#main/documents/document-paths.ts';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { openProjectFile } from '#engine/project-file/read-project-file.ts';
import { decodePhoto, encodePicture } from '#engine/imaging/codec/index.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { newApp, paint, patch, samplesOf, savedProject } from './sample-project.ts';

describe('a project file', () => {
  it('brings back the picture, the selection and every undo step in another installation', async () => {
    const { document, path } = await savedProject();
    const elsewhere = newApp(await temporaryFolder());
    const opened = await elsewhere.store.openFile(path);
    expect(opened).toMatchObject({
      name: 'dog.jpg',
      maskPixels: 100,
      undoLabel: 'Fill',
      redoLabel: 'Lasso',
      unsaved: false,
      lastChangedOutsideMask: 0,
    });
    const copy = elsewhere.store.get(opened.id);
    expect((await samplesOf(copy)).equals(await samplesOf(document))).toBe(true);
    expect(await copy.redo()).toMatchObject({ maskPixels: 200, redoLabel: null });
    for (let step = 0; step < 3; step++) await copy.undo();
    expect(copy.summary()).toMatchObject({ maskPixels: 0, canUndo: false });
    for (let step = 0; step < 2; step++) await document.undo();
    expect((await samplesOf(copy)).equals(await samplesOf(document))).toBe(true);
  });

  it('is the same bytes when what was opened from it is saved again', async () => {
    const { path } = await savedProject();
    const elsewhere = newApp(await temporaryFolder());
    const { id } = await elsewhere.store.openFile(path);
    const again = join(await temporaryFolder(), 'again.tessera');
    await elsewhere.saver.save(elsewhere.store.get(id), again);
    expect((await readFile(again)).equals(await readFile(path))).toBe(true);
  });

  it('is the same bytes when it is saved twice, also after a detour that was undone', async () => {
    const { document, saver, path } = await savedProject();
    const before = await readFile(path);
    await document.redo();
    await document.undo();
    await saver.save(document, path);
    expect((await readFile(path)).equals(before)).toBe(true);
  });

  it('makes the document saved, and is where it is saved again, also after a crash', async () => {
    const { document, saver, path, directory, id } = await savedProject();
    expect(document.summary().unsaved).toBe(false);
    await paint(document, 50);
    expect(document.summary().unsaved).toBe(true);
    const restarted = newApp(directory);
    await restarted.store.restore(id);
    expect(restarted.store.get(id).projectPath).toBe(path);
    await saver.save(document, path);
    expect(document.summary().unsaved).toBe(false);
  });

  it('is known again by the document that was opened from it, which can be edited, killed and restored', async () => {
    const { path } = await savedProject();
    const directory = await temporaryFolder();
    const first = newApp(directory);
    const { id } = await first.store.openFile(path);
    await patch(first.store.get(id), 10, 77);
    const restarted = newApp(directory);
    expect(await restarted.store.listRestorable()).toMatchObject([{ id, name: basename(path) }]);
    expect(await restarted.store.restore(id)).toMatchObject({ undoLabel: 'Fill', unsaved: true });
    expect(restarted.store.get(id).projectPath).toBe(path);
    expect((await samplesOf(restarted.store.get(id))).equals(await samplesOf(first.store.get(id)))).toBe(
      true,
    );
  });

  it('leaves nothing behind when it is opened and closed unchanged', async () => {
    const { path } = await savedProject();
    const { store, directory } = newApp(await temporaryFolder());
    const { id } = await store.openFile(path);
    await store.close(id);
    expect(await readdir(directory)).toEqual([]);
    expect(await store.listRestorable()).toEqual([]);
  });

  it('holds no id, no path and no time of where it was made', async () => {
    const { path, id, directory } = await savedProject();
    const bytes = await readFile(path);
    for (const trace of [id, directory, '/photos', String(Date.now()).slice(0, 7)])
      expect(bytes.includes(trace), trace).toBe(false);
    const zip = await fromBufferPromise(bytes);
    for await (const entry of zip.eachEntry())
      expect([entry.lastModFileDate, entry.lastModFileTime], entry.fileName).toEqual([(1 << 5) | 1, 0]);
  });

  it('has a picture for file managers, of what the user sees', async () => {
    const { path } = await savedProject();
    const project = await openProjectFile(path);
    const { image } = await decodePhoto(await project.read('thumbnail.png'), 'thumbnail');
    await project.close();
    expect(Math.max(image.width, image.height)).toBe(350);
    expect(image.width / image.height).toBeCloseTo(700 / 600, 1);
    // The filled square at 500, 20 of the photo.
    expect([...image.data.subarray((15 * image.width + 257) * image.channels).subarray(0, 3)]).toEqual([
      9, 9, 9,
    ]);
  });

  it('keeps gestures that are made while it is saved out of the file, and loses none', async () => {
    const { document, saver, path } = await savedProject();
    await document.redo();
    const saving = saver.save(document, path);
    await paint(document, 600, 'Meanwhile');
    await saving;
    expect(document.summary()).toMatchObject({ undoLabel: 'Meanwhile', unsaved: true });
    const elsewhere = newApp(await temporaryFolder());
    expect(await elsewhere.store.openFile(path)).toMatchObject({ undoLabel: 'Lasso' });
  });

  it('keeps the tiles of dropped steps on the disk until it is written', async () => {
    const { document, saver, path } = await savedProject();
    await document.redo();
    const saving = saver.save(document, path);
    await document.undo();
    await paint(document, 640, 'Instead');
    await saving;
    const elsewhere = newApp(await temporaryFolder());
    expect(await elsewhere.store.openFile(path)).toMatchObject({ undoLabel: 'Lasso', maskPixels: 200 });
    const names = await readdir(tilesPath(document.folder));
    const used = new Set(document.snapshotsInUse().flatMap(({ tiles }) => Object.values(tiles)));
    await document.withTiles(async () => undefined);
    expect(used.size).toBeLessThanOrEqual(names.length);
  });

  it('carries the files of the region along, byte for byte, and only those', async () => {
    const { document, saver, path } = await savedProject();
    const region = join(document.folder, 'region');
    await mkdir(join(region, 'turns/0b0e7c9e-6d0e-4b62-8a3b-0d6c1a2b3c4d/steps'), { recursive: true });
    await writeFile(join(region, 'region.json'), '{"any":1}');
    await writeFile(join(region, 'turns/0b0e7c9e-6d0e-4b62-8a3b-0d6c1a2b3c4d/steps/0.rgba.z'), 'picture');
    await writeFile(join(region, '.region.json.tmp'), 'half');
    await saver.save(document, path);
    expect(await readdir(document.folder)).not.toContain('saving');
    const elsewhere = newApp(await temporaryFolder());
    const { id } = await elsewhere.store.openFile(path);
    const copy = join(elsewhere.store.get(id).folder, 'region');
    expect((await readdir(copy, { recursive: true })).sort()).toEqual([
      'region.json',
      'turns',
      'turns/0b0e7c9e-6d0e-4b62-8a3b-0d6c1a2b3c4d',
      'turns/0b0e7c9e-6d0e-4b62-8a3b-0d6c1a2b3c4d/steps',
      'turns/0b0e7c9e-6d0e-4b62-8a3b-0d6c1a2b3c4d/steps/0.rgba.z',
    ]);
    expect(await readFile(join(copy, 'region.json'), 'utf8')).toBe('{"any":1}');
  });

  it('carries EXIF, XMP, profile, 16 bit and alpha', async () => {
    const app = newApp(await temporaryFolder());
    const data = new Uint16Array(40 * 30 * 4).map((_, index) => (index * 977) % 65536);
    const encoded = await encodePicture(
      { width: 40, height: 30, channels: 4, bitDepth: 16, data, iccProfile: null },
      {
        format: 'png',
        quality: null,
        metadata: { exif: null, xmp: '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>' },
        recipe: null,
      },
    );
    const { id } = await app.store.open({ kind: 'bytes', name: 'a.png', data: encoded.bytes }, 'a.png', null);
    const document = app.store.get(id);
    const path = join(await temporaryFolder(), 'a.tessera');
    await app.saver.save(document, path);
    const elsewhere = newApp(await temporaryFolder());
    const opened = elsewhere.store.get((await elsewhere.store.openFile(path)).id);
    expect(opened.origin).toEqual({ ...document.origin, isOnlyHere: false, id: opened.id });
    expect(opened.present.pixels).toMatchObject({ channels: 4, bitDepth: 16 });
    expect((await samplesOf(opened)).equals(await samplesOf(document))).toBe(true);
  });

  it('knows the original wherever it was moved to, and never lets an export write over it', async () => {
    const folder = await temporaryFolder();
    const original = join(folder, 'original.png');
    const image = { width: 30, height: 20, channels: 3, bitDepth: 8, iccProfile: null } as const;
    const encoded = await encodePicture(
      { ...image, data: new Uint8Array(1800).map((_, index) => index) },
      { format: 'png', quality: null, metadata: null, recipe: null },
    );
    await writeFile(original, encoded.bytes);
    const app = newApp(await temporaryFolder());
    const document = app.store.get((await app.store.openFile(original)).id);
    const path = join(folder, 'a.tessera');
    await app.saver.save(document, path);
    const moved = join(folder, 'moved.png');
    await rename(original, moved);
    const elsewhere = newApp(await temporaryFolder());
    const opened = elsewhere.store.get((await elsewhere.store.openFile(path)).id);
    const request = {
      pixels: opened.present.pixels,
      format: 'png' as const,
      quality: null,
      metadata: null,
      recipe: null,
      original: { path: null, hash: opened.origin.fileHash },
      stored: null,
    };
    await expect(localPixels.exportPicture({ ...request, path: moved })).rejects.toMatchObject({
      code: 'request-denied',
    });
    expect((await readFile(moved)).equals(encoded.bytes)).toBe(true);
    const other = join(folder, 'other.png');
    await writeFile(other, 'any other file');
    await localPixels.exportPicture({ ...request, path: other });
    expect((await readFile(other)).subarray(1, 4).toString()).toBe('PNG');
  });

  it('is unchanged, and the document too, where saving over it fails', async () => {
    const { document, path, directory } = await savedProject();
    const before = await readFile(path);
    await paint(document, 70);
    const { saver } = newApp(directory, {
      ...localPixels,
      packProject: () => Promise.reject(new Error('cut')),
    });
    await expect(saver.save(document, path)).rejects.toThrow('cut');
    expect((await readFile(path)).equals(before)).toBe(true);
    expect(document.summary()).toMatchObject({ unsaved: true });
    expect(await readdir(document.folder)).not.toContain('saving');
  });

  it('says so where a part of the working copy is missing, instead of saving a project that cannot be opened', async () => {
    const { document, saver, path } = await savedProject();
    const before = await readFile(path);
    await rm(join(tilesPath(document.folder), Object.values(document.present.pixels.tiles)[0]!));
    await expect(saver.save(document, path)).rejects.toMatchObject({ code: 'file-unreadable' });
    expect((await readFile(path)).equals(before)).toBe(true);
    expect(await readdir(join(path, '..'))).toEqual(['dog.tessera']);
  });

  it('has a journal of its own once it is opened, in which nothing of the project is written again', async () => {
    const { path } = await savedProject();
    const { store } = newApp(await temporaryFolder());
    const { id } = await store.openFile(path);
    const before = await readFile(journalPath(store.get(id).folder), 'utf8');
    await store.get(id).undo();
    expect((await readFile(journalPath(store.get(id).folder), 'utf8')).startsWith(before)).toBe(true);
  });
});
