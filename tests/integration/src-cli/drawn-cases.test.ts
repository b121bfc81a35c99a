import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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
