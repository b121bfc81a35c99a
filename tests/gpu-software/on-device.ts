import { afterAll, expect, vi } from 'vitest';
import type * as Module from '#engine/inference/inference.ts';
import { useSoftwareGpu } from '#tests/fixtures/software-gpu.ts';

/** Set-up of tests that are made for the CPU and run on the software GPU: what asks for the CPU gets it. */
useSoftwareGpu();
const opened = new Set<Module.OpenedPack>();

vi.mock('#engine/inference/inference.ts', async (load) => {
  const actual = await load<typeof Module>();
  class Inference extends actual.Inference {
    constructor() {
      super({ allowSoftwareDevice: true });
    }

    override async open(
      pack: Parameters<Module.Inference['open']>[0],
      options: Parameters<Module.Inference['open']>[1],
    ) {
      const device = options.device === 'cpu' ? 'webgpu' : options.device;
      const result = await super.open(pack, { ...options, device });
      if (device === 'webgpu') opened.add(result);
      return result;
    }
  }
  return { ...actual, Inference };
});

afterAll(() => {
  const used = [...opened].filter((pack) => pack.hostTraffic().bytes > 0);
  expect(used).not.toEqual([]);
  for (const pack of used) expect(pack.deviceInUse()).toEqual({ device: 'webgpu', note: null });
});
