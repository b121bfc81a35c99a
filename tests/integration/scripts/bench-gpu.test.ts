import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { measureDevicePeaks } from '#engine/inference/device-peaks.ts';
import { readManifest } from '#engine/packs/registry.ts';
import { measurePack } from '../../../scripts/bench-gpu/measure-pack.ts';
import {
  type NetworkSizes,
  parametersOf,
  sizesOfXl,
  writeRandomPack,
} from '../../../scripts/bench-gpu/random-pack.ts';
import { torchTask } from '../../../scripts/bench-gpu/torch-task.ts';
import { allRows, bundlePaths } from '../../../scripts/bench-gpu/rows.ts';

const sizes: NetworkSizes = {
  width: 64,
  heads: 2,
  depth: 2,
  grid: 8,
  conditionTokens: 2,
  classes: 3,
  channels: 16,
};
const fill = { side: 8, maskShare: 1 / 4, arStepsOfWindow: 16, diffusionSteps: 2, rounds: 1 };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-card-'));
  await writeRandomPack(bundlePaths(folder).packs.xl, 'random-xl', sizes);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('the random network has as many parameters as the published XL, whose table of positions is smaller', () => {
  expect(Math.round(parametersOf({ ...sizesOfXl, grid: 16 }) / 1e6)).toBe(714);
});

it('a random pack is a whole pack: its fill is timed, and what passes main memory is counted', async () => {
  const pack = bundlePaths(folder).packs.xl;
  expect(await readManifest(pack)).toMatchObject({ id: 'random-xl', precision: 'fp16' });
  const figures = await measurePack({ pack, device: 'cpu', allowSoftwareDevice: false, fill });
  if (typeof figures === 'string') throw new Error(figures);
  // Four tokens at a time after 48 known ones and two of the condition.
  const matrices = 2 * 16 * 64 + 2 * 12 * 64 ** 2;
  const cached = 50 + (0 + 4 + 8 + 12) / 4;
  expect(figures.readBytesPerStep).toBeCloseTo(4 * (matrices + 2 * 2 * 64 * cached));
  expect(figures.flopsPerStep).toBeCloseTo(2 * 4 * matrices + 4 * 4 * (4 + cached) * 64 * 2);
  expect(figures.cacheBytesPerStep).toBeGreaterThan(4 * 2 * 2 * 64 * 50);
  expect(figures.hostBytesPerStep).toBeGreaterThan(figures.cacheBytesPerStep!);
  expect(figures.fillSeconds).toBeGreaterThan(8 * figures.stepSeconds);
});

it('a trial leaves no tiny network behind that a measurement takes for the XL', () => {
  expect(bundlePaths(folder, true).packs.xl).not.toBe(bundlePaths(folder).packs.xl);
});

it('a device that is not there is a reason, not a figure', async () => {
  const pack = bundlePaths(folder).packs.xl;
  const found = await measurePack({ pack, device: 'directml', allowSoftwareDevice: false, fill });
  expect(found).toEqual(expect.stringContaining('directml cannot be used'));
});

it('what PyTorch is told has the sizes that the graphs have', async () => {
  const row = allRows.find(({ pack, runtime }) => pack === 'xl' && runtime.kind === 'torch')!;
  expect(await torchTask(row, bundlePaths(folder), fill, { matrix: 1, numbers: 1, rounds: 1 })).toMatchObject(
    {
      ...{
        kind: 'fill',
        network: 'published',
        width: 64,
        depth: 2,
        heads: 2,
        channels: 16,
        labels: 3,
        grid: 8,
      },
      matrixElements: 2 * 16 * 64 + 2 * 12 * 64 ** 2,
    },
  );
});

it('tells what the CPU can do at most', async () => {
  const { flops, bandwidth } = await measureDevicePeaks('cpu', 1, {
    matrix: 256,
    numbers: 2 ** 20,
    rounds: 3,
  });
  // Between a toaster and a supercomputer: a chain that is computed once, or not at all, would lie outside.
  expect(flops).toBeGreaterThan(1e8);
  expect(flops).toBeLessThan(1e13);
  expect(bandwidth).toBeGreaterThan(1e7);
  expect(bandwidth).toBeLessThan(1e13);
});
