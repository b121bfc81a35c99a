import { FEATURES, holeDistances, type Level } from './pyramid.ts';
import { boxSum } from './texture-contrast.ts';

/** For every patch that touches the hole: which known patch of the same level it copies. */
export interface PatchField {
  readonly level: Level;
  /** Half sides of the patch; smaller than asked for where the picture is. */
  readonly radiusX: number;
  readonly radiusY: number;
  /** [height, width]; 1 where a patch centred here lies in the picture, holds no hole pixel and may be copied. */
  readonly isSource: Uint8Array;
  /** Indices of all such centres, ascending. */
  readonly sources: Int32Array;
  /** Indices of the patch centres to be matched, ascending: in the picture, touching the hole. */
  readonly targets: Int32Array;
  /** [height, width]; 1 at targets. */
  readonly isTarget: Uint8Array;
  /** [height, width]; index of the source copied by a target, -1 elsewhere. */
  readonly match: Int32Array;
  /** [height, width]; cost of that match. */
  readonly cost: Float32Array;
  /** [height, width]; distance of each hole pixel to the known ones, 0 outside. */
  readonly distance: Int32Array;
  /** [height, width, 3]; mean colour of the patch centred at a source or target. */
  readonly means: Float32Array;
}

/** Number of ones in the window around every centre that fits; -1 where it doesn't fit. */
function countInWindows(
  flags: Uint8Array,
  width: number,
  height: number,
  rx: number,
  ry: number,
): Int32Array {
  const rows = new Int32Array(width * height);
  const out = new Int32Array(width * height).fill(-1);
  for (let y = 0; y < height; y++) {
    let sum = 0;
    for (let x = 0; x < width; x++) {
      sum += flags[y * width + x]!;
      if (x > 2 * rx) sum -= flags[y * width + x - 2 * rx - 1]!;
      if (x >= 2 * rx) rows[y * width + x - rx] = sum;
    }
  }
  for (let x = rx; x < width - rx; x++) {
    let sum = 0;
    for (let y = 0; y < height; y++) {
      sum += rows[y * width + x]!;
      if (y > 2 * ry) sum -= rows[(y - 2 * ry - 1) * width + x]!;
      if (y >= 2 * ry) out[(y - ry) * width + x] = sum;
    }
  }
  return out;
}

/** Which patches of a level may be copied and which are to be matched: see `PatchField`. */
type PatchCentres = Pick<PatchField, 'radiusX' | 'radiusY' | 'isSource' | 'sources' | 'isTarget' | 'targets'>;

/** Finds the targets and sources of a level. */
export function listPatchCentres(level: Level, patchRadius: number): PatchCentres {
  const { width, height } = level;
  const radiusX = Math.min(patchRadius, (width - 1) >> 1);
  const radiusY = Math.min(patchRadius, (height - 1) >> 1);
  const holeCount = countInWindows(level.hole, width, height, radiusX, radiusY);
  const avoidCount = level.avoid ? countInWindows(level.avoid, width, height, radiusX, radiusY) : null;
  const isSource = new Uint8Array(width * height);
  const isTarget = new Uint8Array(width * height);
  let sourceCount = 0;
  let targetCount = 0;
  for (let i = 0; i < holeCount.length; i++) {
    if (holeCount[i]! > 0) {
      isTarget[i] = 1;
      targetCount++;
    } else if (holeCount[i] === 0 && !(avoidCount && avoidCount[i]! > 0)) {
      isSource[i] = 1;
      sourceCount++;
    }
  }
  const sources = new Int32Array(sourceCount);
  const targets = new Int32Array(targetCount);
  for (let i = 0, s = 0, t = 0; i < isSource.length; i++) {
    if (isSource[i]) sources[s++] = i;
    else if (isTarget[i]) targets[t++] = i;
  }
  return { radiusX, radiusY, isSource, sources, isTarget, targets };
}

/** Lays out targets and sources of a level; matches start at -1. */
export function createPatchField(level: Level, patchRadius: number): PatchField {
  const { width, height } = level;
  const field: PatchField = {
    level,
    ...listPatchCentres(level, patchRadius),
    match: new Int32Array(width * height).fill(-1),
    cost: new Float32Array(width * height),
    distance: holeDistances(level.hole, width, height),
    means: new Float32Array(width * height * 3),
  };
  measureSourceMeans(field);
  return field;
}

/** Means of all sources at once, by running sums (their patches never change). */
function measureSourceMeans(field: PatchField): void {
  const { level, radiusX, radiusY, means, sources } = field;
  if (radiusX !== radiusY) {
    measureMeans(field, sources);
    return;
  }
  const count = (2 * radiusX + 1) ** 2;
  const plane = new Float32Array(level.width * level.height);
  for (let c = 0; c < 3; c++) {
    for (let i = 0; i < plane.length; i++) plane[i] = level.features[i * FEATURES + c]!;
    boxSum(plane, level.width, level.height, radiusX);
    for (let n = 0; n < sources.length; n++) means[sources[n]! * 3 + c] = plane[sources[n]!]! / count;
  }
}

/** Recomputes the mean colours of the patches centred at `centres` (targets after the estimate changed). */
export function measureMeans(field: PatchField, centres: Int32Array): void {
  const { level, radiusX, radiusY, means } = field;
  const { width, features } = level;
  const count = (2 * radiusX + 1) * (2 * radiusY + 1);
  for (let n = 0; n < centres.length; n++) {
    const centre = centres[n]!;
    let r = 0;
    let g = 0;
    let b = 0;
    let row = (centre - radiusY * width - radiusX) * FEATURES;
    const span = (2 * radiusX + 1) * FEATURES;
    for (let j = -radiusY; j <= radiusY; j++) {
      for (let at = row; at < row + span; at += FEATURES) {
        r += features[at]!;
        g += features[at + 1]!;
        b += features[at + 2]!;
      }
      row += width * FEATURES;
    }
    means[centre * 3] = r / count;
    means[centre * 3 + 1] = g / count;
    means[centre * 3 + 2] = b / count;
  }
}

/** What each hole pixel copies: [height, width], index of the source, -1 outside the hole or where nothing was found. */
export function sourcesOfHole(field: PatchField): Int32Array {
  const { hole } = field.level;
  const sources = new Int32Array(hole.length).fill(-1);
  for (let i = 0; i < hole.length; i++) if (hole[i] === 1) sources[i] = sourceOfPixel(field, i);
  return sources;
}

/** The pixel that a hole pixel copies: through the patch centred on it, or the nearest centre inside the picture. */
function sourceOfPixel(field: PatchField, pixel: number): number {
  const { width, height } = field.level;
  const y = (pixel / width) | 0;
  const x = pixel - y * width;
  const cx = Math.min(width - 1 - field.radiusX, Math.max(field.radiusX, x));
  const cy = Math.min(height - 1 - field.radiusY, Math.max(field.radiusY, y));
  const centre = cy * width + cx;
  const match = field.match[centre]!;
  return match < 0 ? -1 : match + pixel - centre;
}
