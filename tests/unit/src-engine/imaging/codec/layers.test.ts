import { exifOfResolution } from '#engine/imaging/codec/exif-in-tiff.ts';
import { fromBufferPromise } from 'yauzl';
import { expect, it } from 'vitest';
import { decodePhoto, encodePicture, type PhotoBelow, readRecipe } from '#engine/imaging/codec/index.ts';
import { resourcesOfCaptions } from '#engine/imaging/codec/photoshop-data.ts';
import { changedLayer } from '#engine/imaging/codec/changed-layer.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';

/** Grey or RGB, with or without alpha; samples are a ramp with noise. */
function picture(
  width: number,
  height: number,
  channels: SampleImage['channels'],
  bitDepth: 8 | 16,
): SampleImage {
  const length = width * height * channels;
  const most = bitDepth === 8 ? 256 : 65536;
  const value = (_: unknown, i: number): number => (i * 31 + i * i) % most;
  const data = bitDepth === 8 ? Uint8Array.from({ length }, value) : Uint16Array.from({ length }, value);
  return { width, height, channels, bitDepth, data, iccProfile: null };
}

/** A picture that is 4 px larger at the left and 2 at the top than its photo, and differs inside at one pixel. */
function extended(
  channels: SampleImage['channels'],
  bitDepth: 8 | 16,
): { image: SampleImage; below: PhotoBelow } {
  const photo = picture(30, 20, channels, bitDepth);
  const image = picture(34, 22, channels, bitDepth);
  for (let y = 0; y < photo.height; y++)
    image.data.set(
      photo.data.subarray(y * 30 * channels, (y + 1) * 30 * channels),
      ((y + 2) * 34 + 4) * channels,
    );
  image.data[((2 + 7) * 34 + 4 + 11) * channels]! ^= 1;
  return { image, below: { photo, left: 4, top: 2 } };
}

/** The photo with the layer over it. */
function flattened(image: SampleImage, { photo, left, top }: PhotoBelow): number[] {
  const layer = changedLayer(image, { photo, left, top })!;
  const { channels } = image;
  const result = new Array<number>(image.data.length).fill(-1);
  const put = (x: number, y: number, source: SampleImage, at: number): void => {
    for (let c = 0; c < channels; c++) result[(y * image.width + x) * channels + c] = source.data[at + c]!;
  };
  for (let y = 0; y < photo.height; y++)
    for (let x = 0; x < photo.width; x++) put(left + x, top + y, photo, (y * photo.width + x) * channels);
  for (let y = 0; y < layer.image.height; y++)
    for (let x = 0; x < layer.image.width; x++) {
      const at = (y * layer.image.width + x) * (channels + 1);
      if (layer.image.data[at + channels]! > 0) put(layer.left + x, layer.top + y, layer.image, at);
    }
  return result;
}

it.each([
  [1, 8],
  [3, 8],
  [3, 16],
] as const)('photo and layer of %i channels of %i bits are the picture together', (channels, bits) => {
  const { image, below } = extended(channels, bits);
  expect(flattened(image, below)).toEqual(Array.from(image.data));
});

it.each([2, 4] as const)(
  'takes the white out again that Photoshop puts behind transparency, and nothing where none was put: %i channels',
  async (channels) => {
    const straight = picture(30, 20, channels, 8);
    const blended = { ...straight, data: straight.data.slice() };
    for (let i = 0; i < blended.data.length; i++) {
      const alpha = straight.data[i - (i % channels) + channels - 1]!;
      if (i % channels < channels - 1)
        blended.data[i] = 255 - Math.round(((255 - straight.data[i]!) * alpha) / 255);
    }
    // The encoder writes the composite as it is given.
    const read = async (image: SampleImage): Promise<SampleImage> => {
      const { bytes } = await encodePicture(image, {
        format: 'psd',
        quality: null,
        metadata: null,
        recipe: null,
      });
      return (await decodePhoto(bytes, 'a.psd')).image;
    };
    expect((await read(straight)).data).toEqual(straight.data);
    const { data } = await read(blended);
    for (let i = 0; i < data.length; i++) {
      const alpha = straight.data[i - (i % channels) + channels - 1]!;
      // Half a step of 255 is what the blended number is off by.
      if (alpha > 0) expect(Math.abs(data[i]! - straight.data[i]!)).toBeLessThanOrEqual(0.5 + 128 / alpha);
    }
  },
);

it('covers no more than what differs, and leaves a picture with transparency as it is', () => {
  const photo = picture(30, 20, 3, 8);
  const image = { ...photo, data: photo.data.slice() };
  image.data[(7 * 30 + 11) * 3]! ^= 1;
  const layer = changedLayer(image, { photo, left: 0, top: 0 })!;
  expect([layer.left, layer.top, layer.image.width, layer.image.height]).toEqual([11, 7, 1, 1]);
  expect(changedLayer(photo, { photo, left: 0, top: 0 })).toBeNull();
  const transparent = picture(30, 20, 4, 8);
  expect(
    changedLayer(transparent, { photo: { ...transparent, data: photo.data }, left: 0, top: 0 }),
  ).toBeNull();
});

it('OpenRaster holds the untouched photo as a layer of its own', async () => {
  const { image, below } = extended(3, 16);
  const { bytes } = await encodePicture(image, {
    format: 'ora',
    quality: null,
    metadata: null,
    recipe: null,
    below,
  });
  const entries = new Map<string, Buffer>();
  const zip = await fromBufferPromise(Buffer.from(bytes));
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    entries.set(entry.fileName, Buffer.concat(chunks));
  }
  expect([...entries.keys()][0]).toBe('mimetype');
  expect(entries.get('stack.xml')!.toString()).toMatch(/data\/layer1\.png" x="4" y="2"/);
  expect((await decodePhoto(entries.get('data/layer1.png')!, 'x')).image.data).toEqual(below.photo.data);
  expect((await decodePhoto(bytes, 'x')).image.data).toEqual(image.data);
});

it('EXIF and XMP stand in a JPEG XL file as they are: libjxl would pack them, and many readers could not unpack them', async () => {
  const { image } = extended(3, 8);
  const exif = exifOfResolution({ x: 300, y: 150, unit: 'inch' });
  const metadata = { exif, xmp: null };
  const { bytes } = await encodePicture(image, {
    format: 'jxl',
    quality: null,
    metadata,
    recipe: '{"turns":[]}',
  });
  const file = Buffer.from(bytes);
  expect([file.includes('brob'), file.includes('<x:xmpmeta')]).toEqual([false, true]);
  expect(file.subarray(file.indexOf('Exif') + 4).readUInt32BE()).toBe(0);
  const opened = await decodePhoto(bytes, 'x.jxl');
  expect([opened.metadata.resolution, opened.image.data]).toEqual([
    { x: 300, y: 150, unit: 'inch' },
    image.data,
  ]);
});

it('captions stand in a Photoshop document, and come out of it; what speaks of its layers stays out', async () => {
  const captions = Uint8Array.of(0x1c, 2, 120, 0, 3, 72, 105, 33);
  const layers = Buffer.from('8BIM\x04\0\0\0\0\0\0\x02\0\0', 'latin1');
  const photoshop = Buffer.concat([layers, resourcesOfCaptions(captions)]);
  const { bytes } = await encodePicture(picture(8, 6, 3, 8), {
    ...{ format: 'psd', quality: null, recipe: null },
    metadata: { exif: null, xmp: null, photoshop },
  });
  const { metadata } = await decodePhoto(bytes, 'x.psd');
  expect(Buffer.from(metadata.photoshop!)).toEqual(Buffer.from(resourcesOfCaptions(captions)));
});

it('finds no recipe in a file that is cut short, without an error', async () => {
  const { image } = extended(3, 8);
  for (const format of ['psd', 'ora', 'jxl'] as const) {
    const { bytes } = await encodePicture(image, { format, quality: null, metadata: null, recipe: '{}' });
    for (const length of [12, 28, 60]) expect(await readRecipe(bytes.slice(0, length)), format).toBeNull();
  }
});
