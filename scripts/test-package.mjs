import { spawnSync } from 'node:child_process';
import { ensureBuild } from './set-up/build.mjs';
import { ensureDependencies } from './set-up/dependencies.mjs';
import { startVirtualDisplay } from './set-up/display.mjs';
import { officialElectron, unofficialElectron } from './set-up/electron.mjs';
import { root, say } from './set-up/run.mjs';
import { ensurePackagingTools, ensureSystemLibraries } from './set-up/system-libraries.mjs';

/** `npm run test:package`: builds what can be built on Linux, installs it, starts it, fills a photo, removes it. */
if (process.platform !== 'linux') {
  say(
    'Packages are built and tested on Linux alone: skipped here. docs/releases.md says how the others are made.',
  );
  process.exit(0);
}
ensureDependencies();
ensureBuild();
const electron = officialElectron() ?? unofficialElectron();
const display = electron && ensureSystemLibraries(electron.path) && (await startVirtualDisplay());
if (!electron || !display || !ensurePackagingTools()) {
  say('No package was tested (above).');
  process.exit(1);
}
const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'package'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, DISPLAY: display.display, TESSERA_ELECTRON: electron.path },
});
display.stop();
console.log(`
target                   state
Linux x64 folder         built, looked into
Linux x64 deb            built, installed, started, filled a photo, removed
Linux x64 rpm            built, listed
Linux arm64              never run
Windows nsis             configured, never run
macOS dmg                configured, never run`);
process.exit(status ?? 1);
