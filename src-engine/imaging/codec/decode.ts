import { promises as fs } from 'node:fs';
import { basename } from 'node:path';
import { TesseraError } from '#shared/errors.ts';
import { formatNames } from '#shared/pictures/picture-formats.ts';
import { text } from '#shared/text/text.ts';
import { describeReadError } from '#engine/files/system-errors.ts';
import { soundProfile } from '#engine/imaging/colour/icc-profile.ts';
import { pictureDecoders } from './decoders.ts';
import { type DecodedPhoto, type DecodeOptions, joinNotes, type PictureDecoder } from './picture-decoder.ts';
import { resolutionOfExif } from './resolution.ts';
import { unsupportedFormat } from './unsupported-formats.ts';

/** Reads and decodes a picture. @throws TesseraError file-not-found, file-unreadable and those of `decodePhoto` */
export async function readPhotoFile(path: string, options: DecodeOptions = {}): Promise<DecodedPhoto> {
  return decodePhoto(await readFileBytes(path), basename(path), options);
}

/** A file's bytes. @throws TesseraError file-not-found, file-unreadable */
export async function readFileBytes(path: string): Promise<Uint8Array> {
  try {
    return await fs.readFile(path);
  } catch (error) {
    throw describeReadError(error, path);
  }
}

/**
 * Decodes a picture to its own samples: orientation applied, bit depth and profile kept. A profile that an encoder would
 * refuse later is mended or left out here, with a note.
 * @throws TesseraError file-not-image, file-truncated, file-unsupported, image-too-large, usage (no such page)
 */
export async function decodePhoto(
  bytes: Uint8Array,
  name: string,
  options: DecodeOptions = {},
  decoders: readonly PictureDecoder[] = pictureDecoders,
): Promise<DecodedPhoto> {
  const decoder = decoders.find((each) => each.sniff(bytes, name));
  if (!decoder) throw notReadable(bytes, name);
  const decoded = await decoder.decode(bytes, name, options);
  const { image, note, metadata } = decoded;
  const checked = image.iccProfile && soundProfile(image.iccProfile, image.channels);
  return {
    ...decoded,
    format: decoder.format,
    orientation: decoded.orientation ?? 1,
    metadata: {
      ...metadata,
      resolution: metadata.resolution ?? (metadata.exif && resolutionOfExif(metadata.exif)) ?? undefined,
    },
    image: { ...image, iccProfile: checked && checked.kind !== 'unusable' ? checked.profile : null },
    note: joinNotes(
      note,
      checked?.kind === 'cut' && text.pictures.notes.profileCut,
      checked?.kind === 'unusable' && text.pictures.notes.profileDropped,
    ),
  };
}

function notReadable(bytes: Uint8Array, name: string): TesseraError {
  const unsupported = unsupportedFormat(bytes);
  return unsupported
    ? new TesseraError('file-unsupported', text.pictures.isUnsupported(name, unsupported))
    : new TesseraError('file-not-image', text.pictures.notAPicture(name, formatNames(undefined, 'and')));
}
