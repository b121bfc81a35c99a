import { keyedNoise } from '#engine/sampler/noise/normal-noise.ts';
import type { SampleRun } from '#engine/sampler/run.ts';
import { computeOrder } from '#shared/orders/index.ts';
import { computeStepSizes } from '#shared/schedules/index.ts';
import { gridTokenCount, tokenColumn, tokenRow, type TokenGrid } from '#shared/geometry/token-grid.ts';

/** What one timed run masks, and in what steps it fills it. */
export interface BenchShape {
  readonly grid: TokenGrid;
  readonly channels: number;
  readonly label: number;
  /** Share of the window that is masked: the middle rows, cut off exactly. */
  readonly maskShare: number;
  readonly tokensPerArStep: number;
  readonly diffusionSteps: number;
  readonly seed: number;
}

/** A run over made-up known tokens (values do not change the time): from-edges, uniform steps, no guidance. */
export function benchRun(shape: BenchShape): SampleRun {
  const { grid, channels } = shape;
  const masked = new Set(
    tokensFromCentre(grid).slice(0, Math.max(1, Math.round(gridTokenCount(grid) * shape.maskShare))),
  );
  const all = Array.from({ length: gridTokenCount(grid) }, (_, token) => token);
  const knownTokens = Int32Array.from(all.filter((token) => !masked.has(token)));
  const order = computeOrder('from-edges', {
    grid,
    targets: Int32Array.from(all.filter((token) => masked.has(token))),
    known: Uint8Array.from(all, (token) => (masked.has(token) ? 0 : 1)),
    seed: shape.seed,
    subject: null,
    drawn: null,
  });
  const arSteps = Math.max(1, Math.round(order.length / shape.tokensPerArStep));
  let begin = 0;
  return {
    grid,
    label: shape.label,
    guidance: null,
    contextGuidance: null,
    known: {
      tokens: knownTokens,
      values: Float32Array.from(
        { length: knownTokens.length * channels },
        (_, index) => 0.5 * Math.sin(index),
      ),
    },
    arSteps: computeStepSizes('uniform', { count: order.length, arSteps, customSizes: null }).map((size) => ({
      tokens: order.slice(begin, (begin += size)),
      diffusionSteps: shape.diffusionSteps,
    })),
    noise: keyedNoise({ seed: shape.seed, level: 0, row: 0, column: 0, columns: grid.columns }),
    start: null,
    constrain: null,
  };
}

function tokensFromCentre(grid: TokenGrid): number[] {
  const distance = (token: number) =>
    Math.max(
      Math.abs(tokenRow(grid, token) - (grid.rows - 1) / 2),
      Math.abs(tokenColumn(grid, token) - (grid.columns - 1) / 2),
    );
  return Array.from({ length: gridTokenCount(grid) }, (_, token) => token).sort(
    (a, b) => distance(a) - distance(b) || a - b,
  );
}
