import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { inspect } from './harness/inspect.ts';
import { smallPhoto, temporaryFolder } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';
import { chooseFast, chooseVariants, dock } from './harness/turn-review.ts';

const region = { x: 250, y: 180, width: 60, height: 40 };

it('saves photo, history and waiting turns as one project file, and opens it as it was', async () => {
  const path = join(await temporaryFolder(), 'summit.tessera');
  const app = await TesseraApp.start(smallPhoto);
  await app.selectRectangle(region);
  await chooseFast(app);
  await chooseVariants(app, 2);
  await app.startRun();
  const turns = await app.untilTurnCount(2);
  await app.answerSaveDialog(path);
  await app.press('Control+s');
  await app.window.getByText(text.dialogs.project.saved('summit.tessera')).waitFor();
  const saved = await app.until((summary) => !summary!.unsaved, 'nothing is unsaved');
  expect((await readFile(path)).subarray(0, 2).toString()).toBe('PK');

  await app.press('Control+w');
  await app.until((summary) => summary === null, 'the picture is closed');
  await app.window.getByRole('button', { name: 'summit.tessera' }).waitFor();
  await app.openByDialog(path);
  const opened = await app.until((summary) => summary !== null, 'the project is open');
  expect(opened).toMatchObject({ bounds: saved.bounds, maskPixels: saved.maskPixels, work: 'turns' });
  await dock(app, 'result').waitFor();
  const again = (await app.tree())!.turns;
  expect(again.map(({ report }) => report.seed)).toEqual(turns.map(({ report }) => report.seed));
  expect(await app.accept()).toMatchObject({ undoLabel: 'Fill', lastChangedOutsideMask: 0, unsaved: true });
});

it('replays a result from the file it was exported to, and says that every pixel is the same', async () => {
  const target = join(await temporaryFolder(), 'filled.png');
  const app = await TesseraApp.start(smallPhoto);
  await app.selectRectangle(region);
  await chooseFast(app);
  await app.startRun();
  await app.untilResult();
  await app.accept();
  await app.exportPng(target);
  await app.undo();
  await app.undo();
  await app.answerOpenDialog(target);
  await app.press('Control+Shift+r');
  const dialog = app.window.getByRole('dialog');
  await dialog.waitFor({ timeout: 120_000 });
  expect(await dialog.locator('[data-status="replay"]').innerText()).toBe(text.dialogs.replay.identical);
  await inspect(app, 'replay');
  await dialog.getByRole('button', { name: text.dialogs.replay.ok }).click();
  expect((await app.summary())!.lastChangedOutsideMask).toBe(0);
});
