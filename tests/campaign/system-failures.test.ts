import { expect, it } from 'vitest';
import { fileWork } from '#tests/fixtures/file-work.ts';
import { failEachCall, systemCodes } from '#tests/fixtures/system-failures.ts';

it.each(fileWork)('$name: each code at each call is a sentence, or costs nothing', async (work) => {
  const { findings, failures } = await failEachCall(work, () => systemCodes);
  expect(findings).toEqual([]);
  expect(failures).toBeGreaterThan(systemCodes.length);
});
