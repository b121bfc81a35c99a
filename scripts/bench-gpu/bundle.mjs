import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { kernels } from '../set-up/kernels-plugin.mjs';
import { officialElectron, unofficialElectron } from '../set-up/electron.mjs';
import { root, say } from '../set-up/run.mjs';

const partBytes = 16e6;
const scripts = join(root, 'scripts/bench-gpu');
const runtime = 'bin/napi-v6/linux/x64';

/** Everything that the target needs, in `folder`: how it lies there is told by rows.ts. */
async function lay(folder, cuda) {
  const app = join(folder, 'app');
  // Everything that is ours in one folder: of node_modules ONNX Runtime alone goes with it.
  await build({
    ...{ root, configFile: false, logLevel: 'warn', plugins: [kernels()] },
    ssr: { noExternal: true, external: ['onnxruntime-node'] },
    define: { isInApp: 'false' },
    build: {
      ...{ ssr: true, target: 'node20', outDir: app, emptyOutDir: true },
      rollupOptions: { input: { 'measure-card': join(scripts, 'measure-card.ts') } },
    },
  });
  writeFileSync(join(app, 'package.json'), '{ "type": "module" }\n');
  const modules = join(root, 'node_modules');
  for (const path of ['onnxruntime-node/dist', `onnxruntime-node/${runtime}`, 'onnxruntime-common/dist'])
    cpSync(join(modules, path), join(app, 'node_modules', path), { recursive: true });
  for (const name of ['onnxruntime-node', 'onnxruntime-common'])
    copyFileSync(join(modules, name, 'package.json'), join(app, 'node_modules', name, 'package.json'));
  const pack = readdirSync(join(root, 'models')).find((name) =>
    existsSync(join(root, 'models', name, 'manifest.json')),
  );
  cpSync(join(root, 'models', pack), join(folder, 'models/default'), { recursive: true });
  copyFileSync(process.execPath, join(folder, 'node'));
  chmodSync(join(folder, 'node'), 0o755);
  const electron = officialElectron() ?? unofficialElectron();
  if (!electron) throw new Error('No Electron can be had here, and with it no Vulkan loader.');
  mkdirSync(join(folder, 'vulkan'));
  for (const name of ['libvulkan.so.1', 'libvk_swiftshader.so', 'vk_swiftshader_icd.json'])
    copyFileSync(join(dirname(electron.path), name), join(folder, 'vulkan', name));
  const python = join(folder, 'python/training');
  mkdirSync(join(python, 'model'), { recursive: true });
  for (const name of ['__init__.py', 'card_speed.py', ...readdirSync(join(root, 'training/model'))])
    if (name.endsWith('.py')) {
      const path = existsSync(join(root, 'training', name)) ? name : `model/${name}`;
      copyFileSync(join(root, 'training', path), join(python, path));
    }
  copyFileSync(join(root, 'training/model/__init__.py'), join(python, 'model/__init__.py'));
  if (cuda !== null) {
    mkdirSync(join(folder, 'cuda'));
    for (const name of readdirSync(cuda).filter((each) => /\.so(\.\d+)*$/.test(each)))
      copyFileSync(join(cuda, name), join(folder, 'cuda', name));
  }
}

/** Writes `folder` as tar.xz in parts. @returns their names */
function pack(folder, directory, preset) {
  const archive = join(directory, 'archive');
  const command = `tar -cf - --owner=0 --group=0 -C "$1" . | xz -T0 -${preset} > "$2"`;
  execFileSync('sh', ['-c', command, 'sh', folder, archive], { stdio: 'inherit' });
  const names = [];
  const file = openSync(archive, 'r');
  const buffer = Buffer.alloc(partBytes);
  for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer)) {
    const name = `part-${String(names.length).padStart(3, '0')}`;
    writeFileSync(join(directory, name), buffer.subarray(0, size));
    names.push(name);
  }
  closeSync(file);
  rmSync(archive);
  return names;
}

/**
 * Writes what measures a graphics card on a machine without network, npm and Node.
 * @param directory where; has to be empty or missing
 * @param cuda a folder of provider libraries that go with it; null = none
 * @param preset how hard xz tries, 0 to 9
 */
export async function writeBundle({ directory, cuda = null, preset = 6 }) {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('A bundle is made on Linux x64 alone, with the Node that goes into it.');
  if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new Error(`${directory} is not empty. Nothing was written. Name another folder.`);
  mkdirSync(directory, { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-gpu-'));
  try {
    await lay(folder, cuda);
    const names = pack(folder, directory, preset);
    const sums = names.map((name) => {
      const sum = createHash('sha256')
        .update(readFileSync(join(directory, name)))
        .digest('hex');
      return `${sum}  ${name}\n`;
    });
    writeFileSync(join(directory, 'parts.sha256'), sums.join(''));
    for (const name of ['run.sh', 'README.txt']) copyFileSync(join(scripts, name), join(directory, name));
    chmodSync(join(directory, 'run.sh'), 0o755);
    const bytes = readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
    say(
      `${directory}: ${names.length} parts, ${(bytes / 1e6).toFixed(1)} MB. On the machine with the card: sh run.sh > results.json`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
