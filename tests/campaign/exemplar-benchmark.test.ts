import { resolve } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { exemplarSteps } from '#engine/imaging/exemplar/fill-from-exemplars.ts';
import { toUnitFloats } from '#engine/imaging/exemplar/pyramid.ts';
import type { ExemplarResult } from '#engine/imaging/exemplar/request.ts';
import { describeFill } from './describe-fill.ts';

/** Square holes in the bundled photo, each in a crop of three times its side. */
const sides = [64, 128, 300, 512];

/** Processor seconds, sharpness against the truth and repetition of the exemplar stage; TESSERA_SEED changes the seed. */
it('copies texture as sharp as the photo in time linear in the hole', async () => {
  const seed = Number(process.env['TESSERA_SEED'] ?? 1);
  const rows = [];
  for (const side of [300, ...sides]) {
    const size = side * 3;
    const photo = await sharp(resolve('assets/samples/summit-sunset.jpg'))
      .resize(2400)
      .extract({ left: 0, top: 0, width: Math.min(size, 2400), height: Math.min(size, 1600) })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const { width, height } = photo.info;
    const data = new Uint8Array(photo.data);
    const hole = new Uint8Array(width * height);
    for (let y = height - side * 2; y < height - side; y++)
      hole.fill(255, y * width + side, y * width + 2 * side);
    const started = process.cpuUsage();
    const steps = exemplarSteps({ width, height, photo: data, hole, seed });
    let result: ExemplarResult | null = null;
    while (!result) {
      const step = steps.next();
      if (step.done) result = step.value;
    }
    const seconds = process.cpuUsage(started).user / 1e6;
    const filled = contrastInside((i) => result.pixels[i]!, hole, width);
    const truth = contrastInside((i) => data[i]! / 255, hole, width);
    const plane = {
      width,
      height,
      samples: toUnitFloats(data),
      channels: 3,
      hole: hole.map((value) => Number(value > 0)),
      avoid: null,
    };
    const description = describeFill(plane, result.pixels, result.sources);
    rows.push({ side, seconds, sharpness: filled / truth, ...description });
    expect(description.copiedShare).toBe(1);
  }
  // The first one only warms the compiler up.
  rows.shift();
  console.log(rows.map((row) => JSON.stringify(row)).join('\n'));
  const perPixel = rows.map((row) => row.seconds / row.holePixels);
  expect(perPixel[3]!).toBeLessThan(2 * perPixel[2]!);
});

/** Mean absolute step between neighbouring green samples inside the hole. */
function contrastInside(sample: (index: number) => number, hole: Uint8Array, width: number): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i + width < hole.length; i++) {
    if (!hole[i] || !hole[i + 1] || !hole[i + width]) continue;
    const value = sample(i * 3 + 1);
    sum += Math.abs(sample((i + 1) * 3 + 1) - value) + Math.abs(sample((i + width) * 3 + 1) - value);
    count++;
  }
  return sum / count;
}
