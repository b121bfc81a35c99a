import { boxOfHole, type SourcePlane } from './source-plane.ts';

/** Known pixels this near to the hole are its rim. */
const RIM = 2;
/** Share of the rim that has to be of one colour. The rest may lie at the corners of the hole's bounds only: what crosses a side continues inside. */
const LEAST_SHARE = 0.85;
/** Share of the rim's other pixels that may lie anywhere (specks), and how far a corner reaches, as a share of the bounds' longer side. */
const SPECKS = 0.005;
const CORNER = 0.15;
/** A rim is plain where its colours spread at most this share of what the whole neighbourhood's do. */
const PLAIN_SHARE = 0.25;
/** Colours up to so many of the rim's own spreads away belong to it. */
const SPREADS = 4;
/** Rounding to 8 bits alone spreads colours this far, [0, 1] units. */
const ROUNDING = 1.5 / 255;
/** Rounds of fitting a colour and leaving out what is far from it. */
const ROUNDS = 4;

/** A colour that changes evenly over the picture: for each channel [value at (0, 0), change per column, change per row]. */
type EvenColour = readonly (readonly [number, number, number])[];

/** A plain area that a hole lies in. */
interface PlainArea {
  /** [height, width, 3]: its colour, continued evenly over the picture. */
  readonly colour: Float32Array;
  /** [height, width]; 1 = known, and not of that colour and grain. */
  readonly unlike: Uint8Array;
}

/**
 * The area around a hole, where the hole's rim has one colour and grain all around and the neighbourhood has not, or has no other. Null where the rim isn't plain
 * or the hole reaches the picture's edge. A word on a sign, a duck on a pond: what lies farther out than the plain area has no part in the fill.
 * @param plane three channels
 */
export function plainAreaAround(plane: SourcePlane): PlainArea | null {
  const { samples, hole, avoid } = plane;
  if (reachesEdge(plane)) return null;
  const known = new Uint8Array(hole.length);
  for (let i = 0; i < known.length; i++)
    if (hole[i] === 0 && (avoid === null || avoid[i] === 0)) known[i] = 1;
  const rim = rimOf(plane, known);
  if (rim.length === 0) return null;
  let inliers = rim;
  let colour: EvenColour = [];
  let spread = 0;
  for (let round = 0; round < ROUNDS; round++) {
    colour = round === 0 ? medianColour(plane, rim) : fitColour(plane, inliers);
    const deviations = Float32Array.from(rim, (i) => deviationFrom(colour, plane, i));
    spread = Math.max(ROUNDING, 1.4826 * median(deviations));
    inliers = rim.filter((_, n) => deviations[n]! <= SPREADS * spread);
  }
  if (inliers.length < LEAST_SHARE * rim.length) return null;
  const belongs = new Set(inliers);
  const atCorner = cornersOf(plane);
  if (rim.filter((i) => !belongs.has(i) && !atCorner(i)).length > SPECKS * rim.length) return null;
  const around = deviationOf(samples, known);
  if (around > ROUNDING && spread > PLAIN_SHARE * around) return null;
  return {
    colour: paint(colour, plane),
    unlike: known.map((value, i) =>
      value === 1 && deviationFrom(colour, plane, i) > SPREADS * spread ? 1 : 0,
    ),
  };
}

/**
 * What copied pixels would have to change by to have the area's colour where they are shown, over `boxOfHole`: [height, width, 3].
 * @param sources [height, width], as in ExemplarResult
 */
export function toneOfArea(plane: SourcePlane, { colour }: PlainArea, sources: Int32Array): Float32Array {
  const box = boxOfHole(plane) ?? { x: 0, y: 0, width: 0, height: 0 };
  const tone = new Float32Array(box.width * box.height * 3);
  for (let y = 0, out = 0; y < box.height; y++)
    for (let x = 0; x < box.width; x++, out += 3) {
      const shown = (box.y + y) * plane.width + box.x + x;
      const source = sources[shown]!;
      if (source < 0) continue;
      for (let c = 0; c < 3; c++) tone[out + c] = colour[shown * 3 + c]! - colour[source * 3 + c]!;
    }
  return tone;
}

/** The known pixels next to a hole that does not reach the picture's edge, ascending. */
function rimOf({ width, height, hole }: SourcePlane, known: Uint8Array): number[] {
  const near = new Uint8Array(hole.length);
  for (let i = hole.indexOf(1), last = hole.lastIndexOf(1); i >= 0 && i <= last; i++) {
    if (hole[i] === 0) continue;
    // What surrounds a pixel inside belongs to the hole, too, or lies nearer to another one.
    if (hole[i - 1] === 1 && hole[i + 1] === 1 && hole[i - width] === 1 && hole[i + width] === 1) continue;
    const x = i % width;
    const y = (i - x) / width;
    const left = Math.max(0, x - RIM);
    const right = Math.min(width - 1, x + RIM);
    for (let row = Math.max(0, y - RIM); row <= Math.min(height - 1, y + RIM); row++)
      near.fill(1, row * width + left, row * width + right + 1);
  }
  const rim: number[] = [];
  for (let i = 0; i < near.length; i++) if (near[i] === 1 && known[i] === 1) rim.push(i);
  return rim;
}

function paint(colour: EvenColour, { width, height }: SourcePlane): Float32Array {
  const out = new Float32Array(width * height * 3);
  for (let i = 0; i < width * height; i++)
    colour.forEach(([start, across, down], c) => {
      out[i * 3 + c] = start + across * (i % width) + down * Math.floor(i / width);
    });
  return out;
}

function reachesEdge({ width, height, hole }: SourcePlane): boolean {
  for (let x = 0; x < width; x++) if (hole[x] === 1 || hole[(height - 1) * width + x] === 1) return true;
  for (let y = 0; y < height; y++)
    if (hole[y * width] === 1 || hole[y * width + width - 1] === 1) return true;
  return false;
}

/** Whether a pixel lies near a corner of the hole's bounds. */
function cornersOf(plane: SourcePlane): (i: number) => boolean {
  const { width } = plane;
  // With a pixel around it, which a hole inside the picture always has.
  const box = boxOfHole(plane) ?? { x: 0, y: 0, width: 0, height: 0 };
  const [left, right] = [box.x + 1, box.x + box.width - 2];
  const [top, bottom] = [box.y + 1, box.y + box.height - 2];
  const reach = CORNER * Math.max(right - left, bottom - top);
  return (i) => {
    const x = i % width;
    const y = (i - x) / width;
    return (
      Math.min(Math.abs(x - left), Math.abs(x - right)) <= reach &&
      Math.min(Math.abs(y - top), Math.abs(y - bottom)) <= reach
    );
  };
}

/** The largest difference of a channel from the colour there. */
function deviationFrom(colour: EvenColour, { width, samples }: SourcePlane, i: number): number {
  const x = i % width;
  const y = (i - x) / width;
  let most = 0;
  colour.forEach(([start, across, down], c) => {
    most = Math.max(most, Math.abs(samples[i * 3 + c]! - start - across * x - down * y));
  });
  return most;
}

function medianColour({ samples }: SourcePlane, pixels: readonly number[]): EvenColour {
  return [0, 1, 2].map((c) => [median(Float32Array.from(pixels, (i) => samples[i * 3 + c]!)), 0, 0]);
}

/** Least squares over the pixels. */
function fitColour({ width, samples }: SourcePlane, pixels: readonly number[]): EvenColour {
  const n = pixels.length;
  let [meanX, meanY] = [0, 0];
  for (const i of pixels) {
    meanX += (i % width) / n;
    meanY += Math.floor(i / width) / n;
  }
  let [xx, xy, yy] = [0, 0, 0];
  for (const i of pixels) {
    const x = (i % width) - meanX;
    const y = Math.floor(i / width) - meanY;
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  const determinant = xx * yy - xy * xy;
  return [0, 1, 2].map((c) => {
    let [mean, vx, vy] = [0, 0, 0];
    for (const i of pixels) {
      const value = samples[i * 3 + c]!;
      mean += value / n;
      vx += value * ((i % width) - meanX);
      vy += value * (Math.floor(i / width) - meanY);
    }
    // All pixels on one line: no change can be told.
    const across = determinant > 0 ? (vx * yy - vy * xy) / determinant : 0;
    const down = determinant > 0 ? (vy * xx - vx * xy) / determinant : 0;
    return [mean - across * meanX - down * meanY, across, down];
  });
}

function median(values: Float32Array): number {
  return values.slice().sort()[values.length >> 1]!;
}

/** Standard deviation of the known pixels, of the channel where it is largest. */
function deviationOf(samples: Float32Array, known: Uint8Array): number {
  let count = 0;
  let [red, green, blue] = [0, 0, 0];
  let [reds, greens, blues] = [0, 0, 0];
  for (let i = 0, at = 0; i < known.length; i++, at += 3) {
    if (known[i] === 0) continue;
    const r = samples[at]!;
    const g = samples[at + 1]!;
    const b = samples[at + 2]!;
    count++;
    red += r;
    green += g;
    blue += b;
    reds += r * r;
    greens += g * g;
    blues += b * b;
  }
  const variance = (sum: number, squares: number): number => squares / count - (sum / count) ** 2;
  return Math.sqrt(Math.max(0, variance(red, reds), variance(green, greens), variance(blue, blues)));
}
