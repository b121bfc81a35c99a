import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodePhoto } from '#engine/imaging/codec/index.ts';
import { commandLineScript } from '#main/app/command-line-script.ts';
import { readUpdateList } from '#main/updates/update-list.ts';
import { text } from '#shared/text/text.ts';
import { projectFile, temporaryFolder } from '#tests/e2e/harness/launch.ts';
import { electronPath } from '#tests/fixtures/electron-path.ts';
import { argumentCases, expectAnswer } from '#tests/e2e/harness/start-cases.ts';
import { makeDebian } from './debian.ts';
import { apart, reachedOutside, traced } from './network-calls.ts';
import { executableIn, fillSample, withPackagedApp } from './packaged-app.ts';

/** All on Linux: that is what can be packaged here, around the Electron that is at hand. */
let output = '';
let installed = '';
const fileOf = async (ending: string): Promise<string> =>
  join(
    output,
    (await readdir(output)).find((name) => name.endsWith(ending))!,
  );
beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'tessera-package-'));
  installed = await mkdtemp(join(tmpdir(), 'tessera-installed-'));
  run(process.execPath, ['scripts/package-linux.mjs', '--output', output, '--test-electron', electronPath()]);
}, 900_000);

afterAll(async () => {
  for (const folder of [output, installed]) await rm(folder, { recursive: true, force: true });
});

it('the folder has its fuses set, ships only what runs, and is refused for anything but tests', () => {
  expect(executableIn(join(output, 'linux-unpacked'))).toMatch(/tessera$/);
  const verify = ['scripts/verify-build.mjs', join(output, 'linux-unpacked')];
  expect(run(process.execPath, [...verify, '--test'])).toContain('all fuses as they should be');
  expect(() => run(process.execPath, verify)).toThrow('a build for tests');
});

it('the rpm holds the app, its desktop entry and its icons, and says that it is for tests', async () => {
  const rpm = await fileOf('.rpm');
  const listed = run('rpm', ['-qpl', rpm]).split('\n');
  for (const path of [
    '/usr/bin/tessera',
    '/usr/bin/tessera-cli',
    '/usr/share/applications/tessera.desktop',
    mimeFile,
  ])
    expect(listed).toContain(path);
  expect(listed).toContain('/usr/share/icons/hicolor/256x256/apps/tessera.png');
  expect(run('rpm', ['-qp', '--queryformat', '%{VERSION}', rpm])).toMatch(/~test$/);
});

it('what a release gives along is made of the packages: checksums, the list of what ships, the notes', async () => {
  const folder = await temporaryFolder();
  for (const ending of ['.deb', '.rpm']) {
    const package_ = await fileOf(ending);
    await copyFile(package_, join(folder, basename(package_)));
  }
  const signing = run(process.execPath, ['scripts/release.mjs', 'signing', 'linux']);
  await writeFile(join(folder, 'signing-linux.txt'), signing);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  run(process.execPath, ['scripts/release.mjs', 'finish', folder], { UPDATE_SIGNING_KEY: key });
  const { files } = readUpdateList(
    await readFile(join(folder, 'updates.json')),
    await readFile(join(folder, 'updates.json.sig'), 'latin1'),
    publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  );
  expect(files.map(({ kind, arch }) => [kind, arch])).toEqual([
    ['rpm', 'x64'],
    ['deb', 'x64'],
  ]);
  const { status, stdout } = spawnSync('sha256sum', ['--check', 'SHA256SUMS'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect([status, stdout.match(/: OK$/gm)?.length]).toEqual([0, 3]);
  expect(await readFile(join(folder, 'notes.md'), 'utf8')).toMatch(
    /for tests[^]+Linux: packages are not signed/,
  );
});

it(
  'the deb installs, starts, answers what it is given, fills a photo, and leaves nothing behind',
  { timeout: 600_000 },
  async () => {
    const deb = await fileOf('.deb');
    expect(run('dpkg-deb', ['-f', deb, 'Version'])).toMatch(/~test\n$/);
    await mkdir(join(installed, 'var/lib/dpkg/info'), { recursive: true });
    await mkdir(join(installed, 'var/lib/dpkg/updates'));
    await writeFile(join(installed, 'var/lib/dpkg/status'), '');
    const dpkg = ['--root=' + installed, '--force-depends', '--log=/dev/null'];
    run('dpkg', [...dpkg, '--install', deb]);
    const kinds = await readFile(join(installed, mimeFile), 'utf8');
    expect(kinds.match(/pattern="\S+"/g)).toEqual(['pattern="*.tessera"', 'pattern="*.tessera-pack"']);
    expect(await readFile(join(installed, 'usr/share/applications/tessera.desktop'), 'utf8')).toMatch(
      /MimeType=.*application\/x-tessera-project;application\/x-tessera-pack;/,
    );
    run('desktop-file-validate', [join(installed, 'usr/share/applications/tessera.desktop')]);
    // By it a build that looks for updates knows which package it needs.
    expect(await readFile(join(installed, 'usr/lib/tessera/resources/package-type'), 'utf8')).toBe('deb');

    expect(run(join(installed, 'usr/bin/tessera-cli'), ['--version'], noDisplay)).toMatch(
      /^\d+\.\d+\.\d+\n$/,
    );
    const app = join(installed, 'usr/bin/tessera');
    await fillSample(app, await temporaryFolder());
    // One file for each decoder that is a library of its own.
    await withPackagedApp(app, await temporaryFolder(), [], async (started) => {
      for (const [path, bitDepth] of decoded) {
        const base64 = await readFile(projectFile(`tests/fixtures/${path}`), 'base64');
        const opened = await started.window.evaluate(
          ([name, bytes]) =>
            window.tessera.documents.openBytes({
              name,
              data: Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0)),
            }),
          [basename(path), base64] as const,
        );
        expect(opened, path).toMatchObject({ ok: true, value: { bitDepth } });
      }
    });
    const cases = await argumentCases(await temporaryFolder());
    for (const name of ['an address', 'a missing file', 'a folder']) {
      const { arguments: given, answer } = cases.find((one) => one.name === name)!;
      await withPackagedApp(app, await temporaryFolder(), given, ({ window }) =>
        expectAnswer(window, answer),
      );
    }

    run('dpkg', [...dpkg, '--purge', 'tessera']);
    const left = (await readdir(installed, { recursive: true, withFileTypes: true })).filter(
      (entry) => !entry.isDirectory() && !entry.parentPath.startsWith(join(installed, 'var')),
    );
    expect(left.map(({ name }) => name)).toEqual([]);
  },
);

it(
  'in a Debian with nothing else in it the deb installs, fills a photo, exports it by the dialog of the system, and is removed',
  { timeout: 900_000 },
  async ({ skip }) => {
    const debian = await makeDebian();
    if ('missing' in debian) return skip(debian.missing);
    try {
      const { root, inside } = debian;
      const within = (...command: string[]): string =>
        run(inside, command, { LANG: '', DEBIAN_FRONTEND: 'noninteractive' });
      await copyFile(await fileOf('.deb'), join(root, 'tessera.deb'));
      within('apt-get', 'update', '-qq');
      within('apt-get', 'install', '-y', '-qq', '--no-install-recommends', '/tessera.deb');
      expect(within('env', '-u', 'DISPLAY', 'tessera-cli', '--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
      const start = join(root, '..', 'start');
      await writeFile(start, `#!/bin/sh\nexec '${inside}' /usr/bin/tessera "$@"\n`, { mode: 0o755 });
      await fillSample(start, '/root/data', {
        photo: '/usr/lib/tessera/resources/assets/samples/summit-sunset.jpg',
        work: async (app) => {
          await app.window.screenshot({ path: projectFile('test-results/bare-debian.png') });
          await app.press('Control+e');
          const dialog = app.window.getByRole('dialog');
          await app.chooseExportFormat('png');
          await dialog.getByRole('button', { name: text.dialogs.export.button }).click();
          // Where the system's dialog is gone, there is nothing to press the keys in.
          const press = (...keys: string[]): unknown =>
            spawnSync('xdotool', [
              ...['search', '--onlyvisible', '--name', 'Save File', 'windowfocus', '--sync'],
              ...keys,
            ]);
          run('xdotool', ['search', '--sync', '--onlyvisible', '--name', 'Save File']);
          press('key', 'ctrl+a', 'type', '/root/out.png');
          await expect
            .poll(
              () => {
                press('key', 'alt+s');
                return dialog.count();
              },
              { timeout: 60_000, interval: 2000 },
            )
            .toBe(0);
        },
      });
      const written = await decodePhoto(await readFile(join(root, 'root/out.png')), 'out.png');
      expect([written.image.width, written.image.height]).toEqual([4272, 2848]);
      within('apt-get', 'purge', '-y', '-qq', 'tessera');
      expect(existsSync(join(root, 'usr/lib/tessera'))).toBe(false);
    } finally {
      await debian.remove();
    }
  },
);

it('the Flatpak is put together of the deb as its manifest says, but for the libraries of its runtime', async () => {
  const place = projectFile('deploy/flatpak');
  const id = 'org.tessera.app';
  const [work, app] = [await temporaryFolder(), await temporaryFolder()];
  const read = spawnSync('flatpak-builder', ['--show-manifest', join(place, `${id}.yml`)], {
    cwd: work,
    encoding: 'utf8',
  });
  // What it does not know it only warns of.
  expect([read.status, read.stderr]).toEqual([0, '']);
  const manifest = JSON.parse(read.stdout) as FlatpakManifest;
  const [{ sources, 'build-commands': commands }] = manifest.modules;
  for (const { path } of sources.filter((source) => !source['only-arches']))
    await copyFile(join(place, path), join(work, path));
  await copyFile(await fileOf('.deb'), join(work, 'tessera.deb'));
  run('sh', ['-ec', commands.join('\n')], { FLATPAK_DEST: app, FLATPAK_ID: id }, work);

  const entry = join(app, 'share/applications', manifest['rename-desktop-file']);
  run('desktop-file-validate', [entry]);
  expect(await readFile(entry, 'utf8')).toMatch(
    new RegExp(`^Exec=${manifest.command} %U\nIcon=${manifest['rename-icon']}$`, 'm'),
  );
  run('appstreamcli', ['validate', '--no-net', join(app, `share/metainfo/${id}.metainfo.xml`)]);
  expect(existsSync(join(app, `share/mime/packages/${id}.xml`))).toBe(true);
  expect(existsSync(join(app, `share/icons/hicolor/256x256/apps/${manifest['rename-icon']}.png`))).toBe(true);
  // In the place of zypak: says what it is told to start.
  await writeFile(join(work, 'zypak-wrapper'), '#!/bin/sh\necho "$TMPDIR" "$@"\n', { mode: 0o755 });
  const started = run(join(app, 'bin', manifest.command), ['a photo.jpg'], {
    PATH: `${work}:${process.env['PATH']}`,
    XDG_RUNTIME_DIR: '/run/user/1',
    FLATPAK_ID: id,
  });
  expect(started).toBe(`/run/user/1/app/${id} /app/lib/tessera/tessera a photo.jpg\n`);
  expect(executableIn(join(app, 'lib/tessera'))).toMatch(/tessera$/);
});

it(
  'without a network the app starts and fills a photo as ever, and none of its processes tries to reach one',
  { timeout: 600_000 },
  async () => {
    const folder = await temporaryFolder();
    const calls = join(folder, 'calls');
    // With -D the app keeps the process that is started and ended here.
    const app = executableIn(join(output, 'linux-unpacked'));
    const script = `#!/bin/sh\nexec ${traced('-D', calls)} '${app}' "$@"\n`;
    await writeFile(join(folder, 'tessera'), script, { mode: 0o755 });
    // The loopback device alone: through it the test looks into the window.
    const smoke = 'ip link set lo up && exec npx vitest run --project smoke';
    run('unshare', [apart, 'sh', '-c', smoke], { TESSERA_PACKAGED: folder });
    // An answer to the test, which came in through the loopback device, names no address.
    expect(await reachedOutside(calls)).toEqual([]);
  },
);

it('without a display and a network its command line fills the sample to the bytes of the npm package, and reaches for neither', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'tessera-cli');
  const app = executableIn(join(output, 'linux-unpacked'));
  await writeFile(file, commandLineScript('linux', [app], String), { mode: 0o755 });
  const sample = projectFile('assets/samples/summit-sunset.jpg');
  const words = ['fill', sample, ...'--rectangle 3000,2100,60,40 --effort fast --device cpu -o'.split(' ')];
  const environment = { ...noDisplay, TESSERA_USER_DATA: folder };
  const [calls, made, wanted] = ['calls', 'app.png', 'node.png'].map((name) => join(folder, name));
  const command = `exec ${traced('', calls!)} '${file}' "$@"`;
  run('unshare', [apart, 'sh', '-c', command, 'sh', ...words, made!], environment);
  expect(await reachedOutside(calls!)).toEqual([]);
  run(process.execPath, ['out/cli/tessera.js', ...words, wanted!], environment);
  expect((await readFile(made!)).equals(await readFile(wanted!))).toBe(true);
});

const noDisplay = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined };
/** What tells the system which files are ours. */
const mimeFile = '/usr/share/mime/packages/tessera.xml';
const decoded = [
  ['corpus/photo-8.heic', 8],
  ['corpus/photo-16.jxl', 16],
  ['corpus/photo-16.jp2', 16],
  ['corpus/tiled-zstd.tif', 16],
  ['camera-files/kodak-dc120.kdc', 16],
] as const;

/** What is read of a Flatpak's manifest. */
interface FlatpakManifest {
  command: string;
  'rename-desktop-file': string;
  'rename-icon': string;
  modules: [{ 'build-commands': string[]; sources: { path: string; 'only-arches'?: string[] }[] }];
}

/** Runs a command, in the project's folder where no other is given; its output, or an error with it. */
function run(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  cwd = projectFile('.'),
): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    timeout: 600_000,
    env: { ...process.env, ...environment },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}
