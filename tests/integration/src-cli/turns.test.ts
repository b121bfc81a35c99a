import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRecipe, recipeSidecar, recipeText } from '#engine/editing/recipe/recipe.ts';
import { decodePhoto, readRecipe } from '#engine/imaging/codec/index.ts';
import { decode, type PixelRect, writeMask } from './pictures.ts';
import { type Line, tessera } from './run-command.ts';

const photo = resolve('tests/fixtures/photos/dandelions.jpg');
const quick = ['--ar-steps', '3', '--diffusion-steps', '2', '--device', 'cpu', '--threads', '1', '--json'];

describe('turns in the command line, with the bundled pack', () => {
  let folder = '';
  let mask = '';
  const at = (name: string): string => join(folder, name);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tessera-cli-turns-'));
    const { width, height } = await sharp(photo).metadata();
    mask = at('mask.png');
    const hole = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    await sharp({ create: { width, height, channels: 3, background: '#000' } })
      .composite([{ input: hole, left: 50, top: 40 }])
      .png()
      .toFile(mask);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const last = async (...argv: string[]): Promise<Line> => (await tessera(...argv)).last;
  const fillCommand = (name: string): string[] => [
    'fill',
    photo,
    ...['--mask', mask, '-o', at(name), '--detail', 'off'],
    ...quick,
  ];
  const fill = (name: string, ...more: string[]): Promise<Line> => last(...fillCommand(name), ...more);
  const samples = async (name: string): Promise<Uint8Array> =>
    (await decodePhoto(await readFile(at(name)), name)).image.data as Uint8Array;

  it('replays a branch and parts that were kept of it to the same pixels, again and again', async () => {
    await fill('first.png');
    const [turn] = parseRecipe((await readRecipe(await readFile(at('first.png'))))!);
    const branched = {
      ...turn!,
      settings: { ...turn!.settings, seed: 7, order: 'spiral' as const, arSteps: 4 },
      earlier: [{ settings: turn!.settings, until: { pass: 0, step: 1 } }],
    };
    const columns = deflateSync(Uint8Array.from({ length: 6 * 8 }, (_, cell) => (cell % 8 < 3 ? 1 : 0)));
    const block = { span: 8, row: 5, column: 6, rows: 6, columns: 8, cells: columns.toString('base64') };
    const mixed = {
      ...turn!,
      settings: { ...turn!.settings, seed: 9 },
      kept: [{ cells: block, making: branched }],
    };
    for (const [name, recipe] of [
      ['branched', branched],
      ['mixed', mixed],
    ] as const) {
      await sharp(photo)
        .png()
        .toFile(at(`${name}-asked.png`));
      await writeFile(recipeSidecar(at(`${name}-asked.png`)), recipeText([recipe]));
      const made = await last('replay', at(`${name}-asked.png`), photo, '-o', at(`${name}.png`), '--json');
      expect(made).toMatchObject({ event: 'done', exact: true, changedOutsideMask: 0 });
      await last('replay', at(`${name}.png`), photo, '-o', at(`${name}-again.png`), '--json');
      expect(Buffer.compare(await samples(`${name}-again.png`), await samples(`${name}.png`))).toBe(0);
    }
    const [first, branch, mix] = [
      await samples('first.png'),
      await samples('branched.png'),
      await samples('mixed.png'),
    ];
    expect(Buffer.compare(branch, first)).not.toBe(0);
    const { width } = await sharp(photo).metadata();
    // Columns 6 to 8 of 8 pixels were kept of the branch; beyond them the new seed decided.
    let kept = 0;
    let anew = 0;
    for (let y = 40; y < 80; y++)
      for (let x = 50; x < 110; x++)
        for (let c = 0; c < 3; c++) {
          const sample = (y * width + x) * 3 + c;
          if (x < 72 && mix[sample] === branch[sample]) kept++;
          if (x >= 72 && mix[sample] !== branch[sample]) anew++;
        }
    expect(kept).toBe(40 * 22 * 3);
    expect(anew).toBeGreaterThan(1000);
  });

  it('takes a painted effort: mid grey is the dial, white is more of it, and only over the mask', async () => {
    const { width, height } = await decode(photo);
    const everywhere: PixelRect = [0, 0, width, height];
    await writeMask(at('mid-effort.png'), width, height, [everywhere], 128);
    await writeMask(at('white-effort.png'), width, height, [everywhere], 255);
    // The right half of the hole, which spans x from 50 to 110; the rest of the picture says nothing.
    const half = await sharp(at('mid-effort.png'))
      .composite([
        { input: { create: { width: 30, height: 40, channels: 3, background: '#fff' } }, left: 80, top: 40 },
      ])
      .png()
      .toBuffer();
    await writeFile(at('half-effort.png'), half);
    const plain = await fill('plain.png');
    const mid = await fill('mid.png', '--painted-effort', at('mid-effort.png'));
    const white = await tessera(...fillCommand('white.png'), '--painted-effort', at('white-effort.png'));
    const some = await fill('half.png', '--painted-effort', at('half-effort.png'));
    expect(Buffer.compare(await samples('mid.png'), await samples('plain.png'))).toBe(0);
    expect(mid['tokenEvaluations']).toBe(plain['tokenEvaluations']);
    const evaluations = Number(white.last['tokenEvaluations']);
    expect(evaluations).toBeGreaterThan(1.5 * Number(plain['tokenEvaluations']));
    expect(Number(some['tokenEvaluations'])).toBeGreaterThan(1.2 * Number(plain['tokenEvaluations']));
    expect(Number(some['tokenEvaluations'])).toBeLessThan(0.9 * evaluations);
    const progress = white.lines.find(({ event }) => event === 'progress');
    expect(white.last['arSteps']).toBe(progress!['arSteps']);
    expect(white.last['arSteps']).toBeGreaterThan(Number(plain['arSteps']));
    await last('replay', at('white.png'), photo, '-o', at('white-again.png'), '--json');
    expect(Buffer.compare(await samples('white-again.png'), await samples('white.png'))).toBe(0);
  });

  it('takes a drawn order where it was drawn over the mask', async () => {
    const { width, height } = await decode(photo);
    // Dark first: the hole from right to left, in a picture that says the opposite elsewhere.
    const ramp = Buffer.from(
      Array.from({ length: width * height }, (_, i) => {
        const x = i % width;
        return x >= 50 && x < 110 ? 255 - 4 * (x - 50) : 0;
      }),
    );
    await sharp(ramp, { raw: { width, height, channels: 1 } })
      .png()
      .toFile(at('ramp.png'));
    await fill('drawn.png', '--order', at('ramp.png'));
    const [turn] = parseRecipe((await readRecipe(await readFile(at('drawn.png'))))!);
    const { grey, ...size } = turn!.settings.drawnOrder!;
    expect(size).toEqual({ width: 60, height: 40 });
    expect([...Buffer.from(grey, 'base64').subarray(0, 60)]).toEqual(
      Array.from({ length: 60 }, (_, x) => 255 - 4 * x),
    );
  });
});
