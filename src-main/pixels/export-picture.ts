import { createHash } from 'node:crypto';
import { credentialActions } from '#engine/editing/recipe/credential-actions.ts';
import { parseRecipe, recipeSidecar } from '#engine/editing/recipe/recipe.ts';
import { removeSidecar } from '#engine/editing/recipe/recipe-of-file.ts';
import { isRotated, selectionOfTurns } from '#engine/editing/recipe/selection-of-turns.ts';
import { writeFileAtomically, removeLeftovers } from '#engine/files/atomic-write.ts';
import {
  type ConvertedPicture,
  convertPicture,
  decodePhoto,
  editAtSize,
  editTime,
  encodePicture,
  keepJpeg,
  type KeptJpeg,
  metadataToWrite,
  openStoredJpeg,
  orientationOfJpeg,
  readFileBytes,
  type PhotoBelow,
  type PictureEdit,
  reasonAgainstShape,
  restateJpeg,
  type PictureToSign,
  type SignedPicture,
  withoutDescription,
  type PhotoMetadata,
} from '#engine/imaging/codec/index.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { readPixels, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import { type Rect, rectIntersection, rectIsEmpty } from '#shared/geometry/rect.ts';
import { formatOfFileName, pictureFormat } from '#shared/pictures/picture-formats.ts';
import { text } from '#shared/text/text.ts';
import type { ExportedPicture, ExportRequest } from './pixel-operations.ts';
import { refuseOriginal } from './refuse-original.ts';

/** Writes the picture whole or not at all; the recipe goes beside the file where it doesn't fit inside. */
export async function exportPicture(request: ExportRequest): Promise<ExportedPicture> {
  const { pixels, path, recipe, format, quality, stored, metadata } = request;
  const { source = null, without = [], keepsMetadata = true } = request;
  const takesOriginalName = await refuseOriginal(path, request.original);
  const { width, height } = pixels.bounds;
  const data = await readPixels(pixels, pixels.bounds);
  const { channels, bitDepth, iccProfile } = pixels;
  const edited: SampleImage = { width, height, channels, bitDepth, data, iccProfile };
  const converted = await convertPicture(edited, request.conversion ?? { size: null, srgb: false });
  const { image } = converted;
  const isConverted = image !== edited;
  const edit = editAtSize(await editOf(request, edited), edited, image);
  const time = keepsMetadata && metadata ? editTime() : null;
  const wantsKept = format === 'jpeg' && quality === null && stored && !isConverted;
  const kept = wantsKept ? await keep(image, edit, request, stored) : null;
  if (kept && 'bytes' in kept) {
    const { bytes, ...jpeg } = kept;
    const added = keepsMetadata ? null : recipe;
    const restated = restateJpeg(bytes, { source, without, time, recipe: added });
    const written = await write(restated.bytes, [...jpeg.changes, ...restated.changes], request, converted);
    await removeSidecar(path);
    return {
      lossy: true,
      converted: false,
      resized: false,
      recipe: recipe === null ? 'none' : 'in-file',
      jpeg,
      ...written,
      note: null,
      takesOriginalName,
    };
  }
  const described = metadataToWrite(metadata, { keepsMetadata, isRecoloured: converted.isRecoloured });
  const holdsLayers = pictureFormat(format).written?.layers && request.since;
  // The photo below would have to be converted, too.
  const below =
    holdsLayers && !isConverted ? await photoBelow(holdsLayers.pixels, pixels.bounds, edit) : null;
  const encoded = await encodePicture(image, { ...request, metadata: described, edit, below, time });
  const written = {
    ...(await write(encoded.bytes, [...converted.changes, ...encoded.changes], request, converted)),
    lossy: encoded.lossy,
    converted: isConverted,
    resized: converted.isResized,
    jpeg: null,
    note: kept && text.dialogs.export.notKept(kept.reason),
    takesOriginalName,
  };
  if (recipe !== null && !encoded.recipeInFile) {
    await writeFileAtomically(recipeSidecar(path), recipe);
    return { ...written, recipe: 'beside-file' };
  }
  // Of the picture that was written over: it would be taken for this one's.
  await removeSidecar(path);
  return { ...written, recipe: recipe === null ? 'none' : 'in-file' };
}

/** Writes a finished file, signed where that is asked for and its format can hold it. @param changes what is told of it so far */
async function write(
  bytes: Uint8Array,
  changes: readonly string[],
  request: ExportRequest,
  converted: ConvertedPicture,
): Promise<Pick<ExportedPicture, 'credentials' | 'changes'>> {
  const { path, format, credentials } = request;
  const mediaType = pictureFormat(format).credentials;
  const file =
    credentials && mediaType
      ? await sign({ bytes, changes, mediaType }, credentials, request, converted)
      : ({ bytes, changes, credentials: 'none' } as const);
  await removeLeftovers(path);
  await writeFileAtomically(path, file.bytes);
  return { credentials: file.credentials, changes: file.changes };
}

async function sign(
  picture: PictureToSign,
  { key, version }: NonNullable<ExportRequest['credentials']>,
  request: ExportRequest,
  converted: ConvertedPicture,
): Promise<SignedPicture> {
  // Loaded where content credentials are asked for.
  const { loadSigningKey, signPicture } = await import('#engine/imaging/codec/content-credentials/index.ts');
  const turns = (request.since?.recipes ?? []).flatMap((one) => parseRecipe(one));
  const story = { version, actions: credentialActions(turns, converted), photo: await signedPhoto(request) };
  return signPicture(picture, await loadSigningKey(key), story);
}

/** The file that was opened, where its own credentials may be taken over: not where parts of what it says are to stay out. */
async function signedPhoto(request: ExportRequest): Promise<{ bytes: Uint8Array; mediaType: string } | null> {
  const { metadata, keepsMetadata = true, without = [], original, stored } = request;
  const path = stored ?? original.path;
  if (!metadata?.credentials || !keepsMetadata || without.length > 0 || path === null) return null;
  const mediaType = stored ? 'image/jpeg' : formatOfFileName(path)?.credentials;
  const bytes = await readFileBytes(path).catch(() => null);
  const isSame = bytes && createHash('sha256').update(bytes).digest('hex') === original.hash;
  return isSame && mediaType !== undefined ? { bytes, mediaType } : null;
}

/** How the picture's outline differs from how it was opened, and the turns that led there. */
function outlineOf({ pixels, since }: Pick<ExportRequest, 'pixels' | 'since'>) {
  const { bounds } = since?.pixels ?? pixels;
  const left = bounds.x - pixels.bounds.x;
  const top = bounds.y - pixels.bounds.y;
  const sides = {
    ...{ left, top },
    right: pixels.bounds.width - bounds.width - left,
    bottom: pixels.bounds.height - bounds.height - top,
  };
  const turns = (since?.recipes ?? []).flatMap((one) => parseRecipe(one));
  return { turns, sides, isRotated: isRotated(turns) };
}

/** What happened to the picture since it was opened. */
async function editOf(request: ExportRequest, after: SampleImage): Promise<PictureEdit> {
  const { turns, ...outline } = outlineOf(request);
  return { ...outline, selected: await selectionOfTurns(turns, after) };
}

/** Why the stored JPEG's blocks cannot be those of the picture; null = they can, as far as its outline tells. */
export async function reasonAgainstStored(
  request: Pick<ExportRequest, 'pixels' | 'since'>,
  stored: string,
): Promise<string | null> {
  const { sides, isRotated } = outlineOf(request);
  if (!isRotated && Object.values(sides).every((side) => side === 0)) return null;
  const bytes = await readStored(stored);
  if ('reason' in bytes) return bytes.reason;
  const opened = openStoredJpeg(bytes, await orientationOfJpeg(bytes));
  return 'reason' in opened ? opened.reason : reasonAgainstShape(opened, { sides, isRotated });
}

/** The JPEG that was opened; else why it cannot be kept. */
const readStored = (file: string): Promise<Uint8Array | { readonly reason: string }> =>
  readFileBytes(file).catch(() => ({ reason: text.dialogs.export.storedMissing }));

/** What is left of the picture as it was opened; null where it lies otherwise than the photo now. */
async function photoBelow(opened: TileSnapshot, now: Rect, edit: PictureEdit): Promise<PhotoBelow | null> {
  const { channels, bitDepth, iccProfile } = opened;
  const { x, y, ...size } = rectIntersection(opened.bounds, now);
  if (edit.isRotated || rectIsEmpty({ x, y, ...size })) return null;
  const data = await readPixels(opened, { x, y, ...size });
  return { photo: { ...size, channels, bitDepth, data, iccProfile }, left: x - now.x, top: y - now.y };
}

/** The stored JPEG with the document's picture in it, compared with what was opened; else why it cannot be kept. */
async function keep(
  after: SampleImage,
  edit: PictureEdit,
  { recipe, keepsMetadata = true }: ExportRequest,
  file: string,
): Promise<(KeptJpeg & { readonly bytes: Uint8Array }) | { readonly reason: string }> {
  const bytes = await readStored(file);
  if ('reason' in bytes) return bytes;
  const { image: before, orientation } = await decodePhoto(bytes, 'the photo');
  const opened = openStoredJpeg(bytes, orientation);
  if ('reason' in opened) return opened;
  const reason = reasonAgainstShape(opened, edit);
  if (reason !== null) return { reason };
  return keepJpeg(opened, { before, after, ...edit, recipe: keepsMetadata ? recipe : null, keepsMetadata });
}

/** The bytes of a PNG with every sample and the colour profile, and nothing about whom and where. */
export async function pngOfPicture(
  pixels: TileSnapshot,
  metadata: PhotoMetadata | null,
): Promise<Uint8Array> {
  const { bounds, channels, bitDepth, iccProfile } = pixels;
  const { width, height } = bounds;
  const data = await readPixels(pixels, bounds);
  const { bytes } = await encodePicture(
    { width, height, channels, bitDepth, data, iccProfile },
    { format: 'png', quality: null, metadata: metadata && withoutDescription(metadata), recipe: null },
  );
  return bytes;
}
