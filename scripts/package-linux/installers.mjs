import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import debian from 'electron-installer-debian';
import redhat from 'electron-installer-redhat';

/** Files of our own kinds, as the system tells them by their names: desktops know whom to open them with. */
const kinds = [
  { type: 'application/x-tessera-project', name: 'Tessera project', pattern: '*.tessera' },
  { type: 'application/x-tessera-pack', name: 'Tessera pack', pattern: '*.tessera-pack' },
];
export const ownMimeTypes = kinds.map(({ type }) => type);
const mimeFile = 'share/mime/packages/tessera.xml';
const mimeInfo = `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
${kinds
  .map(
    ({ type, name, pattern }) => `  <mime-type type="${type}">
    <comment>${name}</comment>
    <sub-class-of type="application/zip"/>
    <glob pattern="${pattern}"/>
  </mime-type>`,
  )
  .join('\n')}
</mime-info>
`;

/** The command line in the app: beside the app's own name, which starts its window. */
const commandFile = 'bin/tessera-cli';

/** A package's maker that also ships the kinds of files, the command line's name, and what tells the app which kind of package it came in. */
const withOwnFiles = (Installer, kind) =>
  class extends Installer {
    get contentFunctions() {
      return [...super.contentFunctions, 'createMimeTypes', 'createCommand'];
    }

    createMimeTypes() {
      const file = join(this.stagingDir, this.baseAppDir, mimeFile);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, mimeInfo);
    }

    createCommand() {
      const file = join(this.stagingDir, this.baseAppDir, commandFile);
      mkdirSync(dirname(file), { recursive: true });
      copyFileSync(join(import.meta.dirname, 'tessera-cli'), file);
      chmodSync(file, 0o755);
    }

    /** What tells the kind lies in the app's folder, which is only there at the end; as electron-builder's own packages have it. */
    async createContents() {
      await super.createContents();
      writeFileSync(join(this.stagingAppDir, 'resources/package-type'), kind);
    }
  };

/** Lists them among the package's files, too: rpm wants each named. */
class Redhat extends withOwnFiles(redhat.Installer, 'rpm') {
  async createSpec() {
    await super.createSpec();
    const spec = readFileSync(this.specPath, 'utf8');
    writeFileSync(this.specPath, spec.replace(/^%files$/m, `%files\n/usr/${mimeFile}\n/usr/${commandFile}`));
  }
}

async function make(installer) {
  await installer.generateDefaults();
  await installer.generateOptions();
  await installer.generateScripts?.();
  await installer.createStagingDir();
  await installer.createContents();
  await installer.createPackage();
  await installer.movePackage();
}

const logger = () => undefined;

/** @param data as electron-installer-debian takes it */
export const makeDeb = (data) =>
  make(
    new (withOwnFiles(debian.Installer, 'deb'))({
      logger,
      rename: (folder) => join(folder, '<%= name %>_<%= version %>_<%= arch %>.deb'),
      ...data,
    }),
  );

/** @param data as electron-installer-redhat takes it */
export const makeRpm = (data) =>
  make(
    new Redhat({
      logger,
      rename: (folder) => join(folder, '<%= name %>-<%= version %>-<%= revision %>.<%= arch %>.rpm'),
      ...data,
    }),
  );
