import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { TesseraError } from '#shared/errors.ts';
import type { Opening, WaysToOpen } from '#shared/pictures/opening.ts';
import { text } from '#shared/text/text.ts';
import { turnsOfRecipe } from '#engine/editing/recipe/recipe.ts';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { headOfFile } from '#engine/files/head-of-file.ts';
import { workingCopy, writing } from '#engine/files/system-errors.ts';
import { recipeOfFile } from '#engine/editing/recipe/recipe-of-file.ts';
import {
  decodePhoto,
  firstPicture,
  firstPictureOfFile,
  type FirstPicture,
  noMetadata,
  sizeOfPictureFile,
  readFileBytes,
  isTiff,
  readRecipe,
  waysToOpen,
} from '#engine/imaging/codec/index.ts';
import { profileName } from '#engine/imaging/colour/icc-profile.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { emptySnapshot, snapshotFromImage, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import { tileSampleCount, writeTile } from '#engine/tiles/tile-file.ts';
import { defaultTileSize, tileKey, tilesCovering } from '#engine/tiles/tile-grid.ts';
import type { OpenedPicture, PictureSource, PixelOperations } from './pixel-operations.ts';

/** Decodes a picture into tiles. @throws TesseraError those of the codec */
export async function openPicture(
  source: PictureSource,
  directory: string,
  originalFile?: string,
  opening?: Opening,
): Promise<OpenedPicture> {
  switch (source.kind) {
    case 'file':
      return fromFile(source.path, directory, originalFile, opening);
    case 'bytes':
      return fromBytes(source.data, source.name, await readRecipe(source.data), directory, originalFile);
    case 'bgra':
      return { ...(await fromImage(imageFromBgra(source), directory)), note: text.dialogs.paste.pixelsOnly };
    case 'blank':
      return described(await blankPicture(source.width, source.height, directory));
  }
}

/** What a window shows until the picture is decoded; null where there is nothing quicker. */
export async function lookAtPicture(source: PictureSource, isSharp = false): Promise<FirstPicture | null> {
  if (source.kind === 'file') return firstPictureOfFile(source.path, isSharp);
  return source.kind === 'bytes' ? firstPicture(source.data, source.name) : null;
}

/** What is to be decided before a file is opened. @throws TesseraError file-not-found, file-unreadable */
export async function waysToOpenFile(path: string): Promise<WaysToOpen> {
  const head = await headOfFile(path, formatBytes);
  const name = basename(path);
  const ways = waysToOpen(head, name);
  // The pictures of a TIFF are listed anywhere in it. Most raw files are of its kind; their names tell.
  return isTiff(head) && !ways.isRaw ? waysToOpen(await readFileBytes(path), name) : ways;
}

/** How large a picture is, by the beginning of its file; null where that does not say. */
export const sizeOfPicture: PixelOperations['sizeOfPicture'] = sizeOfPictureFile;

/** What tells a file's format. */
const formatBytes = 4096;

async function fromFile(
  path: string,
  directory: string,
  originalFile?: string,
  opening?: Opening,
): Promise<OpenedPicture> {
  const bytes = await readFileBytes(path);
  const recipe = await recipeOfFile(path, bytes);
  return fromBytes(bytes, basename(path), recipe, directory, originalFile, opening);
}

async function fromBytes(
  bytes: Uint8Array,
  name: string,
  recipe: string | null,
  directory: string,
  originalFile?: string,
  opening: Partial<Opening> = {},
): Promise<OpenedPicture> {
  const fileHash = createHash('sha256').update(bytes).digest('hex');
  const photo = await decodePhoto(bytes, name, opening);
  const opened = await fromImage(photo.image, directory);
  // A JPEG that is not whole cannot stay the file it is.
  const storesOriginal = originalFile !== undefined && photo.format === 'jpeg' && !opening.partial;
  if (storesOriginal) await writeFileAtomically(originalFile, bytes);
  const isReadable = turnsOfRecipe(recipe).length > 0;
  return {
    ...opened,
    metadata: photo.metadata,
    note: photo.note,
    fileHash,
    storesOriginal,
    recipe: isReadable ? recipe : null,
  };
}

async function fromImage(image: SampleImage, directory: string): Promise<OpenedPicture> {
  return described(await snapshotFromImage(directory, image));
}

const described = (pixels: TileSnapshot): OpenedPicture => ({
  pixels,
  metadata: noMetadata,
  profileName: pixels.iccProfile
    ? (profileName(pixels.iccProfile) ?? 'Custom profile')
    : pixels.channels < 3
      ? 'Grey'
      : 'sRGB',
  note: null,
  fileHash: null,
  storesOriginal: false,
  recipe: null,
});

/** The clipboard's pixels; its alpha is premultiplied only where it matters, so opaque pictures lose it. */
function imageFromBgra({
  width,
  height,
  data,
}: {
  width: number;
  height: number;
  data: Uint8Array;
}): SampleImage {
  const pixels = width * height;
  if (pixels === 0 || data.length !== pixels * 4)
    throw new TesseraError('file-not-image', text.dialogs.paste.empty);
  let opaque = true;
  for (let index = 3; index < data.length && opaque; index += 4) opaque = data[index] === 255;
  const channels = opaque ? 3 : 4;
  const samples = new Uint8Array(pixels * channels);
  for (let from = 0, to = 0; from < data.length; from += 4, to += channels) {
    const alpha = data[from + 3]!;
    const scale = opaque || alpha === 0 ? 1 : 255 / alpha;
    samples[to] = Math.min(255, Math.round(data[from + 2]! * scale));
    samples[to + 1] = Math.min(255, Math.round(data[from + 1]! * scale));
    samples[to + 2] = Math.min(255, Math.round(data[from]! * scale));
    if (!opaque) samples[to + 3] = alpha;
  }
  return { width, height, channels, bitDepth: 8, data: samples, iccProfile: null };
}

/** One file serves every tile of a flat picture. */
async function blankPicture(width: number, height: number, directory: string): Promise<TileSnapshot> {
  await writing(workingCopy, mkdir(directory, { recursive: true }));
  const empty = emptySnapshot({ directory, bounds: { x: 0, y: 0, width, height }, channels: 3, bitDepth: 8 });
  const name = await writeTile(directory, new Uint8Array(tileSampleCount(empty)).fill(128), empty);
  const tiles = tilesCovering(empty.bounds, defaultTileSize).map(
    (position) => [tileKey(position), name] as const,
  );
  return { ...empty, tiles: Object.fromEntries(tiles) };
}
