import { expect, it } from 'vitest';
import { packMask } from '#engine/editing/recipe/packed-mask.ts';
import { intendedTurn, parseRecipe, recipeText } from '#engine/editing/recipe/recipe.ts';
import { opacityOf } from '#engine/editing/recipe/fill-opacity.ts';
import { readPixels } from '#engine/tiles/snapshot.ts';
import { setFillOpacity } from '#main/documents/fill-opacity.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { patch } from '#tests/unit/src-main/projects/sample-project.ts';
import { newStore, openBlank } from './blank-document.ts';

/** A fill of 30 x 30 at 100, 20: its left 20 columns are selected, more or less, and all of it is made 28 where 128 was. */
async function fill(document: OpenDocument): Promise<void> {
  const rect = { x: 100, y: 20, width: 30, height: 30 };
  const coverage = Uint8Array.from({ length: 900 }, (_, i) => (i % 30 < 10 ? 255 : i % 30 < 20 ? 90 : 0));
  const mask = await packMask({ bounds: rect, read: async () => coverage }, rect);
  const turn = intendedTurn({ ...defaultRunSettings, packId: 'pack' }, 'test');
  await patch(document, 100, 28, recipeText([{ ...turn, mask }]));
}

/** Across a process border, as in the app: no snapshot comes back as the same object. */
const elsewhere = {
  restoreOriginal: async (...request: Parameters<typeof localPixels.restoreOriginal>) =>
    structuredClone(await localPixels.restoreOriginal(...structuredClone(request))),
};
const fade = (document: OpenDocument, opacity: number) => setFillOpacity(document, elsewhere, opacity);
const columns = async ({ present }: OpenDocument): Promise<number[]> => {
  const row = await readPixels(present.pixels, { x: 99, y: 30, width: 32, height: 1 });
  return [0, 1, 15, 25, 31].map((column) => row[3 * column]!);
};
const lastTurn = ({ present }: OpenDocument) => parseRecipe(present.recipes.at(-1)!).at(-1)!;

it('shows what was there through a fill, each time from all of it, as undo steps that a restart keeps', async () => {
  const folder = await temporaryFolder();
  const { document, paint } = await openBlank(folder);
  await fill(document);
  expect(document.summary().fillOpacity).toBe(100);
  // The next selection stays.
  await paint(200);
  const faded = await fade(document, 60);
  expect(faded).toMatchObject({ undoLabel: 'Opacity', fillOpacity: 60, maskPixels: 100 });
  // Beside the fill, in both parts of its selection, and where it had none: there not one sample changes.
  expect(await columns(document)).toEqual([128, 68, 68, 28, 128]);
  expect(opacityOf(lastTurn(document))).toBe(60);
  expect(lastTurn(document).restored).toMatchObject([{ before: 0 }]);
  await fade(document, 80);
  expect(await columns(document)).toEqual([128, 48, 48, 28, 128]);
  expect(lastTurn(document).restored).toHaveLength(1);
  expect(await document.undo()).toMatchObject({ fillOpacity: 60 });
  const again = newStore(folder);
  await again.restore(document.id);
  const restarted = again.get(document.id);
  expect(await columns(restarted)).toEqual([128, 68, 68, 28, 128]);
  expect(await fade(restarted, 100)).toMatchObject({ fillOpacity: 100 });
  expect(await columns(restarted)).toEqual([128, 28, 28, 28, 128]);
  expect(lastTurn(restarted).restored).toBeUndefined();
  await fade(restarted, 0);
  expect(await columns(restarted)).toEqual([128, 128, 128, 28, 128]);
});

it('makes no step where it is so already', async () => {
  const { document } = await openBlank(await temporaryFolder());
  await fill(document);
  const before = document.states.entries.length;
  await fade(document, 100);
  await fade(document, 50);
  await fade(document, 50);
  expect(document.states.entries).toHaveLength(before + 1);
});

it('is refused where no fill was the last to change pixels, and while turns wait', async () => {
  const { document } = await openBlank(await temporaryFolder());
  expect(document.summary().fillOpacity).toBeNull();
  await expect(fade(document, 50)).rejects.toMatchObject({ code: 'request-invalid' });
  await fill(document);
  // Something else that changes pixels, without a turn of its own.
  await patch(document, 300, 9);
  expect(document.summary().fillOpacity).toBeNull();
  await expect(fade(document, 50)).rejects.toMatchObject({ code: 'request-invalid' });
  expect(await document.undo()).toMatchObject({ fillOpacity: 100 });
  document.setWork('turns', []);
  await expect(fade(document, 50)).rejects.toMatchObject({ code: 'busy' });
});
