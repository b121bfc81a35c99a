import { readDirectory, readTiffPages, type TiffField, tiffNumbers } from './tiff-directory.ts';

/** Where a file holds a JPEG of its picture, by the beginning of the file. */
export interface PreviewPlace {
  readonly start: number;
  readonly length: number;
  /** How it is to be turned (EXIF 2.32, tag 0x0112). */
  readonly orientation: number;
  /** Size of the whole picture, upright. */
  readonly of: { readonly width: number; readonly height: number };
}

/** Photometric interpretations of a sensor's samples: a mosaic, and colours of each pixel (TIFF/EP, DNG 1.4). */
const sensorKinds = [32803, 34892];
/** A preview with this longest side fills a window; a larger one takes longer. */
const wantedSide = 1024;
/** What a picture takes that no one looks for: a header that lies. */
const maxLength = 1 << 26;

/** The thumbnail that a camera put into a JPEG's EXIF block (section 4.5.8). @param size of the JPEG, upright */
export function thumbnailPlace(head: Uint8Array, size: PreviewPlace['of']): PreviewPlace | null {
  const exif = exifRange(head);
  if (!exif) return null;
  const [first, second] = pagesOf(head.subarray(exif.start, exif.end));
  const stream = second && jpegOf(second);
  if (!stream || exif.start + stream.start + stream.length > exif.end) return null;
  return {
    start: exif.start + stream.start,
    length: stream.length,
    orientation: (first && tiffNumbers(first, 274)?.[0]) ?? 1,
    of: size,
  };
}

/** The preview of a camera raw file that is a kind of TIFF: the smallest that fills a window, else the largest. */
export function rawPreviewPlace(head: Uint8Array): PreviewPlace | null {
  const pages = pagesOf(head);
  const directories = [...pages, ...pages.flatMap((fields) => directoriesBelow(head, fields))];
  const sensor = directories.filter(isSensor).sort((a, b) => longestSide(b) - longestSide(a))[0];
  if (!sensor) return null;
  const previews = directories
    .filter((fields) => !isSensor(fields))
    .flatMap((fields) => {
      const stream = jpegOf(fields);
      return stream ? [{ ...stream, side: longestSide(fields) }] : [];
    })
    .sort((a, b) => a.length - b.length);
  const preview = previews.find(({ side }) => side >= wantedSide) ?? previews.at(-1);
  if (!preview) return null;
  const orientation = tiffNumbers(pages[0]!, 274)?.[0] ?? 1;
  const [width = 0, height = 0] = tiffNumbers(sensor, 50720) ?? [first(sensor, 256), first(sensor, 257)];
  if (!(width > 0 && height > 0)) return null;
  const of = orientation >= 5 ? { width: height, height: width } : { width, height };
  return { start: preview.start, length: preview.length, orientation, of };
}

const first = (fields: readonly TiffField[], tag: number): number => tiffNumbers(fields, tag)?.[0] ?? 0;

const isSensor = (fields: readonly TiffField[]): boolean => sensorKinds.includes(first(fields, 262));

const longestSide = (fields: readonly TiffField[]): number =>
  Math.max(first(fields, 256), first(fields, 257));

/** Where the directory's JPEG lies: named by tags of its own, or as the only strip; null = it has none. */
function jpegOf(fields: readonly TiffField[]): Pick<PreviewPlace, 'start' | 'length'> | null {
  const starts = tiffNumbers(fields, 513) ?? tiffNumbers(fields, 273);
  const lengths = tiffNumbers(fields, 514) ?? tiffNumbers(fields, 279);
  const compression = tiffNumbers(fields, 259)?.[0] ?? 6;
  if (starts?.length !== 1 || lengths?.length !== 1 || (compression !== 6 && compression !== 7)) return null;
  const [start, length] = [starts[0]!, lengths[0]!];
  return start > 0 && length > 0 && length < maxLength ? { start, length } : null;
}

/** Those that a directory names as its own (SubIFDs, tag 330); what lies farther than the bytes is left out. */
const directoriesBelow = (bytes: Uint8Array, fields: readonly TiffField[]): TiffField[][] =>
  (tiffNumbers(fields, 330) ?? []).slice(0, 16).flatMap((offset) => {
    try {
      return [readDirectory(bytes, offset)];
    } catch (error) {
      if (error instanceof RangeError) return [];
      throw error;
    }
  });

function pagesOf(bytes: Uint8Array): TiffField[][] {
  try {
    return readTiffPages(bytes).map(({ fields }) => fields);
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** The TIFF structure in a JPEG's APP1 segment (EXIF 2.32, section 4.7.2); null where none is in these bytes. */
function exifRange(head: Uint8Array): { readonly start: number; readonly end: number } | null {
  for (let at = 2; at + 10 <= head.length && head[at] === 0xff;) {
    const end = at + 2 + head[at + 2]! * 256 + head[at + 3]!;
    const isExif = head[at + 1] === 0xe1 && Buffer.from(head.subarray(at + 4, at + 10)).equals(exifMark);
    if (isExif) return end <= head.length ? { start: at + 10, end } : null;
    // A scan's data follows its header.
    if (head[at + 1] === 0xda) return null;
    at = end;
  }
  return null;
}

const exifMark = Buffer.from('Exif\0\0', 'latin1');
