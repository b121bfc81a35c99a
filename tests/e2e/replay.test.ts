import { join } from 'node:path';
import { expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { projectFile, temporaryFolder } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';

const photo = projectFile('tests/fixtures/photos/dandelions.jpg');

it('repeats an exported result from the photo it was made from, to the same pixels', async () => {
  const folder = await temporaryFolder();
  const result = join(folder, 'result.png');
  const first = await TesseraApp.start(photo);
  for (const x of [60, 200]) {
    await first.selectRectangle({ x, y: 50, width: 40, height: 40 });
    await first.startRun();
    await first.untilTurns();
    await first.accept();
  }
  await first.exportPng(result);
  await first.launched.close();

  const app = await TesseraApp.start(photo);
  await app.answerOpenDialog(result);
  await app.press('Control+Shift+r');
  const dialog = app.window.getByRole('dialog');
  await dialog.waitFor({ timeout: 150_000 });
  expect(await dialog.innerText()).toContain(text.dialogs.replay.identical);
  expect(await app.summary()).toMatchObject({ undoLabel: 'Fill', lastChangedOutsideMask: 0, work: 'none' });
  await dialog.getByRole('button', { name: text.dialogs.replay.ok }).click();
  await app.undo();
  expect(await app.undo()).toMatchObject({ canUndo: false, canRedo: true });
});

it('says what is wrong where a file has no recipe, and changes nothing', async () => {
  const app = await TesseraApp.start(photo);
  await app.answerOpenDialog(photo);
  await app.press('Control+Shift+r');
  expect(await app.errorText()).toMatch(/holds no recipe/);
  expect(await app.summary()).toMatchObject({ canUndo: false });
});
