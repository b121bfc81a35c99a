import { randomBits, randomKey } from './keyed-random.ts';
import type { PatchField } from './patch-field.ts';
import { FEATURES } from './pyramid.ts';

/** Random sources tried per pixel; all of them where there are fewer. */
const TRIES = 160;

/**
 * First estimate of the coarsest level: from the rim inward, each pixel takes the centre of the source patch that agrees best with what
 * is already there and with the guide. Structures that end at the hole are carried on (Newson et al. 2014, section 3.4). `lowPass` and
 * `guideWeight` are those of `patch-cost`; `contrast` [height, width] is the local contrast expected in the hole, or null.
 */
export function fillFromRim(
  field: PatchField,
  seed: number,
  lowPass: Float32Array | null,
  guideWeight: number,
  contrast: Float32Array | null,
): void {
  const { level, radiusX, radiusY, sources, isSource } = field;
  const { width, height, features } = level;
  const key = randomKey(seed, level.scale, 0);
  const guideFactor = guideWeight * (2 * radiusX + 1) * (2 * radiusY + 1);
  const open = Uint8Array.from(level.hole);
  const chosen = new Int32Array(width * height).fill(-1);
  const clampX = (x: number): number => Math.min(width - 1 - radiusX, Math.max(radiusX, x));
  const clampY = (y: number): number => Math.min(height - 1 - radiusY, Math.max(radiusY, y));

  const differ = (centre: number, source: number, bound: number): number => {
    const t = centre * 3;
    const s = source * 3;
    const red = lowPass ? lowPass[t]! - lowPass[s]! : 0;
    const green = lowPass ? lowPass[t + 1]! - lowPass[s + 1]! : 0;
    const blue = lowPass ? lowPass[t + 2]! - lowPass[s + 2]! : 0;
    const busy = contrast ? contrast[centre]! - features[source * FEATURES + 3]! : 0;
    let cost = guideFactor * (red * red + green * green + blue * blue + busy * busy);
    for (let j = -radiusY; j <= radiusY; j++) {
      for (let i = -radiusX; i <= radiusX; i++) {
        const at = centre + j * width + i;
        if (open[at]) continue;
        const t = at * FEATURES;
        const s = (source + j * width + i) * FEATURES;
        for (let c = 0; c < FEATURES; c++) {
          const d = features[t + c]! - features[s + c]!;
          cost += d * d;
        }
      }
      if (cost >= bound) return cost;
    }
    return cost;
  };

  for (let layer = rim(open, width, height); layer.length > 0; layer = rim(open, width, height)) {
    const values = new Float32Array(layer.length * FEATURES);
    layer.forEach((pixel, n) => {
      const y = (pixel / width) | 0;
      const x = pixel - y * width;
      const centre = clampY(y) * width + clampX(x);
      let best = -1;
      let bestCost = Infinity;
      const consider = (candidate: number): void => {
        if (candidate < 0 || isSource[candidate] !== 1) return;
        const cost = differ(centre, candidate, bestCost);
        if (cost < bestCost) {
          bestCost = cost;
          best = candidate;
        }
      };
      for (let j = -1; j <= 1; j++) {
        for (let i = -1; i <= 1; i++) {
          const near = centre + j * width + i;
          if (near >= 0 && near < chosen.length && chosen[near]! >= 0)
            consider(chosen[near]! - j * width - i);
        }
      }
      if (sources.length <= TRIES) sources.forEach(consider);
      else for (let k = 0; k < TRIES; k++) consider(sources[randomBits(key, pixel, k) % sources.length]!);
      chosen[centre] = best;
      const from = (best + pixel - centre) * FEATURES;
      for (let c = 0; c < FEATURES; c++) values[n * FEATURES + c] = features[from + c]!;
    });
    layer.forEach((pixel, n) => {
      features.set(values.subarray(n * FEATURES, (n + 1) * FEATURES), pixel * FEATURES);
      open[pixel] = 0;
    });
  }
  for (const target of field.targets) if (chosen[target]! >= 0) field.match[target] = chosen[target]!;
}

/** Open pixels with a known one among their eight neighbours; all open pixels where none is known. */
function rim(open: Uint8Array, width: number, height: number): number[] {
  const layer: number[] = [];
  const all: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (!open[i]) continue;
      all.push(i);
      let touches = false;
      for (let j = Math.max(0, y - 1); j <= Math.min(height - 1, y + 1) && !touches; j++) {
        for (let k = Math.max(0, x - 1); k <= Math.min(width - 1, x + 1); k++) {
          if (!open[j * width + k]) {
            touches = true;
            break;
          }
        }
      }
      if (touches) layer.push(i);
    }
  }
  return layer.length > 0 ? layer : all;
}
