import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { ensureBuild } from './set-up/build.mjs';
import { ensureDependencies } from './set-up/dependencies.mjs';
import { startVirtualDisplay } from './set-up/display.mjs';
import { officialElectron, unofficialElectron } from './set-up/electron.mjs';
import { root, say } from './set-up/run.mjs';
import { ensureSystemLibraries } from './set-up/system-libraries.mjs';

/** `npm run test:gpu-software`: engine and app on SwiftShader, the software renderer that comes with Electron (Linux alone). */
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
const folder = dirname(electron.path);
const driver = join(folder, 'vk_swiftshader_icd.json');
const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'gpu-software'], {
  cwd: root,
  stdio: 'inherit',
  // The Vulkan loader is looked for when the process starts.
  env: {
    ...process.env,
    DISPLAY: display.display,
    TESSERA_ELECTRON: electron.path,
    LD_LIBRARY_PATH: folder,
    VK_ICD_FILENAMES: driver,
    VK_DRIVER_FILES: driver,
  },
});
display.stop();
process.exit(status ?? 1);
