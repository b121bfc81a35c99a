import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
await ensureBuild();
const electron = officialElectron() ?? unofficialElectron();
const display = electron && ensureSystemLibraries(electron.path) && (await startVirtualDisplay());
if (!electron || !display || !ensurePackagingTools()) {
  say('No package was tested (above).');
  process.exit(1);
}
const report = join(mkdtempSync(join(tmpdir(), 'tessera-package-')), 'report.json');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'package', ...reporters], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, DISPLAY: display.display, TESSERA_ELECTRON: electron.path },
});
display.stop();
const { numPassedTests = 0, numFailedTests = 1 } = existsSync(report)
  ? JSON.parse(readFileSync(report, 'utf8'))
  : {};
rmSync(dirname(report), { recursive: true });
console.log(`
target                   state
Linux x64 folder         built, looked into
Linux x64 deb            built, installed, started, filled a photo, removed
Linux x64 rpm            built, listed
npm package              packed, installed in an empty folder, its example run
Linux arm64              never run
Windows nsis             configured, never run
macOS dmg                configured, never run`);
console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
process.exit(status ?? 1);
