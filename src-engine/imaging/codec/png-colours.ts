import type { Chromaticities } from '#engine/imaging/colour/chromaticities.ts';
import { type CodedColours, codedColours, profileOfGamma } from '#engine/imaging/colour/made-profile.ts';
import { text } from '#shared/text/text.ts';
import { type DecodedFile, joinNotes } from './picture-decoder.ts';
import type { PngChunk } from './png-chunks.ts';

/** What the chunks of a PNG (or the codes of another file, as a cICP chunk) say of its colours. */
export function colourOfChunks(
  chunks: readonly PngChunk[],
  /** A profile in the file, which counts before all but cICP (PNG third edition, section 4.3). */
  hasProfile: boolean,
  isGrey: boolean,
): CodedColours | { readonly kind: 'unsaid' } {
  const dataOf = (type: string, length: number): Uint8Array | null =>
    chunks.find((chunk) => chunk.type === type && chunk.data.length >= length)?.data ?? null;
  const codes = isGrey ? null : dataOf('cICP', 2);
  const coded = codes && codedColours([codes[0]!, codes[1]!]);
  if (coded && coded.kind !== 'other') return coded;
  if (hasProfile) return { kind: 'unsaid' };
  const [gamma, primaries] = [dataOf('gAMA', 4), dataOf('cHRM', 32)];
  if (coded || dataOf('sRGB', 1) || !(gamma ?? primaries)) return coded ?? { kind: 'unsaid' };
  const fraction = gamma && numberAt(gamma, 0) / hundredThousand;
  const profile = profileOfGamma(
    fraction ? 1 / fraction : null,
    primaries && readChromaticities(primaries),
    isGrey,
  );
  return profile ? { kind: 'profile', profile, isHdr: false } : { kind: 'srgb' };
}

/** Codes of another file as a PNG holds them: RGB, full range. */
const chunkOfCodes = ([primaries, transfer]: readonly [number, number]): PngChunk => ({
  type: 'cICP',
  data: Uint8Array.of(primaries, transfer, 0, 1),
});

/** A picture whose file names its colours by codes, where it has no profile of its own. */
export function withCodes(decoded: DecodedFile, codes: readonly [number, number] | null): DecodedFile {
  const { image, metadata, note } = decoded;
  if (image.iccProfile || !codes) return decoded;
  const colourChunks = [chunkOfCodes(codes)];
  const colours = colourOfChunks(colourChunks, false, image.channels < 3);
  if (colours.kind !== 'profile' && colours.kind !== 'other') return decoded;
  return {
    ...decoded,
    image: colours.kind === 'profile' ? { ...image, iccProfile: colours.profile } : image,
    metadata: { ...metadata, colourChunks },
    note: joinNotes(note, noteOfColours(colours)),
  };
}

/** What the reader should know of colours: those that are only shown about right, or not known. */
export function noteOfColours(colours: ReturnType<typeof colourOfChunks>): string | null {
  if (colours.kind === 'other') return text.pictures.notes.otherColours;
  return colours.kind === 'profile' && colours.isHdr ? text.pictures.notes.hdrColours : null;
}

const hundredThousand = 100_000;

const numberAt = (data: Uint8Array, index: number): number =>
  new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(4 * index);

function readChromaticities(data: Uint8Array): Chromaticities {
  const point = (index: number): [number, number] => [
    numberAt(data, 2 * index) / hundredThousand,
    numberAt(data, 2 * index + 1) / hundredThousand,
  ];
  return { white: point(0), red: point(1), green: point(2), blue: point(3) };
}
