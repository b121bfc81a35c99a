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
export const saliencyStride = 32;

/** The network sees the photo with a longer side of about so many pixels, where its objects are about as large as in the photos that it learned from ... */
const LONGER_SIDE = 448;
/** ... but panoramas with a shorter side of so many. */
const SHORTER_SIDE = 224;
/** What the network gives from here on is an object: forests, meadows, skies and rocks stay below (docs/detail.md). */
const OBJECT = 400;
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
  readonly isObject: Uint8Array;
}

/**
 * Where the photo of an extension shows an object that ends before the sides that are extended, above 0: a second one beyond them would be taken for a
 * mistake. What reaches such a side may continue there. Found once, when it is first read.
 * @param original the document before anything was filled; nothing of its photo is covered
 */
export function salientObjects(original: Scene, network: SaliencyNetwork): CoverageSource {
  const { bounds: photo } = original.photo;
  let map: Promise<ObjectMap> | null = null;
  const find = async (): Promise<ObjectMap> => {
    const saliency = await network(await readSmall(original));
    const finer = resizeLinearly(saliency, saliency.width * FINER, saliency.height * FINER);
    const isObject = Uint8Array.from(finer.data, (value) => (value >= OBJECT ? 1 : 0));
    const { width: columns, height: rows } = finer;
    forgetFromSides({ columns, rows, isObject }, photo, original.bounds);
    return { columns, rows, isObject };
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

/** Takes away what reaches a side that is extended, with all that hangs together with it. */
function forgetFromSides({ columns, rows, isObject }: ObjectMap, photo: Rect, bounds: Rect): void {
  const reached: number[] = [];
  for (let y = 0; y < rows; y++) {
    if (bounds.x < photo.x) reached.push(y * columns);
    if (bounds.x + bounds.width > photo.x + photo.width) reached.push((y + 1) * columns - 1);
  }
  for (let x = 0; x < columns; x++) {
    if (bounds.y < photo.y) reached.push(x);
    if (bounds.y + bounds.height > photo.y + photo.height) reached.push((rows - 1) * columns + x);
  }
  for (let cell = reached.pop(); cell !== undefined; cell = reached.pop()) {
    if (isObject[cell] === 0) continue;
    isObject[cell] = 0;
    const x = cell % columns;
    if (x > 0) reached.push(cell - 1);
    if (x + 1 < columns) reached.push(cell + 1);
    if (cell >= columns) reached.push(cell - columns);
    if (cell + columns < isObject.length) reached.push(cell + columns);
  }
}

/** The map over document pixels: [rect.height, rect.width], 255 on objects. */
function enlarge({ columns, rows, isObject }: ObjectMap, photo: Rect, rect: Rect): Uint8Array {
  const coverage = new Uint8Array(rect.width * rect.height);
  const common = rectIntersection(rect, photo);
  for (let y = common.y; y < common.y + common.height; y++) {
    const row = Math.floor(((y - photo.y) * rows) / photo.height) * columns;
    const to = (y - rect.y) * rect.width - rect.x;
    for (let x = common.x; x < common.x + common.width; x++)
      if (isObject[row + Math.floor(((x - photo.x) * columns) / photo.width)]) coverage[to + x] = 255;
  }
  return coverage;
}
