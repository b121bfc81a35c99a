import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countMatrixElements } from '#cli/bench/network-flops.ts';
import type { PeakSizes } from '#engine/inference/device-peaks.ts';
import { parseManifest } from '#engine/packs/manifest.ts';
import type { TimedFill } from './measure-pack.ts';
import type { BundlePaths, Row } from './rows.ts';

/** What training/card_speed.py is told: the sizes of the pack's network, and the fill. */
export async function torchTask(
  { pack, runtime }: Row,
  paths: BundlePaths,
  fill: TimedFill,
  peakSizes: PeakSizes,
): Promise<Record<string, unknown>> {
  if (runtime.kind !== 'torch') throw new Error('Not a row of PyTorch.');
  const { compiled, type } = runtime;
  if (pack === null) return { kind: 'peaks', type, ...peakSizes };
  const manifest = parseManifest(readFileSync(join(paths.packs[pack], 'manifest.json'), 'utf8'));
  const matrixElements = await countMatrixElements({ directory: paths.packs[pack], manifest });
  const { width, depth, heads, headWidth, channels, conditionTokens, window, labels } = manifest;
  return {
    ...{ kind: 'fill', type, compiled, ...fill },
    // The bundled pack is of our own training, the random one of the published layout.
    network: pack === 'default' ? 'own' : 'published',
    ...{ width, depth, heads, headWidth, channels, conditionTokens, labels: labels.length },
    ...{ grid: window.rows, side: Math.min(fill.side, window.rows), matrixElements },
    // What a block's matrices hold beside those of attention; token projection and head lie outside of blocks.
    mlpWidth: Math.round(
      ((matrixElements - 2 * channels * width) / depth / width - 4 * heads * headWidth) / 3,
    ),
  };
}
