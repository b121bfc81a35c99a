import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { projectFile, smallPhoto, temporaryFolder } from '#tests/e2e/harness/launch.ts';
import { TesseraApp } from '#tests/e2e/harness/tessera-app.ts';
import { writeUpdateList } from '../../scripts/release/updates.mjs';

const words = text.updates;
const image = 'Tessera-9.0.0.AppImage';
const deb = 'tessera_9.0.0_amd64.deb';

/** What the server answers, by the name of the file; `requests` is what it was asked for. */
let answers: Record<string, Buffer> = {};
let requests: string[] = [];
let redirects: string | null = null;
let server: Server;
let keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
/** An app that asks this server: `out/` of it was built with a feed. */
let folder = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const name = decodeURIComponent(request.url!.slice(1));
    requests.push(name);
    const answer = answers[name];
    if (redirects !== null && name === image) response.writeHead(302, { location: redirects });
    else if (!answer) response.writeHead(404);
    response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  folder = await mkdtemp(join(tmpdir(), 'tessera-updates-'));
  for (const name of ['node_modules', 'models', 'assets', 'package.json'])
    await symlink(projectFile(name), join(folder, name));
  keys = generateKeyPairSync('ed25519');
  const { status, stderr } = spawnSync('npx', ['electron-vite', 'build', '--logLevel', 'warn'], {
    cwd: projectFile('.'),
    encoding: 'utf8',
    env: {
      ...process.env,
      TESSERA_OUT: join(folder, 'out'),
      TESSERA_UPDATE_FEED: `http://127.0.0.1:${(server.address() as AddressInfo).port}/updates.json`,
      TESSERA_UPDATE_KEY: keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    },
  });
  expect(status, stderr).toBe(0);
  process.env['TESSERA_APP'] = folder;
}, 300_000);

afterEach(() => {
  requests = [];
  redirects = null;
});

afterAll(async () => {
  delete process.env['TESSERA_APP'];
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** A script in the place of an AppImage: it writes its version into `started`, beside it. */
const appImage = (version: string): string => `#!/bin/sh\necho ${version} > "$(dirname "$0")/started"\n`;

/** Publishes a version as a release does. */
async function publish(version: string, content = appImage(version)): Promise<void> {
  const release = await temporaryFolder();
  for (const name of [image, deb]) await writeFile(join(release, name), content);
  writeUpdateList({
    folder: release,
    packages: [image, deb],
    version,
    notes: '- Skies stay blue.',
    key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  });
  answers = {};
  for (const name of await readdir(release)) answers[name] = await readFile(join(release, name));
}

/** The app as an AppImage of version 0.1.0, with the dialog of updates open. */
async function openUpdates(photo: string | null = null) {
  const place = join(await temporaryFolder(), 'Tessera.AppImage');
  await writeFile(place, appImage('0.1.0'));
  await chmod(place, 0o755);
  const app = await TesseraApp.start(photo, { environment: { APPIMAGE: place } });
  return { app, place, dialog: app.window.getByRole('dialog') };
}

it('shows what changes before anything is downloaded, then takes the place of the old version and starts', async () => {
  await publish('9.0.0');
  const { app, place, dialog } = await openUpdates();
  await app.clickMenu('updates');
  await dialog.getByText('Skies stay blue.').waitFor();
  expect(await dialog.innerText()).toContain(words.isNewer('9.0.0', '0.1.0'));
  await app.window.screenshot({ path: projectFile('test-results/updates.png') });
  expect(requests).toEqual(['updates.json', 'updates.json.sig']);
  expect(await readFile(place, 'utf8')).toContain('0.1.0');
  const ended = new Promise((resolve) => app.launched.electron.process().once('exit', resolve));
  await dialog.getByRole('button', { name: words.install }).click();
  await ended;
  expect(await readFile(place, 'utf8')).toBe(appImage('9.0.0'));
  await expect.poll(() => existsSync(join(place, '../started')), { timeout: 10_000 }).toBe(true);
  expect((await readFile(join(place, '../started'), 'utf8')).trim()).toBe('9.0.0');
  expect((await readdir(join(place, '..'))).sort()).toEqual(['Tessera.AppImage', 'started']);
});

it('says so where no version is newer, and keeps no number that tells this copy from others', async () => {
  await publish('0.1.0');
  const { app, dialog } = await openUpdates();
  await app.clickMenu('updates');
  await dialog.getByText(words.isNewest('0.1.0')).waitFor();
  expect(existsSync(join(app.launched.userData, '.updaterId'))).toBe(false);
});

it('uses no list that was changed after it was signed', async () => {
  await publish('9.0.0');
  answers['updates.json'] = Buffer.from(answers['updates.json']!.toString().replace('blue', 'grey'));
  const { app, dialog } = await openUpdates();
  await app.clickMenu('updates');
  expect(await app.errorText()).toContain(words.notSigned);
  expect(await dialog.count()).toBe(0);
  expect(requests).toEqual(['updates.json', 'updates.json.sig']);
});

it.each([
  ['was changed', () => Buffer.from(appImage('9.0.1')), words.wrongFile],
  ['is longer', () => Buffer.alloc(50_000_000, 'x'), words.wrongFile],
  ['is missing', () => undefined, words.unreachable],
])('installs no file that %s, and leaves nothing of it', async (_, given, sentence) => {
  await publish('9.0.0');
  const content = given();
  if (content) answers[image] = content;
  else delete answers[image];
  const { app, place, dialog } = await openUpdates();
  await app.clickMenu('updates');
  await dialog.getByRole('button', { name: words.install }).click();
  expect(await app.errorText()).toContain(sentence);
  expect(await readFile(place, 'utf8')).toBe(appImage('0.1.0'));
  expect(await readdir(join(app.launched.userData, 'updates/pending'))).toEqual([]);
});

it('follows no answer that leads to another server', async () => {
  await publish('9.0.0');
  let reached = 0;
  const other = createServer((_, response) => (reached++, response.end(appImage('9.0.0'))));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  redirects = `http://127.0.0.1:${(other.address() as AddressInfo).port}/${image}`;
  const { app, place, dialog } = await openUpdates();
  await app.clickMenu('updates');
  await dialog.getByRole('button', { name: words.install }).click();
  expect(await app.errorText()).toContain(words.unreachable);
  other.close();
  expect([reached, await readFile(place, 'utf8')]).toEqual([0, appImage('0.1.0')]);
});

it('asks for nothing while a run computes', async () => {
  await publish('9.0.0');
  const { app } = await openUpdates(smallPhoto);
  await app.selectRectangle({ x: 100, y: 80, width: 200, height: 120 });
  await app.startRun();
  await app.clickMenu('updates');
  expect(await app.errorText()).toContain(words.waits);
  expect(requests).toEqual([]);
  await app.cancel();
});

it('shows a package of the system, checked, and leaves it to the system to install it', async () => {
  await publish('9.0.0');
  await writeFile(join(folder, 'package-type'), 'deb');
  const app = await TesseraApp.start(null, { environment: { APPIMAGE: undefined as never } });
  await app.launched.electron.evaluate(({ shell }) => {
    shell.showItemInFolder = (path) => void Reflect.set(globalThis, 'shown', path);
  });
  await app.clickMenu('updates');
  await app.window.getByRole('dialog').getByRole('button', { name: words.fetch }).click();
  await app.window.getByText(words.shown(deb)).waitFor();
  const shown = await app.launched.electron.evaluate(() => Reflect.get(globalThis, 'shown') as string);
  expect(shown).toBe(join(app.launched.userData, 'updates/pending', deb));
  expect(await readFile(shown)).toEqual(answers[deb]);
  await rm(join(folder, 'package-type'));
});

it('tells a copy that was unpacked from an archive where its new version comes from', async () => {
  await publish('9.0.0');
  const app = await TesseraApp.start(null);
  await app.clickMenu('updates');
  expect(await app.errorText()).toContain(words.notHere);
  expect(requests).toEqual([]);
});

it('a build without a feed holds nothing of it: no code, no menu, no channel', async () => {
  const traces =
    /electron-updater|updates\/(check|take|cancel|progress)|UpdateList|updateKindOf|allowOnlyFeed|updateHandlers/;
  const scripts = async (out: string): Promise<string> => {
    const names = (await readdir(out, { recursive: true })).filter((name) => /\.c?js$/.test(name));
    return (await Promise.all(names.map((name) => readFile(join(out, name), 'utf8')))).join('\n');
  };
  expect(await scripts(join(folder, 'out/main'))).toMatch(traces);
  expect(await scripts(join(folder, 'out/renderer'))).toMatch('updates/progress');
  for (const part of ['main', 'preload', 'renderer'])
    expect(traces.exec(await scripts(projectFile(`out/${part}`)))?.[0]).toBeUndefined();
});
