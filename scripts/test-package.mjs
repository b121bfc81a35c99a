import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from './set-up/build.mjs';
import { ensureDependencies } from './set-up/dependencies.mjs';
import { startVirtualDisplay } from './set-up/display.mjs';
import { officialElectron, unofficialElectron } from './set-up/electron.mjs';
import { root, say } from './set-up/run.mjs';
import { ensurePackagingTools, ensureSystemLibraries } from './set-up/system-libraries.mjs';

/**
 * `npm run test:package`: builds what can be built on Linux, installs it, starts it, fills a photo, removes it. With
 * `-- --smoke FOLDER`, on any system: starts the app that electron-builder made there and fills a photo.
 */
const { values } = parseArgs({ options: { smoke: { type: 'string' } } });
if (process.platform !== 'linux' && values.smoke === undefined) {
  say(
    'Packages are built and tested on Linux alone: skipped here. docs/releases.md says how the others are made.',
  );
  process.exit(0);
}
ensureDependencies();
await ensureBuild();
const display = process.platform === 'linux' && (await startVirtualDisplay());
if (process.platform === 'linux' && !display) process.exit(1);
/** Runs a tier of tests. @returns its exit status and counts */
function test(project, environment) {
  const report = join(mkdtempSync(join(tmpdir(), 'tessera-package-')), 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = spawnSync('npx', ['vitest', 'run', '--project', project, ...reporters], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, ...(display && { DISPLAY: display.display }), ...environment },
  });
  if (display) display.stop();
  const { numPassedTests = 0, numFailedTests = 1 } = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : {};
  rmSync(dirname(report), { recursive: true });
  // What fails before a test begins is none of its numbers.
  const failed = status === 0 ? numFailedTests : Math.max(1, numFailedTests);
  return { status: status ?? 1, counts: `${numPassedTests} passed, ${failed} failed` };
}

if (values.smoke !== undefined) {
  const { status, counts } = test('smoke', { TESSERA_PACKAGED: resolve(values.smoke) });
  console.log(counts);
  process.exit(status);
}
const electron = officialElectron() ?? unofficialElectron();
if (!electron || !ensureSystemLibraries(electron.path) || !ensurePackagingTools()) {
  say('No package was tested (above).');
  process.exit(1);
}
const { status, counts } = test('package', { TESSERA_ELECTRON: electron.path });
// What each target went through, as the document says it.
const releases = readFileSync(join(root, 'docs', 'releases.md'), 'utf8');
console.log(`\n${releases.slice(releases.indexOf('| target')).trim()}`);
console.log(counts);
process.exit(status);
