import { expect, test } from 'vitest';
import { measure } from '#cli/bench/measure.ts';
import { countNetworkFlops } from '#cli/bench/network-flops.ts';
import { openTinyFlowPack } from '#tests/fixtures/tiny-packs.ts';
import { tessera } from './run-command.ts';

test('the operations of a pack are counted from its graphs', async () => {
  const pack = await openTinyFlowPack();
  const flops = await countNetworkFlops(pack);
  // Two blocks of width 64 with 160 inside a SwiGLU, 48 numbers per token in and out.
  const matrices = 2 * (64 * 192 + 64 * 64 + 64 * 320 + 160 * 64) + 2 * 48 * 64;
  expect(flops(10, 30)).toBe(2 * 10 * matrices + 4 * 10 * 40 * 64 * 2);
  await pack.close();
});

test('the bench gives every figure it promises', async () => {
  const pack = await openTinyFlowPack();
  const fractions: number[] = [];
  const figures = await measure(pack, {
    device: 'cpu',
    allowSoftwareDevice: false,
    threads: 2,
    rounds: 1,
    onProgress: (fraction) => fractions.push(fraction),
  });
  expect(fractions).toEqual([0.5, 1]);
  expect(figures.samplerGflops).toBeGreaterThan(0);
  expect(figures.matrixShare).toBeCloseTo(figures.samplerGflops / figures.matrixGflops, 9);
  expect(Object.keys(figures.maskSeconds)).toEqual(['1/16', '1/4', '1/2', 'all']);
  expect(figures.quarterOfAll).toBeCloseTo(figures.maskSeconds['1/4']! / figures.maskSeconds['all']!, 9);
  expect(Object.keys(figures.outsideNetworkShare)).toEqual(['1/16', '1/4', '1/2', 'all']);
  for (const share of Object.values(figures.outsideNetworkShare)) expect(share).toBeLessThan(1);
  // On the CPU the cache lies in main memory: it is fed at every step, and a prediction fetches nothing of it.
  expect(figures.cacheBytesPerStep).toBeGreaterThan(0);
  expect(figures.hostBytesPerStep).toBeGreaterThan(figures.cacheBytesPerStep);
  expect(figures.firstTokensSeconds).toBeGreaterThan(0);
  await pack.close();
});

test.each([
  ['--rounds', 'abc'],
  ['--rounds', '0'],
  ['--threads', '-3'],
  ['--threads', '1.5'],
])('bench refuses %s %s as wrong usage', async (option, value) => {
  const { code, last } = await tessera('bench', option, value, '--json');
  expect([code, last]).toEqual([2, expect.objectContaining({ event: 'error', code: 'usage' })]);
});
