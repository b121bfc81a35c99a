import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type ExportFormat, writtenFormats } from '#shared/pictures/picture-formats.ts';
import { createSampleColours } from '#engine/imaging/colour/sample-colours.ts';
import { coverageOfPicture, decodePhoto, encodePicture, readRecipe } from '#engine/imaging/codec/index.ts';
import { exifForEditedPicture } from '#engine/imaging/codec/exif.ts';
import { editXmp, recipeInXmp } from '#engine/imaging/codec/xmp.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';

const width = 37;
const height = 23;

function noisePicture(
  channels: SampleImage['channels'],
  bitDepth: 8 | 16,
  iccProfile: Uint8Array | null,
): SampleImage {
  const length = width * height * channels;
  const data =
    bitDepth === 8
      ? Uint8Array.from({ length }, (_, i) => (i * i * 31 + i * 7) % 256)
      : Uint16Array.from({ length }, (_, i) => (i * i * 3001 + i * 7) % 65536);
  return { width, height, channels, bitDepth, data, iccProfile };
}

async function displayP3(): Promise<Uint8Array> {
  const red = sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } });
  const header = await sharp(await red.withIccProfile('p3').png().toBuffer()).metadata();
  return Uint8Array.from(header.icc!);
}

/** How far the colours of two pictures of the same samples are apart, of a range of 2. */
function farthestColours(one: SampleImage, other: SampleImage): number {
  const [a, b] = [one, other].map((image) => createSampleColours(image).toNetwork(image.data));
  return a!.reduce((most, value, i) => Math.max(most, Math.abs(value - b![i]!)), 0);
}

describe('encodePicture and decodePhoto', () => {
  const lossless = [
    ['png', 8],
    ['png', 16],
    ['tiff', 8],
    ['tiff', 16],
    ['webp', 8],
    ['avif', 8],
    ['jxl', 8],
    ['jxl', 16],
    ['psd', 8],
    ['ora', 8],
    ['ora', 16],
  ] as const;

  it.each(lossless)(
    'give back every sample of a %s with %i bits, its profile and its recipe',
    async (format, bitDepth) => {
      const profile = await displayP3();
      const colourOnly = format === 'webp' || format === 'avif';
      // Each start of libjxl in WebAssembly takes half a second.
      const few = bitDepth === 8 ? ([1, 4] as const) : ([3] as const);
      const kinds = colourOnly ? ([3, 4] as const) : format === 'jxl' ? few : ([1, 2, 3, 4] as const);
      for (const channels of kinds) {
        const picture = noisePicture(channels, bitDepth, channels >= 3 ? profile : null);
        const encoded = await encodePicture(picture, {
          format,
          quality: null,
          metadata: null,
          recipe: '{"a":1}',
        });
        const { image } = await decodePhoto(encoded.bytes, 'x');
        expect(encoded).toMatchObject({ lossy: false, recipeInFile: true });
        expect(image.data).toEqual(picture.data);
        expect({ ...image, data: null, iccProfile: null }).toEqual({
          ...picture,
          data: null,
          iccProfile: null,
        });
        // libjxl keeps what a profile means, and writes one of its own that says the same.
        if (format !== 'jxl') expect(image.iccProfile).toEqual(picture.iccProfile);
        else expect(farthestColours(image, picture)).toBeLessThan(1 / 255);
      }
    },
  );

  it('say that JPEG is lossy, and put white behind transparent pixels', async () => {
    const data = new Uint8Array(width * height * 4);
    const encoded = await encodePicture(
      { ...noisePicture(4, 8, null), data },
      { format: 'jpeg', quality: 95, metadata: null, recipe: null },
    );
    const { image } = await decodePhoto(encoded.bytes, 'x.jpg');
    expect(encoded.lossy).toBe(true);
    expect(image.channels).toBe(3);
    expect(image.data.every((value) => value >= 254)).toBe(true);
  });

  it('carry EXIF, with orientation 1 and no thumbnail, into every format', async () => {
    const turned = await sharp(noisePicture(3, 8, null).data, { raw: { width, height, channels: 3 } })
      .withExif({ IFD0: { Copyright: 'somebody' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { image, metadata } = await decodePhoto(turned, 'x.jpg');
    expect([image.width, image.height]).toEqual([height, width]);
    for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
      const encoded = await encodePicture(image, { format, quality: null, metadata, recipe: '{}' });
      const header = await sharp(encoded.bytes).metadata();
      expect(header.orientation ?? 1).toBe(1);
      expect(header.exif?.includes('somebody')).toBe(true);
      expect((await decodePhoto(encoded.bytes, 'y')).image.width).toBe(height);
    }
  });

  it('find room in every format for a recipe of any length', async () => {
    const recipe = JSON.stringify(Array.from({ length: 40000 }, (_, i) => (i * 7919 * 104729) % 1000003));
    for (const format of writtenFormats().map(({ id }) => id as ExportFormat)) {
      const encoded = await encodePicture(noisePicture(3, 8, null), {
        format,
        quality: 90,
        metadata: null,
        recipe,
      });
      expect(encoded.recipeInFile, format).toBe(true);
      expect(await readRecipe(encoded.bytes), format).toBe(recipe);
    }
  });

  it('give a clear error for each kind of bad file', async () => {
    const jpeg = await sharp(noisePicture(3, 8, null).data, { raw: { width, height, channels: 3 } })
      .jpeg()
      .toBuffer();
    await expect(decodePhoto(Buffer.from('hello, this is text'), 'a.jpg')).rejects.toMatchObject({
      code: 'file-not-image',
    });
    await expect(decodePhoto(new Uint8Array(0), 'a.jpg')).rejects.toMatchObject({ code: 'file-not-image' });
    await expect(decodePhoto(jpeg.subarray(0, jpeg.length - 300), 'a.jpg')).rejects.toMatchObject({
      code: 'file-truncated',
    });
    await expect(decodePhoto(jpeg.subarray(0, 20), 'a.jpg')).rejects.toMatchObject({
      code: 'file-truncated',
    });
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(100)]);
    await expect(decodePhoto(heic, 'a.heic')).rejects.toMatchObject({ code: 'file-truncated' });
    const video = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom'), Buffer.alloc(100)]);
    await expect(decodePhoto(video, 'a.mp4')).rejects.toMatchObject({ code: 'file-unsupported' });
  });

  it('open what the bytes are, whatever the name says', async () => {
    const jpeg = await sharp(noisePicture(3, 8, null).data, { raw: { width, height, channels: 3 } })
      .jpeg()
      .toBuffer();
    expect((await decodePhoto(jpeg, 'a.dng')).format).toBe('jpeg');
  });

  it('refuse a side that the format cannot hold', async () => {
    const wide = { ...noisePicture(1, 8, null), width: 20000, height: 1, data: new Uint8Array(20000) };
    await expect(
      encodePicture(wide, { format: 'webp', quality: null, metadata: null, recipe: null }),
    ).rejects.toMatchObject({
      code: 'image-too-large',
    });
  });
});

describe('coverageOfPicture', () => {
  const picture = (channels: SampleImage['channels'], values: number[]): SampleImage => ({
    width: values.length / channels,
    height: 1,
    channels,
    bitDepth: 8,
    data: Uint8Array.from(values),
    iccProfile: null,
  });

  it('takes alpha where it is not full everywhere', () => {
    expect([...coverageOfPicture(picture(4, [9, 9, 9, 0, 9, 9, 9, 128, 0, 0, 0, 255])).data]).toEqual([
      0, 128, 255,
    ]);
  });

  it('takes luminance where alpha is full everywhere', () => {
    expect([...coverageOfPicture(picture(4, [0, 0, 0, 255, 255, 255, 255, 255])).data]).toEqual([0, 255]);
    expect([...coverageOfPicture(picture(1, [0, 7, 255])).data]).toEqual([0, 7, 255]);
  });

  it('takes a black row for covered where alpha is not full in another, else for empty', () => {
    const column = (values: number[]): SampleImage => ({
      ...picture(4, values),
      width: 1,
      height: values.length / 4,
    });
    expect([...coverageOfPicture(column([0, 0, 0, 255, 0, 0, 0, 0, 7, 7, 7, 9])).data]).toEqual([255, 0, 9]);
    expect([...coverageOfPicture(column([0, 0, 0, 255, 9, 9, 9, 255])).data]).toEqual([0, 9]);
  });

  it('never loses a pixel that is barely covered', () => {
    const dim: SampleImage = {
      width: 2,
      height: 1,
      channels: 1,
      bitDepth: 16,
      data: Uint16Array.of(0, 1),
      iccProfile: null,
    };
    expect([...coverageOfPicture(dim).data]).toEqual([0, 1]);
  });
});

describe('editXmp', () => {
  const noEdit = { correction: null, upright: true, recipe: null, source: null, without: [] } as const;

  it('keeps the photo’s own properties, settles orientation and replaces an older recipe', () => {
    const own =
      '<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:t="http://ns.adobe.com/tiff/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><r:Description t:Orientation="6" dc:title="t"/></r:RDF></x:xmpmeta>';
    const correction = {
      ...{ oldWidth: 1, oldHeight: 1, width: 1, height: 1, left: 0, top: 0 },
      isFilled: () => false,
    };
    const once = editXmp(own, { ...noEdit, recipe: 'first' }).xmp!;
    const twice = editXmp(once, { ...noEdit, correction, recipe: 'second' }).xmp!;
    expect(twice).toContain('dc:title="t"');
    expect(twice).toContain('t:Orientation="1"');
    expect(recipeInXmp(twice)).toBe('second');
    expect(twice.match(/tessera:recipe>/g)).toHaveLength(2);
  });

  it('reads no recipe from damaged text', () => {
    expect(
      recipeInXmp('<tessera:recipe xmlns:tessera="urn:tessera:recipe:1">AAAA</tessera:recipe>'),
    ).toBeNull();
    expect(recipeInXmp(null)).toBeNull();
  });
});

describe('exifForEditedPicture', () => {
  const size = { width: 5, height: 6 };

  it('drops a block that is damaged', () => {
    expect(exifForEditedPicture(Uint8Array.of(0x49, 0x49, 42, 0, 255, 255, 0, 0), size).exif).toBeNull();
    expect(exifForEditedPicture(new Uint8Array(0), size).exif).toBeNull();
  });

  it('wipes the thumbnail that would still show what was removed', () => {
    // One directory with orientation, a second one with a four-byte thumbnail at the end.
    const bytes = new Uint8Array(60);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, 0x4949);
    view.setUint16(2, 42, true);
    view.setUint32(4, 8, true);
    view.setUint16(8, 1, true);
    [0x0112, 3].forEach((value, i) => view.setUint16(10 + 2 * i, value, true));
    view.setUint32(14, 1, true);
    view.setUint16(18, 8, true);
    view.setUint32(22, 26, true);
    view.setUint16(26, 2, true);
    [
      [0x0201, 56],
      [0x0202, 4],
    ].forEach(([tag, value], i) => {
      view.setUint16(28 + 12 * i, tag!, true);
      view.setUint16(30 + 12 * i, 4, true);
      view.setUint32(32 + 12 * i, 1, true);
      view.setUint32(36 + 12 * i, value!, true);
    });
    bytes.fill(77, 56);
    const edited = exifForEditedPicture(bytes, size).exif!;
    const after = new DataView(edited.buffer);
    expect(after.getUint16(18, true)).toBe(1);
    expect(after.getUint32(22, true)).toBe(0);
    expect([...edited.subarray(56)]).toEqual([0, 0, 0, 0]);
  });
});
