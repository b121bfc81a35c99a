import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { maskByRule as selectedByRule } from '#engine/batch/mask-rule.ts';
import { writeFileAtomically, removeLeftovers } from '#engine/files/atomic-write.ts';
import { coverageOfFile, encodePicture, readPhotoFile } from '#engine/imaging/codec/index.ts';
import { TesseraError } from '#shared/errors.ts';
import type { MaskRule } from '#shared/runs/mask-rule.ts';
import type { MaskOperation } from '#shared/contract/mask.ts';
import {
  type Rect,
  rectArea,
  rectGrow,
  rectIntersection,
  rectIsEmpty,
  rectUnion,
} from '#shared/geometry/rect.ts';
import { text } from '#shared/text/text.ts';
import {
  featherMask,
  growMask,
  shrinkMask,
  coverageBounds,
  coveredPixels,
} from '#engine/imaging/mask/coverage.ts';
import type { CoverageMask } from '#engine/imaging/samples.ts';
import {
  emptyMask,
  readPixels,
  readSnapshotTile,
  writePixels,
  type TileSnapshot,
} from '#engine/tiles/snapshot.ts';
import { copyCommonPixels } from '#engine/imaging/copy-pixels.ts';
import { tileKey, tileRect, tilesCovering, positionOfTile } from '#engine/tiles/tile-grid.ts';
import { writeTile } from '#engine/tiles/tile-file.ts';
import type { MeasuredMask, MaskCoverage } from './pixel-operations.ts';
import { type OriginalFile, refuseOriginal } from './refuse-original.ts';

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
    new TesseraError('request-invalid', text.refusals.unreadableStroke, {
      cause,
    });
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

/** Ends a switch over a union: does not compile where a case is missing. */
function assertNever(value: never): never {
  throw new Error(`unexpected ${JSON.stringify(value)}`);
}

/** What was measured of tile files: they never change, so neither does this. Small (a few numbers per tile). */
const measured = new Map<string, MaskCoverage>();
const maxRemembered = 50_000;

/** Bounds and number of covered pixels; only tiles not seen before are read. */
export async function measureMask(mask: TileSnapshot): Promise<MeasuredMask> {
  let bounds: Rect | null = null;
  let pixels = 0;
  for (const [key, name] of Object.entries(mask.tiles)) {
    const position = positionOfTile(key);
    const place = tileRect(position, mask.tileSize);
    let coverage = measured.get(`${name}@${key}`);
    if (!coverage) {
      const data = (await readSnapshotTile(mask, position)) as Uint8Array;
      coverage = measureTile(data, place);
      if (measured.size >= maxRemembered) measured.clear();
      measured.set(`${name}@${key}`, coverage);
    }
    const inside: Rect | null = coverage.bounds && rectIntersection(coverage.bounds, mask.bounds);
    if (inside && rectArea(inside) > 0) bounds = bounds ? rectUnion(bounds, inside) : inside;
    pixels += coverage.pixels;
  }
  return { mask, coverage: { bounds, pixels } };
}

function measureTile(data: Uint8Array, place: Rect): MaskCoverage {
  const mask = { width: place.width, height: place.height, data };
  const bounds = coverageBounds(mask);
  return {
    bounds: bounds && { ...bounds, x: bounds.x + place.x, y: bounds.y + place.y },
    pixels: coveredPixels(mask),
  };
}

/** Replaces the mask by a picture's coverage. @throws TesseraError mask-wrong-size and those of the codec */
export async function loadMask(mask: TileSnapshot, path: string): Promise<MeasuredMask> {
  const decoded = await readPhotoFile(path);
  const { image } = decoded;
  const { width, height } = mask.bounds;
  if (image.width !== width || image.height !== height)
    throw new TesseraError(
      'mask-wrong-size',
      text.refusals.maskSize(`${image.width} x ${image.height}`, `${width} x ${height}`),
    );
  const coverage = coverageOfFile(decoded).mask;
  return measureMask(await writePixels({ ...mask, tiles: {} }, mask.bounds, coverage.data));
}

/** The mask that a rule for many photos selects in this one. @throws TesseraError mask-wrong-size, mask-empty and those of the codec */
export async function maskByRule(pixels: TileSnapshot, rule: MaskRule): Promise<MeasuredMask> {
  const { bounds, channels, bitDepth, iccProfile } = pixels;
  const { width, height } = bounds;
  const data = await readPixels(pixels, bounds);
  const { mask } = await selectedByRule(rule, { width, height, channels, bitDepth, iccProfile, data });
  return measureMask(await writePixels(emptyMask(pixels), bounds, mask.data));
}

/** Writes the mask as an 8 bit grey PNG of the photo's size. @throws TesseraError request-denied and those of writing */
export async function saveMask(mask: TileSnapshot, path: string, original: OriginalFile): Promise<void> {
  await refuseOriginal(path, original);
  const data = await readPixels(mask, mask.bounds);
  const { width, height } = mask.bounds;
  const encoded = await encodePicture(
    { width, height, channels: 1, bitDepth: 8, data, iccProfile: null },
    { format: 'png', quality: null, metadata: null, recipe: null },
  );
  await removeLeftovers(path);
  await writeFileAtomically(path, encoded.bytes);
}
