import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { EarlyPicture } from '#shared/pictures/opening.ts';
import { headOfFile } from '#engine/files/head-of-file.ts';
import { orientSamples } from '#engine/imaging/orient-samples.ts';
import { readFileBytes } from './decode.ts';
import { pictureDecoders } from './decoders.ts';
import { getSharp } from './load-sharp.ts';
import type { EmbeddedPreview, PictureDecoder } from './picture-decoder.ts';
import { pictureSize } from './picture-size.ts';

/** A picture made small while it is decoded, 8 bit sRGB with straight alpha, upright. */
export interface FirstPicture extends EarlyPicture {
  /** There is a sharper one, which takes longer: `isSharp` asks for it. */
  readonly isCoarse: boolean;
}

/** Smaller files are there at once. */
const smallestFile = 1 << 20;
/** What tells where previews lie, behind the metadata that may come first. */
const headBytes = 1 << 18;
const longestSide = 1024;
/** What is smaller is blurred in a window. */
const sharpSide = 512;
/** A preview whose proportions differ more from the picture's is of another cut, or lies otherwise. */
const likeProportions = 1.05;

/**
 * A quick look at a large JPEG or WebP, whose decoders skip what a small picture does not need, or at the preview in a file; else
 * null. Where the beginning of a file tells of a preview, no more of it is read. @throws TesseraError file-not-found, file-unreadable
 */
export async function firstPictureOfFile(path: string, isSharp = false): Promise<FirstPicture | null> {
  const head = await headOfFile(path, headBytes);
  const name = basename(path);
  const preview = isSharp || head.length < headBytes ? null : await previewByHead(path, head, name);
  if (!preview) return firstPicture(await readFileBytes(path), name);
  return { ...preview, isCoarse: Math.max(preview.width, preview.height) < sharpSide };
}

/** The same of a file's bytes, all of which are looked at. */
export async function firstPicture(bytes: Uint8Array, name: string): Promise<FirstPicture | null> {
  const look = isQuick(bytes) ? await wholeFile(bytes) : await embedded(bytes, name);
  const small = look && (await smallPicture(look));
  return small && { ...small, isCoarse: false };
}

/** Loads the image library, and has it compile what a first picture takes: 0.3 s that nobody should wait for. */
export async function prepareFirstPicture(): Promise<void> {
  const create = { width: 64, height: 64, channels: 3, background: '#808080' } as const;
  const file = await getSharp()({ create }).jpeg().toBuffer();
  await smallPicture({ file, of: create });
}

async function smallPicture({ file, of, orientation }: EmbeddedPreview): Promise<EarlyPicture | null> {
  const stored = getSharp()(file, { failOn: 'none', limitInputPixels: false });
  const { data, info } = await (orientation === undefined ? stored.rotate() : stored)
    .resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true, kernel: 'nearest' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const image = { ...info, channels: 4, bitDepth: 8, data: Uint8Array.from(data), iccProfile: null } as const;
  const { width, height, data: rgba } = orientSamples(image, orientation ?? 1);
  const stretched = (width * of.height) / (height * of.width);
  if (stretched > likeProportions || stretched < 1 / likeProportions) return null;
  return { width, height, rgba: Uint8Array.from(rgba), of };
}

/** The preview that the beginning of a file tells of; null also where it cannot be read: the whole file may still hold one. */
async function previewByHead(path: string, head: Uint8Array, name: string): Promise<EarlyPicture | null> {
  const file = await open(path);
  try {
    if ((await file.stat()).size < smallestFile) return null;
    const place = await decoderOf(head, name)?.previewPlace?.(head);
    if (!place) return null;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(place.length), 0, place.length, place.start);
    return await smallPicture({ ...place, file: buffer.subarray(0, bytesRead) });
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

function isQuick(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return start.startsWith('\xff\xd8\xff') || /^RIFF.{4}WEBP/s.test(start);
}

async function wholeFile(file: Uint8Array): Promise<EmbeddedPreview | null> {
  const of = file.length < smallestFile ? null : await pictureSize(file);
  return of && { file, of };
}

const decoderOf = (bytes: Uint8Array, name: string): PictureDecoder | undefined =>
  pictureDecoders.find((each) => each.sniff(bytes, name));

/** Null also where it cannot be read: decoding says why. */
const embedded = (bytes: Uint8Array, name: string): Promise<EmbeddedPreview | null> =>
  decoderOf(bytes, name)
    ?.preview?.(bytes, name)
    .catch(() => null) ?? Promise.resolve(null);
