import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { rectBefore } from '#engine/editing/reshape.ts';
import { readPixels } from '#engine/tiles/snapshot.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import { reshapeDocument } from '#main/documents/reshape-document.ts';
import { restoreStroke } from '#main/documents/restore-stroke.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import type { Reshape } from '#shared/runs/run-request.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { patch } from '#tests/unit/src-main/projects/sample-project.ts';
import { newStore, openBlank } from './blank-document.ts';

const reshape = (document: OpenDocument, what: Reshape) => reshapeDocument(document, localPixels, what, '1');
const read = async ({ present }: OpenDocument, part: 'pixels' | 'mask'): Promise<string> =>
  Buffer.from(await readPixels(present[part], present[part].bounds)).toString('base64');

it('crops and rotates picture and selection, one undo step each, which a restart keeps', async () => {
  const folder = await temporaryFolder();
  const { document, paint } = await openBlank(folder);
  await patch(document, 100, 28);
  await paint(200);
  const before = await read(document, 'pixels');
  const { bounds } = document.present.pixels;
  const rect = { x: 90, y: 4, width: bounds.width - 100, height: bounds.height - 20 };
  const cropped = await reshape(document, { kind: 'crop', rect });
  expect(cropped).toMatchObject({ bounds: rect, undoLabel: 'Crop', lastChangedOutsideMask: 0 });
  expect(document.present.mask.bounds).toEqual(rect);
  expect(cropped).toMatchObject({ maskPixels: 60, maskBounds: { x: 200, y: 4, width: 10, height: 6 } });
  const rows = await readPixels(document.present.pixels, { ...rect, height: 1, y: 23, x: 98, width: 4 });
  expect([...rows].filter((_, i) => i % 3 === 0)).toEqual([128, 128, 28, 28]);
  const upright = await read(document, 'pixels');
  const selected = await read(document, 'mask');
  const rotated = await reshape(document, { kind: 'rotate', degrees: 90 });
  expect(rotated).toMatchObject({ bounds: { width: rect.height, height: rect.width }, undoLabel: 'Rotate' });
  expect(rotated.maskPixels).toBe(cropped.maskPixels);
  await reshape(document, { kind: 'rotate', degrees: 270 });
  expect([await read(document, 'pixels'), await read(document, 'mask')]).toEqual([upright, selected]);
  // As after a kill: the journal is all that is read.
  const again = newStore(folder);
  await again.restore(document.id);
  const restored = again.get(document.id);
  expect(restored.present.pixels.bounds).toEqual(rect);
  for (let i = 0; i < 3; i++) await restored.undo();
  expect(await read(restored, 'pixels')).toBe(before);
});

it('straightens, selects the corners that become empty, says that every pixel is resampled, and restores within', async () => {
  const folder = await temporaryFolder();
  const { document, paint } = await openBlank(folder);
  await paint(200);
  const before = document.summary();
  const kept = await reshape(document, { kind: 'straighten', degrees: 4, corners: 'keep' });
  expect(kept).toMatchObject({
    isResampled: true,
    undoLabel: 'Straighten',
    bounds: { width: 627, height: 441 },
  });
  expect(kept.maskBounds).toEqual(kept.bounds);
  expect(kept.maskPixels / (627 * 441 - 600 * 400)).toBeGreaterThan(0.95);
  expect(await document.undo()).toMatchObject({ isResampled: false, maskPixels: before.maskPixels });
  const level = await reshape(document, { kind: 'straighten', degrees: 0.5, corners: 'cut' });
  expect(level.maskPixels / before.maskPixels).toBeGreaterThan(0.6);
  await patch(document, 300, 28);
  const { x, y } = { x: 304, y: 23 };
  const coverage = new Uint8Array(deflateSync(new Uint8Array(40).fill(255)));
  const stroke = { rect: { x, y: y - 1, width: 20, height: 2 }, coverage };
  expect(await restoreStroke(document, localPixels, stroke)).toMatchObject({ undoLabel: 'Restore' });
  expect((await readPixels(document.present.pixels, { x, y, width: 1, height: 1 }))[0]).toBe(128);
  const again = newStore(folder);
  await again.restore(document.id);
  expect(again.get(document.id).summary()).toMatchObject({ isResampled: true, bounds: level.bounds });
});

it('makes no step of a crop to the whole picture, and refuses what is no part of it', async () => {
  const { document } = await openBlank(await temporaryFolder());
  const { bounds } = document.present.pixels;
  expect((await reshape(document, { kind: 'crop', rect: bounds })).canUndo).toBe(false);
  const beside = { ...bounds, x: 1 };
  await expect(reshape(document, { kind: 'crop', rect: beside })).rejects.toMatchObject({
    code: 'request-invalid',
  });
  document.setWork('turns', []);
  await expect(reshape(document, { kind: 'rotate', degrees: 90 })).rejects.toMatchObject({ code: 'busy' });
});

it('restores a photo as it was, also cropped and rotated since', async () => {
  const { document } = await openBlank(await temporaryFolder());
  await patch(document, 100, 28);
  const { bounds } = document.present.pixels;
  await reshape(document, { kind: 'crop', rect: { ...bounds, x: 90, width: bounds.width - 90 } });
  const coverage = new Uint8Array(deflateSync(new Uint8Array(40).fill(255)));
  const stroke = { rect: { x: 98, y: 22, width: 20, height: 2 }, coverage };
  expect(await restoreStroke(document, localPixels, stroke)).toMatchObject({ undoLabel: 'Restore' });
  const row = await readPixels(document.present.pixels, { x: 104, y: 23, width: 1, height: 1 });
  expect(row[0]).toBe(128);
  const there = { x: 104, y: 25, width: 3, height: 1 };
  const before = document.present.pixels.bounds;
  await reshape(document, { kind: 'rotate', degrees: 90 });
  const rect = rectBefore(there, before, document.present.pixels.bounds, 270);
  const whole = { rect, coverage: new Uint8Array(deflateSync(new Uint8Array(3).fill(255))) };
  expect(await restoreStroke(document, localPixels, whole)).toMatchObject({ undoLabel: 'Restore' });
  await reshape(document, { kind: 'rotate', degrees: 270 });
  const line = await readPixels(document.present.pixels, { ...there, x: 103, width: 5 });
  expect([...line].filter((_, i) => i % 3 === 0)).toEqual([28, 128, 128, 128, 28]);
});
