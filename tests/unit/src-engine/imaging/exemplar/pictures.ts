import { randomKey, randomUnit } from '#engine/imaging/exemplar/keyed-random.ts';
import { exemplarSteps } from '#engine/imaging/exemplar/fill-from-exemplars.ts';
import type { ExemplarRequest, ExemplarResult } from '#engine/imaging/exemplar/request.ts';

/** An RGB picture from a function of the pixel's column and row. */
export function picture(
  width: number,
  height: number,
  colour: (x: number, y: number) => number[],
): Float32Array {
  const out = new Float32Array(width * height * 3);
  for (let i = 0; i < width * height; i++) out.set(colour(i % width, Math.floor(i / width)), i * 3);
  return out;
}

/** Grey-ish noise, the same every time. */
export function texture(width: number, height: number): Float32Array {
  const key = randomKey(11, 0);
  return picture(width, height, (x, y) => {
    const v = randomUnit(key, (y >> 1) * 4096 + (x >> 1), 0) * 0.6 + 0.2;
    return [v, v * 0.9, v * 0.7];
  });
}

/** A mask with one filled rectangle. */
export function rectangle(
  width: number,
  height: number,
  x: number,
  y: number,
  w: number,
  h: number,
): Uint8Array {
  const out = new Uint8Array(width * height);
  for (let row = y; row < y + h; row++) out.fill(255, row * width + x, row * width + x + w);
  return out;
}

/** Runs the whole fill at once. */
export function run(request: ExemplarRequest): ExemplarResult {
  const steps = exemplarSteps(request);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
