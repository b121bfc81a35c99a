import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodePhoto, encodePicture, readPhotoFile } from '#engine/imaging/codec/index.ts';
import { readPngChunks, withPngChunks } from '#engine/imaging/codec/png-chunks.ts';
import { toStoredForm } from '#engine/imaging/codec/tiff-stored-form.ts';
import { readTiffPages, tiffNumbers } from '#engine/imaging/codec/tiff-directory.ts';
import { isFrameHeader, markers } from '#engine/imaging/jpeg/markers.ts';
import { createSegment, joinSegments, splitSegments } from '#engine/imaging/jpeg/segments.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';

const folder = fileURLToPath(new URL('../../../../fixtures/corpus', import.meta.url));
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));
/** As a user's file is read. */
const open = (name: string, options = {}) => readPhotoFile(join(folder, name), options);

interface Expected {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bitDepth: number;
  readonly sha256: string;
}
/** Read by Pillow, tifffile, imagecodecs, OpenEXR and pillow-heif (read-independently.py beside the files). */
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>;

const measured = ({ width, height, channels, bitDepth, data }: SampleImage): Expected => ({
  width,
  height,
  channels,
  bitDepth,
  sha256: createHash('sha256')
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest('hex'),
});

describe('the corpus', () => {
  it('stays as it is while it is read, Node Buffers too, whose slices are no copies', async () => {
    const bytes = readFileSync(join(folder, 'big-endian-16.tif'));
    const before = Uint8Array.from(bytes);
    const { image } = await decodePhoto(bytes, 'big-endian-16.tif');
    expect([image.width, image.height]).toEqual([96, 64]);
    expect(before).toEqual(Uint8Array.from(bytes));
  });

  it.each(Object.keys(expected))('%s has the samples that an independent reader gives', async (name) => {
    const { image, metadata } = await open(name);
    expect(measured(toStoredForm(image, metadata.storage))).toEqual(expected[name]);
  });

  it.each([
    ['signed-16.tif', /signed/],
    ['five-channels.tif', /5 channels/],
    ['tiled-lerc.tif', /LERC/],
    ['tiled-jpeg-xl.tif', /JPEG XL/],
    ['light-piz.exr', /PIZ/],
  ])('%s is refused by the name of what is not supported, not called damaged', async (name, words) => {
    const error = await open(name).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'file-unsupported', message: expect.stringMatching(words) });
    expect((error as Error).message).toContain('not damaged');
  });

  it.each([
    'tiled-deflate-damaged.tif',
    'tiled-lzw-damaged.tif',
    'tiled-zstd-damaged.tif',
    'missing-strip.tif',
    'truncated.jpg',
    'light-damaged.exr',
    'light-damaged.hdr',
  ])('%s never opens as a whole picture', async (name) => {
    await expect(open(name)).rejects.toMatchObject({ code: 'file-truncated' });
  });

  it.each(['deep-10.avif', 'deep-12.avif'])(
    '%s is white where it is white, and written back to the last sample outside a fill',
    async (name) => {
      const { image, metadata } = await open(name);
      expect(image.data.slice(0, image.channels)).toEqual(new Uint16Array(image.channels).fill(65535));
      const as = { format: 'avif', quality: null, metadata, recipe: null } as const;
      const unchanged = await encodePicture(image, as);
      expect([unchanged.lossy, unchanged.changes]).toEqual([false, []]);
      const bits = Number(name.slice(5, 7));
      expect((await sharp(unchanged.bytes).metadata()).bitsPerSample).toBe(bits);
      expect((await decodePhoto(unchanged.bytes, name)).image.data).toEqual(image.data);
      const filled = image.data.slice();
      const end = 200 * image.channels;
      for (let at = 0; at < end; at++) filled[at] = (at * 7919) % 65536;
      const edited = await encodePicture({ ...image, data: filled }, as);
      expect(edited.lossy).toBe(true);
      const again = (await decodePhoto(edited.bytes, name)).image.data;
      expect(again.slice(end)).toEqual(image.data.slice(end));
      const step = 65535 / (2 ** bits - 1);
      for (let at = 0; at < end; at++)
        expect(Math.abs(again[at]! - filled[at]!)).toBeLessThanOrEqual(step / 2 + 1);
    },
  );

  it.each([
    ['mirrored.avif', 32, 24, ['green', 'red', 'white', 'blue']],
    ['turned-mirrored.avif', 24, 32, ['white', 'green', 'blue', 'red']],
  ] as const)('%s opens as it is to be shown', async (name, width, height, quarters) => {
    const { image } = await open(name);
    expect([image.width, image.height]).toEqual([width, height]);
    const colourAt = (x: number, y: number): string => {
      const at = (Math.floor(y * height) * width + Math.floor(x * width)) * image.channels;
      const bright = [0, 1, 2].filter((c) => image.data[at + c]! > 128);
      return bright.length === 3 ? 'white' : ['red', 'green', 'blue'][bright[0]!]!;
    };
    const places = [0.25, 0.75].flatMap((y) => [0.25, 0.75].map((x) => [x, y] as const));
    expect(places.map((place) => colourAt(...place))).toEqual(quarters);
  });

  it('the transparency of a Photoshop document in CMYK stays, and its Lab of 16 bit is white where it is white', async () => {
    const psd = (mode: number, depth: number, planes: readonly (readonly number[])[]): Buffer => {
      const head = Buffer.alloc(26);
      head.write('8BPS', 'latin1');
      [1, 0, 0, 0, planes.length, 0, 1, 0, 2, depth, mode].forEach((value, i) =>
        head.writeUInt16BE(value, 4 + 2 * i),
      );
      // No colours, no resources; -1 layers: a plane of transparency; not packed.
      const sections = Buffer.from(
        '00000000' + '00000000' + '00000008' + '00000002' + 'ffff' + '0000' + '0000',
        'hex',
      );
      const data = planes.flat().flatMap((value) => (depth === 8 ? [value] : [value >> 8, value & 255]));
      return Buffer.concat([head, sections, Buffer.from(data)]);
    };
    const ink = psd(4, 8, [
      [255, 0],
      [255, 255],
      [255, 255],
      [255, 255],
      [7, 200],
    ]);
    const { image, note } = await decodePhoto(ink, 'ink.psd');
    expect([image.width, image.channels, image.bitDepth]).toEqual([2, 4, 8]);
    expect([...image.data.slice(0, 4)]).toEqual([255, 255, 255, 7]);
    const [red, green, blue, alpha] = image.data.slice(4);
    expect(alpha).toBe(200);
    expect(Math.min(green!, blue!) - red!).toBeGreaterThan(80);
    expect(note).toMatch(/CMYK/);
    const lab = psd(9, 16, [
      [65535, 0],
      [32768, 32768],
      [32768, 32768],
      [65535, 65535],
    ]);
    const { data } = (await decodePhoto(lab, 'lab.psd')).image;
    expect(Math.min(...data.slice(0, 3))).toBeGreaterThan(65500);
    expect(Math.max(...data.slice(4, 7))).toBe(0);
  });

  it('a damaged file opens as far as it goes where that is asked for, and says so', async () => {
    const { image, note } = await open('truncated.jpg', { partial: true });
    expect(image.width).toBe(160);
    expect(note).toMatch(/as far as it goes/);
    expect((await open('tiled-deflate-damaged.tif', { partial: true })).note).toMatch(/as far as it goes/);
  });

  it('a JPEG that lacks nothing but its end marker opens, with a note', async () => {
    const { image, note } = await open('no-end-marker.jpg');
    expect([image.width, image.height]).toEqual([160, 120]);
    expect(note).toMatch(/end marker/);
  });

  it.each([
    ['lossless coding', 1, 0xc3],
    ['hierarchical coding', 1, 0xc5],
    ['12 bits a sample', 4, 12],
    ['a height that only follows the picture (DNL)', 6, 0],
  ])('a JPEG with %s is called that, not damaged', async (kind, offset, value) => {
    const file = readFileSync(join(folder, '../jpeg/32x48-q70-420-sequential.jpg'));
    file[file.indexOf(Uint8Array.of(0xff, 0xc0)) + offset] = value;
    await expect(decodePhoto(file, 'rare.jpg')).rejects.toMatchObject({
      code: 'file-unsupported',
      message: expect.stringContaining(kind) as string,
    });
  });

  it.each(['film.png', 'film.avif', 'film.jxl'])(
    'of %s one picture opens, and the others are told',
    async (name) => {
      const { image, note } = await open(name);
      expect([image.width, image.height, note]).toEqual([16, 12, expect.stringMatching(/a film/)]);
      // Dark at the left: not the reverse.
      expect(image.data[0]!).toBeLessThan(image.data[15 * 3]!);
    },
  );

  it('a JPEG of two components is called that, and none of them taken for transparency', async () => {
    const three = splitSegments(readFileSync(join(folder, '../jpeg/40x12-q57-440-separate-optimized.jpg')));
    const lastScan = three.findLastIndex(({ marker }) => marker === markers.sos);
    const two = three.toSpliced(lastScan, 2).map((segment) => {
      if (segment.marker === null || !isFrameHeader(segment.marker)) return segment;
      const payload = segment.payload.slice(0, -3);
      payload[5] = 2;
      return createSegment(segment.marker, payload);
    });
    const file = joinSegments(two);
    expect((await sharp(file).metadata()).channels).toBe(2);
    await expect(decodePhoto(file, 'rare.jpg')).rejects.toMatchObject({
      code: 'file-unsupported',
      message: expect.stringContaining('2 components') as string,
    });
  });

  it('YCbCr samples come out as the colours that they mean', async () => {
    const { image, note } = await open('ycbcr-444-deflate.tif');
    expect(note).toMatch(/YCbCr/);
    // As Pillow 12.0.0 converts them.
    const shown = [
      [3, 3, 42, 190, 70],
      [20, 20, 219, 30, 37],
      [40, 30, 19, 61, 209],
      [60, 40, 177, 102, 185],
    ] as const;
    for (const [x, y, ...colour] of shown)
      colour.forEach((value, c) =>
        expect(Math.abs(image.data[(y * image.width + x) * 3 + c]! - value)).toBeLessThanOrEqual(3),
      );
  });

  it('the full picture opens where a reduced preview stands first; a page is chosen by its number', async () => {
    const full = await open('preview-first.tif');
    const preview = await open('preview-first.tif', { page: 1 });
    expect(full.image.width).toBeGreaterThan(preview.image.width);
    const first = await open('pages.tif');
    const second = await open('pages.tif', { page: 2 });
    expect(second.image.data.every((value, index) => value === 255 - first.image.data[index]!)).toBe(true);
    expect(second.note).toMatch(/2 of 2/);
    await expect(open('pages.tif', { page: 3 })).rejects.toMatchObject({ code: 'usage' });
  });

  it('a picture that lies below its preview opens, with what is said above it', async () => {
    const { metadata, note } = await open('below-preview.tif');
    expect([metadata.resolution, note]).toEqual([{ x: 240, y: 240, unit: 'inch' }, null]);
  });

  it('a preview is known by the older field, too', async () => {
    const file = bytesOf('preview-first.tif');
    const [preview] = readTiffPages(file);
    const entry = preview!.offset + 2 + 12 * preview!.fields.findIndex(({ tag }) => tag === 254);
    const view = new DataView(file.buffer);
    view.setUint16(entry, 255, true);
    view.setUint32(entry + 8, 2, true);
    expect((await decodePhoto(file, 'old.tif')).image.width).toBe(
      (await open('preview-first.tif')).image.width,
    );
  });

  it.each(['alpha-associated.tif', 'associated-16.tif', 'min-is-white.tif'])(
    '%s is written as it was stored: the same samples, the same interpretation',
    async (name) => {
      const { image, metadata } = await open(name);
      const { bytes } = await encodePicture(image, { format: 'tiff', quality: null, metadata, recipe: null });
      const again = await decodePhoto(bytes, name);
      expect(again.metadata.storage).toEqual(metadata.storage);
      expect(measured(toStoredForm(again.image, again.metadata.storage))).toEqual(expected[name]);
    },
  );

  it('the private data of other programs does not make a TIFF unreadable', async () => {
    const bytes = bytesOf('private-tag.tif');
    const large = new Uint8Array(bytes.length + (30 << 20));
    large.set(bytes);
    // The private tag (65000) now holds the 30 MiB at the end.
    const view = new DataView(large.buffer);
    const directory = view.getUint32(4, true);
    for (let entry = 0; entry < view.getUint16(directory, true); entry++) {
      const at = directory + 2 + 12 * entry;
      if (view.getUint16(at, true) !== 65000) continue;
      view.setUint32(at + 4, 30 << 20, true);
      view.setUint32(at + 8, bytes.length, true);
    }
    const { image } = await decodePhoto(large, 'layers.tif');
    expect(measured(image)).toEqual(expected['private-tag.tif']);
  });

  it('a profile with bytes behind its end is cut to its length, so that every format can be written', async () => {
    const { image, note, metadata } = await open('icc-padded.jpg');
    expect(note).toMatch(/profile/);
    for (const format of ['png', 'avif', 'tiff', 'jpeg', 'webp'] as const) {
      const { bytes } = await encodePicture(image, { format, quality: null, metadata, recipe: null });
      expect((await decodePhoto(bytes, 'x')).image.iccProfile).toEqual(image.iccProfile);
    }
  });

  it('wide 16 bit pictures are written in tiles, so that no reader meets a huge strip', async () => {
    const image: SampleImage = {
      width: 11_000,
      height: 256,
      channels: 3,
      bitDepth: 16,
      data: new Uint16Array(11_000 * 256 * 3).map((_, i) => i >> 6),
      iccProfile: null,
    };
    const { bytes } = await encodePicture(image, {
      format: 'tiff',
      quality: null,
      metadata: null,
      recipe: null,
    });
    expect(tiffNumbers(readTiffPages(bytes)[0]!.fields, 322)).toEqual([512]);
    expect(measured((await decodePhoto(bytes, 'wide.tif')).image)).toEqual(measured(image));
  });

  it.each([
    ['cicp-p3.png', 'cICP'],
    ['gama-linear.png', 'gAMA'],
  ])('%s keeps what says its colours, and its texts, as PNG', async (name, type) => {
    const text = { type: 'tEXt', data: new TextEncoder().encode('Comment\0by hand') };
    const original = withPngChunks(bytesOf(name), [text]);
    const { image, metadata } = await decodePhoto(original, name);
    const { bytes } = await encodePicture(image, { format: 'png', quality: null, metadata, recipe: null });
    const chunksOf = (png: Uint8Array, wanted: string): string[] =>
      readPngChunks(png)
        .filter((chunk) => chunk.type === wanted)
        .map(({ data }) => Buffer.from(data).toString('hex'));
    expect(chunksOf(bytes, type)).toEqual(chunksOf(original, type));
    expect(chunksOf(bytes, type)).toHaveLength(1);
    expect(chunksOf(bytes, 'tEXt')).toEqual(chunksOf(original, 'tEXt'));
  });

  it.each([
    ['dpi-600.png', 600],
    ['dpi-300-jfif.jpg', 300],
    ['dpi-1200.tif', 1200],
  ])('%s keeps its resolution in every format that has a place for it', async (name, dpi) => {
    const { image, metadata } = await open(name);
    for (const format of ['png', 'jpeg', 'tiff'] as const) {
      const { bytes } = await encodePicture(image, { format, quality: null, metadata, recipe: null });
      const { x, unit } = (await decodePhoto(bytes, 'x')).metadata.resolution!;
      const perInch = { inch: x, centimetre: x * 2.54, metre: x * 0.0254, none: 0 }[unit];
      expect(Math.abs(perInch - dpi)).toBeLessThan(0.02);
    }
  });
});
