import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import type { PhotoMetadata } from '../metadata.ts';
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
      metadata: { exif: null, ...readExtensions(bytes) },
      note: pages > 1 ? text.pictures.notes.page(page ?? 1, pages) : null,
    };
  },
};

const imageSeparator = 0x2c;
const extension = 0x21;
const kinds = { comment: 0xfe, application: 0xff } as const;
/** Behind a packet of XMP: 1, every value from 255 down to 1, and 0, over which readers of blocks find its end. */
const trailerBytes = 257;

/**
 * The comments and the XMP packet of a GIF, as far as its blocks can be read (GIF89a, sections 20 to 26; XMP specification,
 * part 3, 1.1.2).
 */
function readExtensions(bytes: Uint8Array): Pick<PhotoMetadata, 'xmp' | 'comments'> {
  const comments: Uint8Array[] = [];
  let xmp: string | null = null;
  const tableBytes = (flags = 0): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let at = 13 + tableBytes(bytes[10]);
  const skipBlocks = (): void => {
    while (bytes[at]) at += 1 + bytes[at]!;
    at++;
  };
  for (;;) {
    if (bytes[at] === imageSeparator) {
      // Its place and colours, the size of its codes, its samples.
      at += 11 + tableBytes(bytes[at + 9]);
      skipBlocks();
    } else if (bytes[at] === extension) {
      const kind = bytes[at + 1];
      const isXmp = kind === kinds.application && hasAscii(bytes, at + 3, 'XMP DataXMP');
      at += isXmp ? 3 + bytes[at + 2]! : 2;
      const from = at;
      skipBlocks();
      if (isXmp) xmp = Buffer.from(bytes.subarray(from, at - 1 - trailerBytes)).toString();
      else if (kind === kinds.comment) comments.push(contentOf(bytes.subarray(from, at - 1)));
    } else return { xmp, comments: comments.length > 0 ? comments : undefined };
  }
}

/** What blocks hold without their sizes. */
function contentOf(blocks: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < blocks.length; at += 1 + blocks[at]!)
    parts.push(blocks.subarray(at + 1, at + 1 + blocks[at]!));
  return Buffer.concat(parts);
}
