import { copyRect } from '#engine/imaging/copy-pixels.ts';
import { Cancelled } from '#shared/errors.ts';
import { type Rect, rectGrow, rectIntersection } from '#shared/geometry/rect.ts';
import type { CellField } from '#shared/geometry/token-lattice.ts';
import { type Scene } from '#engine/editing/scene.ts';
import { ownCoverage } from '#engine/editing/sources.ts';
import { composite } from '#engine/imaging/blend/composite.ts';
import { fillThin } from '#engine/imaging/thin/fill-thin.ts';
import { normalisedSamples, toSampleValues, transparencyOf } from './sample-space.ts';

/** How the thin pieces of a mask are filled and watched. */
export interface ThinFillOptions {
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Awaited between tiles: share of them that is done. */
  readonly onProgress: (fraction: number) => Promise<void>;
}

/** Pieces are filled in tiles of this edge, so that no more than one is in memory as floats. */
const tileEdge = 512;
/** How far around a tile the photo is looked at, and how much of a hole that continues there is filled for its sake. */
const lookAround = 48;
const fillAround = 12;

/** Fills all cells of thin pieces in the scene: tile by tile, each continuing what the ones before have made. @throws Cancelled */
export async function fillThinPieces(
  scene: Scene,
  cells: CellField,
  options: ThinFillOptions,
): Promise<void> {
  const tiles = tilesOf(cells, scene.bounds);
  for (const [index, tile] of tiles.entries()) {
    if (options.signal.aborted) throw new Cancelled();
    await fillTile(scene, cells, tile, options.seed);
    await options.onProgress((index + 1) / tiles.length);
  }
}

async function fillTile(scene: Scene, cells: CellField, tile: Rect, seed: number): Promise<void> {
  const crop = rectIntersection(rectGrow(tile, lookAround), scene.bounds);
  const { channels } = scene.photo;
  const samples = await scene.readSamples(crop);
  const open = await scene.readOpenCoverage(crop);
  const own = ownCoverage(open, crop, cells);
  const isTransparent = transparencyOf(samples, channels);
  const hole = own.slice();
  keepInside(hole, crop, rectGrow(tile, fillAround));
  // What is still to be removed elsewhere, and colours that nobody sees, say nothing about the hole.
  const avoid = new Uint8Array(open.length);
  for (let pixel = 0; pixel < avoid.length; pixel++)
    if ((open[pixel] !== 0 && hole[pixel] === 0) || isTransparent(pixel)) avoid[pixel] = 1;
  const photo = normalisedSamples(samples, channels);
  const noSource = await scene.readNoSource(crop);
  const data = fillThin({
    ...{ width: crop.width, height: crop.height, photo, hole, avoid, seed, origin: crop },
    ...(noSource && { noSource }),
  });
  const fill = { width: crop.width, height: crop.height, channels: 3, data };
  const coverage = own;
  keepInside(coverage, crop, tile);
  const values = toSampleValues(scene, fill, samples, open);
  const made = composite({ original: samples, channels, fill: values, coverage });
  scene.finishPart({
    rect: tile,
    samples: copyRect(made, crop, tile, channels),
    coverage: copyRect(coverage, crop, tile, 1),
  });
}

/** Clears what of `crop` lies outside `rect`. */
function keepInside(plane: Uint8Array, crop: Rect, rect: Rect): void {
  const left = Math.max(0, rect.x - crop.x);
  const right = Math.max(left, Math.min(crop.width, rect.x + rect.width - crop.x));
  for (let y = 0; y < crop.height; y++) {
    const row = plane.subarray(y * crop.width, (y + 1) * crop.width);
    const isInside = crop.y + y >= rect.y && crop.y + y < rect.y + rect.height;
    row.fill(0, 0, isInside ? left : crop.width);
    row.fill(0, right);
  }
}

/** The cells' pixels, cut along the document's own tiles: each as small as its cells let it be, in reading order. */
function tilesOf({ row, column, columns, span, cells }: CellField, bounds: Rect): Rect[] {
  const boxes = new Map<string, { left: number; top: number; right: number; bottom: number }>();
  const visit = (left: number, top: number, right: number, bottom: number): void => {
    const key = `${Math.floor(top / tileEdge)} ${Math.floor(left / tileEdge)}`;
    const box = boxes.get(key);
    if (!box) boxes.set(key, { left, top, right, bottom });
    else {
      box.left = Math.min(box.left, left);
      box.right = Math.max(box.right, right);
      box.bottom = Math.max(box.bottom, bottom);
    }
  };
  /** Cuts [from, from + span) at tile borders. */
  const cut = (from: number): [number, number][] => {
    const border = (Math.floor(from / tileEdge) + 1) * tileEdge;
    if (border >= from + span) return [[from, from + span]];
    return [
      [from, border],
      [border, from + span],
    ];
  };
  for (let cell = 0; cell < cells.length; cell++) {
    if (cells[cell] === 0) continue;
    for (const [top, bottom] of cut((row + Math.floor(cell / columns)) * span))
      for (const [left, right] of cut((column + (cell % columns)) * span)) visit(left, top, right, bottom);
  }
  return [...boxes.values()]
    .map(({ left, top, right, bottom }) =>
      rectIntersection({ x: left, y: top, width: right - left, height: bottom - top }, bounds),
    )
    .filter(({ width, height }) => width > 0 && height > 0);
}
