import { type Entry, fromBufferPromise } from 'yauzl';
import { maxPicturePixels } from '#shared/pictures/picture-formats.ts';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import { damaged, hasAscii, joinNotes, type PictureDecoder } from '../picture-decoder.ts';
import { pngDecoder } from './png.ts';

/** No picture that may be opened needs more, 16 bit and not packed. */
const maxEntry = maxPicturePixels * 8 + (64 << 20);

/** OpenRaster, flattened: the whole picture that stands beside the layers. */
export const openRasterDecoder: PictureDecoder = {
  format: 'ora',
  sniff: isOpenRaster,
  async decode(bytes, name, options) {
    try {
      const decoded = await pngDecoder.decode(await flattenedPng(bytes), name, options);
      return { ...decoded, note: joinNotes(decoded.note, text.pictures.notes.flattened) };
    } catch (error) {
      throw error instanceof TesseraError ? error : damaged(name, error);
    }
  },
};

/** The first entry of the zip is named "mimetype" and holds these words, not packed. */
export function isOpenRaster(bytes: Uint8Array): boolean {
  return hasAscii(bytes, 0, 'PK\x03\x04') && hasAscii(bytes, 30, 'mimetypeimage/openraster');
}

/** @throws Error where the zip is damaged or holds no such picture */
export async function flattenedPng(bytes: Uint8Array): Promise<Uint8Array> {
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {});
  try {
    for await (const entry of zip.eachEntry() as AsyncIterable<Entry>) {
      if (entry.fileName !== 'mergedimage.png') continue;
      if (entry.uncompressedSize > maxEntry) throw new RangeError('the picture is too large');
      const chunks: Buffer[] = [];
      for await (const chunk of await zip.openReadStreamPromise(entry, {})) chunks.push(chunk as Buffer);
      return new Uint8Array(Buffer.concat(chunks));
    }
  } finally {
    zip.close();
  }
  throw new Error('no mergedimage.png');
}
