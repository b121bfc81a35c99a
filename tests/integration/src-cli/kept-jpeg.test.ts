import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blockLength } from '#engine/imaging/jpeg/frame.ts';
import { isFrameHeader, markers } from '#engine/imaging/jpeg/markers.ts';
import { readJpeg } from '#engine/imaging/jpeg/read-jpeg.ts';
import { createSegment, joinSegments, type Segment, splitSegments } from '#engine/imaging/jpeg/segments.ts';
import { decode, differences, type PixelRect, writeMask } from './pictures.ts';
import { tessera } from './run-command.ts';

const photo = resolve('tests/fixtures/photos/brook.jpg');
const fast = ['--effort', 'fast', '--device', 'cpu', '--threads', '1', '--json'];
const hole: PixelRect = [100, 80, 50, 40];

const jpegFolder = resolve('tests/fixtures/jpeg');
const segmentsOf = async (name: string): Promise<Segment[]> =>
  splitSegments(await readFile(join(jpegFolder, name)));
const lastScan = (segments: readonly Segment[]): number =>
  segments.findLastIndex(({ marker }) => marker === markers.sos);

/** A file whose frame header has another marker or other bytes. */
async function withFrame(name: string, change: (payload: Uint8Array) => number | void): Promise<Segment[]> {
  return (await segmentsOf(name)).map((segment) => {
    if (segment.marker === null || !isFrameHeader(segment.marker)) return segment;
    const payload = segment.payload.slice();
    return createSegment(change(payload) ?? segment.marker, payload);
  });
}

const plainSample = '32x48-q70-420-sequential.jpg';
const separateSample = '65x50-q80-3x3-separate.jpg';
const progressiveSample = '64x44-q65-odd-progressive.jpg';

/** Kinds that open, and are encoded again. */
const encodedKinds: readonly (readonly [kind: string, make: () => Promise<Segment[]>])[] = [
  ['arithmetic coding', () => segmentsOf('arithmetic.jpg')],
  [
    'a height that only follows the picture (DNL)',
    async () => (await segmentsOf(plainSample)).toSpliced(-1, 0, createSegment(0xdc, Uint8Array.of(0, 48))),
  ],
  [
    'a progressive picture that stops before its full precision',
    async () => {
      const segments = await segmentsOf(progressiveSample);
      return segments.toSpliced(lastScan(segments), 2);
    },
  ],
];
/** Kinds of which nothing shows a picture here. */
const refusedKinds: typeof encodedKinds = [
  ['lossless coding', () => withFrame(plainSample, () => 0xc3)],
  ['hierarchical coding', () => withFrame(plainSample, () => 0xc5)],
  ['12 bits a sample', () => withFrame(plainSample, (payload) => void (payload[0] = 12))],
  [
    'a height that only follows the picture (DNL)',
    () => withFrame(plainSample, (payload) => void payload.fill(0, 1, 3)),
  ],
  [
    'sampling factors that do not divide each other',
    () => withFrame(separateSample, (payload) => void (payload[10] = 0x21)),
  ],
  [
    '2 components',
    async () => {
      const two = await withFrame('40x12-q57-440-separate-optimized.jpg', (payload) => void (payload[5] = 2));
      return two.toSpliced(lastScan(two), 2).map((segment) => {
        const isFrame = segment.marker !== null && isFrameHeader(segment.marker);
        return isFrame ? createSegment(segment.marker, segment.payload.slice(0, -3)) : segment;
      });
    },
  ],
];

describe('a JPEG filled and saved as JPEG', () => {
  let folder = '';
  let mask = '';
  const at = (name: string): string => join(folder, name);
  const fill = (output: string, ...options: string[]): ReturnType<typeof tessera> =>
    tessera('fill', photo, '--mask', mask, '-o', at(output), ...fast, ...options);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tessera-jpeg-'));
    const { width, height } = await decode(photo);
    mask = await writeMask(at('mask.png'), width, height, [hole]);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('keeps every coefficient of the blocks that the selection does not touch, and says how many it made anew', async () => {
    const { code, last, said } = await fill('kept.jpg');
    expect(code).toBe(0);
    const [before, after] = [readJpeg(await readFile(photo)), readJpeg(await readFile(at('kept.jpg')))];
    const { frame } = before;
    const isTouched = (left: number, top: number): boolean =>
      left < hole[0] + hole[2] &&
      left + frame.mcuWidth > hole[0] &&
      top < hole[1] + hole[3] &&
      top + frame.mcuHeight > hole[1];
    let [elsewhere, inside] = [0, 0];
    for (const [index, { horizontal, vertical, storedAcross }] of frame.components.entries())
      for (let start = 0; start < before.coefficients[index]!.length; start += blockLength) {
        const block = start / blockLength;
        const column = Math.floor((block % storedAcross) / horizontal);
        const row = Math.floor(Math.floor(block / storedAcross) / vertical);
        const [a, b] = [before, after].map((one) =>
          one.coefficients[index]!.subarray(start, start + blockLength).join(),
        );
        if (a === b) continue;
        if (isTouched(column * frame.mcuWidth, row * frame.mcuHeight)) inside++;
        else elsewhere++;
      }
    expect(elsewhere).toBe(0);
    expect(inside).toBeGreaterThan(10);
    const { changedOutside, largest, touched, mcus } = last['jpeg'] as Record<string, number>;
    expect({ touched, mcus }).toEqual({ touched: 4 * 3, mcus: 20 * 14 });
    expect(last).toMatchObject({ changedOutsideMask: 0, lossyOutput: true, recipe: 'in-file' });
    expect(said).toContain('12 of 280 blocks (MCUs)');
    const [old, now] = [await decode(photo), await decode(at('kept.jpg'))];
    let [changed, most] = [0, 0];
    for (let pixel = 0; pixel < old.width * old.height; pixel++) {
      const [x, y] = [pixel % old.width, Math.floor(pixel / old.width)];
      if (x >= hole[0] && x < hole[0] + hole[2] && y >= hole[1] && y < hole[1] + hole[3]) continue;
      const difference = Math.max(
        ...[0, 1, 2].map((c) => Math.abs(old.data[pixel * 3 + c]! - now.data[pixel * 3 + c]!)),
      );
      if (difference > 0) changed++;
      most = Math.max(most, difference);
    }
    expect({ changedOutside, largest }).toEqual({ changedOutside: changed, largest: most });
  });

  it('is encoded as a whole where that is asked for, or another quality', async () => {
    for (const [name, options] of [
      ['encoded.jpg', ['--jpeg', 'encode']],
      ['quality.jpg', ['--quality', '80']],
    ] as const) {
      const { code, last } = await fill(name, ...options);
      expect(code).toBe(0);
      expect(last).not.toHaveProperty('jpeg');
      expect(differences(await decode(photo), await decode(at(name)), [hole]).outside).toBeGreaterThan(1000);
    }
  });

  it('is replayed to the same file, and with several variants each is kept', async () => {
    await fill('once.jpg', '--seed', '5');
    const { code, last } = await tessera(
      'replay',
      at('once.jpg'),
      photo,
      '-o',
      at('again.jpg'),
      '--jpeg',
      'keep',
      '--json',
    );
    expect(code).toBe(0);
    expect(last).toMatchObject({ exact: true, jpeg: { mcus: 280, touched: 12 } });
    expect((await readFile(at('again.jpg'))).equals(await readFile(at('once.jpg')))).toBe(true);
    const several = await fill('variant.jpg', '--variants', '2');
    for (const variant of several.last['variants'] as { jpeg: object }[])
      expect(variant.jpeg).toMatchObject({ mcus: 280, touched: 12 });
  });

  it('is extended by whole blocks, else encoded with a note', async () => {
    const extend = (left: string, output: string): ReturnType<typeof tessera> =>
      tessera('extend', photo, '--left', left, '--bottom', '24', '-o', at(output), ...fast);
    const kept = await extend('32', 'wider.jpg');
    expect(kept.last).toHaveProperty('jpeg');
    const encoded = await extend('30', 'odd.jpg');
    expect(encoded.last).not.toHaveProperty('jpeg');
    expect(encoded.said).toContain('encoded again: its blocks are 16 x 16 pixels');
  });

  it.each([...encodedKinds, ...refusedKinds])(
    'says that it cannot keep %s, before anything runs',
    async (kind, make) => {
      await writeFile(at('rare.jpg'), joinSegments(await make()));
      const { code, lines, last } = await tessera(
        ...['fill', at('rare.jpg'), '--mask', mask, '-o', at('no.jpg'), '--jpeg', 'keep', ...fast],
      );
      expect({ code, lines }).toMatchObject({
        code: 1,
        lines: [{ event: 'error', code: 'file-unsupported' }],
      });
      expect(last['message']).toContain(kind);
      await expect(readFile(at('no.jpg'))).rejects.toThrow();
    },
  );

  it.each(encodedKinds)(
    'encodes %s again with a note where nothing else is asked for',
    async (kind, make) => {
      const file = joinSegments(await make());
      await writeFile(at('rare.jpg'), file);
      const { width, height } = await decode(at('rare.jpg'));
      const small = await writeMask(at('small.png'), width, height, [[4, 4, 8, 8]]);
      const { code, last, said } = await tessera(
        ...['fill', at('rare.jpg'), '--mask', small, '-o', at('rare-filled.jpg'), ...fast],
      );
      expect(code).toBe(0);
      expect(last).not.toHaveProperty('jpeg');
      expect(said).toContain(`encoded again: it has ${kind}`);
    },
  );

  it('refuses to keep what cannot be kept, before anything runs', async () => {
    await sharp(photo).png().toFile(at('photo.png'));
    await sharp(photo).toColourspace('cmyk').jpeg().toFile(at('cmyk.jpg'));
    const keep = ['--mask', mask, '--jpeg', 'keep', ...fast];
    const both = await tessera('fill', photo, '-o', at('no.jpg'), ...keep, '--quality', '90');
    const toPng = await tessera('fill', photo, '-o', at('no.png'), ...keep);
    const ofPng = await tessera('fill', at('photo.png'), '-o', at('no.jpg'), ...keep);
    for (const { code, last } of [both, toPng, ofPng])
      expect({ code, last }).toMatchObject({ code: 2, last: { event: 'error', code: 'usage' } });
    const cmyk = await tessera('fill', at('cmyk.jpg'), '-o', at('no.jpg'), ...keep);
    expect(cmyk).toMatchObject({ code: 1, last: { code: 'file-unsupported' } });
    expect(cmyk.last['message']).toContain('four components');
    for (const { lines } of [both, toPng, ofPng, cmyk]) expect(lines).toHaveLength(1);
    await expect(readFile(at('no.jpg'))).rejects.toThrow();
  });
});
