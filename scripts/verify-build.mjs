import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { extractFile, listPackage } from '@electron/asar';
import fusesPackage from '@electron/fuses';
import { root } from './set-up/run.mjs';

const { FuseV1Options, getCurrentFuseWire } = fusesPackage;
/** A fuse's byte in the binary (the package does not export its names). */
const FuseState = { DISABLE: 48, ENABLE: 49 };

/**
 * `node scripts/verify-build.mjs [FOLDER] [--test]`: looks into what electron-builder made: the fuses, what is in the archive,
 * what lies beside it, its size. Ends with 1 where it is wrong; a build around an Electron for tests is, but for `--test`.
 */
const { values, positionals } = parseArgs({
  options: { test: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const folder = positionals[0] ?? join(root, 'dist', 'linux-unpacked');
/** Bytes that an installed app may take, and by how many it may grow before somebody says why (release/size.json). */
const maxInstalledBytes = 420e6;
const maxGrowth = 25e6;
const problems = [];
const expect = (holds, problem) => holds || problems.push(problem);

/** What takes the room, by the beginnings of paths; what begins like none of them is Electron's. The first that fits counts. */
const parts = {
  "Chromium's words": ['locales/'],
  'ONNX Runtime': ['resources/app.asar.unpacked/node_modules/onnxruntime-node/'],
  'picture libraries': ['resources/app.asar.unpacked/'],
  models: ['resources/models/'],
  'sample photos': ['resources/assets/'],
  'archive (app and packages)': ['resources/app.asar'],
  'licences and help': ['resources/', 'LICENSE'],
};

/** Bytes by part. */
function sizesByPart(place) {
  const sizes = Object.fromEntries([...Object.keys(parts), 'Electron'].map((part) => [part, 0]));
  for (const entry of readdirSync(place, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(place, path).replaceAll('\\', '/');
    const [part] = Object.entries(parts).find(([, starts]) =>
      starts.some((start) => name.startsWith(start)),
    ) ?? ['Electron'];
    sizes[part] += statSync(path).size;
  }
  return sizes;
}

/** The program and its resources, where each system has them. */
const [executable, resources] = [
  ['tessera', 'resources'],
  ['Tessera.exe', 'resources'],
  ['Tessera.app', 'Tessera.app/Contents/Resources'],
]
  .map((names) => names.map((name) => join(folder, name)))
  .find(([program]) => existsSync(program)) ?? [join(folder, 'tessera'), join(folder, 'resources')];
const fuses = await getCurrentFuseWire(executable);
const expected = {
  RunAsNode: FuseState.DISABLE,
  EnableCookieEncryption: FuseState.ENABLE,
  EnableNodeOptionsEnvironmentVariable: FuseState.DISABLE,
  EnableNodeCliInspectArguments: FuseState.DISABLE,
  EnableEmbeddedAsarIntegrityValidation: FuseState.ENABLE,
  OnlyLoadAppFromAsar: FuseState.ENABLE,
  GrantFileProtocolExtraPrivileges: FuseState.DISABLE,
};
for (const [name, state] of Object.entries(expected))
  expect(fuses[FuseV1Options[name]] === state, `fuse ${name} is wrong`);

const archive = join(resources, 'app.asar');
const paths = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
const allowed = [
  '/out/main',
  '/out/command-line',
  '/out/preload',
  '/out/renderer',
  '/node_modules',
  '/out/THIRD_PARTY_LICENCES.md',
  '/LICENSE',
  '/package.json',
];
const strangers = paths.filter(
  (path) => path !== '/out' && !allowed.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)),
);
expect(strangers.length === 0, `the archive holds what should not ship: ${strangers.slice(0, 5).join(', ')}`);
expect(
  !paths.some((path) => path.includes('/@img/sharp-linux')),
  'native sharp ships on Linux, where it clashes with GLib',
);
expect(
  !paths.some((path) => /^\/node_modules\/(bullmq|ioredis|aws4fetch)\//.test(path)),
  'the queue or the S3 client ships in the app, which opens no connection',
);
const scripts = paths.filter((path) => /^\/out\/(main|command-line)\/.*\.js$/.test(path));
const contains = (path, words) => extractFile(archive, path.slice(1)).includes(words);
for (const name of ['bullmq', 'ioredis', 'aws4fetch'])
  expect(
    !scripts.some((path) => contains(path, name)),
    `${name} is asked for by the app, which opens no connection`,
  );
expect(
  process.env.TESSERA_UPDATE_FEED || !scripts.some((path) => contains(path, 'electron-updater')),
  'what looks for updates ships, although there is no feed',
);
// What a WebAssembly module begins with, as text: in the engine or in what it shares with the pixel process.
expect(
  scripts.some((path) => contains(path, 'AGFzbQEAAAA')),
  "the engine's compiled kernels are missing",
);
const metadata = JSON.parse(extractFile(archive, 'package.json').toString());
expect(metadata.main === 'out/main/start.js', 'package.json names no entry');
expect(
  values.test || !metadata.tesseraTestBuild,
  'this is a build for tests, around an Electron that nobody has verified: it must not be given to anyone',
);
expect(!paths.some((path) => path.startsWith('/out/') && path.endsWith('.map')), 'source maps ship');
expect(!paths.some((path) => path.startsWith('/tests/')), 'tests ship');
const sizes = sizesByPart(folder);
const installedBytes = Object.values(sizes).reduce((sum, size) => sum + size, 0);
const known = JSON.parse(readFileSync(join(root, 'scripts', 'release', 'size.json'), 'utf8'));
expect(
  installedBytes <= maxInstalledBytes,
  `it takes ${Math.round(installedBytes / 1e6)} MB, over ${maxInstalledBytes / 1e6} MB`,
);
// Each is loaded on first use, by a path that only then turns out to be there or not.
for (const library of [
  'libheif-js/libheif-wasm/libheif.wasm',
  'libraw-wasm/dist/libraw.wasm',
  'wasm-vips/lib/vips-node.js',
  'wasm-vips/lib/vips-jxl.wasm',
  '@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.wasm',
  'zstddec/dist/zstddec.cjs',
  '@contentauth/c2pa-wasm/pkg/c2pa_bg.wasm',
  'parse-exr/index.js',
  'csv-parse/lib/sync.js',
])
  expect(paths.includes(`/node_modules/${library}`), `${library} is missing`);
// Measured on Linux x64: other systems have their own sizes.
expect(
  process.platform !== 'linux' ||
    process.arch !== 'x64' ||
    installedBytes <= known.installedBytes + maxGrowth,
  `it takes over ${maxGrowth / 1e6} MB more than ${Math.round(known.installedBytes / 1e6)} MB: say why in scripts/release/size.json`,
);
const natives = [];
expect(
  readdirSync(join(resources, 'models')).some((name) =>
    existsSync(join(resources, 'models', name, 'manifest.json')),
  ),
  'no model pack ships',
);
for (const name of ['salient-objects.onnx', 'salient-objects.LICENSE.txt'])
  expect(existsSync(join(resources, 'models', name)), `models/${name} is missing`);
const packs = readdirSync(join(resources, 'models'), { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
);
for (const { name } of packs) {
  const { files } = JSON.parse(readFileSync(join(resources, 'models', name, 'manifest.json'), 'utf8'));
  for (const { path, sha256 } of files) {
    const found = createHash('sha256')
      .update(readFileSync(join(resources, 'models', name, path)))
      .digest('hex');
    expect(found === sha256, `the model file ${name}/${path} is not what its manifest says`);
  }
}
for (const library of readdirSync(join(resources, 'app.asar.unpacked/node_modules/onnxruntime-node/bin'), {
  recursive: true,
}))
  if (String(library).endsWith('.node')) natives.push(library);
expect(natives.length === 1, `${natives.length} builds of ONNX Runtime ship, not one`);
for (const asset of ['icon.png', 'samples/summit-sunset.jpg'])
  expect(existsSync(join(resources, 'assets', asset)), `${asset} is missing`);

for (const [part, size] of Object.entries(sizes).sort(([, one], [, two]) => two - one))
  console.log(`${(size / 1e6).toFixed(1).padStart(6)} MB  ${part}`);
for (const problem of problems) console.error(`verify-build: ${problem}`);
console.log(
  problems.length === 0
    ? `verify-build: ${paths.length} files, ${Math.round(installedBytes / 1e6)} MB, all fuses as they should be`
    : `${problems.length} problems`,
);
process.exit(problems.length === 0 ? 0 : 1);
