import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes the folder of this user's data and writes into it once. @throws what the system answers where that cannot be */
export function prepareDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const probe = join(folder, '.writable');
  writeFileSync(probe, 'yes');
  rmSync(probe, { force: true });
}
