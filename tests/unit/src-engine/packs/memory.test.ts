import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseManifest, type PackManifest } from '#engine/packs/manifest.ts';
import { assertRunFits, checkRunMemory, estimateRunMemory } from '#engine/packs/memory.ts';

const fixture = parseManifest(
  readFileSync(join(import.meta.dirname, '../../../fixtures/manifest.json'), 'utf8'),
);
const gigabyte = 1e9;
const free = (gigabytes: number) => ({ loaded: false, available: gigabytes * gigabyte });
const large: PackManifest = {
  ...fixture,
  width: 1280,
  depth: 32,
  heads: 20,
  headWidth: 64,
  conditionTokens: 64,
  precision: 'fp32',
  tokenPixels: 16,
  autoencoder: { factor: 16, channels: 16, scale: 0.2325, patch: 1 },
  files: [{ path: 'transformer.weights', size: 2.9 * gigabyte, sha256: '0'.repeat(64) }],
};

test('a run that cannot fit is refused before it starts, with the sizes and what would help', () => {
  expect(() => assertRunFits(large, 2, free(2))).toThrow(
    /needs about [34]\.\d GB.*2\.0 GB are free.*guidance.*int8/,
  );
  expect(() => assertRunFits(large, 2, free(8))).not.toThrow();
  expect(() => assertRunFits({ ...large, precision: 'int8' }, 1, free(2))).toThrow(
    /free\. Your picture is unchanged\. Close other programs, or choose a smaller model/,
  );
});

test('float16 weights count twice, since the CPU widens them, and guidance doubles the cache', () => {
  const exact = estimateRunMemory(large, 1);
  expect(estimateRunMemory({ ...large, precision: 'fp16' }, 1).weights).toBe(2 * exact.weights);
  expect(estimateRunMemory({ ...large, precision: 'int8' }, 1).weights).toBe(exact.weights);
  expect(estimateRunMemory(large, 2).cache).toBe(2 * exact.cache);
});

test('weights that are loaded already are not needed twice, but guidance on them is: its keys and values come on top', () => {
  const open = { loaded: true, available: 0.15 * gigabyte };
  const plain = checkRunMemory(large, 1, open);
  const guided = checkRunMemory(large, 2, open);
  expect(plain.neededBytes).toBeLessThan(0.5 * gigabyte);
  expect(guided.neededBytes).toBeGreaterThan(plain.neededBytes);
  const between = { loaded: true, available: (plain.neededBytes + guided.neededBytes) / 2 };
  expect(checkRunMemory(large, 1, between).problem).toBeNull();
  expect(checkRunMemory(large, 2, between).problem).toMatch(/more of memory for this run.*turn guidance off/);
});
