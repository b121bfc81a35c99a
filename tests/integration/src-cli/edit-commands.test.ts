import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { realFileSystem } from '#engine/files/file-system.ts';
import { encodePicture } from '#engine/imaging/codec/index.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { decode, differences, type PixelRect, writeMask } from './pictures.ts';
import { tessera } from './run-command.ts';

const photos = resolve('tests/fixtures/photos');
const fast = ['--effort', 'fast', '--device', 'cpu', '--threads', '1', '--json'];

describe('the command line on real photos with the bundled pack', () => {
  let folder = '';
  const at = (name: string): string => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tessera-cli-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  it('fills a JPEG, says what it did, and changes nothing outside the mask', async () => {
    const photo = join(photos, 'summit-sunset.jpg');
    const before = await decode(photo);
    const rects: PixelRect[] = [[270, 180, 110, 60]];
    const mask = await writeMask(at('table.png'), before.width, before.height, rects);
    const { code, lines, last } = await tessera(
      'fill',
      photo,
      '--mask',
      mask,
      '-o',
      at('table-out.png'),
      '--seed',
      '3',
      ...fast,
    );
    expect(code).toBe(0);
    expect(lines.some((line) => line.event === 'progress')).toBe(true);
    expect(last).toMatchObject({
      event: 'done',
      output: at('table-out.png'),
      pack: expect.any(String),
      device: 'cpu',
      seed: 3,
      changedOutsideMask: 0,
      lossyOutput: false,
    });
    for (const key of [
      'order',
      'arSteps',
      'diffusionSteps',
      'detail',
      'seconds',
      'tokens',
      'tokenEvaluations',
      'peakMemoryBytes',
      'doubts',
    ])
      expect(last).toHaveProperty(key);
    for (const phase of ['load', 'encode', 'sample', 'decode', 'blend'])
      expect(last['seconds']).toHaveProperty(phase);
    const found = differences(before, await decode(at('table-out.png')), rects);
    expect(found.outside).toBe(0);
    expect(found.inside).toBeGreaterThan(10_000);
  });

  it('guides by the photo as the pack says or --context-guidance asks, and a new picture by nothing', async () => {
    const photo = join(photos, 'brook.jpg');
    const { width, height } = await decode(photo);
    const mask = await writeMask(at('guided.png'), width, height, [[100, 80, 50, 40]]);
    const made = async (name: string, ...options: string[]) => {
      const out = at(`guided-${name}.png`);
      const steps = ['--detail', 'model', ...options, ...fast];
      const { last } = await tessera('fill', photo, '--mask', mask, '-o', out, ...steps);
      return { ...last, data: (await decode(out)).data };
    };
    const [byDefault, two, off] = [
      await made('default'),
      await made('two', '--context-guidance', '2'),
      await made('off', '--context-guidance', '1'),
    ];
    expect(byDefault).toMatchObject({ contextGuidance: 2, data: two.data });
    expect(off).toMatchObject({ contextGuidance: 1 });
    expect(off.data).not.toEqual(two.data);
    const size = ['--width', '32', '--height', '32', '-o', at('guided-new.png')];
    const { last } = await tessera('generate', ...size, '--context-guidance', '3', ...fast);
    expect(last).toMatchObject({ event: 'done', contextGuidance: 1 });
  });

  it('copies texture from where --source is white only, into deep holes and thin ones, and replays that', async () => {
    const [width, height, border] = [180, 140, 100];
    // Specks on black, green at the left and red at the right.
    const data = Buffer.alloc(width * height * 3, 20);
    for (let i = 0; i < width * height; i++)
      if (Math.imul(i ^ (i >>> 7), 2_654_435_761) >>> 24 > 160)
        data[i * 3 + (i % width < border ? 1 : 0)] = 230;
    const photo = at('specks.png');
    await sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .toFile(photo);
    const hole: PixelRect = [60, 40, 60, 60];
    const line: PixelRect = [110, 120, 60, 3];
    const mask = await writeMask(at('specks-mask.png'), width, height, [hole, line]);
    const source = await writeMask(at('source.png'), width, height, [[0, 0, border, height]]);
    const red = async (name: string, [left, top, w, h]: PixelRect): Promise<number> => {
      const made = await decode(at(name));
      let count = 0;
      for (let y = top; y < top + h; y++)
        for (let x = left; x < left + w; x++) {
          const [r, g] = made.data.slice((y * width + x) * 3);
          if (r! > g! + 60) count++;
        }
      return count;
    };
    const fill = (out: string, ...options: string[]) =>
      tessera('fill', photo, '--mask', mask, '-o', at(out), ...options, ...fast);
    await fill('anywhere.png');
    expect(await red('anywhere.png', hole)).toBeGreaterThan(50);
    expect((await fill('only.png', '--source', source)).last).toMatchObject({ event: 'done' });
    expect(await red('only.png', hole)).toBe(0);
    // The line is continued from its border, and takes no other texture.
    expect(await red('only.png', line)).toBeLessThan(await red('anywhere.png', line));
    const { last } = await tessera('replay', at('only.png'), photo, '-o', at('only-again.png'), '--json');
    expect(last).toMatchObject({ exact: true });
    expect((await decode(at('only-again.png'))).data).toEqual((await decode(at('only.png'))).data);
  });

  it('replays a result to the same pixels', async () => {
    const photo = join(photos, 'brook.jpg');
    const { width, height } = await decode(photo);
    const mask = await writeMask(at('brook.png'), width, height, [[100, 80, 50, 40]]);
    await tessera('fill', photo, '--mask', mask, '-o', at('brook-out.png'), '--order', 'random', ...fast);
    const { code, last } = await tessera(
      'replay',
      at('brook-out.png'),
      photo,
      '-o',
      at('brook-again.png'),
      '--json',
    );
    expect(code).toBe(0);
    expect(last).toMatchObject({ event: 'done', exact: true, turns: 1 });
    expect((await decode(at('brook-again.png'))).data).toEqual((await decode(at('brook-out.png'))).data);
  });

  it('repeats a chain of turns, also from the picture in between', async () => {
    const photo = join(photos, 'brook.jpg');
    const { width, height } = await decode(photo);
    const mask = await writeMask(at('chain.png'), width, height, [[20, 80, 30, 30]]);
    await tessera('fill', photo, '--mask', mask, '-o', at('turn-1.png'), '--detail', 'model', ...fast);
    await tessera(
      'extend',
      at('turn-1.png'),
      '--left',
      '24',
      '-o',
      at('turn-2.png'),
      '--detail',
      'model',
      ...fast,
    );
    const whole = await tessera('replay', at('turn-2.png'), photo, '-o', at('chain-a.png'), '--json');
    const rest = await tessera(
      'replay',
      at('turn-2.png'),
      at('turn-1.png'),
      '-o',
      at('chain-b.png'),
      '--json',
    );
    expect([whole.last['turns'], rest.last['turns']]).toEqual([2, 1]);
    const wanted = (await decode(at('turn-2.png'))).data;
    expect((await decode(at('chain-a.png'))).data).toEqual(wanted);
    expect((await decode(at('chain-b.png'))).data).toEqual(wanted);
  });

  it.each([
    ['16-bit RGB', 3, 16],
    ['8-bit grey', 1, 8],
    ['16-bit grey with alpha', 2, 16],
    ['8-bit RGB with alpha', 4, 8],
  ] as const)(
    'keeps the samples of a %s photo outside the mask and its format',
    async (name, channels, bitDepth) => {
      const [width, height] = [90, 70];
      const length = width * height * channels;
      const data =
        bitDepth === 16
          ? Uint16Array.from({ length }, (_, i) => (i * 991) % 65536)
          : Uint8Array.from({ length }, (_, i) => (i * 7) % 256);
      const image: SampleImage = { width, height, channels, bitDepth, data, iccProfile: null };
      await writeFile(
        at('any.png'),
        (await encodePicture(image, { format: 'png', quality: null, metadata: null, recipe: null })).bytes,
      );
      const rects: PixelRect[] = [[60, 40, 30, 30]];
      const mask = await writeMask(at('any-mask.png'), width, height, rects);
      const { last } = await tessera('fill', at('any.png'), '--mask', mask, '-o', at('any-out.png'), ...fast);
      expect(last, name).toMatchObject({ event: 'done', changedOutsideMask: 0 });
      const after = await decode(at('any-out.png'));
      expect([after.channels, after.bitDepth]).toEqual([channels, bitDepth]);
      expect(differences(image, after, rects)).toMatchObject({ outside: 0 });
    },
  );

  it('carries a Display P3 profile through, sample for sample', async () => {
    const base = sharp(join(photos, 'dogs.jpg')).resize(100);
    await base.withIccProfile('p3').png().toFile(at('p3.png'));
    const before = await decode(at('p3.png'));
    const mask = await writeMask(at('p3-mask.png'), before.width, before.height, [[30, 30, 40, 40]]);
    await tessera('fill', at('p3.png'), '--mask', mask, '-o', at('p3-out.tiff'), ...fast);
    const after = await decode(at('p3-out.tiff'));
    expect(after.iccProfile).toEqual(before.iccProfile);
    expect(differences(before, after, [[30, 30, 40, 40]])).toMatchObject({ outside: 0 });
  });

  it('takes alpha as soft coverage and mixes by it', async () => {
    const photo = join(photos, 'dandelions.jpg');
    const { width, height } = await decode(photo);
    const soft = Buffer.alloc(width * height * 4);
    for (let y = 60; y < 120; y++)
      for (let x = 60; x < 120; x++) soft[(y * width + x) * 4 + 3] = Math.min(255, (x - 59) * 8);
    await sharp(soft, { raw: { width, height, channels: 4 } })
      .png()
      .toFile(at('soft.png'));
    const { last } = await tessera(
      'fill',
      photo,
      '--mask',
      at('soft.png'),
      '-o',
      at('soft-out.png'),
      ...fast,
    );
    expect(last).toMatchObject({ changedOutsideMask: 0 });
    expect(
      differences(await decode(photo), await decode(at('soft-out.png')), [[60, 60, 60, 60]]),
    ).toMatchObject({ outside: 0 });
  });

  it('works on extreme shapes: 1 x 1, a strip of 2000 x 20, everything masked', async () => {
    for (const [width, height, rect] of [
      [1, 1, [0, 0, 1, 1]],
      [2000, 20, [900, 0, 150, 20]],
      [64, 48, [0, 0, 64, 48]],
    ] as const) {
      const name = at(`shape-${width}.png`);
      await sharp(Buffer.alloc(width * height * 3, 90), { raw: { width, height, channels: 3 } })
        .png()
        .toFile(name);
      const mask = await writeMask(at('shape-mask.png'), width, height, [[...rect]]);
      const { code, last } = await tessera('fill', name, '--mask', mask, '-o', at('shape-out.png'), ...fast);
      expect(code).toBe(0);
      expect(last).toMatchObject({ changedOutsideMask: 0 });
    }
  });

  it('generates from a label, and writes variants as OUT-1 to OUT-N', async () => {
    const { last } = await tessera(
      'generate',
      '--label',
      'sea',
      '--width',
      '96',
      '--height',
      '64',
      '--variants',
      '2',
      '-o',
      at('sea.jpg'),
      ...fast,
    );
    expect(last).toMatchObject({ event: 'done', output: at('sea-1.jpg'), lossyOutput: true });
    expect((await readdir(folder)).filter((name) => name.startsWith('sea')).sort()).toEqual([
      'sea-1.jpg',
      'sea-2.jpg',
    ]);
    expect(await decode(at('sea-2.jpg'))).toMatchObject({ width: 96, height: 64 });
    const { last: replayed } = await tessera('replay', at('sea-2.jpg'), '-o', at('again.png'), '--json');
    expect(replayed).toMatchObject({ event: 'done', exact: true });
  });

  it('writes the other variants where one cannot be written, and says which', async () => {
    const { rename } = realFileSystem;
    const spy = vi.spyOn(realFileSystem, 'rename').mockImplementation((from, to) => {
      if (to.endsWith('-2.png')) return Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
      return rename(from, to);
    });
    const size = ['--width', '32', '--height', '32', '--variants', '3'];
    const { code, lines, last } = await tessera('generate', ...size, '-o', at('part.png'), ...fast);
    spy.mockRestore();
    expect(code).toBe(1);
    expect(last).toMatchObject({ event: 'error', code: 'disk-full' });
    expect(last['message']).toContain('"part-1.png", "part-3.png"');
    const written = lines.filter(({ event }) => event === 'written').map(({ output }) => output);
    expect(written).toEqual([at('part-1.png'), at('part-3.png')]);
    expect((await readdir(folder)).filter((name) => name.includes('part'))).toEqual([
      'part-1.png',
      'part-3.png',
    ]);
  });
});
