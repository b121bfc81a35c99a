import { expect, test } from 'vitest';
import { initialMoment, keyedNoise } from '#engine/sampler/noise/normal-noise.ts';

const anchor = { seed: 11, level: 0, row: 0, column: 0, columns: 16 };
const all = Int32Array.from({ length: 256 }, (_, token) => token);

test('a token keeps its noise whatever else is asked for', () => {
  const noise = keyedNoise(anchor);
  const whole = noise.noise(all, 30, 5);
  expect([...noise.noise(Int32Array.of(200, 3), 30, 5)]).toEqual([
    ...whole.subarray(200 * 5, 201 * 5),
    ...whole.subarray(3 * 5, 4 * 5),
  ]);
  expect([...noise.noise(all, 30, 3).subarray(0, 3)]).toEqual([...whole.subarray(0, 3)]);
});

test('windows that overlap on the document see the same noise, also at negative rows and columns', () => {
  const here = keyedNoise({ ...anchor, row: -2, column: -7 }).noise(
    Int32Array.of(3 * 16 + 9),
    initialMoment,
    4,
  );
  const there = keyedNoise({ ...anchor, row: 1, column: 2, columns: 5 }).noise(
    Int32Array.of(0),
    initialMoment,
    4,
  );
  expect([...here]).toEqual([...there]);
});

test('every part of the key changes the noise', () => {
  const base = [...keyedNoise(anchor).noise(Int32Array.of(0), 7, 4)];
  const others = [
    keyedNoise({ ...anchor, seed: 12 }).noise(Int32Array.of(0), 7, 4),
    keyedNoise({ ...anchor, level: 1 }).noise(Int32Array.of(0), 7, 4),
    keyedNoise({ ...anchor, row: 1 }).noise(Int32Array.of(0), 7, 4),
    keyedNoise({ ...anchor, column: 1 }).noise(Int32Array.of(0), 7, 4),
    keyedNoise(anchor).noise(Int32Array.of(0), 8, 4),
    keyedNoise(anchor).noise(Int32Array.of(0), initialMoment, 4),
  ];
  for (const other of others) expect([...other].some((value) => base.includes(value))).toBe(false);
});

test('the numbers are standard normal and uncorrelated between neighbours', () => {
  const noise = keyedNoise(anchor).noise(all, initialMoment, 192);
  const moment = (power: number) => noise.reduce((sum, value) => sum + value ** power, 0) / noise.length;
  expect(moment(1)).toBeCloseTo(0, 1.5);
  expect(moment(2)).toBeCloseTo(1, 1.5);
  expect(moment(3)).toBeCloseTo(0, 1);
  expect(moment(4)).toBeCloseTo(3, 1);
  for (const lag of [1, 2, 3, 192]) {
    let product = 0;
    for (let i = lag; i < noise.length; i += 1) product += noise[i]! * noise[i - lag]!;
    expect(Math.abs(product / noise.length)).toBeLessThan(0.02);
  }
});

test('the first numbers of a seed never change, since recipes depend on them', () => {
  const expected = [-0.103904, 0.929369, 0.096094, -1.576188, -0.345374];
  keyedNoise(anchor)
    .noise(Int32Array.of(17), initialMoment, 5)
    .forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
});
