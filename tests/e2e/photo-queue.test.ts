import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readRecipe } from '#engine/imaging/codec/index.ts';
import { text } from '#shared/text/text.ts';
import { patienceMs } from './harness/app-window.ts';
import { inspect } from './harness/inspect.ts';
import { projectFile, smallPhoto, temporaryFolder } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';

const words = text.queue;

/** A folder with photos of these names. */
async function album(names: readonly string[]): Promise<string> {
  const folder = join(await temporaryFolder(), 'album');
  await mkdir(folder);
  for (const name of names) await copyFile(smallPhoto, join(folder, name));
  return folder;
}

const panel = (app: TesseraApp) => app.window.locator('[data-panel="queue"]');
const photosThatAre = (app: TesseraApp, status: string) => panel(app).locator(`[data-queued="${status}"]`);
const untilCount = (app: TesseraApp, status: string, count: number): Promise<void> =>
  expect.poll(() => photosThatAre(app, status).count(), { timeout: patienceMs }).toBe(count);

it('a folder that is handed over is filled by a rule; what fails says why, the rest is done', async () => {
  const folder = await album(['one.jpg', 'two.jpg']);
  await writeFile(join(folder, 'broken.jpg'), 'no photo');
  const before = await readFile(join(folder, 'one.jpg'));
  const app = await TesseraApp.start(null, { arguments: [folder], nothingRemembered: true });
  await app.window.locator('[data-action="fill-all"]').click({ timeout: patienceMs });
  const dialog = app.window.getByRole('dialog');
  await dialog.getByText(words.rules.rectangle).click();
  for (const [side, length] of Object.entries({ left: '-60', top: '10%', width: '24', height: '20' }))
    await dialog.getByLabel(words.sides[side as keyof typeof words.sides]).fill(length);
  await dialog.locator('[data-action="queue-add"]').click();

  await untilCount(app, 'done', 2);
  await untilCount(app, 'failed', 1);
  expect(await photosThatAre(app, 'failed').innerText()).toMatch(/broken\.jpg/);
  await inspect(app, 'queue-panel');
  expect(await readdir(join(folder, 'filled'))).toEqual(['one-filled.jpg', 'two-filled.jpg']);
  expect(await readFile(join(folder, 'one.jpg'))).toEqual(before);
  const alone = join(folder, 'alone.jpg');
  const asked = ['--rectangle=-60,10%,24,20', '-o', alone];
  const command = [projectFile('out/cli/tessera.js'), 'fill', join(folder, 'one.jpg'), ...asked];
  expect(spawnSync(process.execPath, command, { stdio: 'ignore' }).status).toBe(0);
  expect(await readFile(join(folder, 'filled', 'one-filled.jpg'))).toEqual(await readFile(alone));

  // Once the file is whole, another try is enough.
  await copyFile(smallPhoto, join(folder, 'broken.jpg'));
  await photosThatAre(app, 'failed').getByRole('button', { name: words.retry }).click();
  await untilCount(app, 'done', 3);
  await photosThatAre(app, 'done')
    .first()
    .getByRole('button', { name: words.openName('broken-filled.jpg') })
    .click();
  await app.until((summary) => summary?.name === 'broken-filled.jpg', 'the result is open');
});

it('an edit is applied to more photos, survives a kill, is done once, and lets the open photo go first', async () => {
  const names = ['a', 'b', 'c'].map((name) => `${name}.jpg`);
  const folder = await album(names);
  await copyFile(projectFile('tests/fixtures/photos/brook.jpg'), join(folder, 'other.jpg'));
  const app = await TesseraApp.start(smallPhoto, { userData: await temporaryFolder() });
  await app.selectRectangle({ x: 100, y: 60, width: 60, height: 60 });
  await app.startRun();
  await app.untilResult();
  await app.chooseOpacity(50);
  await app.accept();
  await app.until((summary) => summary!.fillOpacity === 50, 'the opacity counts');
  await app.press('Control+Shift+e');
  const dialog = app.window.getByRole('dialog');
  await app.answerOpenDialog(projectFile('tests/fixtures/photos/dogs.jpg'));
  await dialog.getByRole('button', { name: words.chooseFiles }).click();
  await dialog.locator('[data-status="queue-other-size"]').waitFor();
  expect(await dialog.locator('[data-action="queue-add"]').isDisabled(), 'it would fill none').toBe(true);
  await app.answerOpenDialog(folder);
  await dialog.getByRole('button', { name: words.chooseFolder }).click();
  await dialog
    .locator('[data-status="queue-photos"]', { hasText: '4 photos' })
    .waitFor({ timeout: patienceMs });
  expect(await dialog.locator('[data-status="queue-other-size"]').innerText()).toBe(words.otherSizes(1));
  await inspect(app, 'queue-dialog');
  await dialog.locator('[data-action="queue-add"]').click();
  await untilCount(app, 'done', 1);

  // The run of the open photo goes first, and the queue continues after it.
  await app.selectRectangle({ x: 200, y: 60, width: 30, height: 30 });
  await app.startRun();
  await app.untilResult();
  await panel(app).locator('[data-action="queue-pause"]').click();
  await panel(app).locator('[data-action="queue-resume"]').waitFor({ timeout: patienceMs });
  await panel(app).locator('[data-action="queue-resume"]').click();
  await panel(app).locator('[data-action="queue-pause"]').waitFor({ timeout: patienceMs });
  await app.launched.kill();

  const done = await readdir(join(folder, 'filled'));
  const writtenAt = await Promise.all(
    done.map(async (name) => (await stat(join(folder, 'filled', name))).mtimeMs),
  );
  const again = await TesseraApp.start(null, { userData: app.launched.userData });
  await again.window.locator('[data-action="queue"]').click({ timeout: patienceMs });
  await untilCount(again, 'done', 3);
  await untilCount(again, 'failed', 1);
  expect(await photosThatAre(again, 'failed').innerText()).toMatch(/other\.jpg/);
  expect(await readdir(join(folder, 'filled'))).toEqual(names.map((name) => name.replace('.', '-filled.')));
  const [first, ...others] = await Promise.all(
    names.map((name) => readFile(join(folder, 'filled', name.replace('.', '-filled.')))),
  );
  // The same photo with the same settings and seed: whoever computed it, and however often it was begun.
  for (const other of others) expect(other.equals(first!)).toBe(true);
  expect(await readRecipe(first!)).toContain('"opacity":50');
  expect((await stat(join(folder, 'filled', done[0]!))).mtimeMs).toBe(writtenAt[0]);
  await panel(again).getByRole('button', { name: words.clear }).click();
  await panel(again).waitFor({ state: 'detached', timeout: patienceMs });
});
