import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodePhoto } from '#engine/imaging/codec/index.ts';
import { readJpeg } from '#engine/imaging/jpeg/read-jpeg.ts';
import { originalPath } from '#main/documents/document-paths.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import type { ExportRequest } from '#main/pixels/pixel-operations.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { newApp, patch } from '#tests/unit/src-main/projects/sample-project.ts';

const photo = resolve('tests/fixtures/photos/brook.jpg');

const openPhoto = async (file = photo) => {
  const app = newApp(await temporaryFolder());
  const { id } = await app.store.openFile(file);
  return { ...app, document: app.store.get(id) };
};

/** As main asks for it. */
async function exported(document: OpenDocument, changes: Partial<ExportRequest> = {}) {
  const path = join(await temporaryFolder(), 'out.jpg');
  const { origin, present, original } = document;
  const result = await localPixels.exportPicture({
    ...{ pixels: present.pixels, path, format: 'jpeg', quality: null, recipe: null },
    metadata: origin.metadata,
    original: { path: origin.sourcePath, hash: origin.fileHash },
    since: { pixels: original.pixels, recipes: [] },
    stored: originalPath(document.folder),
    ...changes,
  });
  return { result, bytes: await readFile(path) };
}

describe('exporting a photo that is a JPEG as JPEG', () => {
  it('keeps the file that was opened but for the blocks that changed, whatever happened in between', async () => {
    const { document } = await openPhoto();
    const untouched = await exported(document);
    expect(untouched.bytes.equals(await readFile(photo))).toBe(true);
    expect(untouched.result).toMatchObject({ lossy: true, note: null, jpeg: { mcus: 280, touched: 0 } });
    await patch(document, 100, 9);
    await patch(document, 200, 77);
    await document.undo();
    const { result, bytes } = await exported(document);
    expect(result.jpeg).toMatchObject({ touched: 3 * 3 });
    const [before, after] = [readJpeg(await readFile(photo)), readJpeg(bytes)];
    const beyond = (at: number): boolean =>
      Math.floor(at / 64) % before.frame.components[0]!.storedAcross >= 18;
    const differing = [...before.coefficients[0]!.keys()].filter(
      (at) => before.coefficients[0]![at] !== after.coefficients[0]![at],
    );
    expect(differing.length).toBeGreaterThan(0);
    expect(differing.some(beyond)).toBe(false);
  });

  it('is encoded again where a quality is chosen, and says why where the file cannot be kept', async () => {
    const { document } = await openPhoto();
    await patch(document, 100, 9);
    expect((await exported(document, { quality: 80 })).result).toMatchObject({ jpeg: null, note: null });
    const stored = join(document.folder, 'gone');
    const { result, bytes } = await exported(document, { stored });
    expect(result).toMatchObject({ jpeg: null, note: expect.stringContaining('encoded again') as unknown });
    expect((await decodePhoto(bytes, 'out')).image).toMatchObject({ width: 320, height: 213 });
  });

  it('leaves out what describes the photo where that is wanted', async () => {
    const { document } = await openPhoto();
    const { bytes, result } = await exported(document, { keepsMetadata: false });
    expect(readJpeg(bytes).coefficients).toEqual(readJpeg(await readFile(photo)).coefficients);
    expect((await decodePhoto(bytes, 'out')).metadata).toEqual({ exif: null, xmp: null });
    expect(result.recipe).toBe('none');
  });

  it('gives the same file from a project that was saved, opened elsewhere and saved again', async () => {
    const { document, saver } = await openPhoto();
    await patch(document, 100, 9);
    const here = await exported(document);
    const path = join(await temporaryFolder(), 'brook.tessera');
    await saver.save(document, path);
    const elsewhere = newApp(await temporaryFolder());
    const opened = elsewhere.store.get((await elsewhere.store.openFile(path)).id);
    expect(opened.summary().storesJpeg).toBe(true);
    expect((await exported(opened)).bytes.equals(here.bytes)).toBe(true);
    const again = join(await temporaryFolder(), 'again.tessera');
    await elsewhere.saver.save(opened, again);
    expect((await readFile(again)).equals(await readFile(path))).toBe(true);
  });
});

describe('exporting in another size', () => {
  it('resamples, says so, keeps no block of the JPEG, and writes it as large as was estimated', async () => {
    const { document } = await openPhoto();
    const { pixels } = document.present;
    const conversion = { size: { amount: 100, unit: 'pixels' as const }, srgb: true };
    const { result, bytes } = await exported(document, { conversion });
    const { width, height } = (await decodePhoto(bytes, 'out')).image;
    expect(Math.max(width, height)).toBe(100);
    expect(result).toMatchObject({
      converted: true,
      jpeg: null,
      changes: [`resampled to ${width} × ${height}`],
    });
    const request = { pixels, format: 'jpeg' as const, quality: null, stored: originalPath(document.folder) };
    const estimate = await localPixels.estimateExport({ ...request, conversion });
    expect(estimate).toMatchObject({ width, height });
    expect(estimate.bytes! / bytes.byteLength).toBeGreaterThan(0.5);
    expect(estimate.bytes! / bytes.byteLength).toBeLessThan(1.1);
    // Kept as it is, it is as large as it is.
    const kept = await localPixels.estimateExport({ ...request, conversion: { size: null, srgb: true } });
    expect(kept.bytes).toBe((await readFile(photo)).byteLength);
    expect((await exported(document)).result).toMatchObject({ converted: false, jpeg: { touched: 0 } });
  });

  it('says before it is written that blocks which do not fit cannot be kept, as the export does after', async () => {
    const notKeptAs = async (document: OpenDocument, changes: Partial<Rect>) => {
      const { pixels: opened } = document.original;
      const rect = { ...opened.bounds, ...changes };
      const pixels = await localPixels.reshapePicture(opened, { kind: 'crop', rect });
      const { notKept } = await localPixels.estimateExport({
        ...{ pixels, format: 'jpeg', quality: null, stored: originalPath(document.folder) },
        conversion: { size: null, srgb: false },
        since: { pixels: opened, recipes: [] },
      });
      return notKept;
    };
    const { document } = await openPhoto();
    const { x, width } = document.original.pixels.bounds;
    expect(await notKeptAs(document, {})).toBeNull();
    expect(await notKeptAs(document, { width: width - 5 })).toBeNull();
    expect(await notKeptAs(document, { x: x + 5, width: width - 10 })).toMatch(
      /^its blocks are 16 x 16 pixels/,
    );
    expect(await notKeptAs(document, { x: x + 16, width: width - 21 })).toBeNull();
    // What is left in the window is the bottom in the file, where the last blocks may be cut; the right is its top.
    const { document: turned } = await openPhoto(resolve('tests/fixtures/corpus/face-orientation6.jpg'));
    const shown = turned.original.pixels.bounds;
    expect(await notKeptAs(turned, { x: shown.x + 5, width: shown.width - 5 })).toBeNull();
    expect(await notKeptAs(turned, { width: shown.width - 5 })).toMatch(/^its blocks are/);
  });
});
