import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { firstPicture, firstPictureOfFile } from '#engine/imaging/codec/index.ts';
import { withExifPrefix } from '#engine/imaging/codec/exif.ts';
import { shortField, type TiffField, writeDirectory } from '#engine/imaging/codec/tiff-directory.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

/** Noise, so that its file is large; its left half is darker. */
async function photo(format: 'jpeg' | 'png', orientation: number): Promise<Uint8Array> {
  const [width, height] = [2400, 1200];
  const data = Buffer.alloc(width * height * 3);
  for (let i = 0; i < data.length; i++)
    data[i] = (((i * 40_503) >>> 7) % 40) + (Math.floor(i / 3) % width < width / 2 ? 20 : 180);
  const picture = sharp(data, { raw: { width, height, channels: 3 } }).withMetadata({ orientation });
  return format === 'jpeg' ? picture.jpeg({ quality: 98 }).toBuffer() : picture.png().toBuffer();
}

it('a large JPEG is looked at small and upright', async () => {
  const look = (await firstPicture(await photo('jpeg', 6), 'photo.jpg'))!;
  expect(look.of).toEqual({ width: 1200, height: 2400 });
  expect([look.width, look.height]).toEqual([512, 1024]);
  const grey = (x: number, y: number): number => look.rgba[(y * look.width + x) * 4]!;
  // What was stored at the left lies above.
  expect(grey(256, 100)).toBeLessThan(85);
  expect(grey(256, 900)).toBeGreaterThan(115);
  expect(look.rgba[3]).toBe(255);
});

it('what is small, or is decoded whole anyway, is not looked at', async () => {
  expect(await firstPicture(await photo('png', 1), 'photo.png')).toBeNull();
  expect(await firstPicture((await photo('jpeg', 1)).subarray(0, 5000), 'photo.jpg')).toBeNull();
});

const fixture = (name: string): Uint8Array =>
  readFileSync(fileURLToPath(new URL(`../../../../fixtures/${name}`, import.meta.url)));

it.each([
  ['camera-files/iphone-13-pro.heic', { width: 3024, height: 4032 }],
  ['camera-files/canon-s40.crw', { width: 2312, height: 1720 }],
])('of %s the preview that it holds is shown, with the size of the photo', async (name, of) => {
  const look = (await firstPicture(fixture(name), name))!;
  expect(look.of).toEqual(of);
  expect(Math.max(look.width, look.height)).toBeLessThan(1025);
  expect(look.width / look.height).toBeCloseTo(of.width / of.height, 1);
  // A picture, not one colour.
  expect(new Set(look.rgba.filter((_, i) => i % 4 === 1)).size).toBeGreaterThan(50);
});

it('a file without a preview, or one that is damaged, is not looked at', async () => {
  expect(await firstPicture(fixture('corpus/photo-8.heic'), 'photo.heic')).toBeNull();
  expect(await firstPicture(fixture('camera-files/canon-s40.crw').subarray(0, 3000), 'photo.crw')).toBeNull();
  expect(
    await firstPicture(fixture('camera-files/iphone-13-pro.heic').subarray(0, 3000), 'x.heic'),
  ).toBeNull();
});

const longField = (tag: number, value: number): TiffField => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return { tag, type: 4, count: 1, value: bytes };
};
const tiffHead = Uint8Array.of(0x49, 0x49, 42, 0, 8, 0, 0, 0);
const plain = (width: number, height: number, left: string, right: string): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: left } })
    .composite([
      {
        input: { create: { width: width / 2, height, channels: 3, background: right } },
        ...{ left: width / 2, top: 0 },
      },
    ])
    .jpeg()
    .toBuffer();

/** A JPEG of the given bytes with an EXIF block: turned as `orientation` says, with a thumbnail. */
function withThumbnail(jpeg: Uint8Array, thumbnail: Uint8Array, orientation: number): Buffer {
  const first = [shortField(274, orientation)];
  const second = 8 + writeDirectory(first, 8).length;
  const fields = (start: number): TiffField[] => [
    shortField(259, 6),
    longField(513, start),
    longField(514, thumbnail.length),
  ];
  const start = second + writeDirectory(fields(0), second).length;
  const exif = Buffer.concat([
    tiffHead,
    writeDirectory(first, 8),
    writeDirectory(fields(start), second),
    thumbnail,
  ]);
  exif.writeUInt32LE(second, second - 4);
  const payload = withExifPrefix(exif);
  const marker = Buffer.of(0xff, 0xe1, (payload.length + 2) >> 8, (payload.length + 2) & 255);
  return Buffer.concat([jpeg.subarray(0, 2), marker, payload, jpeg.subarray(2)]);
}

const redAt = (look: { width: number; rgba: Uint8Array }, x: number, y: number): number =>
  look.rgba[(Math.floor(y) * look.width + Math.floor(x)) * 4]!;

it('of a large JPEG the thumbnail in its EXIF is shown first, upright, then a sharper picture where that is asked for', async () => {
  const path = join(await temporaryFolder(), 'photo.jpg');
  const file = withThumbnail(await photo('jpeg', 1), await plain(160, 80, '#000000', '#ff0000'), 6);
  await writeFile(path, file);
  const look = (await firstPictureOfFile(path))!;
  expect(look).toMatchObject({ isCoarse: true, width: 80, height: 160, of: { width: 1200, height: 2400 } });
  expect(redAt(look, 40, 20)).toBeLessThan(40);
  expect(redAt(look, 40, 140)).toBeGreaterThan(215);
  const sharper = (await firstPictureOfFile(path, true))!;
  expect(sharper).toMatchObject({ isCoarse: false, width: 512, height: 1024 });
});

it('a thumbnail of other proportions, of another cut then, and one that is damaged are passed over', async () => {
  const path = join(await temporaryFolder(), 'photo.jpg');
  const jpeg = await photo('jpeg', 1);
  for (const thumbnail of [await plain(160, 120, '#000000', '#ff0000'), Buffer.alloc(500, 7)]) {
    await writeFile(path, withThumbnail(jpeg, thumbnail, 1));
    expect(await firstPictureOfFile(path)).toMatchObject({ isCoarse: false, width: 1024 });
  }
});

/** A raw file that is a kind of TIFF, as DNGs are: a preview first, what the sensor saw below it, which is nothing here. */
function rawFile(preview: Uint8Array, orientation: number): Buffer {
  const sensor = [longField(256, 4000), longField(257, 2000), shortField(262, 32803), shortField(259, 1)];
  const first = (start: number, below: number): TiffField[] => [
    ...[longField(254, 1), longField(256, 1600), longField(257, 800), shortField(259, 7), shortField(262, 6)],
    ...[longField(273, start), longField(279, preview.length), shortField(274, orientation)],
    longField(330, below),
  ];
  const below = 8 + writeDirectory(first(0, 0), 8).length;
  // Behind what is read of the file to find it.
  const start = 400_000;
  const head = Buffer.concat([
    tiffHead,
    writeDirectory(first(start, below), 8),
    writeDirectory(sensor, below),
  ]);
  const file = Buffer.alloc(3_000_000, 0xa5);
  file.set(head);
  file.set(preview, start);
  return file;
}

it('of a raw file the preview is found by its first bytes, upright', async () => {
  const path = join(await temporaryFolder(), 'photo.nef');
  await writeFile(path, rawFile(await plain(1600, 800, '#000000', '#ff0000'), 8));
  const look = (await firstPictureOfFile(path))!;
  expect(look).toMatchObject({
    isCoarse: false,
    width: 512,
    height: 1024,
    of: { width: 2000, height: 4000 },
  });
  expect(redAt(look, 256, 900)).toBeLessThan(40);
  expect(redAt(look, 256, 100)).toBeGreaterThan(215);
});
