import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FallbackNetwork } from '#engine/inference/fallback-network.ts';
import { Inference, type OpenedPack } from '#engine/inference/inference.ts';
import type { Network } from '#engine/sampler/network.ts';
import type { SamplerState } from '#engine/sampler/run.ts';
import { runTiny } from '#tests/gpu-software/tiny-run.ts';
import { useSoftwareGpu } from '#tests/fixtures/software-gpu.ts';
import { openTinyFlowPack, type TemporaryPack } from '#tests/fixtures/tiny-packs.ts';

/** A network whose n-th prediction throws, as a lost device does. */
function failingAt(network: Network, prediction: number): Network {
  let predictions = 0;
  return {
    channels: network.channels,
    encodeCondition: (labels) => network.encodeCondition(labels),
    append: (...given) => network.append(...given),
    predict: (...given) =>
      ++predictions === prediction ? Promise.reject(new Error('device lost')) : network.predict(...given),
  };
}

describe.skipIf(process.platform !== 'linux')('a run on a software GPU (SwiftShader, on Linux alone)', () => {
  let pack: TemporaryPack;
  let inference: Inference;
  let device: OpenedPack;
  beforeAll(async () => {
    useSoftwareGpu();
    pack = await openTinyFlowPack();
    inference = new Inference({ allowSoftwareDevice: true });
    device = await inference.open(pack, { device: 'webgpu', threads: 1 });
    // It is probed and compiles, on a machine that may be busy.
  }, 60_000);
  afterAll(async () => {
    await inference.dispose();
    await pack.close();
  });

  afterEach(() => {
    expect(device.deviceInUse()).toEqual({ device: 'webgpu', note: null });
  });

  const run = (network: Network, options: Parameters<typeof runTiny>[2] = {}): Promise<number[]> =>
    runTiny(pack, network, options);

  it('really runs there, and gives what the CPU gives', async () => {
    const there = await run(device.network);
    const here = await run(pack.opened.network);
    there.forEach((value, index) => expect(value).toBeCloseTo(here[index]!, 5));
  });

  it('that loses its device continues on the CPU with the bits of a run resumed there', async () => {
    for (const at of [2, 11, 24]) {
      const states: SamplerState[] = [];
      const said: string[] = [];
      const network = new FallbackNetwork(failingAt(device.network, at), pack.opened.network, (reason) =>
        said.push(reason),
      );
      const values = await run(network, { onDiffusionStep: ({ snapshot }) => void states.push(snapshot()) });
      expect(said).toEqual(['device lost']);
      // Two predictions per diffusion step: with and without context. The one that failed is made on the CPU.
      const step = Math.ceil(at / 2) - 1;
      if (at % 2 === 1) {
        const state = states[step - 1];
        expect(values).toEqual(await run(pack.opened.network, state ? { state } : {}));
      } else values.forEach((value) => expect(Number.isFinite(value)).toBe(true));
    }
  });
});
