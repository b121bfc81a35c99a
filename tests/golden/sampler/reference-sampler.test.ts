import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { respacedTimesteps } from '#engine/sampler/noise-schedule/ddpm.ts';
import { gatherTokens } from '#engine/sampler/hooks.ts';
import { initialMoment, type NoiseSource } from '#engine/sampler/noise/normal-noise.ts';
import { guidanceAt, type SampleRun } from '#engine/sampler/run.ts';
import { sample } from '#engine/sampler/sample.ts';
import { openBundledPack, openTinyDdpmPack, openTinyFlowPack, type TemporaryPack } from '#tests/fixtures/tiny-packs.ts';
import { relativeError } from '#engine/packs/precision.ts';
import { readTensors } from '#tests/fixtures/tensors.ts';

const folder = join(import.meta.dirname, '../reference-sampler');

/** One case of cases.json (training/reference_sampler/goldens.py). */
interface Case {
  name: string;
  label: number;
  rows: number;
  columns: number;
  knownTokens: number[];
  order: number[];
  arStepSizes: number[];
  diffusionSteps: number[];
  guidance: number;
  guidanceInterval: [number, number];
  constrain: boolean;
  contextGuidance?: number;
  contextInterval?: [number, number];
  keptTokens?: number[];
  startTime?: number | null;
  startStep?: number | null;
  originalSteps?: number[][];
  times?: number[][];
}
const readCases = async (family: string) =>
  JSON.parse(await readFile(join(folder, family, 'cases.json'), 'utf8')) as { nullLabel: number; cases: Case[] };

const families = [
  { family: 'rectified-flow', open: openTinyFlowPack, contents: await readCases('rectified-flow'), tolerance: 1e-5 },
  { family: 'ddpm', open: openTinyDdpmPack, contents: await readCases('ddpm'), tolerance: 1e-5 },
  // The shipped weights are rounded to float16, in the pack and in the golden.
  { family: 'pack', open: openBundledPack, contents: await readCases('pack'), tolerance: 1e-3 },
];

describe.each(families)('$family', ({ family, open, contents, tolerance }) => {
  let pack: TemporaryPack;
  let tensors: Map<string, Float32Array>;
  beforeAll(async () => {
    pack = await open();
    tensors = await readTensors(join(folder, family, 'cases.safetensors'));
  });
  afterAll(() => pack.close());

  test.each(contents.cases)('$name: the loop gives what the PyTorch reference sampler gives', async (golden) => {
    const { channels } = pack.manifest;
    const tensor = (name: string) => tensors.get(`${golden.name}.${name}`);
    let begin = 0;
    const arSteps = golden.arStepSizes.map((size, step) => {
      const tokens = Int32Array.from(golden.order.slice(begin, (begin += size)));
      return { tokens, diffusionSteps: golden.diffusionSteps[step]! };
    });
    const start = tensor('start');
    const time = golden.startTime ?? (golden.startStep ? 1 - golden.startStep / golden.diffusionSteps[0]! : 0);
    const known = Int32Array.from(golden.knownTokens);

    // Recorded noise: the i-th diffusion step of every AR step reads step_noise[i].
    let stepNoise = new Map<number, number>();
    const noise: NoiseSource = {
      noise(tokens, moment) {
        if (moment === initialMoment) {
          const arStep = arSteps.findIndex((each) => each.tokens === tokens);
          stepNoise = new Map(golden.originalSteps?.[arStep]!.map((original, index) => [original, index]));
          return gatherTokens(tensor('initial_noise')!, tokens, channels);
        }
        const size = golden.rows * golden.columns * channels;
        const index = stepNoise.get(moment)!;
        return gatherTokens(tensor('step_noise')!.subarray(index * size, (index + 1) * size), tokens, channels);
      },
    };
    const clean = (tokens: Int32Array) => ({
      tokens,
      values: tokens.length > 0 ? gatherTokens(tensor('known')!, tokens, channels) : new Float32Array(0),
    });
    const run: SampleRun = {
      grid: { rows: golden.rows, columns: golden.columns },
      label: golden.label,
      guidance: guidanceAt(golden.guidance, contents.nullLabel, golden.guidanceInterval),
      contextGuidance: golden.contextGuidance
        ? {
            weight: golden.contextGuidance,
            nullLabel: contents.nullLabel,
            interval: golden.contextInterval!,
            kept: clean(Int32Array.from(golden.keptTokens!)),
          }
        : null,
      known: clean(known),
      arSteps,
      noise,
      start: start ? { clean: start, time } : null,
      constrain: golden.constrain ? { known: tensor('known')!, mask: tensor('mask')! } : null,
    };
    const { state } = await sample(pack.opened.network, pack.opened.schedule, run);

    const result = new Float32Array(golden.rows * golden.columns * channels);
    known.forEach((token, i) => result.set(run.known.values.subarray(i * channels, (i + 1) * channels), token * channels));
    arSteps.forEach(({ tokens }, step) =>
      tokens.forEach((token, i) => result.set(state.committed[step]!.subarray(i * channels, (i + 1) * channels), token * channels)),
    );
    expect(relativeError(result, tensor('result')!)).toBeLessThan(tolerance);
    const asked = arSteps.map((step) => pack.opened.schedule.steps(step.diffusionSteps, time).map((each) => each.networkTime));
    const expected = golden.originalSteps ?? golden.times!.map((times) => times.slice(0, -1));
    asked.forEach((times, step) => times.forEach((value, i) => expect(value).toBeCloseTo(expected[step]![i]!, 12)));
  });
});

test('respaced timesteps are those the published code keeps', async () => {
  const maps = JSON.parse(await readFile(join(folder, 'timestep-maps.json'), 'utf8')) as Record<string, number[]>;
  expect(Object.keys(maps).length).toBeGreaterThan(4);
  for (const [count, kept] of Object.entries(maps)) expect(respacedTimesteps(1000, Number(count))).toEqual(kept);
});
