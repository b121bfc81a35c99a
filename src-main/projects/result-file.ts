import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import { rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { recipeSidecar } from '#engine/editing/recipe/recipe.ts';
import { readSidecar } from '#engine/editing/recipe/recipe-of-file.ts';
import { TesseraError } from '#shared/errors.ts';
import { presentState } from '#shared/document/history.ts';
import { text } from '#shared/text/text.ts';
import { joinRecipes } from '#main/documents/document-state.ts';
import { isProjectPath } from '#engine/project-file/names.ts';
import { readDocumentFolder } from '#main/documents/read-document-folder.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';

/** Whether a picture has a result's pixels; null and a sentence where that cannot be said. */
export interface Verdict {
  readonly identical: boolean | null;
  readonly reason: string | null;
}

/** A file that Tessera made: how it was made, and its pixels to compare with. */
export interface ResultFile {
  readonly name: string;
  /** JSON text. */
  readonly recipe: string;
  compare(pixels: TileSnapshot): Promise<Verdict>;
}

const sidecarEnding = recipeSidecar('');

/**
 * Reads a picture, a recipe beside a picture, or a project.
 * @param scratch a folder for unpacking, which must not exist; it is deleted again
 * @throws TesseraError recipe-missing, file-not-found, file-unreadable, project-invalid
 */
export async function readResultFile(
  path: string,
  pixels: PixelOperations,
  scratch: string,
): Promise<ResultFile> {
  const name = basename(path);
  if (isProjectPath(path)) return readProject(path, name, pixels, scratch);
  const picture = path.endsWith(sidecarEnding) ? path.slice(0, -sidecarEnding.length) : path;
  const recipe = picture === path ? await pixels.readRecipe(path) : await readSidecar(path);
  if (recipe === null) throw noRecipe(name);
  return { name, recipe, compare: (snapshot) => compareWithPicture(snapshot, picture, pixels) };
}

async function compareWithPicture(
  snapshot: TileSnapshot,
  picture: string,
  pixels: PixelOperations,
): Promise<Verdict> {
  const exists = await stat(picture).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!exists) return { identical: null, reason: text.refusals.noPictureBeside };
  const { sameFormat, changedSamples, lossy } = await pixels.comparePicture(snapshot, picture);
  if (!sameFormat)
    return {
      identical: null,
      reason: text.refusals.otherSamples,
    };
  if (changedSamples === 0) return { identical: true, reason: null };
  if (lossy)
    return {
      identical: null,
      reason: text.refusals.lossyResult,
    };
  return {
    identical: false,
    reason: text.refusals.samplesDiffer(changedSamples),
  };
}

async function readProject(
  path: string,
  name: string,
  pixels: PixelOperations,
  scratch: string,
): Promise<ResultFile> {
  try {
    await pixels.unpackProject(path, scratch, 'result');
    const unpacked = await readDocumentFolder(scratch);
    const recipe = unpacked && joinRecipes(presentState(unpacked.history).recipes);
    if (!unpacked || recipe === null) throw noRecipe(name);
    const hash = await pixels.hashPixels(presentState(unpacked.history).pixels);
    return {
      name,
      recipe,
      compare: async (snapshot) => {
        const identical = (await pixels.hashPixels(snapshot)) === hash;
        return { identical, reason: identical ? null : "The pixels differ from the project's." };
      },
    };
  } finally {
    await rm(scratch, { recursive: true, force: true }).catch(() => undefined);
  }
}

const noRecipe = (name: string): TesseraError =>
  new TesseraError('recipe-missing', text.refusals.noRecipe(name));

/** Where a document's folder has room for unpacking. */
export const scratchPath = (folder: string): string => join(folder, 'result');
