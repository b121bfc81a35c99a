import { createHash, createPrivateKey, sign } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What an installed app downloads, by the ending of its name; of zip files only those for macOS. */
const kinds = [
  ['AppImage', /\.AppImage$/],
  ['deb', /\.deb$/],
  ['rpm', /\.rpm$/],
  ['exe', /\.exe$/],
  ['zip', /-mac\.zip$/],
];

/**
 * Writes updates.json and its signature (updates.json.sig) beside the packages: what an app with a feed asks for.
 * @param key a private key of Ed25519, PEM
 */
export function writeUpdateList({ folder, packages, version, notes, key }) {
  const files = packages.flatMap((name) => {
    const kind = kinds.find(([, ending]) => ending.test(name))?.[0];
    if (kind === undefined) return [];
    const arch = /arm64|aarch64/.test(name) ? 'arm64' : 'x64';
    const path = join(folder, name);
    const sha512 = createHash('sha512').update(readFileSync(path)).digest('base64');
    return [{ kind, arch, name, bytes: statSync(path).size, sha512 }];
  });
  const list = Buffer.from(`${JSON.stringify({ version, notes, files }, null, 1)}\n`);
  writeFileSync(join(folder, 'updates.json'), list);
  writeFileSync(
    join(folder, 'updates.json.sig'),
    `${sign(null, list, createPrivateKey(key)).toString('base64')}\n`,
  );
}
