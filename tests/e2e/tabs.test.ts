import { expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { patienceMs } from './harness/app-window.ts';
import { holdAnswers } from './harness/held-answers.ts';
import { inspect } from './harness/inspect.ts';
import { projectFile, smallPhoto, temporaryFolder } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';
import { dock } from './harness/turn-review.ts';

const photo = (name: string): string => projectFile(`tests/fixtures/photos/${name}`);

it('opens three photos at once, edits two, leaves one whose fill runs, closes one, and finds the work after a kill', async () => {
  const userData = await temporaryFolder();
  const given = [smallPhoto, photo('dandelions.jpg'), photo('dogs.jpg')];
  const app = await TesseraApp.start(null, { userData, arguments: given });
  const page = app.window;
  const tabs = page.getByRole('tab');
  const shows = (name: string) => app.until((now) => now?.name === name, `${name} shows`);
  await page.getByText(text.dialogs.given.areOpen(3)).waitFor();
  await shows('dogs.jpg');
  expect(await tabs.allInnerTexts()).toEqual(['summit-sunset.jpg', 'dandelions.jpg', 'dogs.jpg']);

  // Each has its own selection, history, title and view.
  const dogs = await app.selectRectangle({ x: 40, y: 40, width: 60, height: 40 });
  await app.press('Control+Equal');
  const looked = await app.photoPlace();
  await app.press('Control+Shift+Tab');
  await shows('dandelions.jpg');
  await page.waitForFunction(() => document.title.startsWith('dandelions.jpg'));
  await app.press('3');
  const dandelions = await app.selectRectangle({ x: 30, y: 30, width: 200, height: 140 });
  await app.startRun();
  await inspect(app, 'tabs');

  // Its fill continues while another photo is edited; it is closed no more than one that is looked at.
  await app.press('Control+Tab');
  await shows('dogs.jpg');
  await tabs.nth(1).locator('[data-work="running"]').waitFor();
  expect(await dock(app, 'run').count()).toBe(0);
  expect(await app.photoPlace()).toEqual(looked);
  expect(await app.undo()).toMatchObject({ maskPixels: 0, id: dogs.id });
  expect(await app.redo()).toMatchObject({ maskPixels: dogs.maskPixels });
  await tabs.nth(1).click({ button: 'middle' });
  await page.getByText(text.run.waits.closing).waitFor();

  // Arrow keys go from tab to tab, with one stop in the sequence.
  await tabs.nth(2).focus();
  await app.press('ArrowLeft');
  await shows('dandelions.jpg');
  expect(await page.locator('[role="tab"][tabindex="0"]').count()).toBe(1);
  expect(await tabs.nth(1).getAttribute('aria-selected')).toBe('true');
  await dock(app, 'run').waitFor();
  await app.cancel();
  expect(await app.summary()).toMatchObject({ maskPixels: dandelions.maskPixels, work: 'none' });
  expect(await app.undo()).toMatchObject({ maskPixels: 0, id: dandelions.id });
  expect(await app.redo()).toMatchObject({ maskPixels: dandelions.maskPixels });

  // A file that is open is shown; a tab is closed by the wheel, or by its key, which says where its work is.
  await app.openByDialog(photo('dogs.jpg'));
  expect((await shows('dogs.jpg')).id).toBe(dogs.id);
  expect(await tabs.count()).toBe(3);
  await tabs.first().click({ button: 'middle' });
  await expect.poll(() => tabs.count(), { timeout: patienceMs }).toBe(2);
  await app.press('Control+w');
  await page.getByText(text.dialogs.messages.closedKept('dogs.jpg')).waitFor();
  await shows('dandelions.jpg');
  expect(await tabs.count(), 'one photo needs no tabs').toBe(0);
  await app.launched.kill();

  // One click brings all of it back; what was changed last shows.
  const second = await TesseraApp.start(null, { userData });
  await second.window.locator('[data-action="restore-all"]').click();
  expect(await second.until((now) => now !== null, 'the work is back')).toMatchObject({ unsaved: true });
  const back = second.window.getByRole('tab');
  await expect
    .poll(() => back.allInnerTexts(), { timeout: patienceMs })
    .toEqual(['dogs.jpg', 'dandelions.jpg']);
  await second.until((now) => now?.name === 'dandelions.jpg', 'the latest shows');

  // While photos are open, what is kept is in the menu; opening its file says that it is there.
  await second.press('Control+w');
  await second.until((now) => now?.name === 'dogs.jpg', 'the other one shows');
  await second.openByDialog(photo('dandelions.jpg'));
  await second.window.getByText(text.dialogs.welcome.restoreMention('dandelions.jpg', 0)).waitFor();
  expect(await second.summary()).toMatchObject({ name: 'dandelions.jpg', canUndo: false });
  const release = await holdAnswers(second, 'documents/list-restorable');
  await second.press('Control+Shift+u');
  await second.window.locator('[data-status="working"]').waitFor();
  await release();
  const dialog = second.window.getByRole('dialog');
  await dialog.getByText('dandelions.jpg').waitFor();
  await inspect(second, 'kept-work');
  await dialog.getByRole('button', { name: text.dialogs.welcome.restoreButton }).click();
  await dialog.waitFor({ state: 'detached' });
  await second.until((now) => now?.id === dandelions.id, 'the kept one is back');
  expect(await back.count()).toBe(3);
});
