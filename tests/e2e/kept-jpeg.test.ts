import { expect, it } from 'vitest';
import { keepJpeg } from '#engine/imaging/codec/index.ts';
import { jpegSamples, noSides, openSample, paint } from '#tests/unit/helpers/jpeg-samples.ts';
import { TesseraApp } from './harness/tessera-app.ts';

/** What Chromium makes of a file: [height, width, 4], turned as EXIF says. @throws where it cannot be decoded */
const decodeInChromium = (app: TesseraApp, file: Uint8Array): Promise<number[]> =>
  app.window.evaluate(
    async (bytes) => {
      const blob = new Blob([Uint8Array.from(bytes)], { type: 'image/jpeg' });
      const bitmap = await createImageBitmap(blob, { colorSpaceConversion: 'none' });
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d', { willReadFrequently: true })!;
      context.drawImage(bitmap, 0, 0);
      return [...context.getImageData(0, 0, bitmap.width, bitmap.height).data];
    },
    [...file],
  );

it('shows in Chromium just as many other pixels outside the selection as an export of a kept JPEG says, of every kind of file', async () => {
  const app = await TesseraApp.start(null);
  for (const name of jpegSamples) {
    const { bytes, image, stored } = await openSample(name);
    const { mask, after } = paint(image, [0.2, 0.3, 0.6, 0.7]);
    const kept = await keepJpeg(stored, {
      ...{ before: image, after, sides: noSides, selected: mask, recipe: '{}' },
    });
    const [before, now] = [await decodeInChromium(app, bytes), await decodeInChromium(app, kept.bytes)];
    expect(before).toHaveLength(mask.length * 4);
    expect(now).toHaveLength(mask.length * 4);
    let [changed, largest, inside] = [0, 0, 0];
    for (const [pixel, coverage] of mask.entries()) {
      const differences = [0, 1, 2].map((c) => Math.abs(before[pixel * 4 + c]! - now[pixel * 4 + c]!));
      const difference = Math.max(...differences);
      if (difference > 0 && coverage > 0) inside++;
      if (difference === 0 || coverage > 0) continue;
      changed++;
      largest = Math.max(largest, difference);
    }
    expect({ name, changed, largest }).toEqual({
      ...{ name, changed: kept.changedOutside, largest: kept.largest },
    });
    expect(inside).toBeGreaterThan(0);
  }
});
