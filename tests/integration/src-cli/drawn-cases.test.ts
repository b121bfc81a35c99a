import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode } from './pictures.ts';
import { tessera } from './run-command.ts';

/** NAME.png, what of it is filled, and what a user expects: drawn, so that the right answer is known. */
const cases = resolve('tests/fixtures/cases');
const balanced = ['--device', 'cpu', '--threads', '1', '--json'];

describe('drawn pictures with the bundled pack', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tessera-cases-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['checker', 0],
    ['tiles', 0],
    ['sign', 0.02],
    ['pond', 0.02],
    // The mask cuts the outline at two corners.
    ['bubble', 0.03],
  ])('fills %s as one would draw it', async (name, most) => {
    const [photo, mask, output] = [`${name}.png`, `${name}-mask.png`, join(folder, `${name}.png`)];
    const { code } = await tessera(
      'fill',
      join(cases, photo),
      '--mask',
      join(cases, mask),
      '-o',
      output,
      ...balanced,
    );
    expect(code).toBe(0);
    const [made, wanted] = [await decode(output), await decode(join(cases, `${name}-wanted.png`))];
    const hole = await decode(join(cases, mask));
    let [inside, wrong] = [0, 0];
    for (let pixel = 0; pixel < made.width * made.height; pixel++) {
      if (hole.data[pixel * hole.channels] === 0) continue;
      inside++;
      const isWrong = Array.from({ length: made.channels }, (_, c) => {
        const channel = wanted.channels === made.channels ? c : 0;
        const difference =
          made.data[pixel * made.channels + c]! - wanted.data[pixel * wanted.channels + channel]!;
        return Math.abs(difference) > 40;
      }).includes(true);
      if (isWrong) wrong++;
    }
    expect(wrong / inside).toBeLessThanOrEqual(most);
  });

  // Everything above a sixteenth of the mask is black: so is each of its soft pixels.
  it.each(['png', 'jpeg'] as const)(
    'leaves no ghost at the edges of an anti-aliased mask (%s)',
    async (ending) => {
      const shapes = '<circle cx="60" cy="48" r="30.3"/><path d="M8 8l40 13-3 4z"/>';
      const svg = `<svg width="120" height="96"><rect width="120" height="96"/><g fill="#fff">${shapes}</g></svg>`;
      const mask = join(folder, `ghost-mask.${ending}`);
      await sharp(Buffer.from(svg))
        .flatten()
        .toColourspace('b-w')
        .toFormat(ending, { quality: 75 })
        .toFile(mask);
      const { data, width, height, channels } = await decode(mask);
      // Ripples that compression put beside it are no part of the object.
      const drawn = await sharp(Buffer.from(svg)).extractChannel(0).raw().toBuffer();
      const object = drawn.map((value, i) => (value >= 16 && data[i * channels]! >= 16 ? 0 : 255));
      const photo = join(folder, `ghost-${ending}.png`);
      await sharp(object, { raw: { width, height, channels: 1 } })
        .png()
        .toFile(photo);
      const output = join(folder, `no-ghost-${ending}.png`);
      const { code, said } = await tessera('fill', photo, '--mask', mask, '-o', output, ...balanced);
      expect(code, said).toBe(0);
      expect(said.includes('stored with loss')).toBe(ending === 'jpeg');
      const made = await decode(output);
      expect(Math.min(...made.data)).toBeGreaterThanOrEqual(253);
    },
  );

  const extend = async (name: string, ...by: string[]): Promise<(x: number) => number> => {
    const output = join(folder, `${name}-${by.join('')}.png`);
    const { code } = await tessera(
      'extend',
      join(cases, `${name}.png`),
      ...by,
      '-o',
      output,
      '--detail',
      'off',
      ...balanced,
    );
    expect(code).toBe(0);
    const { width, height, channels, data } = await decode(output);
    // The mean of a column; from the right where negative.
    return (x) => {
      let sum = 0;
      for (let y = 0; y < height; y++) sum += data[(y * width + ((x + width) % width)) * channels]!;
      return sum / height;
    };
  };

  it.each([
    // Not a multiple of the network's 16 px tokens, on either side.
    ['flat', ['--left', '90', '--right', '90'], 3],
    ['ridge', ['--right', '150'], 5],
  ] as const)('draws no line at the outer edge of %s', async (name, by, most) => {
    const column = await extend(name, ...by);
    expect(Math.abs(column(-1) - column(-2))).toBeLessThan(most);
    if (name === 'flat') expect(Math.abs(column(0) - column(1))).toBeLessThan(most);
  });
});
