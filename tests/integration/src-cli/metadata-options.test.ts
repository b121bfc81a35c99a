import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdsCredentials } from '#engine/imaging/codec/content-credentials/holds-credentials.ts';
import { decodePhoto, readRecipe } from '#engine/imaging/codec/index.ts';
import { text } from '#shared/text/text.ts';
import { type PixelRect, writeMask } from './pictures.ts';
import { tessera } from './run-command.ts';

const vocabulary = 'http://cv.iptc.org/newscodes/digitalsourcetype/';
const fast = ['--effort', 'fast', '--device', 'cpu', '--threads', '1', '--json'];
const hole: PixelRect = [30, 20, 40, 30];
/** Thin enough to be continued from its surroundings, without the network. */
const wire: PixelRect = [10, 40, 80, 2];

describe('what a result’s file says', () => {
  let folder = '';
  const at = (name: string): string => join(folder, name);
  const fill = (mask: string, output: string, ...options: string[]): ReturnType<typeof tessera> =>
    tessera('fill', at('photo.jpg'), '--mask', at(mask), '-o', at(output), ...fast, ...options);
  const described = async (name: string) => {
    const bytes = await readFile(at(name));
    const { metadata } = await decodePhoto(bytes, name);
    const source = /DigitalSourceType>([^<]*)</.exec(metadata.xmp ?? '')?.[1];
    return {
      recipe: await readRecipe(bytes),
      source: source?.replace(vocabulary, '') ?? null,
      copyright: metadata.exif ? Buffer.from(metadata.exif).includes('somebody') : false,
      place: bytes.includes('Nordpol'),
    };
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tessera-metadata-'));
    const [width, height] = [100, 80];
    const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => 90 + ((i * 7919) % 61));
    const photo = await sharp(data, { raw: { width, height, channels: 3 } })
      .withExif({ IFD0: { Copyright: 'somebody' }, IFD3: { GPSMapDatum: 'Nordpol' } })
      .jpeg({ quality: 92 })
      .toBuffer();
    await writeFile(at('photo.jpg'), photo);
    await writeMask(at('hole.png'), width, height, [hole]);
    await writeMask(at('wire.png'), width, height, [wire]);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('says by itself that a trained model made parts, in a kept JPEG as in any other file', async () => {
    for (const name of ['kept.jpg', 'other.png', 'other.webp']) {
      const { code, last, said } = await fill('hole.png', name);
      expect(code).toBe(0);
      expect(last['disclosure']).toBe('compositeWithTrainedAlgorithmicMedia');
      expect(said).toMatch(/trained model made parts/);
      expect(await described(name)).toMatchObject({
        ...{ source: 'compositeWithTrainedAlgorithmicMedia', copyright: true, place: true },
        recipe: expect.any(String) as unknown,
      });
    }
  });

  it('is resampled and in sRGB where that is asked for, says so of its file and of its count, and is refused beside a JPEG that stays', async () => {
    const converted = await fill('wire.png', 'small.jpg', '--resize', '50', '--srgb');
    expect(converted.last).toMatchObject({
      ...{ changedOutsideMask: 0, lossyOutput: true, converted: true },
      fileChanges: ['resampled to 50 × 40'],
    });
    expect(converted.said).toMatch(
      /0 samples changed outside the selection \(before the result was converted\)/,
    );
    const { image } = await decodePhoto(await readFile(at('small.jpg')), 'small.jpg');
    expect([image.width, image.height]).toEqual([50, 40]);
    expect((await described('small.jpg')).recipe).not.toBeNull();
    // The photo is in sRGB: it stays the JPEG that it is.
    const kept = await fill('wire.png', 'kept-srgb.jpg', '--srgb');
    expect(kept.last).toMatchObject({ jpeg: { mcus: 35 } });
    expect(kept.last).not.toHaveProperty('converted');
    for (const wrong of [
      ['--resize', '0'],
      ['--resize', '900%'],
      ['--resize', '50%', '--jpeg', 'keep'],
    ])
      expect((await fill('wire.png', 'wrong.jpg', ...wrong)).code, wrong.join(' ')).toBe(2);
  });

  it('does not speak of a model where a wire was continued from its surroundings, and of nothing else where one made it all', async () => {
    expect((await fill('wire.png', 'wire.png.tiff')).last['disclosure']).toBe('algorithmicallyEnhanced');
    expect((await described('wire.png.tiff')).source).toBe('algorithmicallyEnhanced');
    const made = await tessera('generate', '--width', '64', '--height', '64', '-o', at('made.png'), ...fast);
    expect(made.last['disclosure']).toBe('trainedAlgorithmicMedia');
    expect((await described('made.png')).source).toBe('trainedAlgorithmicMedia');
    const again = await tessera(
      'fill',
      at('made.png'),
      '--mask',
      at('small.png'),
      '-o',
      at('more.png'),
      ...fast,
    );
    expect(again.code).toBe(1);
    await writeMask(at('small.png'), 64, 64, [[10, 30, 40, 2]]);
    await tessera('fill', at('made.png'), '--mask', at('small.png'), '-o', at('more.png'), ...fast);
    expect((await described('more.png')).source).toBe('trainedAlgorithmicMedia');
  });

  it('leaves out what it is told to, in a kept JPEG and in one that is encoded again', async () => {
    for (const way of ['keep', 'encode']) {
      const wire = (name: string, ...options: string[]) =>
        fill('wire.png', name, '--jpeg', way, ...options).then(() => described(name));
      expect(await wire('silent.jpg', '--no-recipe', '--no-disclosure')).toEqual({
        ...{ recipe: null, source: null, copyright: true, place: true },
      });
      expect(await wire('nowhere.jpg', '--strip', 'place,serial')).toMatchObject({
        ...{ source: 'algorithmicallyEnhanced', copyright: true, place: false },
      });
      const bare = await wire('bare.jpg', '--strip', 'all');
      expect(bare).toEqual({
        ...{ recipe: null, source: 'algorithmicallyEnhanced', copyright: false, place: false },
      });
      const repeated = await wire('repeatable.jpg', '--strip', 'all', '--recipe');
      expect(repeated).toMatchObject({ copyright: false, recipe: expect.any(String) as unknown });
    }
    const wrong = await fill('wire.png', 'wrong.jpg', '--strip', 'everything');
    expect([wrong.code, wrong.said]).toEqual([2, expect.stringContaining('place, serial, all')]);
  });

  it('signs content credentials where it is asked to, and a kept JPEG stays the one it would be without', async () => {
    const [plain, signed] = [
      await fill('wire.png', 'plain.jpg'),
      await fill('wire.png', 'signed.jpg', '--c2pa'),
    ];
    expect([plain.last['credentials'], signed.last['credentials']]).toEqual(['none', 'signed']);
    expect(signed.last['jpeg']).toEqual(plain.last['jpeg']);
    const [before, after] = [await readFile(at('plain.jpg')), await readFile(at('signed.jpg'))];
    const more = after.length - before.length;
    const place = before.findIndex((byte, position) => byte !== after[position]);
    expect(after.subarray(place + more).equals(before.subarray(place))).toBe(true);
    expect(holdsCredentials(before)).toBe(false);
    expect(holdsCredentials(after)).toBe(true);
    // Once more, with another format: what was signed is taken over.
    const again = await tessera(
      'crop',
      at('signed.jpg'),
      '--left',
      '8',
      '-o',
      at('again.png'),
      '--c2pa',
      '--json',
    );
    expect(again.last['fileChanges']).toContain(text.pictures.changes.earlierCredentials);
    const silent = await tessera('crop', at('signed.jpg'), '--left', '8', '-o', at('silent.png'), '--json');
    expect(silent.last['fileChanges']).toContain(text.pictures.changes.credentials);
    const bare = await tessera(
      ...[
        'crop',
        at('signed.jpg'),
        '--left',
        '8',
        '-o',
        at('bare.png'),
        '--c2pa',
        '--strip',
        'place',
        '--json',
      ],
    );
    expect(bare.last).toMatchObject({ credentials: 'signed' });
    expect(bare.last['fileChanges']).toContain(text.pictures.changes.credentials);
  });

  it('says before it runs where content credentials cannot be', async () => {
    const layered = await fill('hole.png', 'layers.psd', '--c2pa');
    expect([layered.code, layered.said]).toEqual([2, expect.stringMatching(/"layers.psd" cannot hold/)]);
    const silent = await fill('hole.png', 'silent.png', '--c2pa', '--no-disclosure');
    expect([silent.code, silent.said]).toEqual([2, expect.stringMatching(/--no-disclosure/)]);
  });

  it('repeats a result under the same choices', async () => {
    await fill('wire.png', 'first.png');
    const { last } = await tessera(
      ...['replay', at('first.png'), at('photo.jpg'), '-o', at('second.png'), '--strip', 'all', '--json'],
    );
    expect(last).toMatchObject({ exact: true, recipe: 'none', disclosure: 'algorithmicallyEnhanced' });
    expect(await described('second.png')).toMatchObject({ copyright: false, recipe: null });
  });
});
