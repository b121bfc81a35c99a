import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { TesseraError } from '#shared/errors.ts';
import { coverageOfFile, decodePhoto, readPhotoFile } from '#engine/imaging/codec/index.ts';

const folder = fileURLToPath(new URL('../../../../fixtures/corpus', import.meta.url));
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
/** Red, half transparent where that is said. */
const [red, premultipliedRed] = [
  [255, 0, 0, 128],
  [128, 0, 0, 128],
];

describe('masks (made by make-masks.py)', () => {
  it.each(['bmp', 'gif', 'tga', 'pgm'])('every grey of a mask as %s counts as it is', async (ending) => {
    const { mask, note } = coverageOfFile(await readPhotoFile(join(folder, `mask-grey.${ending}`)));
    expect([mask.width, mask.height, note]).toEqual([32, 8, null]);
    expect([...mask.data]).toEqual(Array.from({ length: 256 }, (_, grey) => grey));
  });

  it.each(['bmp', 'pbm'])('white of a mask of two colours as %s is what is filled', async (ending) => {
    const { mask } = coverageOfFile(await readPhotoFile(join(folder, `mask-two.${ending}`)));
    const expected = Array.from({ length: 256 }, (_, at) =>
      ((at % 32) + Math.floor(at / 32)) % 3 === 0 ? 255 : 0,
    );
    expect([...mask.data]).toEqual(expected);
  });
});

describe('PNM', () => {
  const pam = (kind: string): Uint8Array =>
    Buffer.concat([
      latin1(`P7\nWIDTH 1\nHEIGHT 1\nDEPTH 4\nMAXVAL 255\nTUPLTYPE ${kind}\nENDHDR\n`),
      Buffer.from(red!),
    ]);

  it('of four channels is RGB with transparency only where it says so', async () => {
    expect([...(await decodePhoto(pam('RGB_ALPHA'), 'a.pam')).image.data]).toEqual(red);
    await expect(decodePhoto(pam('CMYK'), 'a.pam')).rejects.toMatchObject({
      code: 'file-unsupported',
      message: expect.stringContaining('CMYK') as string,
    });
  });

  it('with several pictures says so, and opens the one that is asked for', async () => {
    const file = latin1('P6 1 1 255\n\x01\x02\x03P5 2 1 255\n\x04\x05');
    const [first, second] = await Promise.all(
      [1, 2].map((page) => decodePhoto(new Uint8Array(file), 'a.ppm', { page })),
    );
    expect([...first!.image.data, ...second!.image.data]).toEqual([1, 2, 3, 4, 5]);
    expect([first!.note, second!.note]).toEqual([
      expect.stringContaining('1 of 2') as string,
      expect.stringContaining('2 of 2') as string,
    ]);
    await expect(decodePhoto(new Uint8Array(file), 'a.ppm', { page: 3 })).rejects.toMatchObject({
      code: 'usage',
    });
    const followed = Buffer.concat([file.subarray(0, 14), latin1('P5 and more, no picture')]);
    expect(await decodePhoto(new Uint8Array(followed), 'a.ppm')).toMatchObject({ note: null });
  });
});

describe('TGA', () => {
  /** One pixel, and an extension area that says of what kind its fourth channel is (TGA 2.0, field 24). */
  const tga = (pixel: readonly number[], kind: number): Uint8Array => {
    const header = Buffer.alloc(18);
    header[2] = 2;
    header[12] = header[14] = 1;
    header.set([32, 0x28], 16);
    const area = Buffer.alloc(495);
    area.writeUInt16LE(495);
    area[494] = kind;
    const footer = Buffer.alloc(26);
    footer.writeUInt32LE(22);
    footer.write('TRUEVISION-XFILE.', 8, 'latin1');
    const [r, g, b, a] = pixel as [number, number, number, number];
    return Buffer.concat([header, Buffer.of(b, g, r, a), area, footer]);
  };

  it('with premultiplied transparency opens straight', async () => {
    const { image, metadata } = await decodePhoto(tga(premultipliedRed!, 4), 'a.tga');
    expect([[...image.data], metadata.storage]).toEqual([red, { associatedAlpha: 'divided' }]);
    expect([...(await decodePhoto(tga(premultipliedRed!, 3), 'a.tga')).image.data]).toEqual(premultipliedRed);
  });

  /** Indices in one row, and a map of entries whose first has the number 2. */
  const byMap = (bits: number, entries: readonly number[], indices: readonly number[]): Uint8Array => {
    const header = Buffer.alloc(18);
    header.set([1, 1], 1);
    header.writeUInt16LE(2, 3);
    header.writeUInt16LE((entries.length * 8) / bits, 5);
    header[7] = bits;
    header.set([indices.length, 0, 1, 0, 8, 8], 12);
    return Buffer.concat([header, Buffer.of(...entries, ...indices)]);
  };

  it('by a map has its colours, and its transparency where entries have one', async () => {
    const plain = await decodePhoto(byMap(24, [3, 2, 1, 6, 5, 4], [3, 2, 3]), 'a.tga');
    expect([...plain.image.data]).toEqual([4, 5, 6, 1, 2, 3, 4, 5, 6]);
    const clear = await decodePhoto(byMap(32, [3, 2, 1, 9, 6, 5, 4, 8], [3, 2]), 'a.tga');
    expect([...clear.image.data]).toEqual([4, 5, 6, 8, 1, 2, 3, 9]);
  });

  it('by a map is refused where an index has no colour, and where the map is of 16 bits', async () => {
    for (const index of [1, 4])
      await expect(decodePhoto(byMap(24, [3, 2, 1, 6, 5, 4], [index]), 'a.tga')).rejects.toMatchObject({
        code: 'file-truncated',
      });
    await expect(decodePhoto(byMap(16, [3, 2], [2]), 'a.tga')).rejects.toMatchObject({
      code: 'file-unsupported',
    });
  });
});

describe('BMP', () => {
  it('keeps a profile that it holds', async () => {
    const { icc: profile } = await sharp({
      create: { width: 1, height: 1, channels: 3, background: 'red' },
    })
      .withIccProfile('p3')
      .png()
      .toBuffer()
      .then((bytes) => sharp(bytes).metadata());
    const header = Buffer.alloc(124);
    header.writeUInt32LE(124, 0);
    header.writeInt32LE(1, 4);
    header.writeInt32LE(1, 8);
    header.writeUInt16LE(1, 12);
    header.writeUInt16LE(24, 14);
    header.write('DEBM', 56, 'latin1');
    header.writeUInt32LE(128, 112);
    header.writeUInt32LE(profile!.length, 116);
    const start = Buffer.alloc(14);
    start.write('BM', 'latin1');
    start.writeUInt32LE(138, 10);
    const file = Buffer.concat([start, header, Buffer.of(3, 2, 1, 0), profile!]);
    const { image } = await decodePhoto(new Uint8Array(file), 'a.bmp');
    expect([...image.data]).toEqual([1, 2, 3]);
    expect(Buffer.from(image.iccProfile!).equals(profile!)).toBe(true);
  });

  /** A palette of greys, 17 apart, and runs of 4 bits. */
  const inRuns = (width: number, height: number, runs: readonly number[]): Uint8Array => {
    const header = Buffer.alloc(54);
    header.write('BM', 'latin1');
    header.writeUInt32LE(54 + 64, 10);
    header.writeUInt32LE(40, 14);
    header.writeInt32LE(width, 18);
    header.writeInt32LE(height, 22);
    header.writeUInt16LE(1, 26);
    header.writeUInt16LE(4, 28);
    header.writeUInt32LE(2, 30);
    const palette = Buffer.from(Array.from({ length: 16 }, (_, i) => [i * 17, i * 17, i * 17, 0]).flat());
    return Buffer.concat([header, palette, Buffer.from(runs)]);
  };
  const greysOf = async (bytes: Uint8Array): Promise<number[]> =>
    [...(await decodePhoto(bytes, 'a.bmp')).image.data]
      .filter((_, i) => i % 3 === 0)
      .map((grey) => grey / 17);

  it('unpacks runs of 4 bits, single pixels, jumps and short rows, from the lowest row up', async () => {
    const runs = [...[3, 0x12, 0, 3, 0x34, 0x50, 0, 0], ...[0, 2, 2, 0, 2, 0x66, 0, 0], ...[6, 0x78, 0, 1]];
    expect(await greysOf(inRuns(6, 3, runs))).toEqual([7, 8, 7, 8, 7, 8, 0, 0, 6, 6, 0, 0, 1, 2, 1, 3, 4, 5]);
  });

  it.each([
    ['that end without saying so', [6, 0x78]],
    ['that leave their row', [7, 0x78, 0, 1]],
    ['that leave the picture', [0, 0, 1, 0x78, 0, 1]],
    ['of single pixels that are cut short', [0, 6, 0x11]],
  ])('refuses runs %s', async (_, runs) => {
    await expect(greysOf(inRuns(6, 1, runs))).rejects.toMatchObject({ code: 'file-truncated' });
  });
});

describe('GIF', () => {
  it('gives its comments and its XMP, as ExifTool wrote them', async () => {
    const { metadata } = await readPhotoFile(join(folder, 'described.gif'));
    expect(metadata.comments?.map((comment) => Buffer.from(comment).toString())).toEqual(['a comment']);
    expect(metadata.xmp).toMatch(/^<\?xpacket begin[^]*A\. Person[^]*<\?xpacket end='w'\?>$/);
  });

  it('whose blocks are cut short gives what stands before, and ends', async () => {
    const whole = await readFile(join(folder, 'described.gif'));
    for (let length = 13; length < whole.length; length += 7)
      await decodePhoto(whole.subarray(0, length), 'cut.gif', { partial: true }).catch((error: unknown) =>
        expect(error).toBeInstanceOf(TesseraError),
      );
  });
});
