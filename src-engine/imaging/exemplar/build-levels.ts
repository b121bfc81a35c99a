import { copyRect } from '#engine/imaging/copy-pixels.ts';
import { columnsOfHole, FEATURES, halveLevel, holeDistances, type Level } from './pyramid.ts';
import { listPatchCentres } from './patch-field.ts';
import { boxOfHole, type SourcePlane } from './source-plane.ts';
import { measureContrast, boxSum } from './texture-contrast.ts';

/** At the coarsest level the hole is at most this many patch radii deep ... */
const COARSEST_DEPTH = 4;
/** ... and has at most so many pixels: what the layout may cost whatever the hole's size. */
export const LAYOUT_PIXELS = 6000;

/** Texture within this share of the hole's depth around it tells what texture may be copied. */
const SURROUNDINGS = 0.25;
/** Fewer source patches than this at a level say nothing about texture: start finer. */
const LEAST_SOURCES = 64;

/** Number of hole pixels. */
export const countHole = (hole: Uint8Array): number => {
  let count = 0;
  for (let i = 0; i < hole.length; i++) count += hole[i]!;
  return count;
};

/** Largest distance of a hole pixel from the known ones. */
export function deepest(plane: Pick<Level, 'hole' | 'width' | 'height'>): number {
  // The box is bordered by known pixels or by the picture's own rim: none farther out is nearer.
  const box = boxOfHole(plane);
  if (box === null) return 0;
  const hole = copyRect(plane.hole, { x: 0, y: 0, width: plane.width, height: plane.height }, box, 1);
  return holeDistances(hole, box.width, box.height).reduce((most, each) => Math.max(most, each), 0);
}

/** The levels to search in, finest first, and the patches that fit into what is known. */
export interface SearchLevels {
  readonly levels: readonly Level[];
  readonly patchRadius: number;
  /** Where the search ends: the finest level with at most `LAYOUT_PIXELS` hole pixels that holds something to copy, else the finest. */
  readonly last: number;
}

/**
 * The photo as a pyramid. A small hole is searched at native resolution; a larger one from half of it on, because a level takes more
 * memory than the photo.
 * @param native three channels @param mirrored columns at the left that show the next ones mirrored; 0 = the hole is no side of a picture
 */
export function buildLevels(native: SourcePlane, patchRadius: number, mirrored = 0): SearchLevels {
  const half = countHole(native.hole) > LAYOUT_PIXELS;
  for (let radius = patchRadius; ; radius--) {
    for (const first of half ? [halfLevel, nativeLevel] : [nativeLevel]) {
      const levels = pyramidFrom(first(native), radius, mirrored);
      let last = levels.findIndex(({ hole }) => countHole(hole) <= LAYOUT_PIXELS);
      if (last < 0) last = levels.length - 1;
      while (last > 0 && sourcesAt(levels[last]!, radius) < LEAST_SOURCES) last--;
      // Known pixels in shreds (scattered dust, a thin frame): finer levels and smaller patches fit between.
      const enough = sourcesAt(levels[last]!, radius) >= LEAST_SOURCES;
      if (enough || (radius === 1 && levels[0]!.scale === 1)) return { levels, patchRadius: radius, last };
    }
  }
}

const sourcesAt = (level: Level, radius: number): number => listPatchCentres(level, radius).sources.length;

function pyramidFrom(first: Level, patchRadius: number, mirrored: number): Level[] {
  const avoid = excludeStrangers(first, deepest(first) * SURROUNDINGS, Math.round(mirrored / first.scale));
  const levels = [{ ...first, avoid }];
  const least = 3 * (2 * patchRadius + 1);
  for (;;) {
    const last = levels[levels.length - 1]!;
    const small = deepest(last) <= COARSEST_DEPTH * patchRadius && countHole(last.hole) <= LAYOUT_PIXELS;
    if (small || Math.min(last.width, last.height) < least) return levels;
    levels.push(halveLevel(last));
  }
}

function nativeLevel(native: SourcePlane): Level {
  const { width, height, samples, hole, avoid } = native;
  const features = new Float32Array(width * height * FEATURES);
  for (let i = 0; i < hole.length; i++) {
    if (hole[i] === 1) continue;
    for (let c = 0; c < 3; c++) features[i * FEATURES + c] = samples[i * 3 + c]!;
  }
  const level: Level = { width, height, scale: 1, features, hole, avoid };
  measureContrast(native, level);
  return level;
}

/** Every second pixel is enough here: the mean of the known ones of four. */
function halfLevel(native: SourcePlane): Level {
  const width = (native.width + 1) >> 1;
  const height = (native.height + 1) >> 1;
  const features = new Float32Array(width * height * FEATURES);
  const hole = new Uint8Array(width * height);
  const avoid = native.avoid ? new Uint8Array(width * height) : null;
  const { samples } = native;
  for (let y = 0; y < height; y++) {
    const [first, last] = 2 * y + 1 < native.height ? columnsOfHole(native, 2 * y, 2 * y + 1) : [0, Infinity];
    for (let x = 0; x < width; x++) {
      const out = y * width + x;
      if ((2 * x + 1 < first || 2 * x > last) && 2 * x + 1 < native.width) {
        averageFour(samples, (2 * y * native.width + 2 * x) * 3, native.width * 3, features, out * FEATURES);
        continue;
      }
      let known = 0;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let j = 2 * y; j < Math.min(native.height, 2 * y + 2); j++) {
        for (let i = 2 * x; i < Math.min(native.width, 2 * x + 2); i++) {
          const at = j * native.width + i;
          if (native.hole[at] === 1) {
            hole[out] = 1;
            continue;
          }
          known++;
          red += samples[at * 3]!;
          green += samples[at * 3 + 1]!;
          blue += samples[at * 3 + 2]!;
        }
      }
      if (known === 0) continue;
      features[out * FEATURES] = red / known;
      features[out * FEATURES + 1] = green / known;
      features[out * FEATURES + 2] = blue / known;
    }
    if (avoid === null) continue;
    for (let j = 2 * y; j < Math.min(native.height, 2 * y + 2); j++)
      for (let i = 0, at = j * native.width; i < native.width; i++, at++)
        if (native.avoid![at] === 1) avoid[y * width + (i >> 1)] = 1;
  }
  const level: Level = { width, height, scale: 2, features, hole, avoid };
  measureContrast(native, level);
  return level;
}

/** The mean colour of four pixels, of which the first of each row lies at `from` and `from + row`. */
function averageFour(samples: Float32Array, from: number, row: number, out: Float32Array, to: number): void {
  for (let c = 0; c < 3; c++, from++)
    out[to + c] = (samples[from]! + samples[from + 3]! + samples[from + row]! + samples[from + row + 3]!) / 4;
}

/** Contrast may leave the range found around the hole by this factor. */
const TOLERANCE = 1.5;
/** Share of the surroundings' pixels left out at each end of that range. */
const TAIL = 0.02;
/** Nothing is excluded if less than this share of the known pixels would be left. */
const LEAST_LEFT = 0.25;
/** Contrast below this is flat (8-bit steps and fine grain), however flat the surroundings are. */
const FLAT = 0.02;

/**
 * Marks known pixels whose texture is foreign to the hole's surroundings, so that sky is not copied into the middle of grass.
 * What a picture's side ends with may continue, however rare it is there: snow under rocks, gaps between planks.
 * `reach` is how far around the hole the surroundings go, pixels. Returns [height, width], 1 = not to be copied (with `level.avoid`).
 */
function excludeStrangers(level: Level, reach: number, mirrored: number): Uint8Array | null {
  const { width, height, scale, features, hole, avoid } = level;
  const near = Float32Array.from(hole);
  boxSum(near, width, height, Math.max(Math.ceil(8 / scale), Math.round(reach)));
  const around: number[] = [];
  let known = 0;
  for (let i = 0; i < hole.length; i++) {
    if (hole[i] || avoid?.[i]) continue;
    known++;
    if (near[i]! > 0.5) around.push(features[i * FEATURES + 3]!);
  }
  if (around.length === 0) return avoid;
  const sorted = Float32Array.from(around).sort();
  const least = sorted[Math.floor(TAIL * (sorted.length - 1))]! / TOLERANCE;
  const most = Math.max(FLAT, sorted[Math.ceil((1 - TAIL) * (sorted.length - 1))]! * TOLERANCE);
  const out = avoid ? Uint8Array.from(avoid) : new Uint8Array(hole.length);
  let left = known;
  for (let i = 0; i < hole.length; i++) {
    if (hole[i] || out[i]) continue;
    const contrast = features[i * FEATURES + 3]!;
    if (contrast >= least && contrast <= most) continue;
    if (mirrored > 0 && near[seenAt(i)]! > 0.5) continue;
    out[i] = 1;
    left--;
  }
  return left < LEAST_LEFT * known ? avoid : out;

  /** The pixel that a mirrored one shows; others themselves. */
  function seenAt(i: number): number {
    const x = i % width;
    return x < mirrored ? i + 2 * (mirrored - x) - 1 : i;
  }
}
