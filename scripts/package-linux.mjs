import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { makeDeb, makeRpm, ownMimeTypes } from './package-linux/installers.mjs';
import { ensureBuild } from './set-up/build.mjs';
import { officialElectron } from './set-up/electron.mjs';
import { root, say } from './set-up/run.mjs';

/**
 * `npm run package:linux [-- --output DIR]`: the app as a folder, a deb and an rpm for this kind of processor.
 * With `--test-electron BINARY` they are made around that Electron, for tests: the packages and the app say so.
 */
const { values } = parseArgs({
  options: { output: { type: 'string', default: join(root, 'dist') }, 'test-electron': { type: 'string' } },
});
const output = resolve(values.output);
const testElectron = values['test-electron'];

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${command} ended with ${status}`);
}

/** @returns the folder with the unpacked app */
function makeFolder() {
  const electron = testElectron ?? officialElectron()?.path;
  if (!electron) throw new Error('The official Electron cannot be had here, and nothing else is packaged.');
  const electronDist = dirname(electron);
  const electronVersion = readFileSync(join(electronDist, 'version'), 'utf8').trim().replace(/^v/, '');
  run('npx', [
    'electron-builder',
    '--linux',
    'dir',
    '--publish',
    'never',
    `--config.electronDist=${electronDist}`,
    `--config.electronVersion=${electronVersion}`,
    `--config.directories.output=${output}`,
    ...(testElectron ? ['--config.extraMetadata.tesseraTestBuild=true'] : []),
  ]);
  return join(output, process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`);
}

const iconSides = [16, 32, 48, 64, 128, 256, 512];
/** @returns icon files by size, in a folder */
async function makeIcons(folder) {
  const icons = {};
  for (const side of iconSides) {
    const file = join(folder, `${side}.png`);
    await sharp(join(root, 'assets', 'icon.png'))
      .resize(side)
      .png()
      .toFile(file);
    icons[`${side}x${side}`] = file;
  }
  return icons;
}

/** What desktops offer Tessera for. */
const mimeType = [
  ...ownMimeTypes,
  ...[
    'jpeg',
    'png',
    'tiff',
    'webp',
    'avif',
    'heif',
    'heic',
    'jxl',
    'jp2',
    'bmp',
    'gif',
    'vnd.adobe.photoshop',
    'x-exr',
    'vnd.radiance',
  ].map((kind) => `image/${kind}`),
];

await ensureBuild();
mkdirSync(output, { recursive: true });
const src = makeFolder();
const temporary = mkdtempSync(join(tmpdir(), 'tessera-package-'));
try {
  const { version, description, homepage } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const options = {
    name: 'tessera',
    bin: 'tessera',
    productName: 'Tessera',
    genericName: 'Photo Editor',
    version: testElectron ? `${version}~test` : version,
    description,
    productDescription: `${description} No cloud, no account.`,
    ...(homepage && { homepage }),
    license: 'MIT',
    icon: await makeIcons(temporary),
    categories: ['Graphics', 'Photography'],
    mimeType,
  };
  const architecture = { x64: ['amd64', 'x86_64'], arm64: ['arm64', 'aarch64'] }[process.arch];
  if (!architecture) throw new Error(`No packages are made for ${process.arch}.`);
  const [arch, rpmArch] = architecture;
  process.umask(0o022);
  const deb = {
    section: 'graphics',
    maintainer: 'Tessera developers',
    recommends: ['fonts-noto-cjk', 'fonts-noto-core'],
  };
  await makeDeb({
    src,
    dest: output,
    arch,
    options: { ...options, ...deb, compression: testElectron ? 'gzip' : 'xz' },
  });
  await makeRpm({
    src,
    dest: output,
    arch: rpmArch,
    options: { ...options, compressionLevel: testElectron ? 0 : 6 },
  });
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
say(`The folder, the deb and the rpm lie in ${output}.`);
