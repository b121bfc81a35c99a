import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

interface Report {
  readonly figuresFile: string;
  withSection(text: string, figures: unknown): string;
}

it('the table of whole jobs is made of the figures beside it', async () => {
  const report = (await import(resolve('scripts/bench-jobs/report.mjs'))) as Report;
  const text = readFileSync(resolve('docs/performance.md'), 'utf8');
  const figures: unknown = JSON.parse(readFileSync(report.figuresFile, 'utf8'));
  expect(report.withSection(text, figures)).toBe(text);
});
