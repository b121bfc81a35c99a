import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type OpeningOfferParts, OpeningOffers } from '#main/app/opening-offers.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import type { OpeningOffer } from '#shared/contract/documents.ts';
import { openingSchema } from '#shared/pictures/opening.ts';
import { snapshotFromImage } from '#engine/tiles/snapshot.ts';
import { decodePhoto } from '#engine/imaging/codec/index.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { newApp } from '#tests/unit/src-main/projects/sample-project.ts';

const corpus = (name: string): string => resolve('tests/fixtures/corpus', name);
const asItIs = openingSchema.parse({});

let app: ReturnType<typeof newApp>;
let offers: OpeningOffer[];
let openings: OpeningOffers;
let previews: Parameters<OpeningOfferParts['showPreview']>[];
let look: OpeningOfferParts['lookAt'];

beforeEach(async () => {
  app = newApp(await temporaryFolder());
  offers = [];
  previews = [];
  look = (path) => localPixels.lookAtPicture({ kind: 'file', path });
  openings = new OpeningOffers({
    waysToOpen: (path) => localPixels.waysToOpen(path),
    lookAt: (path) => look(path),
    showPreview: (...preview) => void previews.push(preview),
    openFile: (path, opening) => app.store.openFile(path, opening),
    show: (offer) => void offers.push(offer),
  });
});

describe('opening a file that can be opened in several ways', () => {
  it('asks which of its pictures is meant, and opens that one', async () => {
    expect(await openings.open(corpus('pages.tif'))).toBeNull();
    expect(offers).toMatchObject([{ name: 'pages.tif', question: { kind: 'pages' } }]);
    const { id, question } = offers[0]!;
    const pages = question.kind === 'pages' ? question.pages : [];
    expect(pages.map(({ number }) => number)).toEqual([1, 2, 3].slice(0, pages.length));
    const last = pages.at(-1)!;
    const summary = await openings.openAs(id, { ...asItIs, page: last.number });
    expect(summary!.bounds).toMatchObject({ width: last.width, height: last.height });
    const { image } = await decodePhoto(await readFile(corpus('pages.tif')), 'a', { page: last.number });
    const document = app.store.get(summary!.id);
    expect(await localPixels.hashPixels(document.present.pixels)).toBe(
      await localPixels.hashPixels(await snapshotFromImage(await temporaryFolder(), image)),
    );
    await expect(openings.openAs('another', asItIs)).rejects.toMatchObject({ code: 'file-not-found' });
  });

  it('asks nothing where the other pictures of a TIFF are smaller versions, or the file is whole', async () => {
    for (const name of ['preview-first.tif', 'dpi-600.png', 'tiled-lzw.tif'])
      expect(await openings.open(corpus(name))).toMatchObject({ name });
    expect(offers).toEqual([]);
  });

  it('offers what can be read of a damaged photo, and calls it and all that is made of it incomplete', async () => {
    expect(await openings.open(corpus('truncated.jpg'))).toBeNull();
    expect(offers).toMatchObject([{ name: 'truncated.jpg', question: { kind: 'damaged' } }]);
    const summary = await openings.openAs(offers[0]!.id, { ...asItIs, partial: true });
    expect(summary).toMatchObject({ name: 'truncated (incomplete).jpg', storesJpeg: false });
  });

  it('refuses what no part can be read of', async () => {
    const path = join(await temporaryFolder(), 'cut.gif');
    await writeFile(path, (await readFile(corpus('photo.gif'))).subarray(0, 40));
    await expect(openings.open(path)).rejects.toMatchObject({ code: 'file-truncated' });
    await expect(openings.open(`${path}.not-there`)).rejects.toMatchObject({ code: 'file-not-found' });
    expect(offers).toEqual([]);
  });

  it('shows the preview of a camera raw file once it is there, and asks also without one', async () => {
    const raw = resolve('tests/fixtures/camera-files/canon-s40.crw');
    expect(await openings.open(raw)).toBeNull();
    await expect.poll(() => previews).toEqual([[offers[0]!.id, expect.objectContaining({ width: 640 })]]);
    look = () => Promise.reject(new Error('no preview'));
    expect(await openings.open(raw)).toBeNull();
    expect([offers.length, previews.length]).toEqual([2, 1]);
  });

  it('asks how a camera raw file is to be developed', async () => {
    expect(await openings.open(resolve('tests/fixtures/camera-files/kodak-dc120.kdc'))).toBeNull();
    expect(offers).toMatchObject([{ question: { kind: 'raw' } }]);
    const { id } = offers[0]!;
    const brightness = async (exposure: number): Promise<number> => {
      const summary = await openings.openAs(id, { ...asItIs, exposure });
      const { pixels } = app.store.get(summary!.id).present;
      const { rgba } = await localPixels.displayRect(pixels, pixels.bounds, 64);
      return rgba.reduce((total, value) => total + value, 0);
    };
    expect(await brightness(1)).toBeGreaterThan(1.1 * (await brightness(0)));
  });
});
