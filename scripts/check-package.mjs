import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import fusesPackage from '@electron/fuses';
import { root } from './set-up/run.mjs';

const { FuseV1Options, getCurrentFuseWire } = fusesPackage;
/** A fuse's byte in the binary (the package does not export its names). */
const FuseState = { DISABLE: 48, ENABLE: 49 };

/** Looks into what electron-builder made: the fuses, what is in the archive, what lies beside it. Ends with 1 where it is wrong. */
const folder = process.argv[2] ?? join(root, 'dist', 'linux-unpacked');
const problems = [];
const expect = (holds, problem) => holds || problems.push(problem);

const fuses = await getCurrentFuseWire(join(folder, 'tessera'));
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

const archive = join(folder, 'resources', 'app.asar');
const paths = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
const allowed = [
  '/out/main',
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
  JSON.parse(extractFile(archive, 'package.json').toString()).main === 'out/main/main.js',
  'package.json names no entry',
);
// Each is loaded on first use, by a path that only then turns out to be there or not.
for (const library of [
  'libheif-js/libheif-wasm/libheif.wasm',
  'libraw-wasm/dist/libraw.wasm',
  'wasm-vips/lib/vips-node.js',
  'wasm-vips/lib/vips-jxl.wasm',
  '@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.wasm',
  'zstddec/dist/zstddec.cjs',
])
  expect(paths.includes(`/node_modules/${library}`), `${library} is missing`);
const resources = join(folder, 'resources');
expect(
  readdirSync(join(resources, 'models')).some((name) =>
    existsSync(join(resources, 'models', name, 'manifest.json')),
  ),
  'no model pack ships',
);
for (const asset of ['icon.png', 'samples/summit-sunset.jpg'])
  expect(existsSync(join(resources, 'assets', asset)), `${asset} is missing`);

for (const problem of problems) console.error(`check-package: ${problem}`);
console.log(
  problems.length === 0
    ? `check-package: ${paths.length} files, all fuses as they should be`
    : `${problems.length} problems`,
);
process.exit(problems.length === 0 ? 0 : 1);
