import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** Everything a script loads before its first line runs: its own imports and those of the files they name. */
function importsOf(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  return [...readFileSync(file, 'utf8').matchAll(/^(?:import|export) .*?from '(.+?)'/gmsu)].flatMap(
    ([, name = '']) => (name.startsWith('.') ? importsOf(join(dirname(file), name), seen) : [name]),
  );
}

test.each(['test', 'start', 'test-package', 'test-gpu-software'])(
  'scripts/%s.mjs begins in a checkout without node_modules',
  (name) => {
    const imports = importsOf(join('scripts', `${name}.mjs`));
    expect(imports).toContain('node:fs');
    const packages = imports.filter((each) => !builtinModules.includes(each.replace(/^node:/u, '')));
    expect(packages).toEqual([]);
  },
);
