import type { Tensor } from 'onnxruntime-node';
import { type InferenceSession } from 'onnxruntime-node';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { FallbackNetwork } from '#engine/inference/fallback-network.ts';
import { OnnxNetwork } from '#engine/inference/onnx-network.ts';
import { type GraphName, PackSessions } from '#engine/inference/pack-sessions.ts';
import { text } from '#shared/text/text.ts';
import { openTinyFlowPack, type TemporaryPack } from '#tests/fixtures/tiny-packs.ts';
import { runTiny } from './tiny-run.ts';

type Results = Awaited<ReturnType<InferenceSession['run']>>;

/** Sessions on the device that keep every tensor they leave there, and whose calls can be made to go wrong. */
class WatchedSessions extends PackSessions {
  readonly onDevice: Tensor[] = [];
  calls = 0;
  /** What a call gives instead; it may throw. */
  spoil: (name: GraphName, results: Results) => Results = (_name, results) => results;
  private readonly watched = new Map<GraphName, InferenceSession>();

  constructor(directory: string) {
    super(directory, 'webgpu', 1);
  }

  override async get(name: GraphName): Promise<InferenceSession> {
    const session = await super.get(name);
    let watched = this.watched.get(name);
    if (!watched) this.watched.set(name, (watched = this.watch(name, session)));
    return watched;
  }

  forget(): void {
    this.onDevice.length = 0;
    this.calls = 0;
    this.spoil = (_name, results) => results;
  }

  /** Tensors that lie on the device still. */
  alive(): number {
    return this.onDevice.filter(({ location }) => location === 'gpu-buffer').length;
  }

  private watch(name: GraphName, session: InferenceSession): InferenceSession {
    const run = async (feeds: InferenceSession.FeedsType, outputs: string[]): Promise<Results> => {
      const results = await session.run(feeds, outputs);
      this.calls += 1;
      for (const tensor of Object.values(results) as Tensor[])
        if (tensor.location === 'gpu-buffer') this.onDevice.push(tensor);
      return this.spoil(name, results);
    };
    return { inputNames: session.inputNames, run } as unknown as InferenceSession;
  }
}

let pack: TemporaryPack;
let sessions: WatchedSessions;
let network: OnnxNetwork;
beforeAll(async () => {
  pack = await openTinyFlowPack();
  // One for all tests: the device forgets its shaders with the last session, and compiling them takes longest.
  sessions = new WatchedSessions(pack.directory);
  network = new OnnxNetwork(sessions, pack.manifest);
});
afterAll(async () => {
  await sessions.dispose();
  await pack.close();
});
afterEach(() => sessions.forget());

it('holds no more memory after 500 steps than after 100, and nothing lies on the device at the end', async () => {
  const tokens = 96;
  const positions = Int32Array.from({ length: 2 * tokens }, (_, index) => index >> 1);
  const values = Float32Array.from({ length: tokens * 48 }, (_, index) => Math.sin(index));
  const condition = await network.encodeCondition(Int32Array.of(1));
  const cache = await network.append(condition, values, positions);
  condition.release();
  const steps = async (count: number): Promise<void> => {
    for (let step = 0; step < count; step++) {
      await network.predict(cache, values.subarray(0, 48), positions.subarray(0, 2), 0.5);
      expect(sessions.alive()).toBe(2 * pack.manifest.depth);
      sessions.onDevice.splice(0, sessions.onDevice.length, ...cache.keys, ...cache.values);
    }
  };
  await steps(100);
  const before = process.memoryUsage().rss;
  await steps(400);
  // Steps that leaked the keys and values they fetch would hold 400 times this.
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * cache.bytes);
  cache.release();
  expect(sessions.alive()).toBe(0);
});

it('a run leaves nothing on the device', async () => {
  await runTiny(pack, network);
  expect(sessions.onDevice.length).toBeGreaterThan(100);
  expect(sessions.alive()).toBe(0);
});

/** A run whose device fails, and the next one with the same opened pack. */
async function twoRuns(): Promise<{ said: string[]; first: number[]; second: number[]; calls: number[] }> {
  const said: string[] = [];
  const both = new FallbackNetwork(network, pack.opened.network, (reason) => said.push(reason));
  const calls: number[] = [];
  const run = async (): Promise<number[]> => {
    sessions.calls = 0;
    const values = await runTiny(pack, both);
    calls.push(sessions.calls);
    return values;
  };
  return { said, first: await run(), second: await run(), calls };
}

const numbersOf = (tensor: unknown): Float32Array => (tensor as Tensor).data as Float32Array;

it.each([
  [
    'is out of memory',
    'trunk',
    (): Results => {
      throw new Error('Failed to allocate memory for requested buffer of size 268435456');
    },
    'Failed to allocate memory for requested buffer of size 268435456',
  ],
  [
    'gives what is no number',
    'head',
    (results: Results): Results => {
      numbersOf(results['prediction'])[3] = NaN;
      return results;
    },
    text.devices.noResult.notFinite,
  ],
  [
    'gives the same number everywhere',
    'head',
    (results: Results): Results => {
      numbersOf(results['prediction']).fill(0.5);
      return results;
    },
    text.devices.noResult.constant,
  ],
] as const)(
  'a device that %s in the middle of a run: the CPU goes on, and computes the next run',
  async (_what, spoiled, spoil, reason) => {
    let calls = 0;
    sessions.spoil = (name, results) => (name === spoiled && ++calls === 12 ? spoil(results) : results);
    const { said, first, second, calls: onDevice } = await twoRuns();
    expect(said).toEqual([reason]);
    expect(onDevice[0]).toBeGreaterThan(20);
    expect(onDevice[1]).toBe(0);
    const expected = await runTiny(pack, pack.opened.network);
    first.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 4));
    expect(second).toEqual(expected);
  },
);
