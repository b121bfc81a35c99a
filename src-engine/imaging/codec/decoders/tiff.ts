import { text } from '#shared/text/text.ts';
import { TesseraError } from '#shared/errors.ts';
import { orientSamples } from '#engine/imaging/orient-samples.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { exifOfTiff } from '../exif-in-tiff.ts';
import { captionsTag, type PhotoMetadata, photoshopTag } from '../metadata.ts';
import { resourcesOfCaptions } from '../photoshop-data.ts';
import {
  assertPictureSize,
  damagedHeader,
  damagedPartial,
  type DecodedFile,
  type DecodeOptions,
  joinNotes,
  type PictureDecoder,
  usesUnsupported,
} from '../picture-decoder.ts';
import { readHeader, readSamples } from '../sharp-samples.ts';
import {
  readDirectory,
  readTiffHeader,
  readTiffPages,
  tiffBytes,
  type TiffDirectory,
  type TiffField,
  tiffNumbers,
  withFirstDirectory,
  withShort,
} from '../tiff-directory.ts';
import { readTiffByBlocks } from '../tiff-blocks.ts';
import { fromStoredForm } from '../tiff-stored-form.ts';
import {
  assertBlocksPresent,
  isSmallerOrMask,
  readTiffLayout,
  type TiffLayout,
  unsupportedLayout,
} from '../tiff-layout.ts';
import { resolutionOfTiff } from '../resolution.ts';

export const tiffDecoder: PictureDecoder = {
  format: 'tiff',
  sniff: (bytes) => readTiffHeader(bytes) !== null,
  decode,
};

async function decode(
  file: Uint8Array,
  name: string,
  { page, partial = false }: DecodeOptions,
): Promise<DecodedFile> {
  const stands = pagesOf(file, name);
  if (stands.length === 0) throw damagedHeader(name);
  const bytes = page === null || page === undefined ? withFullPicture(file, stands) : file;
  const pages = bytes === file ? stands : pagesOf(bytes, name);
  const index = choosePage(pages, name, page ?? null);
  const chosen = pages[index]!;
  const { fields } = chosen;
  const layout = readTiffLayout(fields);
  if (!layout) throw damagedHeader(name);
  assertPictureSize(name, layout.width, layout.height);
  const unsupported = unsupportedLayout(layout);
  if (unsupported) throw usesUnsupported(name, unsupported);
  let stored: SampleImage;
  try {
    if (!partial) assertBlocksPresent(fields, bytes.length);
    stored = await readStored(bytes, name, index, chosen, layout, partial);
  } catch (error) {
    if (error instanceof TesseraError) throw error;
    throw damagedPartial(name, error);
  }
  const { image, storage, notes } = fromStoredForm(stored, layout);
  // What stands above a picture speaks of it, too.
  const own = new Set(fields.map(({ tag }) => tag));
  const above = bytes === file ? [] : stands[0]!.fields;
  const told = [...fields, ...above.filter(({ tag }) => !own.has(tag))];
  const orientation = tiffNumbers(told, 274)?.[0] ?? 1;
  const xmp = tiffBytes(told, 700);
  const metadata: PhotoMetadata = {
    exif: exifOfTiff(bytes, told),
    xmp: xmp && new TextDecoder().decode(xmp).replace(/\0+$/, ''),
    resolution: resolutionOfTiff(fields) ?? resolutionOfTiff(above) ?? undefined,
    storage,
    photoshop: photoshopDataOf(told) ?? undefined,
  };
  return {
    image: orientSamples(image, orientation),
    metadata,
    note: joinNotes(
      layout.photometric === 5 && text.pictures.notes.cmyk,
      ...notes,
      pages.length > 1 && text.pictures.notes.page(index + 1, pages.length),
      partial && text.pictures.notes.partial,
    ),
  };
}

/** Image resources; where there are none, captions that stand alone, in either byte order. */
function photoshopDataOf(fields: readonly TiffField[]): Uint8Array | null {
  const captions = tiffBytes(fields, captionsTag);
  if (captions && captions[0] !== 0x1c)
    for (let at = 0; at + 4 <= captions.length; at += 4) captions.subarray(at, at + 4).reverse();
  return tiffBytes(fields, photoshopTag) ?? (captions && resourcesOfCaptions(captions));
}

function pagesOf(bytes: Uint8Array, name: string): TiffDirectory[] {
  try {
    return readTiffPages(bytes);
  } catch (error) {
    throw damagedHeader(name, error);
  }
}

/** The page asked for; else the first that is neither a reduced preview nor a transparency mask. */
function choosePage(pages: readonly TiffDirectory[], name: string, page: number | null): number {
  if (page !== null && page > pages.length)
    throw new TesseraError('usage', text.pictures.noSuchPage(name, page, pages.length));
  if (page !== null) return page - 1;
  return Math.max(
    0,
    pages.findIndex(({ fields }) => !isSmallerOrMask(fields)),
  );
}

/**
 * Where every page is a smaller version and the picture itself lies below the first one (SubIFDs, tag 330: TIFF technical note 1), a
 * file that begins with that picture; else the same bytes.
 */
function withFullPicture(bytes: Uint8Array, pages: readonly TiffDirectory[]): Uint8Array {
  if (!pages.every(({ fields }) => isSmallerOrMask(fields))) return bytes;
  const below = (tiffNumbers(pages[0]!.fields, 330) ?? []).find((offset) => {
    try {
      return !isSmallerOrMask(readDirectory(bytes, offset));
    } catch (error) {
      if (error instanceof RangeError) return false;
      throw error;
    }
  });
  return below === undefined ? bytes : withFirstDirectory(bytes, below);
}

/** Block by block where that is known here, else by the image library. */
async function readStored(
  bytes: Uint8Array,
  name: string,
  index: number,
  page: TiffDirectory,
  layout: TiffLayout,
  partial: boolean,
): Promise<SampleImage> {
  if (layout.readByBlocks)
    return {
      ...(await readTiffByBlocks(bytes, page.fields, layout, partial)),
      iccProfile: tiffBytes(page.fields, 34675),
    };
  // With "error" a damaged tile could come out black without a word.
  const reading = {
    failOn: partial ? 'none' : 'warning',
    page: index,
    unlimited: true,
    orient: false,
  } as const;
  const readable = plainlyStored(bytes, page, layout);
  return readSamples(readable, name, await readHeader(readable, reading), reading);
}

/**
 * The library divides associated alpha by itself, with losses, and refuses orientations that are none: both are dealt
 * with here instead, so it is shown a file without them.
 */
function plainlyStored(bytes: Uint8Array, page: TiffDirectory, { extra }: TiffLayout): Uint8Array {
  const orientation = tiffNumbers(page.fields, 274)?.[0] ?? 1;
  const turned = orientation < 1 || orientation > 8 ? withShort(bytes, page, 274, 1) : bytes;
  return extra === 1 ? withShort(turned, page, 338, 2) : turned;
}
