import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { OpenDocument } from '#main/documents/open-document.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { newStore, openBlank } from './blank-document.ts';

const rect = { x: 30, y: 40, width: 20, height: 10 };
const forbid = (document: OpenDocument) =>
  document.edit('Never copy from', async (present) => ({
    ...present,
    noSource: await localPixels.commitMask(
      present.noSource.mask,
      rect,
      deflateSync(new Uint8Array(200).fill(255)),
    ),
  }));

it('where texture never comes from is kept over a restart, beside the selection and through its edits', async () => {
  const folder = await temporaryFolder();
  const { document, paint } = await openBlank(folder);
  const before = document.summary();
  await forbid(document);
  const { maskRevision, noSourceRevision } = await paint(200);
  expect([maskRevision, noSourceRevision]).toEqual([before.maskRevision + 1, before.noSourceRevision + 1]);
  const again = newStore(folder);
  await again.restore(document.id);
  const copy = again.get(document.id);
  expect(copy.summary()).toMatchObject({ noSourceBounds: rect, maskPixels: 100 });
  await copy.undo();
  expect(await copy.undo()).toMatchObject({ noSourceBounds: null, canUndo: false });
  expect(await copy.redo()).toMatchObject({ noSourceBounds: rect });
});

it('lies where it lay once the picture is extended', async () => {
  const folder = await temporaryFolder();
  const { document } = await openBlank(folder);
  await forbid(document);
  const { pixels } = document.present;
  const bounds = { ...pixels.bounds, x: -50, width: pixels.bounds.width + 50 };
  await document.edit('Extend', async (present) => ({
    ...present,
    pixels: { ...present.pixels, bounds },
    mask: { ...present.mask, bounds },
    noSource: { ...present.noSource, mask: { ...present.noSource.mask, bounds } },
  }));
  const again = newStore(folder);
  await again.restore(document.id);
  const { noSource } = again.get(document.id).present;
  expect(noSource.mask.bounds).toEqual(bounds);
  expect(noSource.coverage.bounds).toEqual(rect);
  expect((await again.get(document.id).undo()).bounds).toEqual(pixels.bounds);
});
