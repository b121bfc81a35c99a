import { TurnStore } from '#main/turns/turn-store.ts';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { encodePicture } from '#engine/imaging/codec/index.ts';
import { GivenFiles } from '#main/app/given-files.ts';
import type { ClipboardOffer } from '#main/app/clipboard-picture.ts';
import { DocumentStore } from '#main/documents/document-store.ts';
import { RecentFiles } from '#main/documents/recent-files.ts';
import { SerialQueue } from '#main/documents/serial-queue.ts';
import { documentHandlers } from '#main/ipc/document-handlers.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { text } from '#shared/text/text.ts';
import { disposeAfterTest, temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

/** A picture file of that width. */
async function pictureFile(width: number): Promise<Uint8Array> {
  const data = new Uint16Array(width * 3 * 3).fill(40_000);
  const image = { width, height: 3, channels: 3, bitDepth: 16, data, iccProfile: null } as const;
  return (await encodePicture(image, { format: 'png', quality: null, metadata: null, recipe: null })).bytes;
}

const pixels = { kind: 'bgra', width: 2, height: 1, data: new Uint8Array(8).fill(255) } as const;
const file = (data: Uint8Array) => ({ kind: 'bytes', name: 'pasted', data }) as const;

/** What pasting opens, and what is said about it. */
async function paste(offer: ClipboardOffer) {
  const notes: string[] = [];
  const documents = new DocumentStore(await temporaryFolder(), localPixels, {
    opening: () => undefined,
    shown: () => undefined,
    changed: () => undefined,
    closed: () => undefined,
    note: (note) => notes.push(note),
  });
  disposeAfterTest(() => documents.closeAll());
  const handlers = documentHandlers({
    documents,
    pixels: localPixels,
    recent: new RecentFiles({ read: () => [], write: () => undefined }),
    given: new GivenFiles({
      openFile: (path) => documents.openFile(path),
      offer: () => undefined,
      tell: () => undefined,
    }),
    dialogs: { openPictures: async () => null, saveAs: async () => null },
    exports: new SerialQueue(),
    readClipboard: () => offer,
    copyPng: () => undefined,
    openSample: () => Promise.reject(new Error('no sample here')),
    openExample: () => Promise.reject(new Error('no example here')),
    openings: {
      open: (path: string) => documents.openFile(path),
      openAs: () => Promise.reject(new Error('nothing is offered')),
    },
    showInFolder: () => undefined,
    appVersion: '1',
    exporter: { write: () => Promise.reject(new Error('nothing is exported here')) },
    dragged: {
      prepare: () => Promise.reject(new Error('nothing is dragged here')),
      start: () => false,
      has: () => false,
    },
    refuseWhileReplaying: () => undefined,
    turns: new TurnStore(() => undefined),
    resumeStrokes: () => undefined,
  });
  const opened = await handlers['documents/paste'](undefined);
  return { width: opened!.bounds.width, bitDepth: opened!.bitDepth, notes };
}

it('a picture in its own file format comes before pixels', async () => {
  const pictures = [file(await pictureFile(5)), pixels];
  expect(await paste({ pictures, files: [] })).toEqual({ width: 5, bitDepth: 16, notes: [] });
});

it('what cannot be read gives way to the next, and pixels say what they lack', async () => {
  const pictures = [file(new Uint8Array(50)), pixels];
  expect(await paste({ pictures, files: [] })).toEqual({
    width: 2,
    bitDepth: 8,
    notes: [text.dialogs.paste.pixelsOnly],
  });
});

it('a copied file comes before its icon', async () => {
  const path = join(await temporaryFolder(), 'copied.png');
  await writeFile(path, await pictureFile(7));
  expect(await paste({ pictures: [pixels], files: [path] })).toMatchObject({ width: 7, bitDepth: 16 });
});

it('an empty clipboard is refused in words', async () => {
  await expect(paste({ pictures: [], files: [] })).rejects.toMatchObject({ code: 'file-not-image' });
});
