import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, say } from './run.mjs';

const stampFile = join(root, 'node_modules', '.tessera-lock-hash');

/** Installs exactly what the lock file names, unless that has been done already. */
export function ensureDependencies() {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;
  say('Installing the locked dependencies (once; about a minute) ...');
  run('npm', ['ci', '--loglevel=error']);
  writeFileSync(stampFile, hash);
}
