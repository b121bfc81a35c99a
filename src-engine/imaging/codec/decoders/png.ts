import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import { stripExifPrefix } from '../exif.ts';
import {
  damagedHeader,
  damagedPartial,
  type DecodedFile,
  type DecodeOptions,
  hasAscii,
  type PictureDecoder,
} from '../picture-decoder.ts';
import { readPngChunks } from '../png-chunks.ts';
import { resolutionOfPng } from '../resolution.ts';
import { readHeader, readSamples } from '../sharp-samples.ts';

export const pngDecoder: PictureDecoder = {
  format: 'png',
  sniff: (bytes) => hasAscii(bytes, 0, '\x89PNG'),
  decode,
};

async function decode(
  bytes: Uint8Array,
  name: string,
  { partial = false }: DecodeOptions,
): Promise<DecodedFile> {
  const reading = { failOn: partial ? 'none' : 'error', orient: true } as const;
  const header = await readHeader(bytes, reading).catch((error: unknown) => {
    throw damagedHeader(name, error);
  });
  const image = await readSamples(bytes, name, header, reading).catch((error: unknown) => {
    throw error instanceof TesseraError ? error : damagedPartial(name, error);
  });
  const physical = readPngChunks(bytes).find(({ type }) => type === 'pHYs');
  return {
    image,
    metadata: {
      exif: header.exif ? Uint8Array.from(stripExifPrefix(header.exif)) : null,
      xmp: header.xmpAsString ?? null,
      resolution: (physical && resolutionOfPng(physical.data)) ?? undefined,
    },
    note: partial ? text.pictures.notes.partial : null,
  };
}
