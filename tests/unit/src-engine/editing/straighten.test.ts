import { expect, it } from 'vitest';
import { imageSource } from '#engine/editing/sources.ts';
import { emptyCorners, straightened, straightenedBounds } from '#engine/editing/straighten.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';

const cut = (degrees: number) => ({ kind: 'straighten', degrees, corners: 'cut' }) as const;
const keep = (degrees: number) => ({ kind: 'straighten', degrees, corners: 'keep' }) as const;
const bounds = { x: 30, y: -20, width: 700, height: 600 };

/** A picture whose samples are `value` of the pixel's place. */
function picture(
  { width, height } = bounds,
  channels: SampleImage['channels'],
  bitDepth: 8 | 16,
  value: (x: number, y: number, channel: number) => number,
): SampleImage {
  const data = new (bitDepth === 16 ? Uint16Array : Uint8Array)(width * height * channels);
  for (let at = 0, y = 0; y < height; y++)
    for (let x = 0; x < width; x++) for (let c = 0; c < channels; c++) data[at++] = value(x, y, c);
  return { width, height, channels, bitDepth, data, iccProfile: null };
}

it.each([
  [2.5, bounds],
  [-15, bounds],
  [10, { ...bounds, width: 200 }],
  [15, { ...bounds, height: 40 }],
])(
  'by %s degrees the largest rectangle has no empty corner, and one pixel more would have',
  (degrees, of) => {
    expect(emptyCorners(of, cut(degrees)).coverage.includes(255)).toBe(false);
    const { width, height } = straightenedBounds(of, keep(degrees));
    expect(width * height).toBeGreaterThan(of.width * of.height);
    const corners = emptyCorners(of, keep(degrees));
    expect([corners.coverage[0], corners.coverage.at(-1)]).toEqual([255, 255]);
    const share = corners.coverage.filter((covered) => covered === 0).length / (of.width * of.height);
    expect(share).toBeGreaterThan(0.93);
    expect(share).toBeLessThan(1);
  },
);

it('rotates clockwise about the middle, and keeps what is even exactly even', async () => {
  const ramp = picture(bounds, 1, 16, (x, y) => 20_000 + 30 * x - 20 * y);
  const straighten = cut(3);
  const after = straightened(imageSource(ramp, bounds), bounds, straighten);
  expect(after.bounds).toEqual(straightenedBounds(bounds, straighten));
  const data = await after.read(after.bounds);
  const angle = (3 * Math.PI) / 180;
  const { width, height } = after.bounds;
  for (const [x, y] of [
    [3, 3],
    [width - 4, 3],
    [300, 200],
    [width - 4, height - 4],
  ] as const) {
    const [right, down] = [x + 0.5 - width / 2, y + 0.5 - height / 2];
    const beforeX = bounds.width / 2 - 0.5 + right * Math.cos(angle) + down * Math.sin(angle);
    const beforeY = bounds.height / 2 - 0.5 - right * Math.sin(angle) + down * Math.cos(angle);
    expect(Math.abs(data[y * width + x]! - (20_000 + 30 * beforeX - 20 * beforeY))).toBeLessThan(1);
  }
});

it('gives the same samples whatever part is read, also of what lies beyond the picture', async () => {
  const noise = picture(bounds, 3, 8, (x, y, c) => (x * 7919 + y * 104_729 + c * 31) % 256);
  const after = straightened(imageSource(noise, bounds), bounds, keep(-7.3));
  const all = await after.read(after.bounds);
  for (const [x, y] of [
    [0, 0],
    [137, 211],
    [after.bounds.width - 90, after.bounds.height - 70],
  ] as const) {
    const part = { x: after.bounds.x + x, y: after.bounds.y + y, width: 90, height: 70 };
    const read = await after.read(part);
    for (let row = 0; row < 70; row += 23) {
      const from = ((y + row) * after.bounds.width + x) * 3;
      expect([...read.subarray(row * 270, (row + 1) * 270)]).toEqual([...all.subarray(from, from + 270)]);
    }
  }
});

it('lets no colour through that lies under nothing', async () => {
  const half = picture(bounds, 4, 8, (x, _, c) => (c === 3 ? (x < 350 ? 255 : 0) : x < 350 ? 100 : 255));
  const after = straightened(imageSource(half, bounds), bounds, cut(5));
  const data = await after.read(after.bounds);
  let furthest = 0;
  for (let at = 0; at < data.length; at += 4)
    if (data[at + 3]! > 0) furthest = Math.max(furthest, Math.abs(data[at]! - 100));
  expect(furthest).toBeLessThanOrEqual(1);
});
