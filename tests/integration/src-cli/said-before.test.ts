import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tessera } from './run-command.ts';

const fast = ['--effort', 'fast', '--device', 'cpu', '--threads', '1', '--detail', 'model', '--json'];

let folder = '';
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-cli-'));
  const [width, height] = [150, 100];
  const pixels = Buffer.from(Array.from({ length: width * height * 3 }, (_, i) => (i * 7 + (i >> 6)) % 251));
  const photo = sharp(pixels, { raw: { width, height, channels: 3 } });
  await photo.clone().png().toFile(at('photo.png'));
  await photo.clone().toColourspace('cmyk').jpeg().toFile(at('cmyk.jpg'));
  const mask = Buffer.from(
    Array.from({ length: width * height }, (_, i) => (i % width > 50 && i % width < 90 ? 255 : 0)),
  );
  await sharp(mask, { raw: { width, height, channels: 1 } })
    .png()
    .toFile(at('mask.png'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('fill, extend, generate and replay say detail, time and memory before they run', async () => {
  const commands = [
    ['fill', at('photo.png'), '--mask', at('mask.png'), '-o', at('filled.png'), ...fast],
    ['extend', at('photo.png'), '--right', '40', '-o', at('extended.png'), ...fast],
    ['generate', '--width', '128', '--height', '96', '-o', at('generated.png'), ...fast],
    ['replay', at('filled.png'), at('photo.png'), '-o', at('again.png'), '--json'],
  ];
  for (const command of commands) {
    const { code, lines, said } = await tessera(...command);
    expect(code, said).toBe(0);
    const kinds = lines.map(({ event }) => event);
    const plan = lines[kinds.indexOf('plan')]!;
    expect(kinds.indexOf('plan')).toBeLessThan(kinds.indexOf('progress'));
    expect(plan['estimatedSeconds']).toBeGreaterThan(0);
    expect(plan['estimatedMemoryBytes']).toBeGreaterThan(1e8);
    expect(said).toMatch(/Detail 1\/1 .*about \d+ s/);
    // The first progress already knows the time: it was measured, not waited for.
    expect(lines[kinds.indexOf('progress')]!['remainingSeconds']).not.toBeNull();
  }
});

it('a photo in CMYK is filled in sRGB, and that is said', async () => {
  const { code, lines, said } = await tessera(
    'fill',
    at('cmyk.jpg'),
    '--mask',
    at('mask.png'),
    '-o',
    at('from-cmyk.png'),
    ...fast,
  );
  expect(code).toBe(0);
  expect(said).toContain('The photo was CMYK and was converted to sRGB.');
  expect(lines.some(({ event, message }) => event === 'note' && String(message).includes('CMYK'))).toBe(true);
});

it('what a killed export left beside its target is gone after the next one', async () => {
  const leftover = at('.tidy.png.0123456789ab.tmp');
  await writeFile(leftover, 'half');
  await utimes(leftover, new Date(0), new Date(0));
  await tessera('generate', '--width', '64', '--height', '64', '-o', at('tidy.png'), ...fast);
  expect((await readdir(folder)).filter((name) => name.includes('tidy'))).toEqual(['tidy.png']);
});
