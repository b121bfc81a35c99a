import { spawnSync } from 'node:child_process';
import { ensureBuild } from './set-up/build.mjs';
import { ensureDependencies } from './set-up/dependencies.mjs';
import { startVirtualDisplay } from './set-up/display.mjs';
import { officialElectron, unofficialElectron } from './set-up/electron.mjs';
import { root, say } from './set-up/run.mjs';
import { ensureSystemLibraries } from './set-up/system-libraries.mjs';

/**
 * `npm run test:gpu-software`: engine and app on SwiftShader, the software renderer that comes with Electron (Linux alone).
 * `-- --all`: instead of these, tests that are made for the CPU (vitest.config.ts), which take an hour.
 */
if (process.platform !== 'linux') {
  say('The tests on a software GPU run on Linux alone: they are skipped here.');
  process.exit(0);
}
ensureDependencies();
await ensureBuild();
const electron = officialElectron() ?? unofficialElectron();
if (!electron) {
  say('No Electron can be had here, and with it no software GPU.');
  process.exit(1);
}
const display = ensureSystemLibraries(electron.path) ? await startVirtualDisplay() : null;
if (!display) {
  say('The app cannot be shown here (above), and with it not tested.');
  process.exit(1);
}
// One file at a time: windows on one display would share focus and pointer.
const all = ['--no-file-parallelism', '--project', 'device-integration', '--project', 'device-e2e'];
// With the tests of it that `npm test` has, too.
const usual = ['--project', 'gpu-software', '--project', 'integration', 'gpu-software', 'software-gpu'];
const { status } = spawnSync('npx', ['vitest', 'run', ...(process.argv.includes('--all') ? all : usual)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, DISPLAY: display.display, TESSERA_ELECTRON: electron.path },
});
display.stop();
process.exit(status ?? 1);
