import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import { stripExifPrefix } from './exif.ts';
import { damaged, damagedHeader, type DecodedFile, type DecodeOptions } from './picture-decoder.ts';
import { readHeader, readSamples } from './sharp-samples.ts';

/** One page (from 1) of a WebP or AVIF file, with its EXIF and XMP. @throws TesseraError those of `PictureDecoder.decode` */
export async function decodePage(
  bytes: Uint8Array,
  name: string,
  { page }: DecodeOptions,
): Promise<DecodedFile> {
  const reading = { failOn: 'error', orient: true, ...(page ? { page: page - 1 } : {}) } as const;
  const header = await readHeader(bytes, reading).catch((error: unknown) => {
    throw damagedHeader(name, error);
  });
  const image = await readSamples(bytes, name, header, reading).catch((error: unknown) => {
    throw error instanceof TesseraError ? error : damaged(name, error);
  });
  const pages = header.pages ?? 1;
  return {
    image,
    metadata: {
      exif: header.exif ? Uint8Array.from(stripExifPrefix(header.exif)) : null,
      xmp: header.xmpAsString ?? null,
    },
    note: pages > 1 ? text.pictures.notes.page(page ?? 1, pages) : null,
  };
}
