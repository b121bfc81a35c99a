import { describe, expect, it } from 'vitest';
import {
  learnedSpeed,
  runSeconds,
  samplingSeconds,
  typicalSpeed,
  WorkMeter,
} from '#engine/editing/plan/run-speed.ts';

const work = {
  calls: 100,
  evaluations: 1600,
  codedTokens: 0,
  pixels: 40_000,
  thinPixels: 0,
  detailParts: 1,
  detailEdges: 200,
};
const phases = { load: 0, encode: 0, sample: 0, decode: 0, detail: 0, blend: 0 };

describe('learnedSpeed', () => {
  it('comes nearer to the truth with every run, each stage by itself', () => {
    let speed = typicalSpeed;
    const truth = { ...phases, sample: 3, detail: 0.5 };
    const errors = [];
    for (let run = 0; run < 5; run++) {
      errors.push(Math.abs(Math.log(samplingSeconds(work, speed) / 3)));
      speed = learnedSpeed(speed, work, truth);
    }
    expect(errors).toEqual([...errors].sort((a, b) => b - a));
    expect(runSeconds(work, speed)).toBeCloseTo(3.5, 0);
    expect(speed.perEvaluation).toBeGreaterThan(typicalSpeed.perEvaluation);
    expect(speed.perDetailEdge).toBeLessThan(typicalSpeed.perDetailEdge);
  });

  it('tells what every run costs from what grows with it: small and large ones are predicted at last', () => {
    let speed = typicalSpeed;
    const detail = (edges: number): number => 0.05 + 0.004 * edges;
    for (let run = 0; run < 60; run++) {
      const detailEdges = run % 2 === 0 ? 20 : 800;
      const copied = { ...work, calls: 0, evaluations: 0, pixels: 0, detailEdges };
      speed = learnedSpeed(speed, copied, { ...phases, detail: detail(detailEdges) });
    }
    for (const detailEdges of [20, 800]) {
      const predicted = runSeconds({ ...work, calls: 0, evaluations: 0, pixels: 0, detailEdges }, speed);
      expect(predicted / detail(detailEdges)).toBeGreaterThan(0.9);
      expect(predicted / detail(detailEdges)).toBeLessThan(1.1);
    }
  });

  it('leaves stages as they are that a run did not have', () => {
    const speed = learnedSpeed(
      typicalSpeed,
      { ...work, detailParts: 0, detailEdges: 0 },
      { ...phases, sample: 1 },
    );
    expect(speed.perDetailEdge).toBe(typicalSpeed.perDetailEdge);
  });

  it('learns of thin pieces only where nothing else was detailed', () => {
    const thin = { ...work, thinPixels: 500, detailParts: 0, detailEdges: 0 };
    const slow = { ...phases, detail: 1 };
    expect(learnedSpeed(typicalSpeed, thin, slow).perThinPixel).toBeGreaterThan(typicalSpeed.perThinPixel);
    const both = learnedSpeed(typicalSpeed, { ...work, thinPixels: 500 }, slow);
    expect(both.perThinPixel).toBe(typicalSpeed.perThinPixel);
    expect(both.perDetailEdge).not.toBe(typicalSpeed.perDetailEdge);
  });

  it('is not led astray by one absurd run', () => {
    const speed = learnedSpeed(typicalSpeed, work, { ...phases, sample: 1e6 });
    expect(speed.perEvaluation / typicalSpeed.perEvaluation).toBeLessThan(3);
  });
});

describe('WorkMeter', () => {
  it('says a time from the first moment where the speed was measured', () => {
    const meter = new WorkMeter(20, true, () => 0);
    expect(meter.read()).toEqual({ fraction: 0, remainingSeconds: 20 });
  });

  it('stretches what is left where the run turns out slower', () => {
    let clock = 0;
    const meter = new WorkMeter(20, true, () => clock);
    clock = 20;
    meter.setDone(10);
    const { fraction, remainingSeconds } = meter.read();
    expect(fraction).toBe(0.5);
    expect(remainingSeconds).toBeGreaterThan(14);
    expect(remainingSeconds).toBeLessThan(20);
  });

  it('says no time before it saw some work where nothing was measured', () => {
    let clock = 0;
    const meter = new WorkMeter(20, false, () => clock);
    expect(meter.read().remainingSeconds).toBeNull();
    clock = 4;
    meter.setDone(10);
    expect(meter.read().remainingSeconds).toBeCloseTo(4);
  });
});
