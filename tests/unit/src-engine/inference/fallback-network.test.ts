import { expect, test } from 'vitest';
import { FallbackNetwork } from '#engine/inference/fallback-network.ts';
import { keyedNoise } from '#engine/sampler/noise/normal-noise.ts';
import { createNoiseSchedule } from '#engine/sampler/noise-schedule/index.ts';
import type { SampleRun } from '#engine/sampler/run.ts';
import { sample } from '#engine/sampler/sample.ts';
import { Cancelled, TesseraError } from '#shared/errors.ts';
import { createFakeNetwork } from '#tests/fixtures/fake-network.ts';

const schedule = createNoiseSchedule({ kind: 'rectified-flow', velocityFloor: 0.05, clamp: null });
const run: SampleRun = {
  grid: { rows: 2, columns: 4 },
  label: 1,
  guidance: null,
  contextGuidance: null,
  known: { tokens: Int32Array.of(0), values: new Float32Array(3) },
  arSteps: [
    { tokens: Int32Array.of(1, 2, 3), diffusionSteps: 3 },
    { tokens: Int32Array.of(4, 5), diffusionSteps: 2 },
  ],
  noise: keyedNoise({ seed: 1, level: 0, row: 0, column: 0, columns: 4 }),
  start: null,
  constrain: null,
};

test.each([0, 1, 2, 3, 6])(
  'a device that fails at call %i is replaced by the CPU, with the same result and one note',
  async (failing) => {
    const device = createFakeNetwork();
    const notes: string[] = [];
    let calls = 0;
    const fail =
      <Arguments extends unknown[], Result>(call: (...given: Arguments) => Promise<Result>) =>
      (...given: Arguments) =>
        calls++ >= failing
          ? Promise.reject(new TesseraError('network-output-invalid', 'NaN'))
          : call(...given);
    const broken = {
      ...device,
      encodeCondition: fail(device.encodeCondition),
      append: fail(device.append),
      predict: fail(device.predict),
    };
    const network = new FallbackNetwork(broken, createFakeNetwork(), (reason) => notes.push(reason));
    const { state } = await sample(network, schedule, run);
    const alone = await sample(createFakeNetwork(), schedule, run);
    expect(state.committed.map((values) => [...values])).toEqual(
      alone.state.committed.map((values) => [...values]),
    );
    expect(notes).toEqual(['NaN']);
    expect(calls).toBe(failing + 1);
  },
);

test('when the CPU gives invalid numbers too, that is the error', async () => {
  const broken = {
    ...createFakeNetwork(),
    predict: () => Promise.reject(new TesseraError('network-output-invalid', 'NaN')),
  };
  const notes: string[] = [];
  const network = new FallbackNetwork(broken, broken, (reason) => notes.push(reason));
  await expect(sample(network, schedule, run)).rejects.toThrow(
    expect.objectContaining({ code: 'network-output-invalid' }),
  );
  expect(notes).toEqual([]);
});

test('cancelling is not a failure of the device', async () => {
  const cpu = createFakeNetwork();
  const device = { ...createFakeNetwork(), encodeCondition: () => Promise.reject(new Cancelled()) };
  await expect(sample(new FallbackNetwork(device, cpu, () => undefined), schedule, run)).rejects.toThrow(
    Cancelled,
  );
  expect(cpu.calls).toEqual([]);
});
