import { inflateSync } from 'node:zlib';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import { stripExifPrefix } from '../exif.ts';
import {
  damagedHeader,
  damagedPartial,
  type DecodedFile,
  type DecodeOptions,
  hasAscii,
  joinNotes,
  type PictureDecoder,
} from '../picture-decoder.ts';
import type { PhotoMetadata } from '../metadata.ts';
import { type PngChunk, pngColourChunks, readPngChunks, xmpKeyword } from '../png-chunks.ts';
import { colourOfChunks, noteOfColours } from '../png-colours.ts';
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
  const texts = chunks.filter(({ type }) => ['tEXt', 'zTXt', 'iTXt'].includes(type));
  const description = readDescription(chunks);
  const plainTexts = texts.filter(({ data }) => !isDescription(data));
  const colours = colourOfChunks(chunks, image.iccProfile !== null, image.channels < 3);
  // Beside cICP a profile is a chunk like others: the picture's is another one.
  const isBeside = image.iccProfile !== null && colours.kind !== 'unsaid';
  const colourChunks = chunks.filter(
    ({ type }) => pngColourChunks.includes(type) || (isBeside && type === 'iCCP'),
  );
  const isSaid = colours.kind === 'profile' || colours.kind === 'srgb';
  return {
    image: isSaid ? { ...image, iccProfile: colours.kind === 'profile' ? colours.profile : null } : image,
    metadata: {
      ...description,
      colourChunks: colourChunks.length > 0 ? colourChunks.map(ownChunk) : undefined,
      texts: plainTexts.length > 0 ? plainTexts.map(ownChunk) : undefined,
      resolution: (physical && resolutionOfPng(physical.data)) ?? undefined,
    },
    note: joinNotes(
      partial && text.pictures.notes.partial,
      noteOfColours(colours),
      chunks.some(({ type }) => type === 'acTL') && text.pictures.notes.film,
    ),
  };
}

/** As older programs keep EXIF, XMP and captions: in hexadecimal, in a text of that keyword. */
const profileKeyword = 'Raw profile type ';

const isDescription = (data: Uint8Array): boolean =>
  hasAscii(data, 0, `${xmpKeyword}\0`) || hasAscii(data, 0, profileKeyword);

/** What tells of the photo, wherever in the file it stands. */
function readDescription(chunks: readonly PngChunk[]): Pick<PhotoMetadata, 'exif' | 'xmp' | 'photoshop'> {
  const profile = (...names: string[]): Uint8Array | null => {
    for (const chunk of chunks)
      if (names.some((name) => hasAscii(chunk.data, 0, `${profileKeyword}${name}\0`)))
        return rawProfile(chunk);
    return null;
  };
  const own = chunks.find(({ type }) => type === 'eXIf')?.data;
  const exif = own ?? profile('exif', 'APP1');
  const packet = chunks.find(({ data }) => hasAscii(data, 0, `${xmpKeyword}\0`));
  const xmp = packet ? textOf(packet) : profile('xmp');
  return {
    exif: exif && stripExifPrefix(exif).slice(),
    xmp: xmp && new TextDecoder().decode(xmp),
    photoshop: profile('8bim', 'iptc') ?? undefined,
  };
}

/** The text of a tEXt, zTXt or iTXt chunk (PNG third edition, section 11.3.3); null where it is damaged. */
function textOf({ type, data }: PngChunk): Uint8Array | null {
  let at = data.indexOf(0) + 1;
  let deflated = type === 'zTXt';
  if (type === 'zTXt') at++;
  if (type === 'iTXt') {
    deflated = data[at] === 1;
    at = data.indexOf(0, data.indexOf(0, at + 2) + 1) + 1;
  }
  try {
    return deflated ? inflateSync(data.subarray(at), { maxOutputLength: maxText }) : data.subarray(at);
  } catch {
    return null;
  }
}

const maxText = 64 << 20;

/** "\nexif\n      14\n4578...": name, number of bytes, bytes. */
function rawProfile(chunk: PngChunk): Uint8Array | null {
  const profile = textOf(chunk);
  const parts =
    profile && /^\s*\S+\s+(\d+)\s+([0-9a-fA-F\s]+)$/.exec(Buffer.from(profile).toString('latin1'));
  return parts ? Buffer.from(parts[2]!.replace(/\s/g, ''), 'hex') : null;
}

/** A chunk that does not hold the whole file's bytes. */
const ownChunk = ({ type, data }: PngChunk): PngChunk => ({ type, data: data.slice() });
