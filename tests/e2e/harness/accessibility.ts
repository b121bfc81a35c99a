import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

interface AxeViolation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}
interface AxeWindow {
  axe?: { run(context: Document, options: object): Promise<{ violations: AxeViolation[] }> };
}

const serious = new Set(['serious', 'critical']);

const everything = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
};
/** All that another theme can change: the rest of the window is the same elements. */
const contrastAlone = { type: 'rule', values: ['color-contrast'] };

/** What axe finds serious or critical in the window as it is now; empty = nothing. */
export async function seriousProblems(window: Page, rules: 'all' | 'contrast' = 'all'): Promise<string[]> {
  const loaded = await window.evaluate(() => (globalThis as AxeWindow).axe !== undefined);
  // Evaluated, not added as a script element: the window's own rules forbid those.
  if (!loaded)
    await window.evaluate(
      await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
    );
  const violations = await window.evaluate(
    async (runOnly) =>
      (await (globalThis as AxeWindow).axe!.run(document, { resultTypes: ['violations'], runOnly }))
        .violations,
    rules === 'all' ? everything : contrastAlone,
  );
  return violations
    .filter(({ impact }) => serious.has(impact ?? ''))
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
    );
}
