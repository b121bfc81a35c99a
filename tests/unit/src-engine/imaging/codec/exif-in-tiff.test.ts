import sharp from 'sharp';
import { expect, it } from 'vitest';
import { decodePhoto, encodePicture } from '#engine/imaging/codec/index.ts';
import { addExifToTiff, exifOfTiff } from '#engine/imaging/codec/exif-in-tiff.ts';
import { firstDirectory, readDirectory, type TiffField } from '#engine/imaging/codec/tiff-directory.ts';

const camera = {
  IFD0: { Make: 'Tessera Works', Copyright: 'somebody' },
  IFD2: { ExposureTime: '1/125', ISOSpeedRatings: '200' },
  IFD3: { GPSLatitudeRef: 'N' },
};
const photo = () =>
  sharp({ create: { width: 31, height: 17, channels: 3, background: '#3366aa' } }).withExif(camera);

const field = (fields: readonly TiffField[], tag: number): TiffField | undefined =>
  fields.find((each) => each.tag === tag);
const directoryOf = (bytes: Uint8Array): TiffField[] => readDirectory(bytes, firstDirectory(bytes)!);

it('a TIFF carries the camera’s metadata, its samples and recipe too, and gives it back when it is opened', async () => {
  const { image, metadata } = await decodePhoto(await photo().jpeg().toBuffer(), 'x.jpg');
  const encoded = await encodePicture(image, { format: 'tiff', quality: null, metadata, recipe: '{"a":1}' });
  expect(encoded.recipeInFile).toBe(true);
  const again = await decodePhoto(encoded.bytes, 'x.tiff');
  expect(again.image.data).toEqual(image.data);
  const main = directoryOf(again.metadata.exif!);
  expect(Buffer.from(field(main, 0x010f)!.value as Uint8Array).toString()).toBe('Tessera Works\0');
  const exif = field(main, 0x8769)!.value as TiffField[];
  expect([...new Uint32Array((field(exif, 0x829a)!.value as Uint8Array).slice().buffer)]).toEqual([1, 125]);
  expect(field(field(main, 0x8825)!.value as TiffField[], 1)).toBeDefined();
  // The next format on gets it as well.
  const { bytes } = await encodePicture(again.image, {
    format: 'png',
    quality: null,
    metadata: again.metadata,
    recipe: null,
  });
  expect((await sharp(bytes).metadata()).exif?.includes('somebody')).toBe(true);
});

it('numbers keep their value where the camera writes the other byte order', () => {
  // Big-endian: ImageWidth (not the photo's business), Make "ab", Exif directory with ExposureTime 1/60.
  const bytes = new Uint8Array(80);
  const view = new DataView(bytes.buffer);
  const put = (at: number, tag: number, type: number, count: number, value: number): void => {
    view.setUint16(at, tag);
    view.setUint16(at + 2, type);
    view.setUint32(at + 4, count);
    view.setUint32(at + 8, value);
  };
  view.setUint16(0, 0x4d4d);
  view.setUint16(2, 42);
  view.setUint32(4, 8);
  view.setUint16(8, 3);
  put(10, 0x0100, 4, 1, 99);
  put(22, 0x010f, 2, 3, 0x61620000);
  put(34, 0x8769, 4, 1, 50);
  view.setUint16(50, 1);
  put(52, 0x829a, 5, 1, 70);
  view.setUint32(70, 1);
  view.setUint32(74, 60);
  const block = exifOfTiff(bytes)!;
  const main = directoryOf(block);
  expect(main.map(({ tag }) => tag)).toEqual([0x010f, 0x8769]);
  const [time] = field(main, 0x8769)!.value as TiffField[];
  expect([...new Uint32Array((time!.value as Uint8Array).slice().buffer)]).toEqual([1, 60]);
});

it('damage of either side leaves the picture as it was', async () => {
  const tiff = new Uint8Array(await photo().tiff().toBuffer());
  const { metadata } = await decodePhoto(await photo().jpeg().toBuffer(), 'x.jpg');
  const exif = metadata.exif!;
  expect(addExifToTiff(tiff, exif).length).toBeGreaterThan(tiff.length);
  for (let length = 0; length < exif.length; length += 7) {
    const result = addExifToTiff(tiff, exif.subarray(0, length));
    if (result !== tiff) expect((await decodePhoto(result, 'x.tiff')).image.width).toBe(31);
  }
  const looped = exif.slice();
  const at = Buffer.from(looped).indexOf(Buffer.from([0x69, 0x87, 0x04, 0x00]));
  if (at >= 0) new DataView(looped.buffer).setUint32(at + 8, 8, true);
  expect(addExifToTiff(tiff, looped)).toBe(tiff);
  expect(exifOfTiff(new Uint8Array(0))).toBeNull();
});
