import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRecipe, recipeSidecar, recipeText } from '../../../src-engine/editing/recipe';
import { decodePhoto, readRecipe } from '../../../src-engine/imaging/codec';
import { type Line, tessera } from './run-command';

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
  const fill = (name: string, ...more: string[]): Promise<Line> =>
    last('fill', photo, '--mask', mask, '-o', at(name), '--detail', 'off', ...quick, ...more);
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

  it('takes a painted effort: mid grey is the dial, white is more of it', async () => {
    for (const [name, grey] of [
      ['mid', 128],
      ['white', 255],
    ] as const)
      await sharp({ create: { width: 4, height: 4, channels: 3, background: { r: grey, g: grey, b: grey } } })
        .png()
        .toFile(at(`${name}-effort.png`));
    const plain = await fill('plain.png');
    const mid = await fill('mid.png', '--painted-effort', at('mid-effort.png'));
    const white = await fill('white.png', '--painted-effort', at('white-effort.png'));
    expect(Buffer.compare(await samples('mid.png'), await samples('plain.png'))).toBe(0);
    expect(mid['tokenEvaluations']).toBe(plain['tokenEvaluations']);
    expect(Number(white['tokenEvaluations'])).toBeGreaterThan(1.5 * Number(plain['tokenEvaluations']));
    await last('replay', at('white.png'), photo, '-o', at('white-again.png'), '--json');
    expect(Buffer.compare(await samples('white-again.png'), await samples('white.png'))).toBe(0);
  });
});
