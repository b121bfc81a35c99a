import { expect, test } from 'vitest';
import { createNoiseSchedule } from '#engine/sampler/noise-schedule/index.ts';
import { respacedTimesteps } from '#engine/sampler/noise-schedule/ddpm.ts';

const flow = createNoiseSchedule({ kind: 'rectified-flow', velocityFloor: 0.05, clamp: [-1, 1] });
const ddpm = createNoiseSchedule({
  kind: 'ddpm',
  steps: 1000,
  betaStart: 1e-4,
  betaEnd: 0.02,
  variance: 'fixed-large',
  clamp: null,
});

test('rectified flow asks at evenly spaced times from its start to just before 1', () => {
  expect(flow.steps(4, 0).map((step) => step.networkTime)).toEqual([0, 0.25, 0.5, 0.75]);
  expect(flow.steps(4, 0.6).map((step) => step.networkTime)).toEqual(
    [0.6, 0.7, 0.8, 0.9].map((t) => expect.closeTo(t, 12)),
  );
});

test('rectified flow that is told the clean token goes straight there', () => {
  for (const count of [1, 2, 7, 16]) {
    const x = Float32Array.of(3, -2);
    for (const step of flow.steps(count, 0)) step.advance(x, Float32Array.of(0.5, 0.25), null);
    expect(x[0]).toBeCloseTo(0.5, 6);
    expect(x[1]).toBeCloseTo(0.25, 6);
  }
});

test('rectified flow floors the divisor of its velocity', () => {
  const fine = flow.steps(100, 0);
  const x = Float32Array.of(0);
  fine[99]!.advance(x, Float32Array.of(1), null);
  expect(x[0]).toBeCloseTo(0.01 / 0.05, 6);
});

test('respaced steps round halves to even: counts 7, 25, 37 as the published code keeps them', () => {
  expect(respacedTimesteps(1000, 7)).toEqual([0, 166, 333, 500, 666, 832, 999]);
  expect(respacedTimesteps(1000, 25)).toEqual([
    0, 42, 83, 125, 166, 208, 250, 291, 333, 375, 416, 458, 500, 541, 583, 624, 666, 708, 749, 791, 832, 874,
    916, 957, 999,
  ]);
  expect(respacedTimesteps(1000, 37).slice(0, 5)).toEqual([0, 28, 56, 83, 111]);
  expect(respacedTimesteps(1000, 1)).toEqual([999]);
  expect(respacedTimesteps(1000, 1000)).toEqual(Array.from({ length: 1000 }, (_, step) => step));
});

test('DDPM that is told the true noise ends at the clean token, for one step too', () => {
  for (const count of [1, 2, 10, 250]) {
    const clean = [0.5, -0.75];
    const x = Float32Array.of(1.5, -0.1);
    for (const step of ddpm.steps(count, 0)) {
      const noise = Float32Array.from(
        x,
        (value, i) => (value - step.before.signal * clean[i]!) / step.before.noise,
      );
      step.advance(x, noise, step.noiseMoment === null ? null : Float32Array.of(0.3, -1.2));
    }
    expect(x[0]).toBeCloseTo(0.5, 3);
    expect(x[1]).toBeCloseTo(-0.75, 3);
  }
});

test('DDPM adds noise of variance beta at every step but the last', () => {
  const steps = ddpm.steps(10, 0);
  expect(steps.map((step) => step.noiseMoment)).toEqual([999, 888, 777, 666, 555, 444, 333, 222, 111, null]);
  const { before, after } = steps[3]!;
  const [without, added] = [Float32Array.of(1), Float32Array.of(1)];
  steps[3]!.advance(without, Float32Array.of(0.2), Float32Array.of(0));
  steps[3]!.advance(added, Float32Array.of(0.2), Float32Array.of(1));
  expect(added[0]! - without[0]!).toBeCloseTo(Math.sqrt(1 - before.signal ** 2 / after.signal ** 2), 5);
});

test('DDPM started at a time runs only the last of its steps', () => {
  expect(ddpm.steps(10, 0.7).map((step) => step.networkTime)).toEqual([222, 111, 0]);
  expect(ddpm.steps(10, 0.999).map((step) => step.networkTime)).toEqual([0]);
});

test('every step begins at the level where the one before ended, and the last ends clean', () => {
  for (const steps of [flow.steps(9, 0.3), ddpm.steps(9, 0), ddpm.steps(9, 0.4)]) {
    for (let i = 1; i < steps.length; i += 1) expect(steps[i]!.before).toEqual(steps[i - 1]!.after);
    expect(steps.at(-1)!.after).toEqual({ signal: 1, noise: 0 });
  }
});
