import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { electronPath, projectFile, temporaryFolder } from '#tests/e2e/harness/launch.ts';
import { TesseraApp } from '#tests/e2e/harness/tessera-app.ts';

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
  const verify = ['scripts/verify-build.mjs', join(output, 'linux-unpacked')];
  expect(run(process.execPath, [...verify, '--test'])).toContain('all fuses as they should be');
  expect(() => run(process.execPath, verify)).toThrow('a build for tests');
});

it('the rpm holds the app, its desktop entry and its icons, and says that it is for tests', async () => {
  const rpm = await fileOf('.rpm');
  const listed = run('rpm', ['-qpl', rpm]).split('\n');
  for (const path of ['/usr/bin/tessera', '/usr/share/applications/tessera.desktop'])
    expect(listed).toContain(path);
  expect(listed).toContain('/usr/share/icons/hicolor/256x256/apps/tessera.png');
  expect(run('rpm', ['-qp', '--queryformat', '%{VERSION}', rpm])).toMatch(/~test$/);
});

it('the deb installs, starts, fills a photo, and leaves nothing behind', { timeout: 600_000 }, async () => {
  const deb = await fileOf('.deb');
  expect(run('dpkg-deb', ['-f', deb, 'Version'])).toMatch(/~test\n$/);
  await mkdir(join(installed, 'var/lib/dpkg/info'), { recursive: true });
  await mkdir(join(installed, 'var/lib/dpkg/updates'));
  await writeFile(join(installed, 'var/lib/dpkg/status'), '');
  const dpkg = ['--root=' + installed, '--force-depends', '--log=/dev/null'];
  run('dpkg', [...dpkg, '--install', deb]);
  run('desktop-file-validate', [join(installed, 'usr/share/applications/tessera.desktop')]);

  // Node's inspector is fused off, so it is watched through Chromium's own protocol.
  const userData = await temporaryFolder();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(
    join(installed, 'usr/bin/tessera'),
    [
      ...sandbox,
      '--disable-gpu',
      '--remote-debugging-port=0',
      projectFile('assets/samples/summit-sunset.jpg'),
    ],
    { env: { ...process.env, TESSERA_USER_DATA: userData }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(child, 'exit');
  const printed: string[] = [];
  try {
    const address = await new Promise<string>((resolve, reject) => {
      child.stderr.on('data', (data: Buffer) => {
        printed.push(data.toString());
        const found = /DevTools listening on (ws:\S+)/.exec(printed.join(''));
        if (found?.[1]) resolve(found[1]);
      });
      child.once('exit', () => reject(new Error(`the packaged app ended: ${printed.join('')}`)));
    });
    const browser = await chromium.connectOverCDP(address);
    const context = browser.contexts()[0]!;
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    const app = TesseraApp.around({ window: page, userData, output: printed });
    await app.until((summary) => summary !== null, 'the photo is open');
    await app.selectRectangle({ x: 3000, y: 2100, width: 200, height: 150 });
    await app.startRun();
    await app.untilResult(300_000);
    expect(await app.accept()).toMatchObject({ lastChangedOutsideMask: 0, undoLabel: 'Fill' });
    // One file for each decoder that is a library of its own.
    for (const [path, bitDepth] of decoded) {
      const base64 = await readFile(projectFile(`tests/fixtures/${path}`), 'base64');
      const opened = await page.evaluate(
        ([name, bytes]) =>
          window.tessera.documents.openBytes({
            name,
            data: Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0)),
          }),
        [basename(path), base64] as const,
      );
      expect(opened, path).toMatchObject({ ok: true, value: { bitDepth } });
    }
    await browser.close();
  } finally {
    child.kill();
    await ended;
  }

  run('dpkg', [...dpkg, '--purge', 'tessera']);
  const left = (await readdir(installed, { recursive: true, withFileTypes: true })).filter(
    (entry) => !entry.isDirectory() && !entry.parentPath.startsWith(join(installed, 'var')),
  );
  expect(left.map(({ name }) => name)).toEqual([]);
});

const decoded = [
  ['corpus/photo-8.heic', 8],
  ['corpus/photo-16.jxl', 16],
  ['corpus/photo-16.jp2', 16],
  ['corpus/tiled-zstd.tif', 16],
  ['camera-files/kodak-dc120.kdc', 16],
] as const;

/** Runs a command in the project's folder; its output, or an error with it. */
function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: projectFile('.'),
    encoding: 'utf8',
    timeout: 600_000,
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`);
  return stdout;
}
