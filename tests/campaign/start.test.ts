import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '#tests/e2e/harness/launch.ts';
import { argumentCases, expectAnswer, plainStart } from '#tests/e2e/harness/start-cases.ts';
import { TesseraApp } from '#tests/e2e/harness/tessera-app.ts';

/** A start has its window and its sentence after so long. */
const promisedMs = 10_000;

it('every kind of argument is answered at the start and in the running app, and a plain start follows', async () => {
  const folder = await temporaryFolder();
  const userData = await temporaryFolder();
  for (const { name, arguments: given, answer } of await argumentCases(folder)) {
    let start = Date.now();
    const app = await TesseraApp.start(null, { userData, arguments: given });
    for (const again of [false, true]) {
      if (again) start = Date.now();
      const second = again ? plainStart(userData, given) : null;
      await expectAnswer(app.window, answer).catch((error: unknown) => {
        throw new Error(
          `${name}: ${String(error)}\n${second?.output() ?? ''}${app.launched.output.join('')}`,
        );
      });
      expect([name, again, Date.now() - start < promisedMs]).toEqual([name, again, true]);
      if (second) expect([name, await second.exited]).toEqual([name, 0]);
    }
    await app.launched.close();
  }
  const plain = await TesseraApp.start(null, { userData });
  await plain.window.getByRole('button', { name: 'Open photo' }).first().waitFor();
});

it.each([
  ['a folder', (path: string) => mkdir(path)],
  ['damaged', (path: string) => writeFile(path, '{"preferences": {')],
  ['zeros', (path: string) => writeFile(path, Buffer.alloc(4096))],
  ['empty', (path: string) => writeFile(path, '')],
  ['a list', (path: string) => writeFile(path, '[]')],
])('settings that are %s are told once, and a plain start follows', async (_, prepare) => {
  const userData = await temporaryFolder();
  await prepare(join(userData, 'settings.json'));
  const app = await TesseraApp.start(null, { userData });
  await expectAnswer(app.window, { sentence: /settings could not be read/ });
  await app.launched.close();
  const plain = await TesseraApp.start(null, { userData });
  await plain.window.getByRole('button', { name: 'Open photo' }).first().waitFor();
  expect(await plain.window.getByRole('alert').count()).toBe(0);
  await plain.launched.close();
});

it.each(['documents', 'logs', 'models', 'speeds.json'])(
  'a start with something odd in the place of "%s" has a window, and says what does not work',
  async (name) => {
    const userData = await temporaryFolder();
    if (name === 'speeds.json') await mkdir(join(userData, name));
    else await writeFile(join(userData, name), 'no folder');
    const app = await TesseraApp.start(null, { userData });
    await app.window.getByRole('button', { name: 'Open photo' }).first().waitFor();
    if (name === 'documents') {
      await app.window.getByRole('button', { name: 'Try the sample photo' }).click();
      await expectAnswer(app.window, { sentence: /Your photo is as it was|was not saved|cannot be/ });
    }
    await app.launched.close();
  },
);
