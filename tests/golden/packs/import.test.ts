import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comparedKeys, comparePack, type ComparedKey } from '#engine/packs/compare.ts';
import { importCheckpoint } from '#engine/packs/import/import-checkpoint.ts';
import { packPrecisions, type PackPrecision } from '#engine/packs/manifest.ts';
import { openPackOrFolder } from '#engine/packs/registry.ts';

/**
 * The published layout, imported and run by the product's own sampler, against PyTorch's numbers. `tiny` was recorded
 * with the published code; the others by training/tests/make_random_checkpoint.py, which reproduces `tiny` to 2e-6.
 */
const checkpoints = join(import.meta.dirname, '../../fixtures/checkpoints');
const transformerKeys = comparedKeys.filter((key) => !key.startsWith('vae'));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function importAndCompare(name: string, precision: PackPrecision, reference: string, autoencoder: string) {
  const output = join(folder, `${name}-${precision}`);
  const { manifest, unknownTensors } = await importCheckpoint({ transformer: join(reference, 'transformer.pt'), autoencoder, output, precision });
  expect(unknownTensors).toEqual([]);
  const pack = await openPackOrFolder(output, { bundled: folder, user: null });
  const { comparisons } = await comparePack(pack, reference);
  return { manifest, errors: Object.fromEntries(comparisons.map(({ key, error }) => [key, error])) as Record<ComparedKey, number> };
}

describe.each(packPrecisions)('at %s', (precision) => {
  test.each(['odd-sizes', 'bare-bfloat16'])('%s agrees with PyTorch on all nine results', async (name) => {
    const reference = join(checkpoints, name);
    const { manifest, errors } = await importAndCompare(name, precision, reference, join(reference, 'vae.pt'));
    expect(manifest.tolerance).toBe(precision === 'fp32' ? 1e-5 : precision === 'fp16' ? 5e-3 : manifest.tolerance);
    expect(manifest.tolerance).toBeLessThan(0.2);
    for (const key of comparedKeys) expect(errors[key], key).toBeLessThan(manifest.tolerance);
    expect(manifest.measuredErrors).toHaveLength(precision === 'fp32' ? 0 : manifest.depth);
  });

  test('tiny agrees with the published code', async () => {
    const reference = join(checkpoints, 'tiny');
    const { manifest, errors } = await importAndCompare('tiny', precision, reference, join(checkpoints, 'bare-bfloat16/vae.pt'));
    for (const key of transformerKeys) expect(errors[key], key).toBeLessThan(manifest.tolerance);
  });
});

test('every size comes from the shapes', async () => {
  const reference = join(checkpoints, 'odd-sizes');
  const output = join(folder, 'sizes');
  const { manifest } = await importCheckpoint({ transformer: join(reference, 'transformer.pt'), autoencoder: join(reference, 'vae.pt'), output, precision: 'fp32' });
  expect(manifest).toMatchObject({
    width: 64, heads: 2, headWidth: 32, depth: 2, window: { rows: 3, columns: 3 }, conditionTokens: 5, nullLabel: 7, channels: 16, tokenPixels: 4,
    autoencoder: { factor: 2, channels: 4, patch: 2, scale: 0.2325 }, labels: ['class 0', 'class 1', 'class 2', 'class 3', 'class 4', 'class 5', 'class 6'],
  });
});

test('a cancelled import stops and leaves nothing', async () => {
  const place = await mkdtemp(join(folder, 'cancelled-'));
  const controller = new AbortController();
  const fractions: number[] = [];
  const importing = importCheckpoint({
    transformer: join(checkpoints, 'tiny/transformer.pt'),
    autoencoder: join(checkpoints, 'bare-bfloat16/vae.pt'),
    output: join(place, 'pack'),
    precision: 'fp16',
    signal: controller.signal,
    onProgress: (fraction) => {
      fractions.push(fraction);
      if (fraction > 0.3) controller.abort();
    },
  });
  await expect(importing).rejects.toMatchObject({ name: 'Cancelled' });
  expect(await readdir(place)).toEqual([]);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
});

test('files that do not belong together are refused with a reason and leave nothing', async () => {
  const place = await mkdtemp(join(folder, 'refused-'));
  const refused = (transformer: string, autoencoder: string) =>
    importCheckpoint({ transformer: join(checkpoints, transformer), autoencoder: join(checkpoints, autoencoder), output: join(place, 'pack'), precision: 'fp32' });
  await expect(refused('tiny/transformer.pt', 'odd-sizes/vae.pt')).resolves.toMatchObject({ manifest: { autoencoder: { patch: 2 } } });
  await rm(join(place, 'pack'), { recursive: true });
  await expect(refused('odd-sizes/vae.pt', 'odd-sizes/transformer.pt')).rejects.toMatchObject({ code: 'checkpoint-invalid', message: expect.stringContaining('x_proj.weight') as unknown });
  await expect(refused('layouts/layouts.pt', 'odd-sizes/vae.pt')).rejects.toMatchObject({ code: 'checkpoint-invalid' });
  await expect(refused('absent.pt', 'odd-sizes/vae.pt')).rejects.toMatchObject({ code: 'file-not-found' });
  expect(await readdir(place)).toEqual([]);
});
