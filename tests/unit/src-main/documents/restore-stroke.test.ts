import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { restoreStroke } from '#main/documents/restore-stroke.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { readPixels } from '#engine/tiles/snapshot.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { patch } from '#tests/unit/src-main/projects/sample-project.ts';
import { newStore, openBlank } from './blank-document.ts';

/** A stroke 20 x 4 at `x`: its left half covers wholly, its right half by a quarter. */
const softStroke = (x: number) => ({
  rect: { x, y: 22, width: 20, height: 4 },
  coverage: new Uint8Array(deflateSync(Uint8Array.from({ length: 80 }, (_, i) => (i % 20 < 10 ? 255 : 64)))),
});
/** Across a process border, as in the app: no snapshot comes back as the same object. */
const elsewhere = {
  restoreOriginal: async (...request: Parameters<typeof localPixels.restoreOriginal>) =>
    structuredClone(await localPixels.restoreOriginal(...structuredClone(request))),
};
const restore = (document: OpenDocument, x: number) => restoreStroke(document, elsewhere, softStroke(x));
const row = async (document: OpenDocument, x: number, width: number): Promise<number[]> => {
  const samples = await readPixels(document.present.pixels, { x, y: 23, width, height: 1 });
  return Array.from({ length: width }, (_, i) => samples[3 * i]!);
};

it('brings the photo back as far as the stroke covers, as one undo step that a restart keeps', async () => {
  const folder = await temporaryFolder();
  const { document, paint } = await openBlank(folder);
  await paint(200);
  const { maskPixels } = await patch(document, 100, 28);
  const restored = await restore(document, 95);
  expect(restored).toMatchObject({ undoLabel: 'Restore', lastChangedOutsideMask: 0, maskPixels });
  // The photo is 128 everywhere; a quarter of the way back from 28 is 53.
  expect(await row(document, 98, 20)).toEqual([
    ...[128, 128],
    ...new Array<number>(5).fill(128),
    ...new Array<number>(10).fill(53),
    ...[28, 28, 28],
  ]);
  await document.undo();
  expect(await row(document, 98, 4)).toEqual([128, 128, 28, 28]);
  await document.redo();
  // As after a kill: the journal is all that is read.
  const again = newStore(folder);
  await again.restore(document.id);
  expect(await row(again.get(document.id), 104, 2)).toEqual([128, 53]);
});

it('makes no step where nothing differs, also beside the picture', async () => {
  const { document } = await openBlank(await temporaryFolder());
  await patch(document, 100, 28);
  const before = document.summary();
  expect(await restore(document, 300)).toBeNull();
  expect(await restore(document, 595)).toBeNull();
  expect(document.summary()).toEqual(before);
});

it('refuses while turns wait, which were made from the pixels as they are', async () => {
  const { document } = await openBlank(await temporaryFolder());
  await patch(document, 100, 28);
  document.setWork('turns', []);
  await expect(restore(document, 95)).rejects.toMatchObject({ code: 'busy' });
});
