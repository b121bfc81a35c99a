import { deflateSync } from 'node:zlib';
import { DocumentStore, type DocumentStoreEvents } from '#main/documents/document-store.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { disposeAfterTest } from '#tests/unit/helpers/temporary-folder.ts';

/** Tells nobody. */
export const silent: DocumentStoreEvents = {
  opening: () => undefined,
  shown: () => undefined,
  changed: () => {},
  closed: () => {},
  note: () => {},
};

/** The documents in a folder: a second store over it is the app after a restart. */
export function newStore(directory: string, events: DocumentStoreEvents = silent): DocumentStore {
  const store = new DocumentStore(directory, localPixels, events);
  disposeAfterTest(() => store.closeAll());
  return store;
}

/** A document of 600 x 400 grey pixels, and a brush of 10 x 10. */
export async function openBlank(directory: string, events: DocumentStoreEvents = silent) {
  const store = newStore(directory, events);
  const { id } = await store.open({ kind: 'blank', width: 600, height: 400 }, 'Untitled', null);
  const document = store.get(id);
  const paint = (x: number, label = 'Brush') =>
    document.edit(label, async (present) => {
      const coverage = deflateSync(new Uint8Array(100).fill(255));
      return {
        ...present,
        ...(await localPixels.commitMask(present.mask, { x, y: 0, width: 10, height: 10 }, coverage)),
      };
    });
  return { store, document, id, paint };
}
