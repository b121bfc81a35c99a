import type { PackManifest } from '#engine/packs/manifest.ts';
import type { Network } from '#engine/sampler/network.ts';
import { keyedNoise } from '#engine/sampler/noise/normal-noise.ts';
import type { SampleRun } from '#engine/sampler/run.ts';
import { sample } from '#engine/sampler/sample.ts';
import type { TemporaryPack } from '#tests/fixtures/tiny-packs.ts';

/** Four AR steps of four tokens behind a known row, with both guidances. */
const tinyRun = ({ nullLabel }: PackManifest): SampleRun => ({
  grid: { rows: 5, columns: 4 },
  label: 1,
  guidance: { nullLabel, scale: 2, interval: [0, 1] },
  contextGuidance: {
    weight: 2,
    nullLabel,
    interval: [0, 1],
    kept: { tokens: new Int32Array(0), values: new Float32Array(0) },
  },
  known: {
    tokens: Int32Array.of(0, 1, 2, 3),
    values: Float32Array.from({ length: 4 * 48 }, (_, index) => 0.5 * Math.sin(index)),
  },
  arSteps: [4, 8, 12, 16].map((first) => ({
    tokens: Int32Array.of(first, first + 1, first + 2, first + 3),
    diffusionSteps: 3,
  })),
  noise: keyedNoise({ seed: 1, level: 0, row: 0, column: 0, columns: 4 }),
  start: null,
  constrain: null,
});

/** The values that a run of a tiny pack gives: 24 predictions, two per diffusion step (with and without context). */
export async function runTiny(
  { manifest, opened }: Pick<TemporaryPack, 'manifest' | 'opened'>,
  network: Network,
  options: Parameters<typeof sample>[3] = {},
): Promise<number[]> {
  const { state } = await sample(network, opened.schedule, tinyRun(manifest), options);
  return state.committed.flatMap((step) => [...step]);
}
