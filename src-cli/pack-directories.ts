import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackDirectories } from '../src-engine/protocol';

/** Where the command line looks for packs: the models folder of the installation it runs from. */
export function commandLinePackDirectories(): PackDirectories {
  for (
    let folder = dirname(fileURLToPath(import.meta.url));
    folder !== dirname(folder);
    folder = dirname(folder)
  ) {
    if (existsSync(join(folder, 'models')) && existsSync(join(folder, 'package.json')))
      return { bundled: join(folder, 'models'), user: null };
  }
  return { bundled: join(process.cwd(), 'models'), user: null };
}
