import { constants, existsSync, realpathSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { TesseraError, toErrorReport } from '#shared/errors.ts';
import {
  encodePicture,
  formatOfName,
  keepJpeg,
  type KeptJpeg,
  type PhotoMetadata,
  type StoredJpeg,
} from '#engine/imaging/codec/index.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { recipeSidecar, type RecipeTurn } from '#engine/editing/recipe/recipe.ts';
import { selectionOfTurns, sidesOfTurns } from '#engine/editing/recipe/selection-of-turns.ts';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { describeWriteError } from '#engine/files/system-errors.ts';
import { realFileSystem } from '#engine/files/file-system.ts';
import { removeLeftovers } from '#engine/files/leftovers.ts';

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
    if (read.includes(realPath(output)))
      throw new TesseraError(
        'usage',
        `"${basename(output)}" is also an input, and inputs are never overwritten. Choose another name for -o.`,
      );
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
    throw new TesseraError(
      'usage',
      `"${basename(target)}" lies in "${basename(folder)}", which is read, and inputs are never overwritten. Choose another place.`,
    );
  }
}

/** Refuses a target that cannot be written, before work goes into it. @throws TesseraError write-failed, target-read-only */
export async function assertWritable(target: string): Promise<void> {
  const folder = dirname(resolve(target));
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
    throw new TesseraError(
      'write-failed',
      `"${basename(target)}" is a folder: no file can be written in its place. Nothing was changed. Choose another name.`,
    );
}

/** What writing a result says about it. */
export interface WrittenResult {
  readonly lossy: boolean;
  readonly recipe: 'in-file' | 'beside-file';
  /** What was kept of the photo's own file; null where the whole picture was encoded. */
  readonly jpeg: KeptJpeg | null;
}

/** Encodes and writes a picture with its recipe; the recipe goes beside the file where it doesn't fit into it. */
export async function writeResult(
  path: string,
  image: SampleImage,
  metadata: PhotoMetadata | null,
  recipe: string,
  quality: number | null,
): Promise<WrittenResult> {
  const encoded = await encodePicture(image, {
    format: formatOfName(basename(path)),
    quality,
    metadata,
    recipe,
  });
  await removeLeftovers(path);
  await writeFileAtomically(path, encoded.bytes);
  if (!encoded.recipeInFile) await writeFileAtomically(recipeSidecar(path), recipe);
  return { lossy: encoded.lossy, recipe: encoded.recipeInFile ? 'in-file' : 'beside-file', jpeg: null };
}

/** Writes the photo's own file with a result in it. @param turns that made `after` of `before` */
export async function writeKeptJpeg(
  path: string,
  stored: StoredJpeg,
  { before, after }: { readonly before: SampleImage; readonly after: SampleImage },
  turns: readonly RecipeTurn[],
  recipe: string,
): Promise<WrittenResult> {
  const { bytes, ...jpeg } = await keepJpeg(stored, {
    before,
    after,
    sides: sidesOfTurns(turns),
    selected: await selectionOfTurns(turns, after),
    recipe,
  });
  await removeLeftovers(path);
  await writeFileAtomically(path, bytes);
  return { lossy: true, recipe: 'in-file', jpeg };
}
