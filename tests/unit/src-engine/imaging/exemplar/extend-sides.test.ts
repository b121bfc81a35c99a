import { describe, expect, it } from 'vitest';
import { extendedRectangle } from '#engine/imaging/exemplar/extend-sides.ts';
import { randomKey, randomUnit } from '#engine/imaging/exemplar/keyed-random.ts';
import { picture, rectangle, run, texture } from './pictures.ts';

const quick = { rounds: 2, sweeps: 1 };
const width = 96;
const height = 56;

/** Soft blotches, of which no two are alike. */
const blotches = (() => {
  const grain = texture(width, height);
  const at = (x: number, y: number): number => grain[(2 * y * width + 2 * x) * 3]!;
  return picture(width, height, (x, y) => {
    const [i, j, u, v] = [x >> 3, y >> 3, (x & 7) / 8, (y & 7) / 8];
    const above = at(i, j) * (1 - u) + at(i + 1, j) * u;
    const below = at(i, j + 1) * (1 - u) + at(i + 1, j + 1) * u;
    const value = above * (1 - v) + below * v;
    return [value, value, value];
  });
})();

function correlation(a: Float32Array, b: Float32Array): number {
  const mean = (values: Float32Array): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    ab += (value - ma) * (b[i]! - mb);
    aa += (value - ma) ** 2;
    bb += (b[i]! - mb) ** 2;
  });
  return ab / Math.sqrt(aa * bb);
}

describe('extendSides', () => {
  it('finds in the mirror image what the photo holds nowhere else', () => {
    const hole = rectangle(width, height, 72, 0, 24, height);
    // The layout wants to see the last columns mirrored.
    const wanted = blotches.map((_, i) => {
      const x = ((i / 3) | 0) % width;
      return x < 72 ? blotches[i]! : blotches[i + 3 * (143 - 2 * x)]!;
    });
    const guide = { pixels: wanted, scale: 2 };
    const { pixels } = run({ width, height, photo: blotches, hole, guide, seed: 1, options: quick });
    const errors = pixels.map((value, i) => Math.abs(value - wanted[i]!));
    expect(errors.reduce((sum, error) => sum + error, 0) / (3 * 24 * height)).toBeLessThan(0.02);
  });

  it('lets lines that cross the side at an angle continue as they are', () => {
    const [across, tall, from] = [240, 160, 180];
    const key = randomKey(5, 0);
    const slope = 0.3;
    // Layers of which no two are alike, darker to the left, so that only what lies at the side continues it.
    const photo = picture(across, tall, (x, y) => {
      const layer = y - slope * x + 200;
      const [n, t] = [Math.floor(layer / 8), (layer / 8) % 1];
      const value = randomUnit(key, n, 0) * (1 - t) + randomUnit(key, n + 1, 0) * t;
      return new Array<number>(3).fill(0.2 + 0.6 * value + 0.002 * Math.abs(x - from));
    });
    const hole = rectangle(across, tall, from, 0, across - from, tall);
    const { pixels } = run({ width: across, height: tall, photo, hole, seed: 1, options: quick });
    // Below the layers that enter the picture at its top.
    const seen = [...hole.keys()].filter(
      (i) => hole[i]! > 0 && Math.floor(i / across) > 2 * slope * ((i % across) - from) + 4,
    );
    const error = seen.reduce((sum, i) => sum + Math.abs(pixels[i * 3]! - photo[i * 3]!), 0) / seen.length;
    // 0.12 where they turn back.
    expect(error).toBeLessThan(0.06);
  });

  it('lets what ends at the side go on, though it is rare and flat there', () => {
    const [across, tall, from] = [72, 240, 48];
    const ground = texture(across, tall);
    const isSnow = (y: number): boolean => y >= 112 && y < 128;
    const photo = picture(across, tall, (x, y) =>
      isSnow(y) ? [1, 1, 1] : [...ground.subarray((y * across + x) * 3).subarray(0, 3)],
    );
    const hole = rectangle(across, tall, from, 0, across - from, tall);
    const guide = { pixels: photo, scale: 4 };
    const { pixels } = run({ width: across, height: tall, photo, hole, guide, seed: 1, options: quick });
    const snow = [...hole.keys()].filter((i) => hole[i]! > 0 && isSnow((i / across) | 0));
    expect(snow.filter((i) => pixels[i * 3]! < 0.9).length / snow.length).toBeLessThan(0.02);
  });

  it('does not end a thing in a cut that everybody sees, though the layout ends it', () => {
    const from = 64;
    const grain = texture(width, height);
    const isBar = (y: number): boolean => y >= 18 && y < 38;
    const ground = (at: number): number[] => [0.2 * grain[at]!, 0.6 + 0.2 * grain[at]!, 0.2 * grain[at]!];
    const photo = picture(width, height, (x, y) => {
      const at = (y * width + x) * 3;
      return isBar(y) ? [0.8 + 0.2 * grain[at]!, 0.1, 0.1] : ground(at);
    });
    const hole = rectangle(width, height, from, 0, width - from, height);
    const guide = { pixels: picture(width, height, () => [0.1, 0.7, 0.1]), scale: 4 };
    const { pixels } = run({ width, height, photo, hole, guide, seed: 1, options: quick });
    const steps = Array.from({ length: height }, (_, y) => y)
      .filter(isBar)
      .flatMap((y) =>
        Array.from({ length: width - from }, (_, n) => (y * width + from + n) * 3).map((at) =>
          Math.abs(pixels[at]! - pixels[at - 3]!),
        ),
      );
    expect(Math.max(...steps)).toBeLessThan(0.4);
  });

  it('fills all four sides and their corners from the photo, and leaves it as it was', () => {
    const hole = new Uint8Array(width * height).fill(255);
    for (let y = 14; y < 44; y++) hole.fill(0, y * width + 20, y * width + 76);
    const { pixels, sources } = run({ width, height, photo: blotches, hole, seed: 1, options: quick });
    const at = [...hole.keys()];
    expect(at.filter((i) => hole[i] === 0 && pixels[i * 3] !== blotches[i * 3])).toEqual([]);
    expect(at.filter((i) => sources[i]! >= 0 !== hole[i]! > 0)).toEqual([]);
  });

  it('does not repeat the last step where it is told what was made before', () => {
    const [step, own, across] = [16, 64, 112];
    const photo = texture(across, height);
    const strips = (told: boolean): Float32Array[] => {
      let before: Float32Array = photo;
      for (let from = own; from < across; from += step) {
        // What lies behind the strip is never seen: it waits for its own step.
        const hole = rectangle(from + step, height, from, 0, step, height);
        const made = rectangle(from + step, height, own, 0, from - own, height);
        const seen = crop(before, 0, from + step);
        const request = { width: from + step, height, photo: seen, hole, seed: 1, options: quick };
        const { pixels } = run(told ? { ...request, made } : request);
        before = picture(across, height, (x, y) =>
          x < from + step ? [...pixels.subarray((y * (from + step) + x) * 3).subarray(0, 3)] : [0, 0, 0],
        );
      }
      return [0, 1, 2].map((n) => crop(before, own + n * step, step));
    };
    const alike = ([a, b, c]: Float32Array[]): number => Math.max(correlation(a!, b!), correlation(b!, c!));
    const ofPhoto = alike([0, 1, 2].map((n) => crop(photo, n * step, step)));
    expect(alike(strips(true))).toBeLessThan(ofPhoto + 0.1);
    expect(alike(strips(false))).toBeGreaterThan(0.9);

    function crop(from: Float32Array, left: number, columns: number): Float32Array {
      return picture(columns, height, (x, y) => {
        const at = (y * across + left + x) * 3;
        return [...from.subarray(at, at + 3)];
      });
    }
  });

  it('takes only what lies around a whole rectangle for an extension', () => {
    const right = rectangle(width, height, 72, 0, 24, height);
    expect(extendedRectangle(right, width)).toEqual({ left: 0, top: 0, right: 72, bottom: height });
    expect(extendedRectangle(rectangle(width, height, 40, 20, 20, 20), width)).toBeNull();
    right[0] = 255;
    expect(extendedRectangle(right, width)).toBeNull();
  });
});
