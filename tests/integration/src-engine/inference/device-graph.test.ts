import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deviceGraph } from '#engine/inference/device-graph.ts';
import { OnnxNetwork } from '#engine/inference/onnx-network.ts';
import { PackSessions } from '#engine/inference/pack-sessions.ts';
import type { Network } from '#engine/sampler/network.ts';
import { openTinyDdpmPack, openTinyFlowPack, type TemporaryPack } from '#tests/fixtures/tiny-packs.ts';

const graphs = ['embed-clean', 'embed-noisy', 'trunk', 'head'] as const;

/** How often operators stand in all rewritten graphs, by their names as they stand in the bytes. */
async function rewritten({ directory }: TemporaryPack): Promise<(operator: string) => number> {
  const models = await Promise.all(
    graphs.map(async (name) =>
      Buffer.from(deviceGraph(await readFile(join(directory, `${name}.onnx`))).model).toString('latin1'),
    ),
  );
  // Field 4 of a node, which is as long as its second byte says.
  return (operator) =>
    models.join().split(`\x22${String.fromCharCode(operator.length)}${operator}`).length - 1;
}

async function predict(network: Network): Promise<Float32Array> {
  const positions = Int32Array.from({ length: 16 }, (_, index) => index % 4);
  const tokens = Float32Array.from({ length: 8 * network.channels }, (_, index) => Math.sin(index));
  const condition = await network.encodeCondition(Int32Array.of(1));
  return network.predict(await network.append(condition, tokens, positions), tokens, positions, 0.5);
}

/** What the CPU computes with the pack's rewritten graphs. */
async function predictRewritten({ directory, manifest }: TemporaryPack): Promise<Float32Array> {
  const sessions = new PackSessions(directory, 'cpu', 1, true);
  const prediction = await predict(new OnnxNetwork(sessions, manifest));
  await sessions.dispose();
  return prediction;
}

const distance = (a: Float32Array, b: Float32Array): number =>
  Math.hypot(...a.map((value, index) => value - b[index]!));

test.each([
  ['rotary positions', () => openTinyFlowPack('fp16')],
  ['a table of positions', () => openTinyDdpmPack('fp16')],
])('graphs for devices give the same bits on the CPU (%s)', async (_, open) => {
  const pack = await open();
  expect(await predictRewritten(pack)).toEqual(await predict(pack.opened.network));
  await pack.close();
});

test('norms are one node each, and angles are left to the CPU', async () => {
  const pack = await openTinyFlowPack();
  const count = await rewritten(pack);
  // Two blocks with two norms and those of queries and keys, and the head's.
  expect([count('SimplifiedLayerNormalization'), count('Sqrt'), count('Pow')]).toEqual([9, 0, 0]);
  const { cpuNodes } = deviceGraph(await readFile(join(pack.directory, 'trunk.onnx')));
  // Cast, two reshapes, a product, cosine and sine.
  expect(cpuNodes).toHaveLength(6);
  await pack.close();
});

test('tables in half precision are widened before their rows are taken', async () => {
  const pack = await openTinyDdpmPack('fp16');
  const written = await readFile(join(pack.directory, 'embed-clean.onnx'), 'latin1');
  const model = Buffer.from(
    deviceGraph(await readFile(join(pack.directory, 'embed-clean.onnx'))).model,
  ).toString('latin1');
  const castLast = (text: string) => text.lastIndexOf('"\x04Cast') > text.indexOf('"\x06Gather');
  expect([castLast(written), castLast(model)]).toEqual([true, false]);
  await pack.close();
});

test('products of integers become products of the same weights in float', async () => {
  const exact = await openTinyFlowPack('fp32');
  const pack = await openTinyFlowPack('int8');
  const count = await rewritten(pack);
  expect([count('MatMulIntegerToFloat'), count('QuantizeLinear'), count('ReduceMax')]).toEqual([0, 0, 0]);
  const truth = await predict(exact.opened.network);
  const widened = distance(await predictRewritten(pack), truth);
  // Rows are not rounded any more, weights still are.
  expect(widened).toBeGreaterThan(0);
  expect(widened).toBeLessThan(distance(await predict(pack.opened.network), truth));
  await pack.close();
  await exact.close();
});
