import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { Inference } from '#engine/inference/inference.ts';
import { openMatrixProduct } from '#engine/inference/matrix-speed.ts';
import { findPackOrFolder } from '#engine/packs/registry.ts';
import { relativeError } from '#engine/packs/precision.ts';
import { countNetworkFlops } from '#cli/bench/network-flops.ts';

const packName = process.env['TESSERA_PACK'] ?? 'tessera-small-128';
const rounds = Number(process.env['TESSERA_ROUNDS'] ?? 3);
/** Shares of the window whose tokens one diffusion step generates; the rest is in the cache. */
const shares = [1, 1 / 4, 1 / 16];

/**
 * Seconds of one diffusion step by its tokens, beside the float32 matrix products of this machine in the same minutes.
 * TESSERA_PACK = id or folder, TESSERA_TOKENS = tokens of a smaller window than the pack's, TESSERA_REPORT = file for the figures. Processor seconds / threads stay comparable on a
 * machine that does other work.
 */
it('takes the time of its matrix products for each diffusion step', async () => {
  const pack = await findPackOrFolder(packName, { bundled: resolve('models'), user: null });
  const { manifest } = pack;
  const inference = new Inference();
  const threads = (await import('node:os')).availableParallelism();
  const opening = performance.now();
  const { network } = await inference.open(pack, { device: 'cpu', threads });
  const openSeconds = (performance.now() - opening) / 1000;
  const flops = await countNetworkFlops(pack);
  const window = Number(process.env['TESSERA_TOKENS'] ?? manifest.window.rows * manifest.window.columns);
  const products = await Promise.all(
    [window, window / 4, window / 16].map((rows) =>
      openMatrixProduct([rows, manifest.width, 4 * manifest.width], threads),
    ),
  );
  const matrix = products.map(() => 0);
  const steps = [];
  const positions = (from: number, count: number): Int32Array =>
    Int32Array.from({ length: 2 * count }, (_, at) => {
      const token = from + (at >> 1);
      return at % 2 === 0 ? Math.floor(token / manifest.window.columns) : token % manifest.window.columns;
    });
  const numbers = (count: number): Float32Array =>
    Float32Array.from({ length: count * manifest.channels }, (_, at) => Math.sin(at * 12.9898) * 1.4);
  for (const share of shares) {
    const tokens = Math.max(1, Math.round(window * share));
    const cached = window - tokens;
    let cache = await network.encodeCondition(Int32Array.of(manifest.nullLabel));
    if (cached > 0) cache = await network.append(cache, numbers(cached), positions(0, cached));
    let best = { wall: Infinity, processor: Infinity };
    for (let round = 0; round <= rounds; round++) {
      for (const [index, product] of products.entries()) {
        const [rows, inner, columns] = product.shape;
        for (let repeat = 0; repeat < 5; repeat++)
          matrix[index] = Math.max(
            matrix[index]!,
            (2 * rows * inner * columns) / (await product.run()) / 1e9,
          );
      }
      const used = process.cpuUsage();
      const started = performance.now();
      await network.predict(cache, numbers(tokens), positions(cached, tokens), 500);
      const wall = (performance.now() - started) / 1000;
      const { user, system } = process.cpuUsage(used);
      // The first call allocates.
      if (round > 0)
        best = {
          wall: Math.min(best.wall, wall),
          processor: Math.min(best.processor, (user + system) / 1e6),
        };
    }
    const work = flops(tokens, cached + manifest.conditionTokens);
    steps.push({
      tokens,
      cached,
      seconds: Number(best.wall.toFixed(4)),
      processorSecondsPerThread: Number((best.processor / threads).toFixed(4)),
      gflops: Number((work / best.wall / 1e9).toFixed(1)),
    });
  }
  const report = {
    pack: manifest.id,
    precision: manifest.precision,
    threads,
    openSeconds: Number(openSeconds.toFixed(2)),
    matrixGflops: matrix.map((value) => Number(value.toFixed(1))),
    steps,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
  };
  for (const product of products) await product.dispose();
  await inference.dispose();
  console.log(JSON.stringify(report, null, 1));
  if (process.env['TESSERA_REPORT']) await writeFile(process.env['TESSERA_REPORT'], JSON.stringify(report));
  // Fewer tokens never cost more.
  expect(steps.map(({ seconds }) => seconds)).toEqual(
    [...steps.map(({ seconds }) => seconds)].sort((a, b) => b - a),
  );
});

/** TESSERA_AGAINST = the same network at another precision (left out: the same pack again): how far a whole prediction of TESSERA_PACK is from its. */
it.runIf(process.env['TESSERA_AGAINST'])(
  'predicts what the same network predicts at another precision',
  async () => {
    const predictions: Float32Array[][] = [];
    for (const name of [packName, process.env['TESSERA_AGAINST'] ?? packName]) {
      const pack = await findPackOrFolder(name, { bundled: resolve('models'), user: null });
      const { manifest } = pack;
      const window = Number(process.env['TESSERA_TOKENS'] ?? manifest.window.rows * manifest.window.columns);
      const inference = new Inference();
      const { network } = await inference.open(pack, { device: 'cpu', threads: 0 });
      const results = [];
      for (const time of [50, 500, 950]) {
        const cache = await network.encodeCondition(Int32Array.of(3));
        const noisy = Float32Array.from(
          { length: window * manifest.channels },
          (_, at) => Math.sin(at * 12.9898) * 1.4,
        );
        const positions = Int32Array.from({ length: 2 * window }, (_, at) =>
          at % 2 === 0
            ? Math.floor((at >> 1) / manifest.window.columns)
            : (at >> 1) % manifest.window.columns,
        );
        results.push(Float32Array.from(await network.predict(cache, noisy, positions, time)));
      }
      predictions.push(results);
      await inference.dispose();
    }
    const [made, exact] = predictions as [Float32Array[], Float32Array[]];
    const errors = made.map((values, index) => relativeError(values, exact[index]!));
    console.log(JSON.stringify({ pack: packName, against: process.env['TESSERA_AGAINST'], errors }));
    expect(Math.max(...errors)).toBeLessThan(1);
  },
);
