import { cp, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Inference } from '#engine/inference/inference.ts';
import { keyedNoise } from '#engine/sampler/noise/normal-noise.ts';
import type { SampleRun } from '#engine/sampler/run.ts';
import { sample } from '#engine/sampler/sample.ts';
import { isOnDevice } from '#tests/fixtures/software-gpu.ts';
import { openTinyFlowPack, type TemporaryPack } from '#tests/fixtures/tiny-packs.ts';

let pack: TemporaryPack;
let folder: string;
beforeAll(async () => {
  pack = await openTinyFlowPack();
  folder = await mkdtemp(join(tmpdir(), 'tessera-inference-'));
});
afterAll(async () => {
  await pack.close();
  await rm(folder, { recursive: true, force: true });
});

const run: SampleRun = {
  grid: { rows: 4, columns: 4 },
  label: 0,
  guidance: null,
  contextGuidance: null,
  known: { tokens: new Int32Array(0), values: new Float32Array(0) },
  arSteps: [{ tokens: Int32Array.from({ length: 16 }, (_, token) => token), diffusionSteps: 2 }],
  noise: keyedNoise({ seed: 1, level: 0, row: 0, column: 0, columns: 4 }),
  start: null,
  constrain: null,
};
const copyPack = async (name: string) => {
  const directory = join(folder, name);
  await cp(pack.directory, directory, { recursive: true });
  return directory;
};

test('a NaN weight is an error of its own, never a black picture', async () => {
  const directory = await copyPack('nan');
  const file = await open(join(directory, 'transformer.weights'), 'r+');
  const { size } = await file.stat();
  const numbers = Buffer.alloc(size);
  for (let at = 0; at + 4 <= size; at += 4) numbers.writeFloatLE(NaN, at);
  await file.write(numbers, 0, size, 0);
  await file.close();
  const inference = new Inference();
  const { network, schedule } = await inference.open(
    { directory, manifest: pack.manifest },
    { device: 'cpu', threads: 1 },
  );
  await expect(sample(network, schedule, run)).rejects.toThrow(
    expect.objectContaining({ code: 'network-output-invalid' }),
  );
  await inference.dispose();
});

// A device opens graphs as it needs them.
test.skipIf(isOnDevice)(
  'a graph that is missing or damaged is said when the pack is opened, and not remembered',
  async () => {
    const directory = await copyPack('damaged');
    const inference = new Inference();
    const openIt = () =>
      inference.open({ directory, manifest: pack.manifest }, { device: 'cpu', threads: 1 });
    await rm(join(directory, 'trunk.onnx'));
    await expect(openIt()).rejects.toThrow(expect.objectContaining({ code: 'pack-invalid' }));
    const file = await open(join(directory, 'trunk.onnx'), 'w');
    await file.write('not a graph');
    await file.close();
    await expect(openIt()).rejects.toThrow(expect.objectContaining({ code: 'pack-invalid' }));
    await cp(join(pack.directory, 'trunk.onnx'), join(directory, 'trunk.onnx'));
    await expect(sample((await openIt()).network, pack.opened.schedule, run)).resolves.toBeDefined();
    await inference.dispose();
  },
);

test('the same pack and options are opened once', async () => {
  const inference = new Inference();
  const given = { directory: pack.directory, manifest: pack.manifest };
  const first = await inference.open(given, { device: 'cpu', threads: 1 });
  expect(await inference.open(given, { device: 'cpu', threads: 1 })).toBe(first);
  expect(await inference.open(given, { device: 'cpu', threads: 2 })).not.toBe(first);
  await inference.dispose();
});

test('a device this machine does not have gives the CPU and says so', async () => {
  const inference = new Inference();
  const probes = await inference.devices();
  expect(probes.map((probe) => probe.device).sort()).toEqual(['coreml', 'cpu', 'cuda', 'directml', 'webgpu']);
  for (const probe of probes.filter((each) => !each.available)) {
    const opened = await inference.open(
      { directory: pack.directory, manifest: pack.manifest },
      { device: probe.device, threads: 1 },
    );
    expect(opened.deviceInUse()).toEqual({
      device: 'cpu',
      note: expect.stringContaining(probe.note) as string,
    });
    await expect(sample(opened.network, opened.schedule, run)).resolves.toBeDefined();
  }
  await inference.dispose();
});

test('batch entries do not touch each other: a guided batch holds what each label gives alone', async () => {
  const { network } = pack.opened;
  const positions = Int32Array.of(0, 0, 0, 1, 1, 0);
  const tokens = Float32Array.from({ length: 3 * 48 }, (_, i) => Math.sin(i));
  const alone = async (label: number) => {
    const cache = await network.append(
      await network.encodeCondition(Int32Array.of(label)),
      tokens,
      positions,
    );
    return network.predict(cache, tokens, positions, 0.3);
  };
  const twice = Float32Array.from({ length: 6 * 48 }, (_, i) => tokens[i % (3 * 48)]!);
  const both = await network.append(await network.encodeCondition(Int32Array.of(0, 3)), twice, positions);
  const prediction = await network.predict(both, twice, positions, 0.3);
  const expected = [...(await alone(0)), ...(await alone(3))];
  prediction.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
  expect(both.tokens).toBe(7);
  expect(both.bytes).toBe(2 * 2 * 2 * 7 * 64 * 4);
});

test('an int8 row has the same bits alone and beside any others', async () => {
  const small = await openTinyFlowPack('int8');
  const inference = new Inference();
  const { network } = await inference.open(small, { device: 'cpu', threads: 1 });

  const positions = Int32Array.from({ length: 2 * 16 }, (_, at) => (at % 2 === 0 ? at >> 3 : (at >> 1) % 4));
  const numbers = (size: number) =>
    Float32Array.from({ length: 16 * network.channels }, (_, at) => size * Math.sin(at * 12.9898 + size));
  const rows = [numbers(1), numbers(30), numbers(0), numbers(0.01)];
  const predict = async (batch: Float32Array[]) => {
    const flat = Float32Array.from(batch.flatMap((row) => [...row]));
    const condition = await network.encodeCondition(Int32Array.from(batch, () => 0));
    const cache = await network.append(condition, flat, positions);
    const values = await network.predict(cache, flat, positions, 0.5);
    return batch.map((_, at) =>
      values.slice((at * values.length) / batch.length, ((at + 1) * values.length) / batch.length),
    );
  };
  const alone = await Promise.all(rows.map(async (row) => (await predict([row]))[0]));
  expect(await predict(rows)).toEqual(alone);
  expect(await predict([rows[1]!, rows[0]!])).toEqual([alone[1], alone[0]]);
  await inference.dispose();
  await small.close();
});
