import type { MetadataPart } from '#shared/pictures/metadata-choices.ts';
import { text } from '#shared/text/text.ts';
import type { EditTime } from './edit-time.ts';
import { correctExif } from './jpeg-file/exif-parts.ts';
import type { Resolution } from './metadata.ts';
import { hasAscii } from './picture-decoder.ts';
import { firstDirectory, readDirectory, tiffBytes, type TiffField, tiffNumbers } from './tiff-directory.ts';

/** Careful edits of an EXIF block (TIFF structure, EXIF 2.32 section 4.6), in place: every offset in it stays right. */

const orientationTag = 0x0112;
const exifPointerTag = 0x8769;
const gpsPointerTag = 0x8825;
const widthResolutionTag = 0x011a;
const heightResolutionTag = 0x011b;
const resolutionUnitTag = 0x0128;
const interoperabilityPointerTag = 0xa005;
const colourSpaceTag = 0xa001;
const uncalibrated = 65535;
const dateTag = 0x0132;
const dateOffsetTag = 0x9010;
const dateFractionTag = 0x9290;
const makerNoteTag = 0x927c;
const pixelWidthTag = 0xa002;
const pixelHeightTag = 0xa003;
/** CameraSerialNumber (DNG), BodySerialNumber, LensSerialNumber, ImageUniqueID. */
const serialTags = [0xc62f, 0xa431, 0xa435, 0xa420];
const prefix = Uint8Array.of(0x45, 0x78, 0x69, 0x66, 0, 0);
/** Bytes per value of each field type (TIFF 6.0 section 2); index = type. */
const typeSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4];

/** A block (null = there is none left) and what was changed in it, by name. */
export interface EditedExif {
  readonly exif: Uint8Array | null;
  readonly changes: readonly string[];
}

/** Removes the "Exif\0\0" that JPEG puts before the TIFF header. */
export function stripExifPrefix(exif: Uint8Array): Uint8Array {
  const prefixed = exif.length > 6 && exif[0] === 0x45 && exif[1] === 0x78 && exif[4] === 0 && exif[5] === 0;
  return prefixed ? exif.subarray(6) : exif;
}

/** The reverse of `stripExifPrefix`. */
export const withExifPrefix = (exif: Uint8Array): Uint8Array =>
  new Uint8Array(Buffer.concat([prefix, stripExifPrefix(exif)]));

/**
 * The same metadata for an edited picture: orientation 1, the new size, and no thumbnail or preview (they would still show
 * what was removed). A block that is damaged goes.
 */
export function exifForEditedPicture(
  original: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
): EditedExif {
  const { payload, changes } = correctExif(withExifPrefix(original), {
    ...{ oldWidth: width, oldHeight: height, width, height, left: 0, top: 0 },
  });
  const exif = payload.slice(prefix.length);
  try {
    for (const entry of entriesOf(exif)) {
      if (entry.tag === orientationTag) entry.write(1);
      if (entry.tag === pixelWidthTag) entry.write(width);
      if (entry.tag === pixelHeightTag) entry.write(height);
    }
    return { exif, changes };
  } catch (error) {
    if (error instanceof RangeError) return { exif: null, changes: [text.pictures.changes.unreadableExif] };
    throw error;
  }
}

/** The block with another resolution where it has one, and whether it has. */
export function exifWithResolution(
  original: Uint8Array,
  resolution: Resolution,
): { readonly exif: Uint8Array; readonly hasResolution: boolean } {
  const exif = original.slice();
  const factor = { inch: 1, centimetre: 2.54, metre: 0.0254, none: 1 }[resolution.unit];
  let hasResolution = false;
  for (const entry of entriesOf(exif)) {
    // Where there is no unit, an inch is meant.
    if (entry.tag === resolutionUnitTag) entry.write(resolution.unit === 'none' ? 1 : 2);
    if (entry.tag !== widthResolutionTag && entry.tag !== heightResolutionTag) continue;
    entry.writeFraction((entry.tag === widthResolutionTag ? resolution.x : resolution.y) * factor);
    hasResolution = true;
  }
  return { exif, hasResolution };
}

/** A block without some of what it says. Maker notes go whole: their layout is the maker's own. */
function exifWithout(original: Uint8Array, parts: readonly MetadataPart[]): EditedExif {
  if (parts.length === 0) return { exif: original, changes: [] };
  const exif = original.slice();
  const changes = new Set<string>();
  const { place, serial, makerNote, unreadableExif } = text.pictures.changes;
  try {
    // From the last to the first: what follows a removed entry moves up.
    for (const entry of [...entriesOf(exif)].reverse()) {
      const change =
        entry.tag === gpsPointerTag && parts.includes('place')
          ? place
          : serialTags.includes(entry.tag) && parts.includes('serial')
            ? serial
            : entry.tag === makerNoteTag
              ? makerNote
              : null;
      if (change === null) continue;
      entry.remove();
      changes.add(change);
    }
    return { exif, changes: [...changes] };
  } catch (error) {
    if (error instanceof RangeError) return { exif: null, changes: [unreadableExif] };
    throw error;
  }
}

/** A block as it is written of an edited photo: without some of what it says, and with the time of the edit where it has one. */
export function restatedExif(
  original: Uint8Array,
  without: readonly MetadataPart[],
  time: EditTime | null,
): EditedExif {
  const kept = exifWithout(original, without);
  if (!kept.exif || !time) return kept;
  const exif = kept.exif.slice();
  let isDated = false;
  try {
    for (const entry of [...entriesOf(exif)].reverse()) {
      if (entry.tag === dateTag) isDated = entry.writeText(time.exif) || isDated;
      if (entry.tag === dateOffsetTag) entry.writeText(time.offset);
      // Fractions of the second it was before.
      if (entry.tag === dateFractionTag) entry.remove();
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return kept;
  }
  return isDated ? { exif, changes: [...kept.changes, text.pictures.changes.date] } : kept;
}

/** True where a camera says that its colours are those of Adobe RGB (DCF 2.0: uncalibrated, with the option file R03). */
export function saysAdobeRgb(exif: Uint8Array): boolean {
  try {
    const first = readDirectory(exif, firstDirectory(exif) ?? exif.length);
    const own = fieldsBehind(first, exifPointerTag);
    const index = tiffBytes(fieldsBehind(own, interoperabilityPointerTag), 1);
    return (
      tiffNumbers(own, colourSpaceTag)?.[0] === uncalibrated && index !== null && hasAscii(index, 0, 'R03')
    );
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The directory that a field points at. */
function fieldsBehind(fields: readonly TiffField[], pointer: number): readonly TiffField[] {
  const value = fields.find(({ tag }) => tag === pointer)?.value;
  return value && !(value instanceof Uint8Array) ? value : [];
}

/** How the block says that the picture is to be turned; 1 where it does not. */
export function orientationOfExif(exif: Uint8Array): number {
  try {
    for (const { tag, read } of entriesOf(exif)) if (tag === orientationTag) return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return 1;
}

interface Entry {
  readonly tag: number;
  read(): number;
  /** A whole number. */
  write(value: number): void;
  /** An unsigned fraction, to four decimals. */
  writeFraction(value: number): void;
  /** Letters in the place of others; false where there is another number of them. */
  writeText(value: string): boolean;
  /** Zeroes its value, the directory it may point at included, and takes it out of its own. */
  remove(): void;
}

/**
 * The entries of the first directory and of the Exif directory.
 * @throws RangeError where this is no TIFF structure, or a directory lies outside
 */
function entriesOf(exif: Uint8Array): Entry[] {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) throw new RangeError('no TIFF structure');
  const little = order === 0x4949;
  const directory = (at: number): (Entry & { readonly pointsAt: () => number })[] => {
    const count = view.getUint16(at, little);
    return Array.from({ length: count }, (_, index) => {
      const entry = at + 2 + index * 12;
      const [tag, type] = [view.getUint16(entry, little), view.getUint16(entry + 2, little)];
      const pointsAt = (): number => view.getUint32(entry + 8, little);
      return {
        tag,
        pointsAt,
        read: () => (type === 3 || type === 8 ? view.getUint16(entry + 8, little) : pointsAt()),
        write(value) {
          if (type === 3 || type === 8) view.setUint16(entry + 8, value, little);
          else if (type === 4 || type === 9) view.setUint32(entry + 8, value, little);
        },
        writeFraction(value) {
          if (type !== 5) return;
          view.setUint32(pointsAt(), Math.round(value * 10_000), little);
          view.setUint32(pointsAt() + 4, 10_000, little);
        },
        writeText(value) {
          if (type !== 2 || view.getUint32(entry + 4, little) !== value.length + 1) return false;
          const start = value.length + 1 > 4 ? pointsAt() : entry + 8;
          if (start + value.length + 1 > exif.length) throw new RangeError('a text outside');
          exif.set(Buffer.from(`${value}\0`, 'latin1'), start);
          return true;
        },
        remove() {
          if (tag === gpsPointerTag) {
            const inside = directory(pointsAt());
            for (const each of [...inside].reverse()) each.remove();
          } else {
            const size = view.getUint32(entry + 4, little) * (typeSizes[type] ?? 0);
            if (size > 4) exif.fill(0, pointsAt(), pointsAt() + size);
          }
          const left = view.getUint16(at, little) - 1;
          const end = at + 2 + (left + 1) * 12 + 4;
          exif.copyWithin(entry, entry + 12, end);
          exif.fill(0, end - 12, end);
          view.setUint16(at, left, little);
        },
      };
    });
  };
  const first = directory(view.getUint32(4, little));
  const pointer = first.find(({ tag }) => tag === exifPointerTag);
  return pointer ? [...first, ...directory(pointer.pointsAt())] : first;
}
