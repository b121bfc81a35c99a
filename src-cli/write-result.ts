import { existsSync, realpathSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { TesseraError } from '../src-shared/contract/errors';
import { encodePicture, formatOfName, type PhotoMetadata } from '../src-engine/imaging/codec';
import type { SampleImage } from '../src-engine/imaging/samples';
import { recipeSidecar } from '../src-engine/editing/recipe';
import { writeFileAtomically } from '../src-engine/files/atomic-write';
import { removeLeftovers } from '../src-engine/files/leftovers';

/** The files a command writes: OUT, or OUT-1 to OUT-N. */
export function outputPaths(output: string, variants: number): string[] {
  if (variants === 1) return [output];
  const extension = extname(output);
  const stem = output.slice(0, output.length - extension.length);
  return Array.from({ length: variants }, (_, i) => `${stem}-${i + 1}${extension}`);
}

/** Refuses to write over what a command reads, and formats that cannot be written. @throws TesseraError usage, file-unsupported */
export function checkOutputs(outputs: readonly string[], inputs: readonly string[]): void {
  const real = (path: string): string => (existsSync(path) ? realpathSync(path) : resolve(path));
  const read = inputs.map(real);
  for (const output of outputs) {
    formatOfName(basename(output));
    if (read.includes(real(output)))
      throw new TesseraError(
        'usage',
        `"${basename(output)}" is also an input, and inputs are never overwritten. Choose another name for -o.`,
      );
  }
}

/** What writing a result says about it. */
export interface WrittenResult {
  readonly lossy: boolean;
  readonly recipe: 'in-file' | 'beside-file';
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
  return { lossy: encoded.lossy, recipe: encoded.recipeInFile ? 'in-file' : 'beside-file' };
}
