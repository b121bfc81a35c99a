import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePhoto, keepJpeg, openStoredJpeg, type StoredJpeg } from '#engine/imaging/codec/index.ts';
import { blockLength } from '#engine/imaging/jpeg/frame.ts';
import { markers } from '#engine/imaging/jpeg/markers.ts';
import { decodeBlocks, type JpegPicture, readJpeg } from '#engine/imaging/jpeg/read-jpeg.ts';
import type { Segment } from '#engine/imaging/jpeg/segments.ts';
import { encodeSegments } from '#engine/imaging/jpeg/write-jpeg.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { jpegSamples, noSides, openSample, paint, touchedByMask } from '#tests/unit/helpers/jpeg-samples.ts';

/** Coefficients that differ in MCUs that are not touched. */
function changedElsewhere(a: JpegPicture, b: JpegPicture, touched: Uint8Array): number {
  let changed = 0;
  for (const [index, { horizontal, vertical, storedAcross }] of a.frame.components.entries())
    for (const [at, value] of a.coefficients[index]!.entries()) {
      const block = Math.floor(at / blockLength);
      const column = Math.floor((block % storedAcross) / horizontal);
      const row = Math.floor(Math.floor(block / storedAcross) / vertical);
      if (touched[row * a.frame.mcusAcross + column] === 0 && b.coefficients[index]![at] !== value) changed++;
    }
  return changed;
}

/** Bytes of entropy-coded data. */
const scanBytes = (segments: readonly Segment[]): number =>
  segments.reduce(
    (sum, { bytes }, i) => (segments[i - 1]?.marker === markers.sos ? sum + bytes.length : sum),
    0,
  );

/** How many times the scan bytes of a file those of a result are that come of what is not touched. */
function growthOfUntouched(original: Uint8Array, result: Uint8Array, touched: Uint8Array): number {
  const [before, after] = [readJpeg(original), readJpeg(result)];
  const encoded = scanBytes(encodeSegments(after));
  const byCuts = scanBytes(after.segments) / encoded;
  // Its own tables, and the original's picture.
  for (const [index, { horizontal, vertical, storedAcross }] of before.frame.components.entries())
    for (let at = 0; at < before.coefficients[index]!.length; at += blockLength) {
      const block = at / blockLength;
      const column = Math.floor((block % storedAcross) / horizontal);
      const row = Math.floor(Math.floor(block / storedAcross) / vertical);
      if (touched[row * before.frame.mcusAcross + column] === 1)
        after.coefficients[index]!.set(before.coefficients[index]!.subarray(at, at + blockLength), at);
    }
  return (byCuts * scanBytes(encodeSegments(after))) / scanBytes(before.segments);
}

describe('keepJpeg', () => {
  it.each([
    ['4:2:0', false, true],
    ['4:4:4', false, false],
    ['4:2:0', true, true],
  ] as const)(
    'takes no more than a fiftieth more bytes for what is not touched (%s, progressive: %s, tables of its own: %s)',
    async (chromaSubsampling, progressive, optimiseCoding) => {
      const photo = sharp('tests/fixtures/photos/brook.jpg').jpeg({
        quality: 85,
        chromaSubsampling,
        progressive,
        optimiseCoding,
      });
      const bytes = new Uint8Array(await photo.toBuffer());
      const { image, orientation } = await decodePhoto(bytes, 'a photo');
      const stored = openStoredJpeg(bytes, orientation) as StoredJpeg;
      const { mask, after } = paint(image, [0.4, 0.3, 0.6, 0.7]);
      const kept = await keepJpeg(stored, { ...edit(image, after), selected: mask });
      const growth = growthOfUntouched(bytes, kept.bytes, touchedByMask(stored, mask, image));
      console.log('GROWTH', growth);
      expect(growth).toBeGreaterThan(0.98);
      expect(growth).toBeLessThanOrEqual(1.02);
    },
  );

  it.each(jpegSamples)(
    'changes no coefficient of %s outside the MCUs that the mask touches',
    async (name) => {
      const { bytes, image, stored } = await openSample(name);
      const { mask, after } = paint(image, [0.3, 0.4, 0.7, 0.6]);
      const kept = await keepJpeg(stored, {
        before: image,
        after,
        sides: noSides,
        selected: mask,
        recipe: null,
      });
      const touched = touchedByMask(stored, mask, image);
      expect(changedElsewhere(readJpeg(bytes), readJpeg(kept.bytes), touched)).toBe(0);
      expect(kept.mcus).toBe(touched.length);
      expect(kept.touched).toBe(touched.reduce((sum, one) => sum + one, 0));
      decodeBlocks(stored.picture);
      expect(stored.picture.coefficients).toEqual(readJpeg(bytes).coefficients);
    },
  );

  it.each(jpegSamples)('counts what a decoder shows otherwise outside the selection in %s', async (name) => {
    const { image, stored } = await openSample(name);
    const { mask, after } = paint(image, [0.1, 0.5, 0.5, 0.9]);
    const kept = await keepJpeg(stored, {
      before: image,
      after,
      sides: noSides,
      selected: mask,
      recipe: null,
    });
    const shown = (await decodePhoto(kept.bytes, name)).image;
    const { channels } = image;
    let [changed, largest] = [0, 0];
    for (let pixel = 0; pixel < mask.length; pixel++) {
      if (mask[pixel] !== 0) continue;
      let difference = 0;
      for (let at = pixel * channels; at < (pixel + 1) * channels; at++)
        difference = Math.max(difference, Math.abs(shown.data[at]! - image.data[at]!));
      if (difference > 0) changed++;
      largest = Math.max(largest, difference);
    }
    expect([kept.changedOutside, kept.largest]).toEqual([changed, largest]);
  });

  it.each([
    '32x48-q70-420-sequential.jpg',
    '14x20-q49-422-sequential-restart5B.jpg',
    '64x44-q65-odd-progressive.jpg',
  ])('shows nothing new farther than a pixel from the touched MCUs of %s', async (name) => {
    const { image, stored } = await openSample(name);
    const { mask, after } = paint(image, [0.55, 0.1, 0.9, 0.3]);
    const { bytes } = await keepJpeg(stored, {
      before: image,
      after,
      sides: noSides,
      selected: mask,
      recipe: null,
    });
    const shown = (await decodePhoto(bytes, name)).image;
    const touched = touchedByMask(stored, mask, image);
    const { mcuWidth, mcuHeight, mcusAcross } = stored.picture.frame;
    const isNear = (x: number, y: number): boolean =>
      [-1, 0, 1].some((dy) =>
        [-1, 0, 1].some(
          (dx) =>
            touched[Math.floor((y + dy) / mcuHeight) * mcusAcross + Math.floor((x + dx) / mcuWidth)] === 1,
        ),
      );
    for (let at = 0; at < image.data.length; at++) {
      const pixel = Math.floor(at / image.channels);
      if (shown.data[at] !== image.data[at])
        expect(isNear(pixel % image.width, Math.floor(pixel / image.width))).toBe(true);
    }
  });

  it('gives the edit, as exactly as the photo is quantised', async () => {
    const { image, stored } = await openSample('34x67-q93-444-sequential-turned5.jpg');
    const data = Uint8Array.from(image.data, (value, at) =>
      at % (image.width * 3) < 30 ? 255 - value : value,
    );
    const { bytes } = await keepJpeg(stored, { ...edit(image, { ...image, data }), selected: null });
    const shown = (await decodePhoto(bytes, 'kept')).image;
    const error = data.reduce((sum, value, at) => sum + Math.abs(value - shown.data[at]!), 0) / data.length;
    expect(error).toBeLessThan(4);
  });

  it('of ten edits, each held against the first original, changes nothing outside all of them', async () => {
    const { bytes, image, stored } = await openSample('52x65-q78-444-two-and-one.jpg');
    const touched = new Uint8Array(stored.picture.frame.mcusAcross * stored.picture.frame.mcusDown);
    let now = image;
    let last = bytes;
    for (let i = 0; i < 10; i++) {
      const { mask, after } = paint(now, [0.05 * i, 0.3, 0.05 * i + 0.1, 0.5]);
      for (const [mcu, one] of touchedByMask(stored, mask, image).entries()) touched[mcu]! |= one;
      now = after;
      last = (await keepJpeg(stored, edit(image, now))).bytes;
    }
    expect(changedElsewhere(readJpeg(bytes), readJpeg(last), touched)).toBe(0);
    const undone = await keepJpeg(stored, edit(image, image));
    expect(Buffer.compare(undone.bytes, bytes)).toBe(0);
  });

  it.each([
    ['32x48-q70-420-sequential.jpg', { left: 16, top: 32, right: 5, bottom: 3 }],
    ['38x66-q80-440-sequential-restart1-turned4.jpg', { left: 8, top: 7, right: 0, bottom: 16 }],
    ['34x34-q80-420-bands-restart1B-turned8.jpg', { left: 16, top: 1, right: 2, bottom: 32 }],
  ] as const)('moves the blocks of %s where sides are added to them', async (name, sides) => {
    const { bytes, image, stored } = await openSample(name);
    const { width, height, channels } = image;
    const [wide, high] = [width + sides.left + sides.right, height + sides.top + sides.bottom];
    const data = new Uint8Array(wide * high * channels).fill(90);
    for (let y = 0; y < height; y++)
      data.set(
        image.data.subarray(y * width * channels, (y + 1) * width * channels),
        ((y + sides.top) * wide + sides.left) * channels,
      );
    const after = { ...image, width: wide, height: high, data };
    const kept = await keepJpeg(stored, { ...edit(image, after), sides });
    const shown = (await decodePhoto(kept.bytes, name)).image;
    expect([shown.width, shown.height]).toEqual([wide, high]);
    const old = readJpeg(bytes);
    const larger = readJpeg(kept.bytes);
    // The MCUs at the old right and bottom edges may be new; the first one is not.
    const first = old.coefficients[0]!.subarray(0, blockLength).join();
    expect([...allBlocks(larger)]).toContain(first);
    expect(kept.touched).toBeLessThan(kept.mcus);
    expect(kept.largest).toBeLessThan(60);
  });

  it('names what it cannot keep', () => {
    expect(openStoredJpeg(Uint8Array.of(1, 2, 3), 1)).toEqual({
      reason: expect.stringContaining('SOI') as unknown,
    });
  });
});

const edit = (before: SampleImage, after: SampleImage): Parameters<typeof keepJpeg>[1] => ({
  ...{ before, after, sides: noSides, selected: null, recipe: null },
});

function* allBlocks({ coefficients }: JpegPicture): Generator<string> {
  const luma = coefficients[0]!;
  for (let at = 0; at < luma.length; at += blockLength) yield luma.subarray(at, at + blockLength).join();
}
