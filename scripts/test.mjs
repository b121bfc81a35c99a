import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from './set-up/build.mjs';
import { ensureDependencies } from './set-up/dependencies.mjs';
import { startVirtualDisplay } from './set-up/display.mjs';
import { officialElectron, unofficialElectron } from './set-up/electron.mjs';
import { root, run, say } from './set-up/run.mjs';
import { ensureSystemLibraries } from './set-up/system-libraries.mjs';

/** All of `npm test`: set-up, the static checks, then every tier; `--campaign` runs the long campaigns instead. */
const campaign = process.argv.includes('--campaign');
const projects = campaign ? ['campaign'] : ['unit', 'golden', 'integration', 'e2e'];

/** Everything before the first test: dependencies, build, static checks, Electron and a display for it. */
async function prepare() {
  ensureDependencies();
  ensureBuild();
  if (!campaign) {
    run('npm', ['run', '--silent', 'typecheck']);
    run('npm', ['run', '--silent', 'lint']);
  }
  const electron = officialElectron() ?? unofficialElectron();
  if (!electron) throw new Error('No Electron can be had here, so the tests in the real app cannot run.');
  if (!ensureSystemLibraries(electron.path))
    throw new Error('Electron misses libraries of this system (above).');
  const display = await startVirtualDisplay();
  if (!display) throw new Error('There is no display, and no virtual one could be started (above).');
  return { electron, display };
}

/** The last line, whatever happened before. */
function end(passed, failed) {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 || passed === 0 ? 1 : 0);
}

const { electron, display } = await prepare().catch((error) => {
  say(`No test was run: ${error.message}`);
  end(0, 1);
});

const reports = mkdtempSync(join(tmpdir(), 'tessera-test-'));
const reportFile = join(reports, 'report.json');
const outcome = spawnSync(
  'npx',
  [
    'vitest',
    'run',
    ...projects.flatMap((name) => ['--project', name]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
  ],
  {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, DISPLAY: display.display, TESSERA_ELECTRON: electron.path },
  },
);
display.stop();
let report = null;
try {
  report = JSON.parse(readFileSync(reportFile, 'utf8'));
} catch {
  say('The test runner wrote no report.');
}
rmSync(reports, { recursive: true, force: true });
const passed = report?.numPassedTests ?? 0;
const failed = (report?.numFailedTests ?? 0) + (outcome.status !== 0 && !report?.numFailedTests ? 1 : 0);
const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
if (skipped > 0) say(`${skipped} were skipped: what they need is not here (see above).`);
end(passed, failed);
