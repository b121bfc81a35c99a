import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exifOfResolution } from '#engine/imaging/codec/exif-in-tiff.ts';
import { decodePhoto, encodePicture } from '#engine/imaging/codec/index.ts';

const folder = fileURLToPath(new URL('../../../../fixtures/corpus', import.meta.url));
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));

/** The file with a number of 16 bit written over, `offset` bytes behind the name of a box. */
function changed(name: string, box: string, offset: number, value: number): Uint8Array {
  const file = bytesOf(name);
  new DataView(file.buffer).setUint16(Buffer.from(file).indexOf(box) + 4 + offset, value);
  return file;
}

/** Fields of the channel definition box: behind the number of channels three numbers each, its place, kind and colour. */
const kindOf = (channel: number): number => 2 + 6 * channel + 2;

// The samples of the whole files are compared with an independent reader's in corpus.test.ts.
describe('JPEG 2000', () => {
  it('with an extra channel that is no transparency opens without it, and says so', async () => {
    const [whole, without] = await Promise.all([
      decodePhoto(bytesOf('alpha-16.jp2'), 'a.jp2'),
      decodePhoto(changed('alpha-16.jp2', 'cdef', kindOf(0), 65_535), 'a.jp2'),
    ]);
    expect(whole).toMatchObject({ note: null, image: { channels: 4 } });
    expect(without).toMatchObject({
      note: expect.stringContaining('extra channel') as string,
      image: { channels: 3 },
    });
    expect(without.image.data).toEqual(whole.image.data.filter((_, index) => index % 4 < 3));
  });

  it('with premultiplied transparency opens straight, and is a TIFF with the stored samples again', async () => {
    const { image, metadata } = await decodePhoto(bytesOf('premultiplied-8.jp2'), 'a.jp2');
    // Grey 1 of 25 and 7 of 51.
    expect([...image.data.slice(2, 6)]).toEqual([10, 25, 35, 51]);
    const settings = { format: 'tiff', quality: null, metadata, recipe: null } as const;
    const { bytes } = await encodePicture(image, settings);
    const again = await decodePhoto(new Uint8Array(bytes), 'a.tif');
    expect(again.metadata.storage).toEqual({ associatedAlpha: 'divided' });
    expect(again.image.data).toEqual(image.data);
  });

  it('takes the channel behind the colours for transparency where the file defines none, as other programs do', async () => {
    const grey = await decodePhoto(changed('premultiplied-8.jp2', 'cdef', -4, 0x6672), 'a.jp2');
    expect([...grey.image.data.slice(2, 6)]).toEqual([1, 25, 7, 51]);
    const codestream = bytesOf('premultiplied-8.jp2');
    const bare = codestream.slice(Buffer.from(codestream).indexOf(Uint8Array.of(0xff, 0x4f, 0xff, 0x51)));
    expect((await decodePhoto(bare, 'a.j2k')).image.data).toEqual(grey.image.data);
  });

  it('of which a definition names a channel that is not there is damaged', async () => {
    const file = changed('alpha-16.jp2', 'cdef', kindOf(0) - 2, 7);
    await expect(decodePhoto(file, 'a.jp2')).rejects.toMatchObject({ code: 'file-truncated' });
  });

  it.each(['alpha-16.jp2', 'premultiplied-8.jp2', 'palette.jp2', 'photo-16.jp2'])(
    '%s cut short never opens',
    async (name) => {
      const file = bytesOf(name);
      for (const kept of [0.5, 0.7, 0.9, 0.98])
        await expect(decodePhoto(file.slice(0, Math.floor(file.length * kept)), name)).rejects.toMatchObject({
          code: 'file-truncated',
        });
    },
  );

  it.each([
    ['samples with a sign', (size: DataView) => size.setUint8(42, 0x80 | 15)],
    ['channels of a coarser resolution', (size: DataView) => size.setUint8(46, 2)],
    ['15, 16, 16 bit samples', (size: DataView) => size.setUint8(42, 14)],
  ])('a JPEG 2000 file with %s is called that, not damaged', async (kind, change) => {
    const file = bytesOf('photo-16.jp2');
    change(new DataView(file.buffer, Buffer.from(file).indexOf(Uint8Array.of(0xff, 0x4f, 0xff, 0x51))));
    await expect(decodePhoto(file, 'rare.jp2')).rejects.toMatchObject({
      code: 'file-unsupported',
      message: expect.stringContaining(kind) as string,
    });
  });

  it('a JPEG 2000 file says what it shows and how large a pixel is', async () => {
    const file = Buffer.from(bytesOf('photo-16.jp2'));
    const box = (type: string, ...parts: readonly Uint8Array[]): Buffer => {
      const content = Buffer.concat(parts);
      const head = Buffer.alloc(8);
      head.writeUInt32BE(8 + content.length);
      head.write(type, 4, 'latin1');
      return Buffer.concat([head, content]);
    };
    const uuid = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex');
    const exif = exifOfResolution({ x: 300, y: 300, unit: 'inch' });
    // 5906 and 11811 a metre: 150 and 300 an inch.
    const sizes = Buffer.from([0x17, 0x12, 0, 1, 0x2e, 0x23, 0, 1, 0, 0]);
    const [header, codestream] = [file.indexOf('jp2h') - 4, file.indexOf('jp2c') - 4];
    const longer = Buffer.from(file.subarray(0, codestream));
    const res = box('res ', box('resc', sizes));
    longer.writeUInt32BE(longer.readUInt32BE(header) + res.length, header);
    const headerEnd = header + file.readUInt32BE(header);
    const described = Buffer.concat([
      longer.subarray(0, headerEnd),
      res,
      longer.subarray(headerEnd),
      box('uuid', Buffer.from('JpgTiffExif->JP2'), exif),
      box('uuid', uuid, Buffer.from('<x:xmpmeta>here</x:xmpmeta>')),
      file.subarray(codestream),
    ]);
    const { image, metadata } = await decodePhoto(new Uint8Array(described), 'a.jp2');
    expect(image.data).toEqual((await decodePhoto(bytesOf('photo-16.jp2'), 'photo-16.jp2')).image.data);
    expect(metadata).toMatchObject({
      xmp: '<x:xmpmeta>here</x:xmpmeta>',
      resolution: { x: 11811, y: 5906, unit: 'metre' },
    });
    expect(Buffer.from(metadata.exif!)).toEqual(Buffer.from(exif));
  });

  it('a JPEG 2000 file in YCbCr is called that, not taken for RGB', async () => {
    const file = bytesOf('photo-16.jp2');
    const box = Buffer.from(file).indexOf('colr');
    new DataView(file.buffer).setUint32(box + 7, 18);
    await expect(decodePhoto(file, 'rare.jp2')).rejects.toMatchObject({ code: 'file-unsupported' });
  });
});
