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
        `## ${entry.name} ${entry.version} (${entry.license ?? 'see below'})\n\n${sourceOf(entry)}\n\n${licenceText(entry.folder)}`,
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
