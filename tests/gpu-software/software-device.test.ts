import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeviceChoices } from '#engine/editing/plan/device-choices.ts';
import { PackOpener } from '#engine/editing/plan/pack-opener.ts';
import { SpeedBook } from '#engine/editing/plan/speed-book.ts';
import { deviceGraph } from '#engine/inference/device-graph.ts';
import { Inference, type OpenedPack } from '#engine/inference/inference.ts';
import { sessionOptions } from '#engine/inference/session-options.ts';
import type { Network } from '#engine/sampler/network.ts';
import type { SamplerState } from '#engine/sampler/run.ts';
import { trafficPerStep } from '#cli/bench/measure.ts';
import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { text } from '#shared/text/text.ts';
import { openTinyDdpmPack, openTinyFlowPack, type TemporaryPack } from '#tests/fixtures/tiny-packs.ts';
import { runTiny } from './tiny-run.ts';

let pack: TemporaryPack;
let inference: Inference;
let device: OpenedPack;
beforeAll(async () => {
  pack = await openTinyFlowPack();
  inference = new Inference({ allowSoftwareDevice: true });
  device = await inference.open(pack, { device: 'webgpu', threads: 1 });
});
afterAll(async () => {
  await inference.dispose();
  await pack.close();
});

const run = (network: Network, options: Parameters<typeof runTiny>[2] = {}): Promise<number[]> =>
  runTiny(pack, network, options);

describe('a run on a software GPU', () => {
  it('never sends keys and values through main memory, where the CPU feeds them at every step', async () => {
    const cacheBytes = async (opened: OpenedPack): Promise<number> => {
      const before = opened.hostTraffic().cacheBytes;
      await run(opened.network);
      return opened.hostTraffic().cacheBytes - before;
    };
    expect(await cacheBytes(device)).toBe(0);
    expect(await cacheBytes(pack.opened)).toBeGreaterThan(100_000);
  });

  it('paused and resumed at every step gives the same bits', async () => {
    const whole = await run(device.network);
    const states: SamplerState[] = [];
    await run(device.network, { onDiffusionStep: ({ snapshot }) => void states.push(snapshot()) });
    expect(states).toHaveLength(12);
    for (const state of states) expect(await run(device.network, { state })).toEqual(whole);
  });

  it('releases every cache it made', async () => {
    const caches: { bytes: number; released: boolean }[] = [];
    const watched: Network = {
      ...device.network,
      channels: device.network.channels,
      encodeCondition: async (labels) => watch(await device.network.encodeCondition(labels)),
      append: async (...given) => watch(await device.network.append(...given)),
      predict: (...given) => device.network.predict(...given),
    };
    function watch<Cache extends { bytes: number; release(): void }>(cache: Cache): Cache {
      const entry = { bytes: cache.bytes, released: false };
      caches.push(entry);
      const release = cache.release.bind(cache);
      cache.release = () => {
        entry.released = true;
        release();
      };
      return cache;
    }
    await run(watched);
    // Twice (with and without context): the condition, the known tokens of the first, and three AR steps.
    expect(caches).toHaveLength(9);
    expect(caches.filter(({ released }) => !released)).toEqual([]);
  });
});

it('tessera bench counts no byte of the cache per step, and little else', async () => {
  const { bytes, cacheBytes } = await trafficPerStep(device, pack.manifest);
  expect([device.deviceInUse(), cacheBytes]).toEqual([{ device: 'webgpu', note: null }, 0]);
  const { window, channels } = pack.manifest;
  // Noisy tokens go in and predictions come out.
  const tokens = 2 * window.rows * window.columns * channels * 4;
  expect(bytes).toBeGreaterThanOrEqual(tokens);
  expect(bytes).toBeLessThan(tokens + 16384);
});

// SwiftShader has no shader-f16, as a GTX 10 has not.
it('an int8 pack runs there with its weights widened', async () => {
  const int8 = await openTinyFlowPack('int8');
  const there = await inference.open(int8, { device: 'webgpu', threads: 1 });
  const values = await run(there.network);
  await inference.reference(int8, 1, async (network) => {
    const here = await run(network);
    values.forEach((value, index) => expect(value).toBeCloseTo(here[index]!, 5));
  });
  expect(there.deviceInUse()).toEqual({ device: 'webgpu', note: null });
  await int8.close();
});

it('a table of positions in half precision is read without half precision', async () => {
  const learned = await openTinyDdpmPack('fp16');
  const { model, cpuNodes } = deviceGraph(await readFile(join(learned.directory, 'embed-clean.onnx')));
  const embedOn = async (name: 'webgpu' | 'cpu') => {
    const options = sessionOptions(name, 1, { cpuNodes, weights: learned.directory });
    const session = await InferenceSession.create(model, options);
    const tokens = Float32Array.from({ length: 4 * learned.manifest.channels }, (_, index) =>
      Math.sin(index),
    );
    const feeds = {
      tokens: new Tensor('float32', tokens, [1, 4, learned.manifest.channels]),
      positions: new Tensor('int64', BigInt64Array.of(0n, 0n, 1n, 2n, 3n, 1n, 3n, 3n), [4, 2]),
    };
    const { hidden } = await session.run(feeds);
    await session.release();
    return hidden!.data as Float32Array;
  };
  const here = await embedOn('cpu');
  (await embedOn('webgpu')).forEach((value, index) => expect(value).toBeCloseTo(here[index]!, 5));
  await learned.close();
});

it('auto measures it, finds its numbers right and its pace slower, and stays on the CPU', async () => {
  const choices = new DeviceChoices(inference);
  const opener = new PackOpener(inference, new SpeedBook(null), choices);
  const settings = { ...defaultRunSettings, device: 'auto', threads: 1 } as const;
  const { choice, graphics } = await opener.chooseDevice(pack, settings, new AbortController().signal);
  expect(choice).toMatchObject({ device: 'cpu', dropped: [{ device: 'webgpu', reason: 'slower' }] });
  // It was timed there: a wrong or failed device has no time.
  expect(Object.keys(choice!.stepSeconds)).toEqual(['cpu', 'webgpu']);
  expect(graphics).toMatchObject({ isAssumed: true });
  const inUse = (name: 'auto' | 'webgpu') =>
    opener.use(pack, { ...settings, device: name }, ({ opened }) => Promise.resolve(opened.deviceInUse()));
  expect(await inUse('auto')).toMatchObject({ device: 'cpu' });
  expect(await inUse('webgpu')).toEqual({ device: 'webgpu', note: null });
});

it('auto never takes a device whose numbers are off by a twentieth, and says so', async () => {
  const open: Inference['open'] = async (files, options) => {
    const opened = await inference.open(files, options);
    if (options.device === 'cpu') return opened;
    const { network: right } = opened;
    const network: Network = {
      channels: right.channels,
      encodeCondition: (labels) => right.encodeCondition(labels),
      append: (...given) => right.append(...given),
      predict: async (...given) => (await right.predict(...given)).map((value) => 1.05 * value),
    };
    return { ...opened, network };
  };
  const wrong = Object.assign(Object.create(inference) as Inference, { open });
  const choices = new DeviceChoices(wrong);
  // Its clock runs so fast that the device is timed by as few calls as it can be.
  let now = 0;
  const opener = new PackOpener(wrong, new SpeedBook(null), choices, () => (now += 1));
  const settings = { ...defaultRunSettings, device: 'auto', threads: 1 } as const;
  const { choice } = await opener.chooseDevice(pack, settings, new AbortController().signal);
  expect(choice).toMatchObject({ device: 'cpu', dropped: [{ device: 'webgpu', reason: 'wrong' }] });
  expect(await choices.deviceFor(pack, settings)).toEqual({
    device: 'cpu',
    note: text.devices.dropped.wrong(text.panels.deviceName('webgpu')),
  });
});
