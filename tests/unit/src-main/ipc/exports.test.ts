import { TurnStore } from '#main/turns/turn-store.ts';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recipeSidecar } from '#engine/editing/recipe/recipe.ts';
import { decodePhoto, encodePicture, readRecipe } from '#engine/imaging/codec/index.ts';
import { RecentFiles } from '#main/documents/recent-files.ts';
import { DraggedFiles } from '#main/documents/dragged-files.ts';
import { PictureExporter } from '#main/documents/picture-exporter.ts';
import { SerialQueue } from '#main/documents/serial-queue.ts';
import { documentHandlers } from '#main/ipc/document-handlers.ts';
import { maskHandlers } from '#main/ipc/mask-handlers.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { onePart, only } from '#tests/fixtures/turns.ts';
import type { ExportChoices } from '#shared/contract/documents.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { newApp, patch } from '#tests/unit/src-main/projects/sample-project.ts';

/** A PNG photo with one fill, open; every dialog answers with `chosen(name)`. */
async function filledPhoto() {
  const folder = await temporaryFolder();
  const photo = join(folder, 'photo.png');
  const image = { width: 60, height: 60, channels: 3, bitDepth: 8, iccProfile: null } as const;
  const data = new Uint8Array(60 * 60 * 3).map((_, index) => index);
  const { bytes } = await encodePicture(
    { ...image, data },
    { format: 'png', quality: null, metadata: null, recipe: null },
  );
  await writeFile(photo, bytes);
  const { store } = newApp(await temporaryFolder());
  const { id } = await store.openFile(photo);
  await patch(store.get(id), 0, 9, (await only(onePart())).patch.recipe);
  const exports = new SerialQueue();
  const answer = { path: photo };
  const saveAs = async () => answer.path;
  const shown: string[] = [];
  const exporter = new PictureExporter({ pixels: localPixels, appVersion: '1', signingKey: 'none' });
  const drags: string[] = [];
  const dragFolder = join(await temporaryFolder(), 'dragged');
  const dragged = new DraggedFiles({
    ...{ folder: dragFolder, pixels: localPixels, exporter },
    drag: (path) => void drags.push(path),
  });
  const parts = {
    documents: store,
    pixels: localPixels,
    recent: new RecentFiles({ read: () => [], write: () => undefined }),
    given: { open: async () => null, openOffered: () => Promise.reject(new Error('nothing is offered')) },
    dialogs: { openPictures: async () => null, saveAs },
    exports,
    readClipboard: () => ({ pictures: [], files: [] }),
    copyPng: () => undefined,
    openSample: () => Promise.reject(new Error('no sample here')),
    openExample: () => Promise.reject(new Error('no example here')),
    openings: {
      open: (path: string) => store.openFile(path),
      openAs: () => Promise.reject(new Error('nothing is offered')),
    },
    showInFolder: (path: string) => void shown.push(path),
    appVersion: '1',
    exporter,
    dragged,
    refuseWhileReplaying: () => undefined,
    turns: new TurnStore(() => undefined),
    resumeStrokes: () => undefined,
  };
  const document = documentHandlers(parts);
  const mask = maskHandlers(store, localPixels, exports, { openMask: async () => null, saveAs });
  const exportTo = (name: string, keepMetadata: boolean, percent = 100) => {
    answer.path = join(folder, name);
    const size = { unit: 'percent', amount: percent } as const;
    return document['documents/export']({ documentId: id, format: 'png', quality: 92, keepMetadata, size });
  };
  const saveMask = (name: string) => {
    answer.path = join(folder, name);
    return mask['mask/save'](id);
  };
  const isUnsaved = (): boolean => store.get(id).unsaved;
  /** Drags the picture out as an export of these choices; the path that went along. */
  const dragOut = async (choices: Partial<ExportChoices> = {}) => {
    const request = { documentId: id, format: 'png' as const, quality: null, keepMetadata: true, ...choices };
    const file = await document['documents/prepare-drag'](request);
    expect(await document['documents/start-drag'](id)).toBe(true);
    return { ...file, path: drags.at(-1)! };
  };
  return {
    folder,
    photo,
    bytes,
    isUnsaved,
    exportTo,
    saveMask,
    shown,
    ...{ store, id, document, dragOut, dragged, dragFolder },
    show: document['documents/show-exported'],
  };
}

describe('exporting', () => {
  it('lets the file be shown in its folder once there is one', async () => {
    const { folder, exportTo, shown, show } = await filledPhoto();
    await show(undefined);
    expect(shown).toEqual([]);
    await exportTo('out.png', false);
    await show(undefined);
    expect(shown).toEqual([join(folder, 'out.png')]);
  });

  it('holds the work, unless it is of another size: then that is still to be kept', async () => {
    const { exportTo, isUnsaved } = await filledPhoto();
    for (const percent of [50, 200]) {
      await exportTo(`${percent}.png`, true, percent);
      expect(isUnsaved(), `${percent} %`).toBe(true);
    }
    await exportTo('whole.png', true);
    expect(isUnsaved()).toBe(false);
  });

  it('writes the recipe with the metadata, and neither where neither is wanted', async () => {
    const { folder, exportTo } = await filledPhoto();
    expect(await exportTo('with.png', true)).toMatchObject({ recipe: 'in-file' });
    expect(await readRecipe(await readFile(join(folder, 'with.png')))).not.toBeNull();
    await writeFile(recipeSidecar(join(folder, 'without.png')), 'of what is written over');
    expect(await exportTo('without.png', false)).toMatchObject({ recipe: 'none' });
    expect(await readRecipe(await readFile(join(folder, 'without.png')))).toBeNull();
    expect((await readdir(folder)).sort()).toEqual(['photo.png', 'with.png', 'without.png']);
  });

  it('never writes over the original, neither a picture nor a selection, also where it was copied to', async () => {
    const { folder, photo, bytes, exportTo, saveMask } = await filledPhoto();
    await writeFile(join(folder, 'copy.png'), bytes);
    for (const name of ['photo.png', 'copy.png']) {
      await expect(exportTo(name, true)).rejects.toMatchObject({ code: 'request-denied' });
      await expect(saveMask(name)).rejects.toMatchObject({ code: 'request-denied' });
      expect((await readFile(join(folder, name))).equals(bytes), name).toBe(true);
    }
    await writeFile(photo, 'changed by another program since');
    await expect(saveMask('photo.png')).rejects.toMatchObject({ code: 'request-denied' });
    expect(await saveMask('mask.png')).toEqual({ name: 'mask.png' });
  });

  it('may take the name of an original that is gone, and says so', async () => {
    const { photo, exportTo } = await filledPhoto();
    await rm(photo);
    expect(await exportTo('photo.png', true)).toMatchObject({ name: 'photo.png', takesOriginalName: true });
    for (const name of ['photo.png', 'other.png'])
      expect(await exportTo(name, true)).toMatchObject({ name, takesOriginalName: false });
  });
});

describe('dragging the picture out', () => {
  it('carries the file of an export, once for each picture, and never the original of one that was edited', async () => {
    const { photo, dragOut, dragFolder, isUnsaved, store, id, document } = await filledPhoto();
    const first = await dragOut();
    expect(first).toMatchObject({ name: 'photo-edited.png', isOriginal: false });
    expect(first.path.startsWith(dragFolder)).toBe(true);
    expect(await readRecipe(await readFile(first.path))).not.toBeNull();
    const { image } = await decodePhoto(await readFile(first.path), 'dragged');
    const before = (await decodePhoto(await readFile(photo), 'photo')).image;
    expect(Buffer.from(image.data).equals(Buffer.from(before.data))).toBe(false);
    // It is not the file of the user's that holds the work.
    expect(isUnsaved()).toBe(true);
    expect((await dragOut()).path).toBe(first.path);
    expect((await dragOut({ keepMetadata: false })).path).not.toBe(first.path);
    await store.get(id).undo();
    expect(await document['documents/start-drag'](id)).toBe(false);
    expect(await dragOut()).toMatchObject({ name: 'photo.png', isOriginal: true, path: photo });
  });

  it('carries a file of its own of an unedited photo too, where an export would say less or the photo was changed', async () => {
    const { photo, dragOut, store, id } = await filledPhoto();
    await store.get(id).undo();
    for (const choices of [
      { without: ['place' as const] },
      { keepMetadata: false },
      { format: 'webp' as const },
      { size: { unit: 'percent' as const, amount: 50 } },
    ])
      expect(await dragOut(choices)).toMatchObject({ isOriginal: false });
    await writeFile(photo, 'changed by another program since');
    expect(await dragOut()).toMatchObject({ isOriginal: false });
  });

  it('keeps a few files, makes one anew that was deleted, and empties its folder at the next start', async () => {
    const { dragOut, dragged, dragFolder, document } = await filledPhoto();
    const paths: string[] = [];
    for (const amount of [10, 20, 30, 40])
      paths.push((await dragOut({ size: { unit: 'percent', amount } })).path);
    expect(await readdir(dragFolder)).toHaveLength(3);
    await rm(paths[3]!);
    expect((await dragOut({ size: { unit: 'percent', amount: 40 } })).path).not.toBe(paths[3]);
    // Dropped where it came from it opens nothing.
    expect(await document['documents/open-dropped']([paths[3]!])).toBeNull();
    await dragged.empty();
    await expect(readdir(dragFolder)).rejects.toThrow('ENOENT');
  });
});
