import { sideBits } from '#engine/imaging/exemplar/request.ts';
import type { CoverageSource } from '#engine/editing/sources.ts';
import type { Scene } from '#engine/editing/scene.ts';
import { BoxAccumulator, type FloatImage, resizeLinearly } from '#engine/imaging/resample.ts';
import { type Rect, rectIntersection } from '#shared/geometry/rect.ts';

/**
 * How much the parts of a picture stand out (inference/saliency).
 * @param picture sRGB in [0, 1], three channels, sides multiples of `saliencyStride`
 * @returns one channel, a pixel for each `saliencyStride` pixels of each side
 */
export type SaliencyNetwork = (picture: FloatImage) => Promise<FloatImage>;
const saliencyStride = 32;

/** The network sees the photo with a longer side of about so many pixels, where its objects are about as large as in the photos that it learned from ... */
const LONGER_SIDE = 448;
/** ... but panoramas with a shorter side of so many. */
const SHORTER_SIDE = 224;
/** What the network gives from here on is the middle of an object: forests, meadows, skies and rocks stay below (docs/detail.md) ... */
const OBJECT = 400;
/** ... which reaches out to half of what its middle gives, but no farther than this. */
const AROUND = 250;
/** The map is enlarged so many times before objects are told apart. */
const FINER = 4;

/** So many pixels of the photo in each direction make one that the network sees. */
const POINTS = 3;
/** Rows of the photo that are read together: a row of tiles. */
const STRIP = 512;

/** Objects in the photo, one byte per cell of a grid that is laid over it. */
interface ObjectMap {
  readonly columns: number;
  readonly rows: number;
  /** Of the sides that are extended those before which the object of a cell ends, as bits of `sideBits`; 0 = no object. */
  readonly ends: Uint8Array;
}

/**
 * The sides of an extension before which an object of the photo ends, as bits of `sideBits`: a second one beyond them would be taken for a mistake. What
 * reaches such a side may continue there. Found once, when it is first read.
 * @param original the document before anything was filled; nothing of its photo is covered
 */
export function salientObjects(original: Scene, network: SaliencyNetwork): CoverageSource {
  const { bounds: photo } = original.photo;
  let map: Promise<ObjectMap> | null = null;
  const find = async (): Promise<ObjectMap> => {
    const saliency = await network(await readSmall(original));
    const finer = resizeLinearly(saliency, saliency.width * FINER, saliency.height * FINER);
    return {
      columns: finer.width,
      rows: finer.height,
      ends: findObjects(finer, extendedSides(photo, original.bounds)),
    };
  };
  return {
    bounds: original.bounds,
    read: async (rect) => enlarge(await (map ??= find()), photo, rect),
  };
}

/** The photo as the network sees it: means of a few of its pixels each, which tell as much as all of them. */
async function readSmall({ photo, colours }: Scene): Promise<FloatImage> {
  const { bounds, channels } = photo;
  const longer = Math.max(bounds.width, bounds.height);
  const shorter = Math.min(bounds.width, bounds.height);
  const scale = Math.max(LONGER_SIDE / longer, SHORTER_SIDE / shorter);
  const side = (length: number): number =>
    saliencyStride * Math.max(1, Math.round((length * scale) / saliencyStride));
  const [width, height] = [side(bounds.width), side(bounds.height)];
  const columns = evenly(width * POINTS, bounds.width);
  const rows = evenly(height * POINTS, bounds.height);
  const length = rows.length * columns.length * channels;
  const points = photo.bitDepth === 16 ? new Uint16Array(length) : new Uint8Array(length);
  let to = 0;
  for (let top = 0; top < bounds.height; top += STRIP) {
    const strip = { ...bounds, y: bounds.y + top, height: Math.min(STRIP, bounds.height - top) };
    const samples = await photo.read(strip);
    for (const row of rows) {
      if (row < top || row >= top + strip.height) continue;
      for (const column of columns) {
        const from = ((row - top) * bounds.width + column) * channels;
        for (let c = 0; c < channels; c++) points[to++] = samples[from + c]!;
      }
    }
  }
  const means = new BoxAccumulator(width, height, 3, POINTS);
  means.add(
    { width: columns.length, height: rows.length, channels: 3, data: colours.toNetwork(points) },
    0,
    0,
  );
  const small = means.finish();
  return { ...small, data: small.data.map((value) => Math.min(1, Math.max(0, (value + 1) / 2))) };
}

/** So many positions, evenly over `length` pixels. */
const evenly = (count: number, length: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * length) / count));

/** The sides of the photo that are extended, as bits. */
const extendedSides = (photo: Rect, bounds: Rect): number =>
  (bounds.x < photo.x ? sideBits.left : 0) |
  (bounds.x + bounds.width > photo.x + photo.width ? sideBits.right : 0) |
  (bounds.y < photo.y ? sideBits.top : 0) |
  (bounds.y + bounds.height > photo.y + photo.height ? sideBits.bottom : 0);

/** For every cell of an object those of the sides that it does not reach, as bits: [height, width]. */
function findObjects(saliency: FloatImage, sides: number): Uint8Array {
  const { width, height, data } = saliency;
  const ends = new Uint8Array(data.length);
  const isLookedAt = new Uint8Array(data.length);
  const sidesAt = (cell: number): number => {
    const [x, y] = [cell % width, Math.floor(cell / width)];
    return (
      (x === 0 ? sideBits.left : 0) |
      (x === width - 1 ? sideBits.right : 0) |
      (y === 0 ? sideBits.top : 0) |
      (y === height - 1 ? sideBits.bottom : 0)
    );
  };
  for (let cell = 0; cell < data.length; cell++) {
    if (data[cell]! < OBJECT || isLookedAt[cell]) continue;
    const middle = connected(saliency, cell, OBJECT);
    for (const each of middle) isLookedAt[each] = 1;
    const most = middle.reduce((max, each) => Math.max(max, data[each]!), 0);
    const object = connected(saliency, cell, Math.min(OBJECT, Math.max(AROUND, most / 2)));
    const reached = object.reduce((bits, each) => bits | sidesAt(each), 0);
    for (const each of object) ends[each] = ends[each]! | (sides & ~reached);
  }
  return ends;
}

/** The cells of at least `least` that hang together with `start`. */
function connected({ width, data }: FloatImage, start: number, least: number): number[] {
  const found = [start];
  const isFound = new Uint8Array(data.length);
  isFound[start] = 1;
  for (const cell of found) {
    const x = cell % width;
    for (const next of [x > 0 ? cell - 1 : -1, x + 1 < width ? cell + 1 : -1, cell - width, cell + width]) {
      if (!(data[next]! >= least) || isFound[next]) continue;
      isFound[next] = 1;
      found.push(next);
    }
  }
  return found;
}

/** The map over document pixels: [rect.height, rect.width]. */
function enlarge({ columns, rows, ends }: ObjectMap, photo: Rect, rect: Rect): Uint8Array {
  const bits = new Uint8Array(rect.width * rect.height);
  const common = rectIntersection(rect, photo);
  for (let y = common.y; y < common.y + common.height; y++) {
    const row = Math.floor(((y - photo.y) * rows) / photo.height) * columns;
    const to = (y - rect.y) * rect.width - rect.x;
    for (let x = common.x; x < common.x + common.width; x++)
      bits[to + x] = ends[row + Math.floor(((x - photo.x) * columns) / photo.width)]!;
  }
  return bits;
}
