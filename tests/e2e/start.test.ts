import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { patienceMs } from './harness/app-window.ts';
import { smallPhoto, temporaryFolder } from './harness/launch.ts';
import { argumentCases, expectAnswer, plainStart } from './harness/start-cases.ts';
import { TesseraApp } from './harness/tessera-app.ts';

it('a start answers whatever it is given, and so does the running app that a second start hands it to', async () => {
  const folder = await temporaryFolder();
  const cases = await argumentCases(folder);
  const loop = cases.find(({ name }) => name === 'a link to itself')!;
  const app = await TesseraApp.start(null, { arguments: loop.arguments });
  await expectAnswer(app.window, loop.answer);
  for (const { name, arguments: given, answer } of cases.filter(({ common }) => common)) {
    const second = plainStart(app.launched.userData, given);
    await expectAnswer(app.window, answer).catch((error: unknown) => {
      throw new Error(`${name}: ${String(error)}\n${second.output()}${app.launched.output.join('')}`);
    });
    expect([name, await second.exited]).toEqual([name, 0]);
  }
});

it('a photo that is open before the window knows its language can be edited', async () => {
  const app = await TesseraApp.start(null);
  await app.launched.electron.evaluate(({ ipcMain }) => {
    const released = new Promise((resolve) => ipcMain.once('release', resolve));
    ipcMain.removeHandler('app/language');
    ipcMain.handle('app/language', () => released.then(() => ({ ok: true, value: 'en' })));
  });
  await app.window.reload();
  await app.launched.electron.evaluate(
    ({ app: electronApp }, path) => electronApp.emit('second-instance', {}, [], '', { given: [path] }),
    smallPhoto,
  );
  await expect.poll(() => app.summary(), { timeout: patienceMs }).not.toBeNull();
  await app.launched.electron.evaluate(({ ipcMain }) => ipcMain.emit('release'));
  await app.until((summary) => summary !== null, 'a picture is open');
  await app.selectRectangle({ x: 30, y: 30, width: 100, height: 60 });
});

it('settings that cannot be read are told and set aside, and the given photo opens', async () => {
  const userData = await temporaryFolder();
  const folder = await temporaryFolder();
  await mkdir(join(userData, 'settings.json'));
  await writeFile(join(userData, 'settings.json', 'kept'), 'as it was');
  const cases = await argumentCases(folder);
  const address = cases.find(({ name }) => name === 'an address')!;
  const app = await TesseraApp.start(null, { userData, arguments: address.arguments });
  await expectAnswer(app.window, address.answer);
  await expectAnswer(app.window, { sentence: /settings could not be read.*kept as "settings-/ });
  await app.launched.close();
  const [aside] = (await readdir(userData)).filter((name) => /^settings-.*\.json$/.test(name));
  expect(await readdir(join(userData, aside!))).toEqual(['kept']);
});

it('a data folder that cannot be used is told outside the window, and keeps no lock', async () => {
  const folder = await temporaryFolder();
  const userData = join(folder, 'file');
  await writeFile(userData, 'no folder');
  const start = plainStart(userData, []);
  await expect
    .poll(start.output, { timeout: 60_000 })
    .toMatch(/cannot start: its data folder cannot be used/);
  start.kill();
  await start.exited;
});
