import { expect, it } from 'vitest';
import { pythonCheck } from './python-check.ts';

it('what is written of 300 pictures made by a seed is what they were, in every format, as other readers find', () => {
  const said = pythonCheck('corpus-check', 'tests/fixtures/corpus', 'check_written.py', '300');
  expect(said).toMatch(/^(\d+) of \1 files/m);
});
