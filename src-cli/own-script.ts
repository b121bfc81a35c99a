import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The path of another built script of the command line, by its file's name: this one lies beside it, or in a folder there. */
export function ownScript(name: string): string {
  const built = [import.meta.dirname, dirname(import.meta.dirname)].map((folder) => join(folder, name));
  // Run from its sources, as tests do, it uses what was built of them.
  return built.find((path) => existsSync(path)) ?? join(import.meta.dirname, '../out/cli', name);
}
