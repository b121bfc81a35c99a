import { TesseraError } from '#shared/errors.ts';
import { type Rect, rectIntersection, rectIsEmpty } from '#shared/geometry/rect.ts';
import { cellAt, type CellField, pixelsOfCells } from '#shared/geometry/token-lattice.ts';
import { text } from '#shared/text/text.ts';
import type { Provenance } from '#engine/editing/recipe/recipe.ts';
import type { Scene } from '#engine/editing/scene.ts';
import type { CoverageSource, PixelSource } from '#engine/editing/sources.ts';

/** The part of a finished turn that stays. */
export interface KeptPart {
  /** The document with that turn in it. */
  readonly pixels: PixelSource;
  readonly cells: CellField;
  /** How the turn was made, for the recipe. */
  readonly provenance: Provenance;
}

/**
 * What is left to do once parts of finished turns stay: their pixels are the photo now, and their cells are no longer
 * masked. So the network sees them as known tokens, and nothing can change them.
 * @param scene the document and the mask as they were @throws TesseraError request-invalid where a part is of another document
 */
export function keepParts(
  scene: Scene,
  kept: readonly KeptPart[],
): { photo: PixelSource; coverage: CoverageSource } {
  const { bounds, photo, coverage } = scene;
  if (kept.length === 0) return { photo, coverage };
  const { channels, bitDepth, iccProfile } = photo;
  if (kept.some(({ pixels }) => pixels.channels !== channels || pixels.bitDepth !== bitDepth))
    throw new TesseraError('request-invalid', text.refusals.keptOfAnother);
  return {
    photo: {
      bounds,
      channels,
      bitDepth,
      iccProfile,
      async read(rect) {
        const samples = (await scene.readOriginal(rect)).slice();
        for (const part of kept) await pastePart(part, samples, rect, channels);
        return samples;
      },
    },
    coverage: {
      bounds,
      async read(rect) {
        const open = await scene.readWholeCoverage(rect);
        for (const { cells } of kept) {
          const block = rectIntersection(pixelsOfCells(cells, cells.span), rect);
          visitCells(cells, block, rect, (pixel) => (open[pixel] = 0));
        }
        return open;
      },
    },
  };
}

async function pastePart(
  { pixels, cells }: KeptPart,
  samples: Uint8Array | Uint16Array,
  rect: Rect,
  channels: number,
): Promise<void> {
  const block = rectIntersection(pixelsOfCells(cells, cells.span), rectIntersection(rect, pixels.bounds));
  if (rectIsEmpty(block)) return;
  const part = await pixels.read(block);
  visitCells(cells, block, rect, (to, from) => {
    for (let c = 0; c < channels; c++) samples[to * channels + c] = part[from * channels + c]!;
  });
}

/** Visits the pixels of `block` (inside `rect`) that lie in the cells: their index in `rect`, and in `block`. */
function visitCells(
  cells: CellField,
  block: Rect,
  rect: Rect,
  visit: (inRect: number, inBlock: number) => void,
): void {
  for (let y = 0; y < block.height; y++)
    for (let x = 0; x < block.width; x++) {
      const row = Math.floor((block.y + y) / cells.span);
      const column = Math.floor((block.x + x) / cells.span);
      if (cellAt(cells, row, column) === 0) continue;
      visit((block.y - rect.y + y) * rect.width + block.x - rect.x + x, y * block.width + x);
    }
}
