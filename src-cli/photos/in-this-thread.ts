import { basename } from 'node:path';
import { maskByRule } from '#engine/batch/mask-rule.ts';
import { hashPixels } from '#engine/editing/recipe/pixel-hashes.ts';
import { turnsOfRecipe, withRestored } from '#engine/editing/recipe/recipe.ts';
import { recipeOfFile } from '#engine/editing/recipe/recipe-of-file.ts';
import { imageSource, maskSource } from '#engine/editing/sources.ts';
import {
  decodePhoto,
  type PhotoMetadata,
  readFileBytes,
  type StoredJpeg,
} from '#engine/imaging/codec/index.ts';
import { applyPatch } from '../apply-patch.ts';
import { type SignedPhoto, signedPhoto } from '../content-credentials.ts';
import { loweredOpacity } from '../fill-opacity.ts';
import { notReshaped, planJpeg } from '../jpeg-output.ts';
import { pixelsOf } from '../length-option.ts';
import { decodeOptionsOf } from '../run-options.ts';
import { noSourceOf } from '../source-option.ts';
import { writeResult } from '../write-result.ts';
import type {
  PhotoFile,
  PhotoFiles,
  PhotoRequest,
  ReadPhoto,
  SidesOf,
  VariantToWrite,
  WrittenPicture,
} from './photo-files.ts';

/** What results keep of a photo's file. */
export interface KeptFile {
  readonly metadata: PhotoMetadata | null;
  /** Where the result stays the photo's own file. */
  readonly stored: StoredJpeg | null;
  /** Where its content credentials are taken over. */
  readonly signed: SignedPhoto | null;
}

/** Of no photo. */
export const nothingKept: KeptFile = { metadata: null, stored: null, signed: null };

const pixelsAdded = <Length>(
  { left, right, top, bottom }: SidesOf<Length>,
  ofWidth: (length: Length) => number,
  ofHeight: (length: Length) => number,
): SidesOf<number> => ({
  ...{ left: ofWidth(left), right: ofWidth(right), top: ofHeight(top), bottom: ofHeight(bottom) },
});

/** Reads a photo and what goes with it. @throws TesseraError */
export async function readPhoto({ path, options, mask, by }: PhotoRequest): Promise<{
  readonly photo: ReadPhoto;
  readonly kept: KeptFile;
}> {
  const bytes = await readFileBytes(path);
  const decoded = await decodePhoto(bytes, basename(path), decodeOptionsOf(options));
  const { image, metadata, note } = decoded;
  const { width, height } = image;
  const added =
    by &&
    pixelsAdded(
      by,
      (length) => pixelsOf(length, width),
      (length) => pixelsOf(length, height),
    );
  const shape = added ? { sides: added, isRotated: false } : notReshaped;
  const jpeg = planJpeg(options, basename(path), bytes, decoded, shape);
  const selected = mask === null ? null : await maskByRule(mask, image);
  const notes = [[note, selected?.note].filter(Boolean).join(' '), jpeg.note];
  return {
    photo: {
      image,
      hash: await hashPixels(imageSource(image)),
      mask: selected?.mask ?? null,
      noSource: await noSourceOf(options, image),
      by: added,
      earlierTurns: turnsOfRecipe(await recipeOfFile(path, bytes)),
      notes: notes.filter((said): said is string => Boolean(said)),
    },
    kept: { metadata, stored: jpeg.stored, signed: signedPhoto(options, bytes, decoded) },
  };
}

/** Puts a variant into its photo and writes the result. @throws TesseraError */
export async function writeVariant(
  { path, patch, opacity, image: before, mask, ...variant }: VariantToWrite,
  { metadata, stored, signed }: KeptFile,
): Promise<WrittenPicture> {
  const lowered = await loweredOpacity(patch.recipe, opacity);
  const { image, changedOutside } = await applyPatch(
    { ...variant, image: before, mask: mask && maskSource(mask) },
    patch,
    lowered,
  );
  const written = await writeResult({
    ...{ path, before, after: image, metadata, stored, signed },
    recipe: withRestored(patch.recipe, lowered ? [lowered] : []),
    earlierTurns: variant.earlierTurns,
    choices: variant.choices,
    quality: variant.quality,
    conversion: variant.conversion,
  });
  return { ...written, changedOutside };
}

/** Reads and writes where it is called. */
export const inThisThread: PhotoFiles = {
  async open(request) {
    const { photo, kept } = await readPhoto(request);
    return { photo, file: fileOf(kept) };
  },
};

/** A file that results are written of here. */
export const fileOf = (kept: KeptFile): PhotoFile => ({
  write: (variant) => writeVariant(variant, kept),
  close: () => undefined,
});
