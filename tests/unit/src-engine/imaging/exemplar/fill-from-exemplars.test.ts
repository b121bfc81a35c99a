import { describe, expect, it } from 'vitest';
import { Cancelled } from '#shared/errors.ts';
import { exemplarSteps, fillFromExemplars } from '#engine/imaging/exemplar/fill-from-exemplars.ts';
import type { ExemplarRequest, ExemplarResult } from '#engine/imaging/exemplar/request.ts';
import { picture, rectangle, run, texture } from './pictures.ts';

const quick = { rounds: 2, sweeps: 1 };

describe('fillFromExemplars', () => {
  it('leaves every known sample exactly as it was, at 8 bit, 16 bit and float', () => {
    const width = 60;
    const height = 50;
    const bytes = Uint8Array.from(texture(width, height), (v) => Math.round(v * 255));
    const words = Uint16Array.from(texture(width, height), (v) => Math.round(v * 65535));
    const hole = rectangle(width, height, 20, 15, 18, 18);
    for (const [photo, scale] of [
      [bytes, 255],
      [words, 65535],
      [texture(width, height), 1],
    ] as const) {
      const { pixels } = run({ width, height, photo, hole, seed: 1, options: quick });
      for (let i = 0; i < hole.length * 3; i++) {
        if (hole[(i / 3) | 0]) continue;
        expect(scale === 1 ? pixels[i] : Math.round(pixels[i]! * scale)).toBe(photo[i]);
      }
    }
  });

  it('gives the same pixels for the same seed and others for another', () => {
    const request = (seed: number): ExemplarRequest => ({
      width: 64,
      height: 64,
      photo: texture(64, 64),
      hole: rectangle(64, 64, 20, 20, 24, 24),
      seed,
      options: quick,
    });
    const first = run(request(7));
    expect(run(request(7)).pixels).toEqual(first.pixels);
    expect(run(request(7)).sources).toEqual(first.sources);
    expect(run(request(8)).pixels).not.toEqual(first.pixels);
  });

  it('never reads what the photo holds inside the hole', () => {
    const hole = rectangle(64, 64, 20, 20, 24, 24);
    const photo = texture(64, 64);
    const spoiled = Float32Array.from(photo);
    for (let i = 0; i < hole.length; i++) if (hole[i]) spoiled.fill(NaN, 3 * i, 3 * i + 3);
    expect(run({ width: 64, height: 64, photo: spoiled, hole, seed: 3, options: quick }).pixels).toEqual(
      run({ width: 64, height: 64, photo, hole, seed: 3, options: quick }).pixels,
    );
  });

  it('carries a regular pattern on through the hole', () => {
    const width = 96;
    const height = 96;
    const photo = picture(width, height, (x, y) => {
      const v = 0.5 + 0.3 * Math.sin((2 * Math.PI * x) / 12) * Math.cos((2 * Math.PI * y) / 16);
      return [v, v * 0.8, 0.3];
    });
    const hole = rectangle(width, height, 36, 36, 24, 24);
    const { pixels, sources } = run({ width, height, photo, hole, seed: 5 });
    let error = 0;
    let count = 0;
    for (let i = 0; i < hole.length; i++) {
      if (!hole[i]) continue;
      for (let c = 0; c < 3; c++) error += (pixels[i * 3 + c]! - photo[i * 3 + c]!) ** 2;
      count += 3;
    }
    expect(Math.sqrt(error / count)).toBeLessThan(0.06);
    expect(sources.filter((source) => source >= 0)).toHaveLength(24 * 24);
  });

  it('follows the layout of the guide with the texture of the photo', () => {
    const width = 120;
    const height = 80;
    const noise = texture(width, height);
    // Left red, right blue, both grainy; nothing but the guide says where in the hole they meet.
    const photo = picture(width, height, (x, y) => {
      const grain = 0.3 * (noise[(y * width + x) * 3]! - 0.5);
      return x < 60 ? [0.8 + grain, 0.2 + grain, 0.2 + grain] : [0.2 + grain, 0.2 + grain, 0.8 + grain];
    });
    const hole = rectangle(width, height, 36, 0, 48, height);
    const fill = (border: number): Float32Array => {
      const pixels = picture(width, height, (x) => (x < border ? [0.8, 0.2, 0.2] : [0.2, 0.2, 0.8]));
      return run({ width, height, photo, hole, guide: { pixels, scale: 4 }, seed: 2, options: { rounds: 4 } })
        .pixels;
    };
    const redShare = (pixels: Float32Array, x0: number): number => {
      let red = 0;
      for (let y = 0; y < height; y++) {
        for (let x = x0; x < x0 + 8; x++)
          if (pixels[(y * width + x) * 3]! > pixels[(y * width + x) * 3 + 2]!) red++;
      }
      return red / (8 * height);
    };
    const late = fill(74);
    expect(redShare(late, 56)).toBeGreaterThan(0.9);
    expect(redShare(fill(46), 56)).toBeLessThan(0.1);
    const pixels = late;
    let contrast = 0;
    for (let y = 24; y < 56; y++)
      for (let x = 46; x < 54; x++) contrast += Math.abs(pixels[(y * width + x) * 3 + 1]! - 0.2);
    expect(contrast / 256).toBeGreaterThan(0.03);
  });

  it('never copies from pixels that are to be avoided', () => {
    const width = 80;
    const height = 60;
    const avoid = rectangle(width, height, 0, 0, 30, 60);
    const hole = rectangle(width, height, 32, 20, 20, 20);
    const { sources } = run({
      width,
      height,
      photo: texture(width, height),
      hole,
      avoid,
      seed: 1,
      options: quick,
    });
    for (const source of sources) if (source >= 0) expect(avoid[source]! + hole[source]!).toBe(0);
  });

  it('returns the guide where nothing is known, and a flat picture without a guide', () => {
    const hole = new Uint8Array(40 * 30).fill(255);
    const photo = texture(40, 30);
    const guide = picture(40, 30, (x, y) => [x / 40, y / 30, 0.5]);
    const guided = run({ width: 40, height: 30, photo, hole, guide: { pixels: guide, scale: 4 }, seed: 1 });
    expect(guided.pixels).toEqual(guide);
    expect(guided.sources.every((source) => source < 0)).toBe(true);
    const blind = run({ width: 40, height: 30, photo, hole, seed: 1 });
    expect(new Set(blind.pixels).size).toBe(1);
  });

  it('survives hostile shapes: tiny pictures, strips one pixel wide, holes at every border, scattered pixels', () => {
    const shapes: Array<[number, number, (x: number, y: number) => boolean]> = [
      [1, 1, () => true],
      [1, 1, () => false],
      [2, 2, (x, y) => x === 0 && y === 0],
      [3, 3, (x, y) => x === 1 && y === 1],
      [1, 90, (_, y) => y > 20 && y < 60],
      [90, 1, (x) => x > 20 && x < 60],
      [5, 70, (_, y) => y > 20 && y < 50],
      [300, 8, (x) => x > 100 && x < 200],
      [30, 30, (x) => x === 15],
      [30, 30, (_, y) => y === 0],
      [30, 30, (x, y) => x < 6 || y < 6 || x > 20 || y > 20],
      [30, 30, (x, y) => x > 3 || y > 3],
      [30, 30, (x) => x > 0],
      [30, 30, (x, y) => x % 5 === 0 && y % 5 === 0],
      [30, 30, (x, y) => (x + y) % 2 === 0],
    ];
    for (const [width, height, inside] of shapes) {
      const hole = new Uint8Array(width * height);
      for (let i = 0; i < hole.length; i++) hole[i] = inside(i % width, Math.floor(i / width)) ? 1 : 0;
      const photo = texture(width, height);
      const guide = { pixels: picture(width, height, () => [0.4, 0.5, 0.6]), scale: 8 };
      for (const request of [
        { width, height, photo, hole, seed: 1, options: quick },
        { width, height, photo, hole, guide, seed: 1, options: quick },
      ]) {
        const { pixels } = run(request);
        const wrong = pixels.findIndex(
          (value, i) => !(value >= 0 && value <= 1) || (!hole[Math.floor(i / 3)] && value !== photo[i]),
        );
        expect(wrong, `${width} x ${height} ${String(inside)}`).toBe(-1);
      }
    }
  }, 30_000);

  it('survives holes too large to be laid out at native resolution, at every depth', () => {
    const width = 180;
    const height = 140;
    const shapes: Array<[string, (x: number, y: number) => boolean]> = [
      ['a frame of 3 known pixels', (x, y) => x > 2 && y > 2 && x < width - 3 && y < height - 3],
      ['a cross that touches every border', (x, y) => Math.abs(x - 90) < 30 || Math.abs(y - 70) < 20],
      ['all but a corner', (x, y) => x > 12 || y > 12],
      ['dust, four pixels apart', (x, y) => x % 4 < 2 && y % 4 < 2],
      ['lines one pixel wide', (x) => x % 7 === 0],
      ['all of it', () => true],
    ];
    const photo = Uint16Array.from(texture(width, height), (v) => Math.round(v * 65535));
    const guide = { pixels: picture(width, height, (x) => [x / width, 0.5, 0.4]), scale: 8 };
    for (const [name, inside] of shapes) {
      const hole = new Uint8Array(width * height);
      for (let i = 0; i < hole.length; i++) hole[i] = inside(i % width, Math.floor(i / width)) ? 1 : 0;
      const { pixels, sources } = run({ width, height, photo, hole, guide, seed: 2, options: quick });
      const wrong = pixels.findIndex(
        (value, i) =>
          !(value >= 0 && value <= 1) || (!hole[Math.floor(i / 3)] && Math.round(value * 65535) !== photo[i]),
      );
      expect(wrong, name).toBe(-1);
      const fromHole = sources.some((source) => source >= 0 && hole[source] !== 0);
      expect(fromHole, name).toBe(false);
    }
  }, 120_000);

  it('carries boards on where the guide is only a blur', () => {
    const width = 240;
    const height = 200;
    const grain = texture(width, height);
    // Boards of 20 pixels with dark gaps, and grain along them that repeats nowhere exactly.
    const photo = picture(width, height, (x, y) => {
      const v = y % 20 < 3 ? 0.15 : 0.6 + 0.1 * (grain[(y * width + (x >> 3)) * 3]! - 0.5);
      return [v, v * 0.8, v * 0.6];
    });
    const hole = rectangle(width, height, 70, 50, 100, 100);
    const pixels = picture(width, height, () => [0.53, 0.42, 0.32]);
    const filled = run({ width, height, photo, hole, guide: { pixels, scale: 8 }, seed: 4 }).pixels;
    let wrong = 0;
    for (let i = 0; i < hole.length; i++)
      if (hole[i] && filled[i * 3]! < 0.35 !== photo[i * 3]! < 0.35) wrong++;
    expect(wrong / 10_000).toBeLessThan(0.03);
  }, 60_000);

  it('refuses arrays that do not fit the size', async () => {
    const photo = new Uint8Array(30);
    await expect(
      fillFromExemplars({ width: 4, height: 3, photo, hole: new Uint8Array(12), seed: 1 }),
    ).rejects.toThrow(RangeError);
  });

  it('reports rising progress and previews, and stops when cancelled', async () => {
    const request = {
      width: 96,
      height: 96,
      photo: texture(96, 96),
      hole: rectangle(96, 96, 30, 30, 36, 36),
      seed: 1,
      options: quick,
    };
    let last = 0;
    let previews = 0;
    for (const progress of exemplarSteps(request)) {
      expect(progress.fraction).toBeGreaterThanOrEqual(last);
      expect(progress.fraction).toBeLessThanOrEqual(1);
      last = progress.fraction;
      const preview = progress.preview?.();
      if (preview) {
        previews++;
        expect(preview.pixels.length).toBe(preview.width * preview.height * 3);
      }
    }
    expect(previews).toBeGreaterThan(2);

    const stop = new AbortController();
    let calls = 0;
    const work: Promise<ExemplarResult> = fillFromExemplars(request, {
      signal: stop.signal,
      onProgress: () => {
        if (++calls === 3) stop.abort();
      },
    });
    await expect(work).rejects.toThrow(Cancelled);
    expect(calls).toBe(3);
  });
});
