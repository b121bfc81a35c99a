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
  // onnxruntime-node's install script would fetch CUDA libraries; the CPU and WebGPU ones are in the package.
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    env: { ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  writeFileSync(stampFile, hash);
}
