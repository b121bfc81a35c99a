import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

/** Packages of node_modules that ship beside the app: everything in the lock file that isn't only for development. */
function shippedPackages() {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(lock.packages)
    .filter(
      ([path, entry]) =>
        path !== '' && !entry.dev && !entry.link && existsSync(join(root, path, 'package.json')),
    )
    .map(([path]) => ({
      folder: join(root, path),
      ...JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')),
    }));
}

function licenceText(folder) {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice|third.?party)/i.test(name));
  return names.map((name) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n');
}

/** What a package holds that its own licence field does not say. */
const remarks = {
  'libheif-js':
    'libheif and libde265 as WebAssembly (LGPL-3.0), https://github.com/strukturag/libheif and https://github.com/strukturag/libde265. ' +
    'Tessera changes four bytes of it in memory, so that the filters of HEVC are applied (imaging/codec/libheif.ts); the file itself is as published and can be replaced.',
  'libraw-wasm':
    'LibRaw as WebAssembly (LGPL-2.1 or CDDL-1.0), https://github.com/LibRaw/LibRaw. The file is as published and can be replaced.',
  'wasm-vips':
    'libvips (LGPL-2.1 or later), libjxl (BSD-3-Clause) and their dependencies as WebAssembly, https://github.com/kleisauke/wasm-vips. The files are as published and can be replaced.',
  '@cornerstonejs/codec-openjpeg':
    'OpenJPEG as WebAssembly (BSD-2-Clause), https://github.com/uclouvain/openjpeg.',
  '@contentauth/c2pa-wasm':
    'c2pa-rs and its dependencies as WebAssembly (MIT or Apache-2.0, and others that allow the same), https://github.com/contentauth/c2pa-rs.',
};

const sourceOf = ({ repository, homepage }) =>
  (typeof repository === 'string' ? repository : repository?.url)?.replace(/^git\+/, '') ?? homepage ?? '';

/**
 * Writes out/THIRD_PARTY_LICENCES.md: the code Vite put into our bundles (its own reports) and the packages that ship as
 * they are. sharp's libvips is LGPL-3.0: it stays a separate, replaceable library, with its source named.
 */
export function writeLicences() {
  const bundled = ['out/main', 'out/preload', 'out/renderer', 'out/cli']
    .map((folder) => join(root, folder, 'licences.md'))
    .filter(existsSync)
    .map((path) => readFileSync(path, 'utf8').trim());
  const shipped = shippedPackages()
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(
      (entry) =>
        `## ${entry.name} ${entry.version} (${entry.license ?? 'see below'})\n\n${sourceOf(entry)}\n\n${[remarks[entry.name], licenceText(entry.folder)].filter(Boolean).join('\n\n')}`,
    );
  const text = [
    '# Licences of what Tessera ships\n\nTessera itself: MIT, see LICENSE. Models and sample photos: see models/ and assets/.',
    '# Packages that ship as they are',
    ...shipped,
    '# Code inside our bundles',
    ...bundled,
  ].join('\n\n');
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(join(root, 'out', 'THIRD_PARTY_LICENCES.md'), `${text}\n`);
}
