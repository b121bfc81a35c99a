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
const unguided = { guidance: 1, contextGuidance: 1 };
const byLabel = { guidance: 2, contextGuidance: 1 };
const byContext = { guidance: 1, contextGuidance: 2 };
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
  expect(() => assertRunFits(large, byLabel, free(2))).toThrow(
    /needs about [34]\.\d GB.*2\.0 GB are free.*guidance.*int8/,
  );
  expect(() => assertRunFits(large, byLabel, free(8))).not.toThrow();
  expect(() => assertRunFits({ ...large, precision: 'int8' }, unguided, free(2))).toThrow(
    /free\. Your picture is unchanged\. What helps: close other programs; choose a smaller model\./,
  );
});

test('float16 weights count twice, since the CPU widens them, and guidance doubles the cache', () => {
  const exact = estimateRunMemory(large, unguided);
  expect(estimateRunMemory({ ...large, precision: 'fp16' }, unguided).weights).toBe(2 * exact.weights);
  expect(estimateRunMemory({ ...large, precision: 'int8' }, unguided).weights).toBe(exact.weights);
  expect(estimateRunMemory(large, byLabel).cache).toBe(2 * exact.cache);
});

test('guidance by the context keeps one more sequence, which is computed by itself', () => {
  const [without, context] = [unguided, byContext].map((guidances) => estimateRunMemory(large, guidances));
  expect(context!.cache).toBe(2 * without!.cache);
  expect(context!.activations).toBe(without!.activations);
  const both = estimateRunMemory(large, { guidance: 2, contextGuidance: 2 });
  expect(both.cache).toBe(3 * without!.cache);
  expect(both.activations).toBe(estimateRunMemory(large, byLabel).activations);
  expect(() => assertRunFits(large, byContext, free(2))).toThrow(/guidance/);
});

test('weights that are loaded already are not needed twice, but guidance on them is: its keys and values come on top', () => {
  const open = { loaded: true, available: 0.15 * gigabyte };
  const plain = checkRunMemory(large, unguided, open);
  const guided = checkRunMemory(large, byLabel, open);
  expect(plain.neededBytes).toBeLessThan(0.5 * gigabyte);
  expect(guided.neededBytes).toBeGreaterThan(plain.neededBytes);
  const between = { loaded: true, available: (plain.neededBytes + guided.neededBytes) / 2 };
  expect(checkRunMemory(large, unguided, between).problem).toBeNull();
  expect(checkRunMemory(large, byLabel, between).problem).toMatch(/more of memory.*turn “Context guidance”/);
});

test('pixels count beside the network, and where they are most of it, filling less or without copies is what helps', () => {
  const needs = { ...unguided, detail: 'auto', pictureBytes: 3 * gigabyte } as const;
  const small = { ...fixture, files: [] };
  const plain = checkRunMemory(small, unguided, free(1));
  const filled = checkRunMemory(small, needs, free(1));
  expect(filled.neededBytes).toBe(plain.neededBytes + 3 * gigabyte);
  expect(filled.problem).toMatch(/fill or extend less at once; choose “Made by the model” under Detail\./);
  expect(checkRunMemory(small, { ...needs, detail: 'model' }, free(1)).problem).toMatch(/less at once\.$/);
  expect(() => assertRunFits(null, needs, free(2))).toThrow(/needs about 3\.0 GB of memory/);
  expect(() => assertRunFits(null, needs, free(4))).not.toThrow();
});
