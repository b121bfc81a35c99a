import { constants, existsSync, realpathSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { toErrorReport } from '#shared/error-report.ts';
import { TesseraError } from '#shared/errors.ts';
import type { DigitalSource } from '#shared/pictures/metadata-choices.ts';
import {
  type Conversion,
  type ConvertedPicture,
  convertPicture,
  editAtSize,
  editTime,
  encodePicture,
  formatOfName,
  keepJpeg,
  type KeptJpeg,
  metadataToWrite,
  type PhotoBelow,
  type PhotoMetadata,
  type PictureEdit,
  restateJpeg,
  type StoredJpeg,
} from '#engine/imaging/codec/index.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { parseRecipe, recipeSidecar, type RecipeTurn } from '#engine/editing/recipe/recipe.ts';
import { reshapeSamples } from '#engine/editing/reshape.ts';
import { rectIntersection, rectIsEmpty, rectsEqual } from '#shared/geometry/rect.ts';
import { removeSidecar } from '#engine/editing/recipe/recipe-of-file.ts';
import { isRotated, selectionOfTurns, sidesOfTurns } from '#engine/editing/recipe/selection-of-turns.ts';
import { writeFileAtomically, removeLeftovers } from '#engine/files/atomic-write.ts';
import { describeWriteError } from '#engine/files/system-errors.ts';
import { followLinks, isSameFile } from '#engine/files/links.ts';
import { realFileSystem } from '#engine/files/file-system.ts';
import { type SignedPhoto, signResult } from './content-credentials.ts';
import { type MetadataChoices, sourceToSay } from './metadata-options.ts';
import { text } from '#shared/text/text.ts';

/** The files a command writes: OUT, or OUT-1 to OUT-N. */
export function outputPaths(output: string, variants: number): string[] {
  if (variants === 1) return [output];
  const extension = extname(output);
  const stem = output.slice(0, output.length - extension.length);
  return Array.from({ length: variants }, (_, i) => `${stem}-${i + 1}${extension}`);
}

/**
 * Refuses, before anything runs, to write over what a command reads, formats that cannot be written and places where
 * nothing can be written. @param inputs every file the command reads @throws TesseraError usage, write-failed, target-read-only
 */
export async function checkOutputs(outputs: readonly string[], inputs: readonly string[]): Promise<void> {
  const read = inputs.map(realPath);
  for (const output of outputs) {
    assertFormat(output);
    const links = await Promise.all(inputs.map((input) => isSameFile(input, output)));
    if (read.includes(realPath(output)) || links.includes(true))
      throw new TesseraError('usage', text.commandLine.usage.isInput(basename(output)));
  }
  for (const output of outputs) await assertWritable(output);
}

/** @throws TesseraError usage */
function assertFormat(output: string): void {
  try {
    formatOfName(basename(output));
  } catch (error) {
    throw new TesseraError('usage', toErrorReport(error).message, { cause: error });
  }
}

/** Where a path really leads, links followed and as the disk spells it; files that are not there yet by their folder. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    // Not there yet, or a pipe: it can be read, but lies nowhere.
  }
  const folder = dirname(resolve(path));
  return existsSync(folder) ? join(realpathSync.native(folder), basename(path)) : resolve(path);
}

/** Refuses to write into folders whose files are read. @throws TesseraError usage */
export function assertOutside(target: string, folders: readonly string[]): void {
  for (const folder of folders) {
    const way = relative(realPath(folder), realPath(target));
    if (isAbsolute(way) || way === '..' || way.startsWith(`..${sep}`)) continue;
    throw new TesseraError('usage', text.commandLine.usage.liesInInput(basename(target), basename(folder)));
  }
}

/** Refuses a target that cannot be written, before work goes into it. @throws TesseraError write-failed, target-read-only */
export async function assertWritable(target: string): Promise<void> {
  const folder = dirname(await followLinks(resolve(target)));
  try {
    if (!(await stat(folder)).isDirectory())
      throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    await access(folder, constants.W_OK);
    await realFileSystem.assertWritable(target);
  } catch (error) {
    throw describeWriteError(error, target);
  }
  if (
    await stat(target).then(
      (found) => found.isDirectory(),
      () => false,
    )
  )
    throw new TesseraError('write-failed', text.commandLine.usage.isFolder(basename(target)));
}

/** What writing a result says about it. */
export interface WrittenResult {
  readonly lossy: boolean;
  /** True where it was resampled, or its colours were converted, after all that is counted. */
  readonly isConverted: boolean;
  readonly recipe: 'in-file' | 'beside-file' | 'none';
  /** How the file says that its picture came about; null = it was not asked to. */
  readonly source: DigitalSource | null;
  /** Content credentials (C2PA). */
  readonly credentials: 'signed' | 'failed' | 'none';
  /** What else in the file differs from the photo's, by name. */
  readonly fileChanges: readonly string[];
  /** What was kept of the photo's own file; null where the whole picture was encoded. */
  readonly jpeg: KeptJpeg | null;
}

/** A finished picture and how it is saved. */
interface Result {
  readonly path: string;
  readonly before: SampleImage;
  readonly after: SampleImage;
  /** Metadata of the photo; null = there is none. */
  readonly metadata: PhotoMetadata | null;
  /** JSON text of all that made `after`, and how many of its turns `before` had behind it. */
  readonly recipe: string;
  readonly earlierTurns: number;
  readonly choices: MetadataChoices;
  readonly quality: number | null;
  /** Left out = written as it was made. */
  readonly conversion?: Conversion;
  /** The photo's own file, where the result stays it. */
  readonly stored: StoredJpeg | null;
  /** The photo's own file, which its content credentials are taken over from. */
  readonly signed: SignedPhoto | null;
}

/** Writes a picture with its recipe; the recipe goes beside the file where it doesn't fit into it. */
export async function writeResult(result: Result): Promise<WrittenResult> {
  const { path, before, metadata, recipe, choices, quality, stored } = result;
  const made = result.after;
  const converted = await convertPicture(made, result.conversion ?? { size: null, srgb: false });
  const { image: after, changes } = converted;
  const isConverted = after !== made;
  const { keepsMetadata, without } = choices;
  const all = parseRecipe(recipe);
  const turns = all.slice(result.earlierTurns);
  const source = sourceToSay(all, choices);
  const time = keepsMetadata && metadata ? editTime() : null;
  const shape = {
    sides: sidesOfTurns(turns),
    isRotated: isRotated(turns),
    selected: await selectionOfTurns(turns, made),
  };
  const edit = editAtSize(shape, made, after);
  const wanted = choices.recipe ? recipe : null;
  if (stored && !isConverted) {
    const { bytes, ...jpeg } = await keepJpeg(stored, {
      ...{ before, after, ...edit, recipe: keepsMetadata ? wanted : null, keepsMetadata },
    });
    const restated = restateJpeg(bytes, {
      ...{ source, without, time, recipe: keepsMetadata ? null : wanted },
    });
    const written = await write(restated.bytes, [...jpeg.changes, ...restated.changes], turns, {
      ...result,
      converted,
    });
    return {
      lossy: true,
      isConverted,
      recipe: wanted === null ? 'none' : 'in-file',
      source,
      jpeg,
      ...written,
    };
  }
  const encoded = await encodePicture(after, {
    format: formatOfName(basename(path)),
    metadata: metadataToWrite(metadata, { keepsMetadata, isRecoloured: converted.isRecoloured }),
    recipe: wanted,
    below: metadata && !isConverted ? photoBelow(before, edit) : null,
    ...{ quality, source, without, edit, time },
  });
  const written = await write(encoded.bytes, [...changes, ...encoded.changes], turns, {
    ...result,
    converted,
  });
  const isBeside = wanted !== null && !encoded.recipeInFile;
  if (isBeside) await writeFileAtomically(recipeSidecar(path), recipe);
  // Of what was written over: it would be taken for this one's.
  else await removeSidecar(path);
  return {
    lossy: encoded.lossy,
    isConverted,
    recipe: wanted === null ? 'none' : isBeside ? 'beside-file' : 'in-file',
    source,
    jpeg: null,
    ...written,
  };
}

/** What is left of the photo in the result; null where it lies otherwise there. */
function photoBelow(photo: SampleImage, { sides, isRotated }: PictureEdit): PhotoBelow | null {
  if (isRotated) return null;
  const bounds = { x: sides.left, y: sides.top, width: photo.width, height: photo.height };
  const [width, height] = [photo.width + sides.left + sides.right, photo.height + sides.top + sides.bottom];
  const rect = rectIntersection(bounds, { x: 0, y: 0, width, height });
  if (rectIsEmpty(rect)) return null;
  const isWhole = rectsEqual(rect, bounds);
  return {
    photo: isWhole ? photo : reshapeSamples(photo, bounds, { kind: 'crop', rect }),
    ...{ left: rect.x, top: rect.y },
  };
}

/** Writes a finished file, signed where that is asked for. @param changes what is told of it so far */
async function write(
  bytes: Uint8Array,
  changes: readonly string[],
  turns: readonly RecipeTurn[],
  { path, choices, signed, converted }: Result & { readonly converted: ConvertedPicture },
): Promise<Pick<WrittenResult, 'credentials' | 'fileChanges'>> {
  const unsigned = { bytes, changes, credentials: 'none' } as const;
  const file = choices.c2pa ? await signResult(path, unsigned, turns, signed, converted) : unsigned;
  await removeLeftovers(path);
  await writeFileAtomically(path, file.bytes);
  return { credentials: file.credentials, fileChanges: file.changes };
}
