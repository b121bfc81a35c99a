import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { TesseraError } from '#shared/errors.ts';
import type { MaskOperation } from '#shared/contract/mask.ts';
import { type Rect, rectArea, rectGrow, rectIntersection, rectIsEmpty } from '#shared/geometry/rect.ts';
import { assertNever } from '#shared/assert-never.ts';
import { featherMask, growMask, shrinkMask } from '#engine/imaging/mask/index.ts';
import type { CoverageMask } from '#engine/imaging/samples.ts';
import { readPixels, readSnapshotTile, writePixels, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import { copyCommonPixels, tileKey, tileRect, tilesCovering } from '#engine/tiles/tile-grid.ts';
import { writeTile } from '#engine/tiles/tile-file.ts';
import { measureMask } from './measure-mask.ts';
import type { MeasuredMask } from './pixel-operations.ts';

const inflateBytes = promisify(inflate);

/** New coverage for one rectangle: a gesture. What lies outside the picture is ignored. */
export async function commitMask(
  mask: TileSnapshot,
  rect: Rect,
  deflated: Uint8Array,
): Promise<MeasuredMask> {
  const coverage = await inflateCoverage(deflated, rectArea(rect));
  const inside = rectIntersection(rect, mask.bounds);
  if (rectIsEmpty(inside)) return measureMask(mask);
  const clipped = new Uint8Array(rectArea(inside));
  copyCommonPixels(coverage, rect, clipped, inside, 1);
  return measureMask(await writePixels(mask, inside, clipped));
}

async function inflateCoverage(deflated: Uint8Array, length: number): Promise<Uint8Array> {
  const refuse = (cause?: unknown) =>
    new TesseraError(
      'request-invalid',
      'The stroke could not be read. The selection is as it was before. Paint it again.',
      {
        cause,
      },
    );
  let bytes: Uint8Array;
  try {
    bytes = await inflateBytes(deflated, { maxOutputLength: Math.max(1, length) });
  } catch (error) {
    throw refuse(error);
  }
  if (bytes.byteLength !== length) throw refuse();
  return bytes;
}

/** Operations on the whole mask; only grow, shrink and feather read it, and only around what is covered. */
export async function operateMask(
  mask: TileSnapshot,
  operation: MaskOperation,
  radius: number,
): Promise<MeasuredMask> {
  switch (operation) {
    case 'clear':
      return measureMask({ ...mask, tiles: {} });
    case 'select-all':
      return measureMask(await invertTiles({ ...mask, tiles: {} }));
    case 'invert':
      return measureMask(await invertTiles(mask));
    case 'grow':
      return reshape(mask, radius + 1, (coverage) => growMask(coverage, radius));
    case 'shrink':
      return reshape(mask, 1, (coverage) => shrinkMask(coverage, radius));
    case 'feather':
      return reshape(mask, radius + 1, (coverage) => featherMask(coverage, radius));
    default:
      return assertNever(operation);
  }
}

async function reshape(
  mask: TileSnapshot,
  margin: number,
  change: (coverage: CoverageMask) => CoverageMask,
): Promise<MeasuredMask> {
  const before = await measureMask(mask);
  if (!before.coverage.bounds) return before;
  const area = rectIntersection(rectGrow(before.coverage.bounds, margin), mask.bounds);
  const data = (await readPixels(mask, area)) as Uint8Array;
  const changed = change({ width: area.width, height: area.height, data });
  return measureMask(await writePixels(mask, area, changed.data));
}

/** Tile by tile: 50 megapixels never lie in memory at once, and tiles that become flat share one file. */
async function invertTiles(mask: TileSnapshot): Promise<TileSnapshot> {
  const tiles: Record<string, string> = {};
  let full: string | null = null;
  for (const position of tilesCovering(mask.bounds, mask.tileSize)) {
    const place = tileRect(position, mask.tileSize);
    const before = (await readSnapshotTile(mask, position)) as Uint8Array | null;
    const inside = rectIntersection(place, mask.bounds);
    const isWhole = rectArea(inside) === rectArea(place);
    if (!before && isWhole) {
      full ??= await writeTile(mask.directory, new Uint8Array(rectArea(place)).fill(255), mask);
      tiles[tileKey(position)] = full;
      continue;
    }
    const inverted = new Uint8Array(rectArea(place));
    let covered = 0;
    for (let y = inside.y - place.y; y < inside.y - place.y + inside.height; y++)
      for (let x = inside.x - place.x; x < inside.x - place.x + inside.width; x++) {
        const index = y * place.width + x;
        covered |= inverted[index] = 255 - (before?.[index] ?? 0);
      }
    if (covered !== 0) tiles[tileKey(position)] = await writeTile(mask.directory, inverted, mask);
  }
  return { ...mask, tiles };
}
