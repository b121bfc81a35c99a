import { describe, expect, it } from 'vitest';
import { fillFromExemplars } from '#engine/imaging/exemplar/fill-from-exemplars.ts';
import type { ExemplarRequest } from '#engine/imaging/exemplar/request.ts';

const [width, height] = [96, 80];

/** A grey level at a pixel, 0 to 1. */
type Drawing = (x: number, y: number) => number;

/** A drawing with the rectangle [x0, x1) x [y0, y1) to fill, and a layout that knows nothing of it. */
function request(
  draw: Drawing,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  layout: Drawing,
): ExemplarRequest {
  const photo = new Float32Array(width * height * 3);
  const guide = new Float32Array(width * height * 3);
  const hole = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      hole[i] = x >= x0 && x < x1 && y >= y0 && y < y1 ? 1 : 0;
      photo.fill(hole[i] === 1 ? 0.5 : draw(x, y), i * 3, i * 3 + 3);
      guide.fill(layout(x, y), i * 3, i * 3 + 3);
    }
  return { width, height, photo, hole, guide: { pixels: guide, scale: 2 }, seed: 1 };
}

/** The largest difference from the drawing inside the hole. */
async function worst(asked: ExemplarRequest, draw: Drawing): Promise<number> {
  const { pixels } = await fillFromExemplars(asked);
  let most = 0;
  asked.hole.forEach((value, i) => {
    if (value > 0) most = Math.max(most, Math.abs(pixels[i * 3]! - draw(i % width, Math.floor(i / width))));
  });
  return most;
}

const speckled: Drawing = (x, y) => ((x * 7919 + y * 104729) % 97) / 97;

describe('what is copied into', () => {
  it.each([2, 4, 9])(
    'a plain area, of which %i px are left around the hole, is its own colour',
    async (left) => {
      // Brightens evenly from left to right.
      const sign: Drawing = (x, y) =>
        x >= 20 && x < 76 && y >= 16 && y < 64 ? 0.6 + 0.002 * x : speckled(x, y);
      const asked = request(sign, [20 + left, 16 + left, 76 - left, 64 - left], speckled);
      expect(await worst(asked, sign)).toBeLessThan(0.04);
    },
  );

  it('a wall under a lamp has no patches', async () => {
    // Light that falls off in curves, with a grain, and the lamp itself.
    const wall: Drawing = (x, y) =>
      Math.hypot(x - 80, y - 6) < 12
        ? 1
        : 0.3 + 0.25 * Math.exp(-(((x - 80) / 40) ** 2) - ((y - 6) / 40) ** 2) + 0.01 * speckled(x, y);
    const asked = request(wall, [22, 26, 62, 60], wall);
    const { pixels } = await fillFromExemplars(asked);
    let steps = 0;
    asked.hole.forEach((_, i) => {
      for (const step of [1, width])
        if (asked.hole[i]! + asked.hole[i + step]! > 0)
          steps = Math.max(steps, Math.abs(pixels[(i + step) * 3]! - pixels[i * 3]!));
    });
    expect(steps).toBeLessThan(0.025);
  });

  it('a picture of one colour is that colour, whatever the layout says', async () => {
    const white: Drawing = () => 1;
    expect(
      await worst(
        request(white, [30, 20, 60, 50], () => 0.985),
        white,
      ),
    ).toBe(0);
  });

  it('a plain area that a line crosses is not plain: the line goes on', async () => {
    const wire: Drawing = (x, y) => (Math.abs(y - 40) < 2 ? 0.1 : x < 8 || y < 8 ? speckled(x, y) : 0.8);
    const asked = request(wire, [36, 28, 60, 52], wire);
    expect(await worst(asked, wire)).toBeLessThan(0.1);
  });

  it.each([
    [
      'a checkerboard',
      (x: number, y: number) => ((Math.floor(x / 8) + Math.floor(y / 8)) % 2 === 0 ? 0.2 : 0.8),
    ],
    ['tiles with joints', (x: number, y: number) => (x % 12 < 2 || y % 12 < 2 ? 0.1 : 0.8)],
    ['slanted stripes', (x: number, y: number) => ((x + 2 * y) % 14 < 5 ? 0.1 : 0.7)],
  ] as const)('%s goes on exactly', async (_, pattern) => {
    expect(await worst(request(pattern, [30, 25, 62, 55], speckled), pattern)).toBeLessThan(1e-6);
  });
});
