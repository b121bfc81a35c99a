import { rectGrow, rectIntersection } from '#shared/geometry/rect.ts';
import { type CellField, pixelsOfCells } from '#shared/geometry/token-lattice.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import { ownCoverage } from '../sources.ts';
import type { Scene } from '#engine/editing/scene.ts';
import type { PackManifest } from '#engine/packs/manifest.ts';

/** The pieces of a mask that are thin enough to be continued from what surrounds them, without a network. */
export interface ThinParts {
  readonly cells: CellField;
  /** Masked pixels in them. */
  readonly pixels: number;
}

/** Farthest from a known pixel that a thin piece reaches, and a round spot, in pixels. */
const maxDepth = 8;
const maxSpotDepth = 20;
/** A spot has at most so many times the pixels of a disc of its depth. */
const spotShare = 1.4;

/** Whether thin pieces may do without the network: in healing, and wherever nothing was asked for that only the network can do. */
export function allowsThinParts(settings: RunSettings, { defaults }: PackManifest): boolean {
  if (settings.layout === 'photo') return true;
  const { thinParts, detail, label, order, arSteps, diffusionSteps, subject, paintedEffort } = settings;
  if (thinParts === 'network' || detail !== 'auto' || order !== defaults.order) return false;
  return [label, arSteps, diffusionSteps, subject, paintedEffort].every((choice) => choice === null);
}

/** Finds the thin pieces among the touched cells; null where there are none. Cells that touch by side or corner are one piece. */
export async function findThinParts(scene: Scene, touched: CellField): Promise<ThinParts | null> {
  const cells = new Uint8Array(touched.cells.length);
  let pixels = 0;
  for (const piece of piecesOf(touched)) {
    const masked = await thinPixels(scene, piece);
    if (masked === 0) continue;
    pixels += masked;
    for (let row = 0; row < piece.rows; row++)
      for (let column = 0; column < piece.columns; column++)
        if (piece.cells[row * piece.columns + column] === 1)
          cells[(piece.row - touched.row + row) * touched.columns + piece.column - touched.column + column] =
            1;
  }
  return pixels > 0 ? { cells: { ...touched, cells }, pixels } : null;
}

/** The masked pixels of a piece; 0 where it is not thin. */
async function thinPixels(scene: Scene, piece: CellField): Promise<number> {
  const rect = rectIntersection(rectGrow(pixelsOfCells(piece, piece.span), 1), scene.bounds);
  const mask = ownCoverage(await scene.readOpenCoverage(rect), rect, piece);
  const depth = deepest(mask, rect.width, rect.height);
  if (depth > maxSpotDepth) return 0;
  const pixels = mask.reduce((count, value) => count + (value > 0 ? 1 : 0), 0);
  const isSpot = pixels <= spotShare * Math.PI * (depth + 0.5) ** 2;
  return depth <= maxDepth || isSpot ? pixels : 0;
}

/** The largest distance of a masked pixel to one that is not, in pixels (chamfer 3-4, Borgefors 1986); huge where none is. */
function deepest(mask: Uint8Array, width: number, height: number): number {
  const stride = width + 2;
  const far = 1 << 28;
  // A rim of pixels that are no way out: beyond the picture nothing is known.
  const distance = new Int32Array(stride * (height + 2)).fill(far);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (mask[y * width + x] === 0) distance[(y + 1) * stride + x + 1] = 0;
  for (let y = 1; y <= height; y++)
    for (let at = y * stride + 1; at <= y * stride + width; at++) {
      if (distance[at] === 0) continue;
      const straight = Math.min(distance[at - 1]!, distance[at - stride]!) + 3;
      const slanted = Math.min(distance[at - stride - 1]!, distance[at - stride + 1]!) + 4;
      distance[at] = Math.min(far, straight, slanted);
    }
  let most = 0;
  for (let y = height; y >= 1; y--)
    for (let at = y * stride + width; at > y * stride; at--) {
      if (distance[at] === 0) continue;
      const straight = Math.min(distance[at + 1]!, distance[at + stride]!) + 3;
      const slanted = Math.min(distance[at + stride + 1]!, distance[at + stride - 1]!) + 4;
      distance[at] = Math.min(distance[at]!, straight, slanted);
      most = Math.max(most, distance[at]!);
    }
  return most / 3;
}

/** The touched cells that hang together by sides or corners, each piece in the smallest block. */
function* piecesOf({ row, column, rows, columns, span, cells }: CellField): Generator<CellField> {
  const left = cells.slice();
  for (let start = 0; start < left.length; start++) {
    if (left[start] === 0) continue;
    left[start] = 0;
    const found = [start];
    let [top, bottom, first, last] = [rows, -1, columns, -1];
    for (const cell of found) {
      const r = Math.floor(cell / columns);
      const c = cell - r * columns;
      [top, bottom] = [Math.min(top, r), Math.max(bottom, r)];
      [first, last] = [Math.min(first, c), Math.max(last, c)];
      for (let v = Math.max(0, r - 1); v <= Math.min(rows - 1, r + 1); v++)
        for (let u = Math.max(0, c - 1); u <= Math.min(columns - 1, c + 1); u++) {
          if (left[v * columns + u] === 0) continue;
          left[v * columns + u] = 0;
          found.push(v * columns + u);
        }
    }
    const block = {
      row: row + top,
      column: column + first,
      rows: bottom - top + 1,
      columns: last - first + 1,
    };
    const own = new Uint8Array(block.rows * block.columns);
    for (const cell of found)
      own[(Math.floor(cell / columns) - top) * block.columns + (cell % columns) - first] = 1;
    yield { ...block, span, cells: own };
  }
}
