import { expect, test } from 'vitest';
import { fuzzImport } from '#tests/fixtures/import-fuzz.ts';

/** Length and start of the campaign; the same seed changes files in the same way. */
const seconds = Number(process.env['TESSERA_CAMPAIGN_SECONDS'] ?? 120);
const seed = Number(process.env['TESSERA_CAMPAIGN_SEED'] ?? 1);

test('no changed checkpoint crashes the importer, hangs it or makes it write outside its target', async () => {
  const { findings, ...numbers } = await fuzzImport(seed, seconds);
  console.log('import fuzzing', { seed, seconds, ...numbers });
  expect(findings).toEqual([]);
});
