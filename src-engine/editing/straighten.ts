import { type Rect, rectArea } from '#shared/geometry/rect.ts';
import type { Straighten } from '#shared/runs/run-request.ts';
import { straightenedSize } from '#shared/geometry/straightened-size.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { copyCommonPixels } from '#engine/imaging/copy-pixels.ts';
import type { PixelSource } from './sources.ts';

/** Where a straightened picture lies: about the middle of what it was, in whole pixels. */
export function straightenedBounds(bounds: Rect, straighten: Straighten): Rect {
  const { width, height } = straightenedSize(bounds, straighten);
  return {
    x: bounds.x + Math.floor((bounds.width - width) / 2),
    y: bounds.y + Math.floor((bounds.height - height) / 2),
    ...{ width, height },
  };
}

/** Taps of the kernel on each side of a place. */
const reach = 2;

/**
 * The weights of four neighbours for a place between the second and the third: Catmull-Rom (Keys 1981, a = -0.5), which keeps a
 * straight line straight and every sample at its own place.
 */
function weightsAt(t: number, into: Float64Array): void {
  into[0] = t * (-0.5 + t * (1 - 0.5 * t));
  into[1] = 1 + t * t * (-2.5 + 1.5 * t);
  into[2] = t * (0.5 + t * (2 - 1.5 * t));
  into[3] = t * t * (-0.5 + 0.5 * t);
}

/** From a straightened picture's pixels to those it is made of. */
interface Mapping {
  readonly cos: number;
  readonly sin: number;
  readonly from: Rect;
  readonly to: Rect;
}

function mappingOf(bounds: Rect, straighten: Straighten): Mapping {
  const angle = (straighten.degrees * Math.PI) / 180;
  return {
    cos: Math.cos(angle),
    sin: Math.sin(angle),
    from: bounds,
    to: straightenedBounds(bounds, straighten),
  };
}

/** Where the middle of a pixel of the straightened picture lies in the other: document pixels, a half in the middle of a pixel. */
function placeBefore({ cos, sin, from, to }: Mapping, x: number, y: number): { x: number; y: number } {
  const across = x + 0.5 - to.x - to.width / 2;
  const down = y + 0.5 - to.y - to.height / 2;
  return {
    x: from.x + from.width / 2 + across * cos + down * sin,
    y: from.y + from.height / 2 - across * sin + down * cos,
  };
}

/** A picture rotated clockwise by a few degrees about its middle: any part of it can be read, and is the same however it is read. */
export function straightened(source: PixelSource, bounds: Rect, straighten: Straighten): PixelSource {
  const mapping = mappingOf(bounds, straighten);
  const { channels, bitDepth, iccProfile } = source;
  return {
    bounds: mapping.to,
    ...{ channels, bitDepth, iccProfile },
    read: (rect) => resample(source, mapping, rect),
  };
}

/** Above 0 where a pixel of the straightened picture has no picture under its middle: the empty corners. [height, width] of its bounds. */
export function emptyCorners(bounds: Rect, straighten: Straighten): { bounds: Rect; coverage: Uint8Array } {
  const mapping = mappingOf(bounds, straighten);
  const { to, from } = mapping;
  const coverage = new Uint8Array(rectArea(to));
  for (let y = 0; y < to.height; y++)
    for (let x = 0; x < to.width; x++) {
      const place = placeBefore(mapping, to.x + x, to.y + y);
      const isInside =
        place.x >= from.x + 0.5 &&
        place.y >= from.y + 0.5 &&
        place.x <= from.x + from.width - 0.5 &&
        place.y <= from.y + from.height - 0.5;
      if (!isInside) coverage[y * to.width + x] = 255;
    }
  return { bounds: to, coverage };
}

/** Squares that are resampled from one piece of the source: a whole row of a wide picture would need most of it. */
const block = 512;

async function resample(source: PixelSource, mapping: Mapping, rect: Rect): Promise<SampleImage['data']> {
  const { channels, bitDepth } = source;
  const length = rectArea(rect) * channels;
  const result = bitDepth === 16 ? new Uint16Array(length) : new Uint8Array(length);
  for (let top = 0; top < rect.height; top += block)
    for (let left = 0; left < rect.width; left += block) {
      const width = Math.min(block, rect.width - left);
      const part = { x: rect.x + left, y: rect.y + top, width, height: Math.min(block, rect.height - top) };
      const needed = partBefore(mapping, part, source.bounds);
      const piece = { data: await source.read(needed), rect: needed, channels, bitDepth };
      copyCommonPixels(resampleBlock(piece, mapping, part), part, result, rect, channels);
    }
  return result;
}

/** What a part of the straightened picture is made of, with the kernel's reach; of what lies beyond the picture its edge. */
function partBefore(mapping: Mapping, { x, y, width, height }: Rect, bounds: Rect): Rect {
  const corners = [
    placeBefore(mapping, x, y),
    placeBefore(mapping, x + width - 1, y),
    placeBefore(mapping, x, y + height - 1),
    placeBefore(mapping, x + width - 1, y + height - 1),
  ];
  const across = inside(
    corners.map((corner) => corner.x),
    bounds.x,
    bounds.width,
  );
  const down = inside(
    corners.map((corner) => corner.y),
    bounds.y,
    bounds.height,
  );
  return { x: across.from, y: down.from, width: across.length, height: down.length };
}

/** From the least to the most of these places, as far as there are pixels: at least one. */
function inside(places: readonly number[], first: number, length: number): { from: number; length: number } {
  const limit = (pixel: number): number => Math.min(first + length - 1, Math.max(first, pixel));
  const from = limit(Math.floor(Math.min(...places)) - reach - 1);
  return { from, length: limit(Math.ceil(Math.max(...places)) + reach + 1) + 1 - from };
}

/** Samples of `rect`: beyond its edge the last samples repeat. */
interface Piece {
  readonly data: SampleImage['data'];
  readonly rect: Rect;
  readonly channels: SampleImage['channels'];
  readonly bitDepth: SampleImage['bitDepth'];
}

function resampleBlock(piece: Piece, mapping: Mapping, to: Rect): SampleImage['data'] {
  const { data, rect, channels, bitDepth } = piece;
  const length = rectArea(to) * channels;
  const result = bitDepth === 16 ? new Uint16Array(length) : new Uint8Array(length);
  const most = bitDepth === 16 ? 65535 : 255;
  const [across, down] = [new Float64Array(4), new Float64Array(4)];
  const [columns, rows] = [new Int32Array(4), new Int32Array(4)];
  const rowLength = rect.width * channels;
  let at = 0;
  for (let y = 0; y < to.height; y++)
    for (let x = 0; x < to.width; x++) {
      const place = placeBefore(mapping, to.x + x, to.y + y);
      // Counted in the document, so that rounding is the same whatever part is read.
      const [left, top] = [place.x - 0.5, place.y - 0.5];
      const [column, row] = [Math.floor(left), Math.floor(top)];
      weightsAt(left - column, across);
      weightsAt(top - row, down);
      for (let i = 0; i < 4; i++) {
        columns[i] = Math.min(rect.width - 1, Math.max(0, column - rect.x - 1 + i)) * channels;
        rows[i] = Math.min(rect.height - 1, Math.max(0, row - rect.y - 1 + i)) * rowLength;
      }
      // Colour under alpha counts as much as it is seen.
      const alpha = channels % 2 === 0 ? weighted(data, channels - 1, rows, columns, down, across, -1) : 0;
      for (let c = 0; c < channels; c++) {
        const isColourUnderAlpha = channels % 2 === 0 && c < channels - 1;
        const value = isColourUnderAlpha
          ? alpha > 0
            ? weighted(data, c, rows, columns, down, across, channels - 1 - c) / alpha
            : 0
          : weighted(data, c, rows, columns, down, across, -1);
        result[at++] = value <= 0 ? 0 : value >= most ? most : Math.round(value);
      }
    }
  return result;
}

/** The sum of 4 x 4 samples by their weights, each times the sample `alpha` behind it; -1 = not. */
function weighted(
  data: SampleImage['data'],
  channel: number,
  rows: Int32Array,
  columns: Int32Array,
  down: Float64Array,
  across: Float64Array,
  alpha: number,
): number {
  let sum = 0;
  for (let j = 0; j < 4; j++) {
    let line = 0;
    for (let i = 0; i < 4; i++) {
      const from = rows[j]! + columns[i]! + channel;
      line += across[i]! * (alpha < 0 ? data[from]! : data[from]! * data[from + alpha]!);
    }
    sum += down[j]! * line;
  }
  return sum;
}
