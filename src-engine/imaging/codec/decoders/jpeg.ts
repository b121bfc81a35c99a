import { text } from '#shared/text/text.ts';
import { TesseraError } from '#shared/errors.ts';
import { parseFrame } from '#engine/imaging/jpeg/frame.ts';
import { JpegError } from '#engine/imaging/jpeg/jpeg-error.ts';
import { isFrameHeader } from '#engine/imaging/jpeg/markers.ts';
import { splitSegments } from '#engine/imaging/jpeg/segments.ts';
import { adobeRgbProfile } from '#engine/imaging/colour/made-profile.ts';
import { saysAdobeRgb, stripExifPrefix } from '../exif.ts';
import {
  damaged,
  damagedHeader,
  damagedPartial,
  type DecodedFile,
  type DecodeOptions,
  joinNotes,
  type PictureDecoder,
  usesUnsupported,
} from '../picture-decoder.ts';
import { readJpegMetadata } from '../jpeg-metadata.ts';
import { pictureSize } from '../picture-size.ts';
import { thumbnailPlace } from '../preview-place.ts';
import { resolutionOfJpeg } from '../resolution.ts';
import { readHeader, readSamples } from '../sharp-samples.ts';

export const jpegDecoder: PictureDecoder = {
  format: 'jpeg',
  sniff: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff,
  decode,
  async previewPlace(head) {
    const size = await pictureSize(head);
    return size && thumbnailPlace(head, size);
  },
};

const endMarker = Uint8Array.of(0xff, 0xd9);

async function decode(
  bytes: Uint8Array,
  name: string,
  { partial = false }: DecodeOptions,
): Promise<DecodedFile> {
  const strict = { failOn: 'error', orient: true } as const;
  const header = await readHeader(bytes, { ...strict, failOn: 'none' }).catch((error: unknown) => {
    throw kindNotRead(bytes, name) ?? damagedHeader(name, error);
  });
  // Nothing says which colours these are; the library takes the second one for transparency.
  if (header.channels === 2) throw usesUnsupported(name, text.pictures.jpegKinds.components(2));
  let note: string | null = null;
  const image = await readSamples(bytes, name, header, strict).catch(async (error: unknown) => {
    if (error instanceof TesseraError) throw error;
    const notRead = kindNotRead(bytes, name);
    if (notRead) throw notRead;
    // With the end marker supplied, "warning" still refuses a picture of which any block is missing.
    const completed = Buffer.concat([bytes, endMarker]);
    try {
      const whole = await readSamples(completed, name, header, { failOn: 'warning', orient: true });
      note = text.pictures.notes.noEndMarker;
      return whole;
    } catch {
      if (!partial) throw damagedPartial(name, error);
    }
    note = text.pictures.notes.partial;
    return readSamples(bytes, name, header, { failOn: 'none', orient: true }).catch((beyond: unknown) => {
      throw beyond instanceof TesseraError ? beyond : damaged(name, beyond);
    });
  });
  const own = readJpegMetadata(bytes);
  const exif = own ? own.exif : header.exif ? Uint8Array.from(stripExifPrefix(header.exif)) : null;
  const iccProfile =
    image.iccProfile ?? (image.channels === 3 && exif && saysAdobeRgb(exif) ? adobeRgbProfile() : null);
  return {
    image: { ...image, iccProfile },
    metadata: {
      exif,
      xmp: own ? own.xmp : (header.xmpAsString ?? null),
      resolution: resolutionOfJpeg(bytes, exif) ?? undefined,
      photoshop: own?.photoshop ?? undefined,
      comments: own && own.comments.length > 0 ? own.comments : undefined,
    },
    orientation: header.orientation ?? 1,
    note: joinNotes(header.space === 'cmyk' && text.pictures.notes.cmyk, note),
  };
}

/** Kinds of JPEG that the image library reads no pixels of, by name (ITU-T T.81, table B.1); null = it is of another. */
function kindNotRead(bytes: Uint8Array, name: string): TesseraError | null {
  try {
    const frame = splitSegments(bytes).find(({ marker }) => marker !== null && isFrameHeader(marker));
    // Arithmetic coding, sequential and progressive, is read here, though its blocks are not kept.
    if (frame && frame.marker !== 0xc9 && frame.marker !== 0xca) parseFrame(frame.marker!, frame.payload);
    return null;
  } catch (error) {
    if (
      !(error instanceof JpegError) ||
      error.kind === 'damaged' ||
      error.message === text.pictures.jpegKinds.cmyk
    )
      return null;
    return usesUnsupported(name, error.message);
  }
}
