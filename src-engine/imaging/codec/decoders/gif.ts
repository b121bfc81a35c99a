import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import { damagedHeader, damagedPartial, hasAscii, type PictureDecoder } from '../picture-decoder.ts';
import { readHeader, readSamples } from '../sharp-samples.ts';

/** The first picture of a GIF unless another is asked for. */
export const gifDecoder: PictureDecoder = {
  format: 'gif',
  sniff: (bytes) => hasAscii(bytes, 0, 'GIF87a') || hasAscii(bytes, 0, 'GIF89a'),
  async decode(bytes, name, { page, partial = false }) {
    const reading = { failOn: partial ? 'none' : 'error', orient: false, page: (page ?? 1) - 1 } as const;
    const header = await readHeader(bytes, { ...reading, page: 0 }).catch((error: unknown) => {
      throw damagedHeader(name, error);
    });
    const pages = header.pages ?? 1;
    if (page && page > pages) throw new TesseraError('usage', text.pictures.noSuchPage(name, page, pages));
    const image = await readSamples(bytes, name, { ...header, pages: 1 }, reading).catch((error: unknown) => {
      throw error instanceof TesseraError ? error : damagedPartial(name, error);
    });
    return {
      image,
      metadata: { exif: null, xmp: null },
      note: pages > 1 ? text.pictures.notes.page(page ?? 1, pages) : null,
    };
  },
};
