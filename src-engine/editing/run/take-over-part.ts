import { rectIntersection } from '#shared/geometry/rect.ts';
import { pixelsOfCells } from '#shared/geometry/token-lattice.ts';
import type { PlannedPart } from '#engine/editing/plan/plan-edit.ts';
import type { FinishedPart, Scene } from '#engine/editing/scene.ts';
import { type PixelSource, ownCoverage } from '#engine/editing/sources.ts';

/** The finished turn that a branch starts from, as pixels: parts it does not change are theirs. */
export interface ParentPixels {
  /** The document with that turn in it. */
  readonly pixels: PixelSource;
  /** The same without the detail stage; null where none ran, or where it is not at hand. */
  readonly layout: PixelSource | null;
}

/** A part as the parent finished it: sample for sample what finishing it again would give, without doing so. */
export async function takeOverPart(
  scene: Scene,
  { cells, exemplars }: Pick<PlannedPart, 'cells' | 'exemplars'>,
  { pixels, layout }: ParentPixels,
): Promise<FinishedPart> {
  const rect = rectIntersection(pixelsOfCells(cells, cells.span), scene.bounds);
  const coverage = ownCoverage(await scene.readOpenCoverage(rect), rect, cells);
  const samples = await pixels.read(rect);
  return { rect, samples, coverage, ...(exemplars && layout && { withoutDetail: await layout.read(rect) }) };
}
