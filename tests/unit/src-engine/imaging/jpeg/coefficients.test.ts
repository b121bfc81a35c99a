import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { blockLength } from '#engine/imaging/jpeg/frame.ts';
import { type JpegPicture, readJpeg } from '#engine/imaging/jpeg/read-jpeg.ts';
import { zigzag } from '#engine/imaging/jpeg/quantisation.ts';
import { markers } from '#engine/imaging/jpeg/markers.ts';
import type { BlockChanges } from '#engine/imaging/jpeg/patch.ts';
import { createSegment, joinSegments } from '#engine/imaging/jpeg/segments.ts';
import { encodeSegments } from '#engine/imaging/jpeg/write-jpeg.ts';

const folder = join(import.meta.dirname, '../../../../fixtures/jpeg');
const answers = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8')) as Record<string, string[]>;
const samples = Object.keys(answers);
const sample = (name: string): Uint8Array => readFileSync(join(folder, name));

const write = (picture: JpegPicture): Uint8Array => joinSegments(encodeSegments(picture));

/** As the answers were made: blocks that hold samples, row by row, coefficients in rows, 16 bit little-endian. */
function hashOfComponent({ frame, coefficients }: JpegPicture, index: number): string {
  const { blocksAcross, blocksDown, storedAcross } = frame.components[index]!;
  const rows = new Int16Array(blocksAcross * blocksDown * blockLength);
  for (let block = 0; block < blocksAcross * blocksDown; block++) {
    const from = Math.floor(block / blocksAcross) * storedAcross + (block % blocksAcross);
    for (let k = 0; k < blockLength; k++)
      rows[block * blockLength + zigzag[k]!] = coefficients[index]![from * blockLength + k]!;
  }
  return createHash('sha256').update(new Uint8Array(rows.buffer)).digest('hex');
}

/** The first segment with this marker, changed at one place of its payload. */
function withByte(file: Uint8Array, marker: number, offset: number, value: number): Uint8Array {
  const changed = Uint8Array.from(file);
  let at = 2;
  while (changed[at + 1] !== marker) at += 2 + changed[at + 2]! * 256 + changed[at + 3]!;
  changed[at + 4 + offset] = value;
  return changed;
}

describe('readJpeg', () => {
  it('has an answer for every committed sample', () => {
    expect(readdirSync(folder).filter((name) => name.endsWith('.jpg'))).toEqual(
      expect.arrayContaining(samples),
    );
    expect(samples.length).toBeGreaterThan(20);
  });

  it.each(samples)('reads the coefficients of %s as another library does', (name) => {
    const picture = readJpeg(sample(name));
    expect(picture.frame.components.map((_, index) => hashOfComponent(picture, index))).toEqual(
      answers[name],
    );
  });

  it.each(samples)('and writing them again gives %s byte for byte', (name) => {
    expect(Buffer.compare(write(readJpeg(sample(name))), sample(name))).toBe(0);
  });

  const plain = sample('32x48-q70-420-sequential.jpg');

  it.each([
    ['lossless coding', 0xc3],
    ['hierarchical coding', 0xc5],
    ['arithmetic coding', 0xc9],
    ['arithmetic coding', 0xca],
  ])('names %s, which it does not read (0xFF%s)', (name, marker) => {
    const file = Uint8Array.from(plain);
    const at = file.findIndex((byte, index) => byte === 0xff && file[index + 1] === 0xc0);
    file[at + 1] = marker;
    expect(() => readJpeg(file)).toThrow(expect.objectContaining({ kind: 'unsupported', message: name }));
  });

  it('names 12 bits a sample, a late height and four components', async () => {
    const message = (text: RegExp): unknown =>
      expect.objectContaining({ kind: 'unsupported', message: expect.stringMatching(text) as string });
    expect(() => readJpeg(withByte(plain, 0xc0, 0, 12))).toThrow(message(/12 bits/));
    expect(() => readJpeg(withByte(withByte(plain, 0xc0, 1, 0), 0xc0, 2, 0))).toThrow(message(/height/));
    const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } });
    const cmyk = await picture.toColourspace('cmyk').jpeg().toBuffer();
    expect(() => readJpeg(cmyk)).toThrow(message(/four components/));
  });

  it('names sampling factors that do not divide each other, which no decoder here reads either', async () => {
    const thirds = withByte(sample('65x50-q80-3x3-separate.jpg'), 0xc0, 10, 0x21);
    expect(() => readJpeg(thirds)).toThrow(
      expect.objectContaining({ kind: 'unsupported', message: expect.stringContaining('divide') as string }),
    );
    await expect(sharp(thirds).raw().toBuffer()).rejects.toThrow(/fractional/i);
  });

  it('calls a file damaged that is cut at any place', () => {
    for (let length = 0; length < plain.length; length += 7)
      expect(() => readJpeg(plain.subarray(0, length))).toThrow(expect.objectContaining({ kind: 'damaged' }));
  });

  it('calls a picture damaged that claims more pixels than its data can hold', () => {
    const huge = withByte(withByte(plain, 0xc0, 1, 20), 0xc0, 3, 20);
    expect(() => readJpeg(huge)).toThrow(/ends before the picture/);
  });
});

describe('encodeSegments', () => {
  it.each(['34x44-q65-422-sequential-optimized-turned4.jpg', '23x51-q59-444-bits.jpg'])(
    'makes a Huffman table that has every code where that of %s lacks one',
    (name) => {
      const picture = readJpeg(sample(name));
      for (const coefficients of picture.coefficients)
        for (let k = 0; k < blockLength; k++) coefficients[k] = (k % 3 === 0 ? 1 : -1) * (300 >> (k % 9));
      const again = readJpeg(write(picture));
      expect(again.coefficients).toEqual(picture.coefficients);
    },
  );

  it('keeps what stands between, after and inside the segments', () => {
    const file = sample('56x24-q80-420-separate-restart5B.jpg');
    const end = file.length - 2;
    const odd = Uint8Array.from([
      ...file.subarray(0, 2),
      ...[0xff, 0xff, 0xff, 0xfe, 0, 7, 1, 2, 3, 4, 5],
      ...file.subarray(2, end),
      ...[17, 0xff, 0, 0xff, 0xff],
      ...file.subarray(end),
      ...[0, 1, 2, 0xff, 0xd8, 3],
    ]);
    expect(Buffer.compare(write(readJpeg(odd)), odd)).toBe(0);
  });

  /** A photo of 260 MCUs or more, so that there is something between changes. */
  const makePhoto = async (progressive: boolean, chromaSubsampling: string, restartInterval: number) => {
    // Whole MCUs: a component alone in a scan leaves out what only fills them up.
    const photo = sharp('tests/fixtures/photos/brook.jpg').extract({
      left: 0,
      top: 0,
      width: 320,
      height: 208,
    });
    const picture = readJpeg(await photo.jpeg({ quality: 85, progressive, chromaSubsampling }).toBuffer());
    const scan = picture.segments.findIndex(({ marker }) => marker === markers.sos);
    const restarts = createSegment(markers.dri, Uint8Array.of(0, restartInterval));
    return readJpeg(write({ ...picture, segments: picture.segments.toSpliced(scan, 0, restarts) }));
  };

  const bytesOf = ({ coefficients }: JpegPicture): Buffer =>
    Buffer.concat(coefficients.map(({ buffer }) => new Uint8Array(buffer)));

  /** Gives every `step`th block other coefficients. @returns what `encodeSegments` is told of them */
  const changeBlocks = ({ coefficients }: JpegPicture, step: number): BlockChanges[] =>
    coefficients.map((own) => {
      const at: number[] = [];
      for (let start = 3 * blockLength; start < own.length; start += step * blockLength) at.push(start);
      for (const start of at) {
        own[start]! += 9;
        own[start + 1 + (start % 60)] = start % 7;
      }
      return { at, coefficients: new Int16Array() };
    });

  it.each([
    [false, '4:2:0', 0],
    [false, '4:4:4', 3],
    [false, '4:2:0', 90],
    [true, '4:2:0', 0],
    [true, '4:4:4', 50],
  ])('codes what changed and copies the rest (progressive: %s, %s, restarts: %i)', async (...kind) => {
    for (const step of [1, 5, 150, 900, 100_000]) {
      const picture = await makePhoto(...kind);
      const changes = changeBlocks(picture, step);
      const file = joinSegments(encodeSegments(picture, changes));
      expect(bytesOf(readJpeg(file)).equals(bytesOf(picture))).toBe(true);
      // A progressive scan may have its runs of empty blocks cut where copying begins and ends.
      const [progressive] = kind;
      if (!progressive) expect(Buffer.compare(file, write(picture))).toBe(0);
      else expect(file.length).toBeLessThan(write(picture).length * 1.02);
    }
  });

  it.each(['56x24-q80-420-separate-restart5B.jpg', '70x23-q49-411-progressive-restart1B-optimized.jpg'])(
    'keeps restart intervals that change from scan to scan of %s',
    async (name) => {
      const picture = readJpeg(sample(name));
      let scans = 0;
      const segments = picture.segments.flatMap((segment) =>
        segment.marker === markers.sos
          ? [createSegment(markers.dri, Uint8Array.of(0, [3, 0, 1, 7][scans++ % 4]!)), segment]
          : [segment],
      );
      const file = write({ ...picture, segments });
      expect(scans).toBeGreaterThan(2);
      expect(await sharp(file).raw().toBuffer()).toEqual(await sharp(sample(name)).raw().toBuffer());
      const again = readJpeg(file);
      expect(bytesOf(again).equals(bytesOf(picture))).toBe(true);
      expect(Buffer.compare(write(again), file)).toBe(0);
      const none = again.coefficients.map(() => ({ at: [], coefficients: new Int16Array() }));
      expect(Buffer.compare(joinSegments(encodeSegments(again, none)), file)).toBe(0);
    },
  );

  it('takes the bits of what is not said to have changed from the file', async () => {
    const picture = await makePhoto(false, '4:2:0', 0);
    const before = bytesOf(picture);
    picture.coefficients[0]!.fill(5, 64_000, 64_064);
    const none = picture.coefficients.map(() => ({ at: [], coefficients: new Int16Array() }));
    expect(bytesOf(readJpeg(joinSegments(encodeSegments(picture, none)))).equals(before)).toBe(true);
  });
});
