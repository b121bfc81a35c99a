import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changelogOf } from './release/changelog.mjs';
import { billOfMaterials } from './release/sbom.mjs';
import { writeUpdateList } from './release/updates.mjs';
import { root } from './set-up/run.mjs';

/**
 * The steps of a release that need no other machine (docs/releases.md says when each runs):
 *
 *   node scripts/release.mjs check TAG        the tag, package.json and the changelog name one version
 *   node scripts/release.mjs signing SYSTEM   one line: whether packages of that system are signed
 *   node scripts/release.mjs finish FOLDER    beside the packages in FOLDER: SHA256SUMS, the list of what ships, the notes; with
 *                                             UPDATE_SIGNING_KEY (PEM) also the signed list that apps with a feed ask for
 */
const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;

function check(tag) {
  if (tag !== `v${version}`)
    throw new Error(`The tag is "${tag}" and package.json says ${version}: the tag must be "v${version}".`);
  changelogOf(version);
  console.log(`${tag}: package.json and CHANGELOG.md agree.`);
}

/** The secrets are passed as variables, empty where there are none. */
function signing(system) {
  const { CSC_LINK, APPLE_ID, APPLE_APP_SPECIFIC_PASSWORD, APPLE_TEAM_ID } = process.env;
  const isNotarised = CSC_LINK && APPLE_ID && APPLE_APP_SPECIFIC_PASSWORD && APPLE_TEAM_ID;
  const answers = {
    linux: 'Linux: packages are not signed; check them against SHA256SUMS and their provenance.',
    windows: CSC_LINK
      ? 'Windows: signed.'
      : 'Windows: NOT signed; Windows warns before it runs the installer.',
    macos: isNotarised
      ? 'macOS: signed and notarised.'
      : CSC_LINK
        ? 'macOS: signed, NOT notarised.'
        : 'macOS: NOT signed; open it the first time with a right click, Open.',
  };
  if (!(system in answers)) throw new Error(`"${system}" is none of ${Object.keys(answers).join(', ')}.`);
  console.log(answers[system]);
}

/** Bytes that a package may have to be downloaded. */
const maxDownloadBytes = 150e6;
/** What of a folder is given to people. */
const isPackage = (name) => /\.(deb|rpm|AppImage|flatpak|exe|zip|dmg|tgz)$/.test(name);
const signingNote = /^signing-.*\.txt$/;

function finish(folder) {
  const packages = readdirSync(folder).filter(isPackage).sort();
  if (packages.length === 0) throw new Error(`There are no packages in ${folder}.`);
  // Packages for tests are packed quickly, not small.
  const large = packages.filter(
    (name) =>
      /(amd64[.]deb|x86_64[.]rpm)$/.test(name) &&
      !name.includes('~test') &&
      statSync(join(folder, name)).size > maxDownloadBytes,
  );
  if (large.length > 0)
    throw new Error(`${large.join(', ')}: more than ${maxDownloadBytes / 1e6} MB to download.`);
  const bill = `tessera-${version}.cdx.json`;
  writeFileSync(join(folder, bill), `${JSON.stringify(billOfMaterials(), null, 1)}\n`);
  const sums = [...packages, bill].map(
    (name) =>
      `${createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex')}  ${name}\n`,
  );
  writeFileSync(join(folder, 'SHA256SUMS'), sums.join(''));
  const isTest = packages.some((name) => name.includes('~test'));
  const signed = readdirSync(folder)
    .filter((name) => signingNote.test(name))
    .sort()
    .map((name) => `- ${readFileSync(join(folder, name), 'utf8').trim()}`);
  const changes = changelogOf(isTest ? 'Unreleased' : version);
  const key = process.env.UPDATE_SIGNING_KEY;
  if (key) writeUpdateList({ folder, packages, version, notes: changes, key });
  const notes = [
    ...(isTest ? ['**These packages are for tests, around an Electron that nobody has verified.**'] : []),
    changes,
    ...(signed.length > 0 ? ['## Signatures', signed.join('\n')] : []),
  ];
  writeFileSync(join(folder, 'notes.md'), `${notes.join('\n\n')}\n`);
  console.log(`${packages.length} packages: SHA256SUMS, ${bill} and notes.md lie beside them.`);
}

const [step, argument] = process.argv.slice(2);
const steps = { check, signing, finish };
try {
  if (!(step in steps) || argument === undefined)
    throw new Error('Say check TAG, signing SYSTEM or finish FOLDER.');
  steps[step](argument);
} catch (error) {
  console.error(`release: ${error.message}`);
  process.exit(1);
}
