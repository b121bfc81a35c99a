import { coveredRows } from '#engine/imaging/mask/covered-rows.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { type CellField, cellsCovering } from '#shared/geometry/token-lattice.ts';
import type { Scene } from '#engine/editing/scene.ts';

/** What a mask covers, in pixels and in cells. */
export interface TouchedCells {
  /** Pixels with any coverage. */
  readonly maskBounds: Rect;
  readonly maskPixels: number;
  /** Cells of level 0 that hold any covered pixel. */
  readonly field: CellField;
}

/** Reads the coverage once, in strips, and notes which cells of `span` pixels it touches; null for an empty mask. */
export async function findTouchedCells(scene: Scene, span: number): Promise<TouchedCells | null> {
  const bounds = scene.openWithin;
  const all = cellsCovering(bounds, span);
  const cells = new Uint8Array(all.rows * all.columns);
  let maskPixels = 0;
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  const stripHeight = span * Math.max(1, Math.floor(512 / span));
  for (let y = bounds.y; y < bounds.y + bounds.height;) {
    // Strips end on cell borders so that a row of cells is read once.
    const next = Math.min(bounds.y + bounds.height, (Math.floor(y / span) + stripHeight / span) * span);
    const strip = { x: bounds.x, y, width: bounds.width, height: next - y };
    const coverage = await scene.readOpenCoverage(strip);
    for (const [row, covered] of coveredRows(coverage, strip.width))
      for (let column = 0; column < strip.width; column++) {
        if (covered[column] === 0) continue;
        const px = strip.x + column;
        const py = strip.y + row;
        maskPixels++;
        left = Math.min(left, px);
        right = Math.max(right, px);
        top = Math.min(top, py);
        bottom = Math.max(bottom, py);
        cells[(Math.floor(py / span) - all.row) * all.columns + Math.floor(px / span) - all.column] = 1;
      }
    y = next;
  }
  if (maskPixels === 0) return null;
  const maskBounds = { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
  return { maskBounds, maskPixels, field: cropField({ ...all, span, cells }, maskBounds) };
}

/** The block of cells that covers `rect`. */
function cropField(field: CellField, rect: Rect): CellField {
  const block = cellsCovering(rect, field.span);
  const cells = new Uint8Array(block.rows * block.columns);
  for (let r = 0; r < block.rows; r++) {
    const from = (block.row + r - field.row) * field.columns + block.column - field.column;
    cells.set(field.cells.subarray(from, from + block.columns), r * block.columns);
  }
  return { ...block, span: field.span, cells };
}
