import { expect, test } from 'vitest';
import { fuzzImport } from '#tests/fixtures/import-fuzz.ts';

/** A slice of tests/campaign/import-fuzz.test.ts. */
test('some seconds of changed checkpoints cause neither a crash nor a stray file', async () => {
  const report = await fuzzImport(1, 3);
  expect(report.findings).toEqual([]);
  expect(report.pickles).toBeGreaterThan(10);
}, 60_000);
