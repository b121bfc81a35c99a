import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from './set-up/build.mjs';
import { ensureDependencies } from './set-up/dependencies.mjs';
import { startVirtualDisplay } from './set-up/display.mjs';
import { officialElectron, unofficialElectron } from './set-up/electron.mjs';
import { root, say } from './set-up/run.mjs';
import { ensureFonts, ensureRedis, ensureSystemLibraries } from './set-up/system-libraries.mjs';

/** All of `npm test`: set-up, the static checks, then every tier; `--campaign` runs the long campaigns instead. */
const campaign = process.argv.includes('--campaign');
/** One virtual display for each test file that runs at a time: windows on one display would share focus and clipboard. */
const workers = campaign ? [1] : [1, 2];
const projects = campaign ? ['campaign'] : ['unit', 'golden', 'integration', 'e2e'];

/** Everything before the first test: dependencies, build, static checks, Electron and a display for it. */
async function prepare() {
  ensureDependencies();
  await ensureBuild();
  if (!campaign) await runTogether(['typecheck', 'lint']);
  const electron = officialElectron() ?? unofficialElectron();
  if (!electron) throw new Error('No Electron can be had here, so the tests in the real app cannot run.');
  if (!ensureSystemLibraries(electron.path))
    throw new Error('Electron misses libraries of this system (above).');
  if (!ensureFonts()) throw new Error('Letters of some languages are missing (above).');
  if (!ensureRedis()) throw new Error('Redis is missing (above).');
  const displays = await Promise.all(workers.map(() => startVirtualDisplay()));
  if (displays.includes(null))
    throw new Error('There is no display, and no virtual one could be started (above).');
  return { electron, displays };
}

/** Runs scripts of package.json beside each other. @throws where one of them fails, once all have ended */
async function runTogether(scripts) {
  const ends = scripts.map(
    (script) =>
      new Promise((resolve) =>
        spawn('npm', ['run', '--silent', script], {
          cwd: root,
          stdio: 'inherit',
          shell: process.platform === 'win32',
        }).once('exit', (code) => resolve(code === 0 ? [] : [script])),
      ),
  );
  const failed = (await Promise.all(ends)).flat();
  if (failed.length > 0) throw new Error(`npm run ${failed.join(' and npm run ')} failed (above).`);
}

/** The last line, whatever happened before. */
function end(passed, failed) {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 || passed === 0 ? 1 : 0);
}

const { electron, displays } = await prepare().catch((error) => {
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
    env: {
      ...process.env,
      DISPLAY: displays[0].display,
      TESSERA_TEST_DISPLAYS: displays.map(({ display }) => display).join(' '),
      TESSERA_ELECTRON: electron.path,
    },
  },
);
for (const display of displays) display.stop();
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
