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

/** What axe finds serious or critical in the window as it is now; empty = nothing. */
export async function seriousProblems(window: Page): Promise<string[]> {
  const loaded = await window.evaluate(() => (globalThis as AxeWindow).axe !== undefined);
  // Evaluated, not added as a script element: the window's own rules forbid those.
  if (!loaded)
    await window.evaluate(
      await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
    );
  const violations = await window.evaluate(async () => {
    const options = {
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'],
    };
    return (await (globalThis as AxeWindow).axe!.run(document, options)).violations;
  });
  return violations
    .filter(({ impact }) => serious.has(impact ?? ''))
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
    );
}
