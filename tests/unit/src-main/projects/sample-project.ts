import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { readPixels } from '#engine/tiles/snapshot.ts';
import { DocumentStore, type DocumentStoreEvents } from '#main/documents/document-store.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';
import { ProjectSaver } from '#main/projects/project-saver.ts';
import { disposeAfterTest, temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

const silent: DocumentStoreEvents = {
  opening: () => undefined,
  shown: () => undefined,
  changed: () => {},
  closed: () => {},
  note: () => {},
};

/** A store and a saver as main composes them, with documents in `directory`. */
export function newApp(directory: string, pixels: PixelOperations = localPixels) {
  const store = new DocumentStore(directory, pixels, silent);
  const saver = new ProjectSaver({ pixels, appVersion: '0.0.0-test', whileRegionRests: (_, work) => work() });
  disposeAfterTest(async () => {
    await saver.idle();
    await store.closeAll();
  });
  return { directory, store, saver };
}

/** One brush gesture of 10 x 10 pixels. */
export const paint = (document: OpenDocument, x: number, label = 'Brush') =>
  document.edit(label, async (present) => ({
    ...present,
    ...(await localPixels.commitMask(
      present.mask,
      { x, y: 0, width: 10, height: 10 },
      deflateSync(new Uint8Array(100).fill(255)),
    )),
  }));

/** Changes pixels as accepting a fill does: a patch of one value at `x`. */
export const patch = (document: OpenDocument, x: number, value: number, recipe?: string) =>
  document.edit('Fill', async (present) => {
    const rect = { x, y: 20, width: 30, height: 30 };
    const { pixels } = await localPixels.applyPatch({
      pixels: present.pixels,
      mask: null,
      rect,
      samples: new Uint8Array(30 * 30 * present.pixels.channels).fill(value),
      bounds: present.pixels.bounds,
    });
    return {
      ...present,
      pixels,
      recipes: recipe === undefined ? present.recipes : [...present.recipes, recipe],
      changedOutsideMask: 0,
    };
  });

/** A photo of 700 x 600 with three gestures, the last one undone, saved as a project. */
export async function savedProject() {
  const app = newApp(join(await temporaryFolder(), 'documents'));
  const bgra = new Uint8Array(700 * 600 * 4).map((_, index) => (index % 4 === 3 ? 255 : (index * 7) % 251));
  const { id } = await app.store.open(
    { kind: 'bgra', width: 700, height: 600, data: bgra },
    'dog.jpg',
    '/photos/dog.jpg',
  );
  const document = app.store.get(id);
  await paint(document, 0);
  await patch(document, 500, 9);
  await paint(document, 300, 'Lasso');
  await document.undo();
  const path = join(await temporaryFolder(), 'dog.tessera');
  await app.saver.save(document, path);
  return { ...app, id, document, path };
}

/** The samples of the state the user sees. */
export const samplesOf = async (document: OpenDocument): Promise<Buffer> =>
  Buffer.from(await readPixels(document.present.pixels, document.present.pixels.bounds));
