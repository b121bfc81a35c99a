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
import { type PngChunk, pngColourChunks, readPngChunks } from '../png-chunks.ts';
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
  const chunks = readPngChunks(bytes);
  const physical = chunks.find(({ type }) => type === 'pHYs');
  const colourChunks = chunks.filter(({ type }) => pngColourChunks.includes(type));
  const texts = chunks.filter(
    ({ type, data }) => ['tEXt', 'zTXt', 'iTXt'].includes(type) && !hasAscii(data, 0, 'XML:com.adobe.xmp'),
  );
  return {
    image,
    metadata: {
      exif: header.exif ? Uint8Array.from(stripExifPrefix(header.exif)) : null,
      xmp: header.xmpAsString ?? null,
      colourChunks: colourChunks.length > 0 ? colourChunks.map(ownChunk) : undefined,
      texts: texts.length > 0 ? texts.map(ownChunk) : undefined,
      resolution: (physical && resolutionOfPng(physical.data)) ?? undefined,
    },
    note: partial ? text.pictures.notes.partial : null,
  };
}

/** A chunk that does not hold the whole file's bytes. */
const ownChunk = ({ type, data }: PngChunk): PngChunk => ({ type, data: data.slice() });
