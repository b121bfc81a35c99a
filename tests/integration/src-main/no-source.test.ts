import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { readPixels } from '#engine/tiles/snapshot.ts';
import { joinRecipes } from '#main/documents/document-state.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import { Healer } from '#main/jobs/healer.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { newApp, samplesOf } from '#tests/unit/src-main/projects/sample-project.ts';
import { openPhoto } from './projects/replayed-photo.ts';

const [width, height] = [180, 140];
const forbidden: Rect = { x: 100, y: 0, width: 80, height };
const hole: Rect = { x: 70, y: 40, width: 60, height: 60 };

/** Specks on black, green at the left and red where copying is forbidden. */
async function specks(): Promise<string> {
  const data = Buffer.alloc(width * height * 3, 20);
  for (let i = 0; i < width * height; i++)
    if (Math.imul(i ^ (i >>> 7), 2_654_435_761) >>> 24 > 160)
      data[i * 3 + (i % width < forbidden.x ? 1 : 0)] = 230;
  const path = join(await temporaryFolder(), 'specks.png');
  await sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(path);
  return path;
}

const strokeOver = (rect: Rect) => ({
  rect,
  coverage: new Uint8Array(deflateSync(new Uint8Array(rect.width * rect.height).fill(255))),
});

const redPixels = async ({ present }: OpenDocument): Promise<number> => {
  const samples = await readPixels(present.pixels, hole);
  let red = 0;
  for (let i = 0; i < samples.length; i += 3) if (samples[i]! > samples[i + 1]! + 60) red++;
  return red;
};

it('what was painted as no source is never copied by healing, is undone, kept with the project and repeated by a replay', async () => {
  const photo = await specks();
  const { document, engine, saver } = await openPhoto('test', photo);
  const packs = { bundled: join(process.cwd(), 'models'), user: null };
  const healer = new Healer({ engine, pixels: localPixels, packs });
  await healer.heal(document, strokeOver(hole));
  expect(await redPixels(document)).toBeGreaterThan(50);
  await document.undo();

  const { rect, coverage } = strokeOver(forbidden);
  const painted = await document.edit('Never copy from', async (present) => ({
    ...present,
    noSource: await localPixels.commitMask(present.noSource.mask, rect, coverage),
  }));
  expect(painted).toMatchObject({ noSourceBounds: forbidden, maskBounds: null });
  const healed = await healer.heal(document, strokeOver(hole));
  expect(healed).toMatchObject({ undoLabel: 'Heal', noSourceBounds: forbidden });
  expect(await redPixels(document)).toBe(0);

  const path = join(await temporaryFolder(), 'specks.tessera');
  await saver.save(document, path);
  const elsewhere = newApp(await temporaryFolder());
  const { id } = await elsewhere.store.openFile(path);
  const copy = elsewhere.store.get(id);
  expect(copy.summary().noSourceBounds).toEqual(forbidden);
  await copy.undo();
  expect(await copy.undo()).toMatchObject({ noSourceBounds: null });
  const again = await openPhoto('test', photo);
  await again.replayer.replay(again.document, joinRecipes(document.present.recipes)!, 'specks');
  expect((await samplesOf(again.document)).equals(await samplesOf(document))).toBe(true);
  // What a result was made with is not asked for the next one.
  expect(again.document.summary().noSourceBounds).toBeNull();
});
