import { type Rect, rectArea, rectContains, rectGrow } from '#shared/geometry/rect.ts';
import { type CellField, pixelsOfCells } from '#shared/geometry/token-lattice.ts';
import { textureNeighbourhood } from './effort.ts';

/** Bytes per filled pixel without copying: floats of the fill, of the photo there, and what blends them. */
const blended = 110;
/** Larger areas are finished in bands, so that floats of a whole photo are never in memory at once. Pixels. */
export const bandPixels = 6_000_000;
/** Bytes per filled pixel where texture is copied, and per pixel that it is looked for in. */
const copied = 84;
const seen = 35;
/** The same at a side of the picture, where the mirror image of what is known is looked at, too. */
const seenMirrored = 62;
/** What copying takes however small the part is. */
const anyCopy = 30e6;

/** What of a planned part counts. */
interface CountedPart {
  readonly cells: CellField;
  readonly pixels: number;
  readonly exemplars: boolean;
  readonly takenOver: boolean;
}

/**
 * Bytes for the pixels of a run: its parts are filled one after the other, so that the dearest counts. Fitted to the peaks of 20 fills and
 * extensions of photos of 2 to 24 megapixels; most are met within a tenth, none is below by more than 2 % (docs/performance.md).
 * @param bounds the document's after the edit
 */
export const pictureBytes = (parts: readonly CountedPart[], bounds: Rect): number =>
  parts.reduce((most, part) => Math.max(most, part.takenOver ? 0 : bytesOf(part, bounds)), 0);

function bytesOf({ cells, pixels, exemplars }: CountedPart, bounds: Rect): number {
  if (!exemplars) return blended * Math.min(pixels, bandPixels);
  const block = pixelsOfCells(cells, cells.span);
  const isEnclosed = rectContains(bounds, rectGrow(block, 1));
  const around = rectArea(textureNeighbourhood(block, bounds));
  return anyCopy + copied * pixels + (isEnclosed ? seen : seenMirrored) * around;
}
