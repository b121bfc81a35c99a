import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { holdAnswers } from './harness/held-answers.ts';
import { smallPhoto } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';
import { chooseFast, stroke } from './harness/turn-review.ts';

/** One app for all, in a home of its own. */
let app: TesseraApp;
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'tessera-home-'));
  app = await TesseraApp.start(null, { keepForAll: true, environment: { HOME: home } });
});
beforeEach(async () => {
  await app.closeAll();
  await app.openPhoto(smallPhoto);
});
afterAll(async () => {
  await app.launched.close();
  await rm(home, { recursive: true, force: true, maxRetries: 3 });
});

it('undoes a stroke that was painted the moment before', async () => {
  await app.selectRectangle({ x: 30, y: 30, width: 360, height: 220 });
  const before = (await app.summary())!;
  await app.press('b');
  await stroke(app, [
    [20, 20],
    [400, 260],
  ]);
  await app.press('Control+z');
  const after = await app.until((summary) => summary!.canRedo, 'the undo is done');
  expect(after).toMatchObject({ maskPixels: before.maskPixels, undoLabel: before.undoLabel });
});

it('runs with the value that was typed when the field is still focused, by key and by menu', async () => {
  const plan = await holdAnswers(app, 'runs/plan');
  await app.selectRectangle({ x: 250, y: 180, width: 60, height: 40 });
  await chooseFast(app);
  await app.window.locator('button[data-action="fill"]:enabled').waitFor();
  // Something else is wanted there, chosen by its word.
  const word = app.window.getByRole('combobox', { name: text.panels.labelHint });
  await word.fill(text.panels.labels.sunflower);
  await app.window.getByRole('option', { name: text.panels.labels.sunflower }).click();
  // The plan that comes now moves nothing away from below the pointer.
  const advanced = app.window.getByRole('button', { name: text.panels.advanced });
  const place = await advanced.boundingBox();
  await plan();
  await app.window.locator('[data-status="plan"]:not(.settling)').waitFor();
  expect(await advanced.boundingBox()).toEqual(place);
  await advanced.click();
  const seed = app.window.getByRole('spinbutton', { name: text.panels.seed });
  await seed.fill('42');
  await app.press('Control+Enter');
  const [turn] = await app.untilTurnCount(1);
  // With the threads that the harness has remembered for it: else all tests would be slow without a word.
  expect(turn!.settings).toMatchObject({ seed: 42, label: 'sunflower', threads: 1 });
  await app.discard();

  await seed.fill('43');
  await app.press('Control+Equal');
  expect(await seed.evaluate((field) => field === document.activeElement)).toBe(true);
  // What is asked for shows at once, however long main takes to answer.
  const start = await holdAnswers(app, 'runs/start');
  await app.clickMenu('fill');
  await app.window.locator('[data-dock="run"]').waitFor();
  await start();
  const [next] = await app.untilTurnCount(1);
  expect(next!.settings).toMatchObject({ seed: 43, label: 'sunflower' });
  const accept = await holdAnswers(app, 'turns/accept');
  await app.window.locator('[data-dock="result"] button[data-action="accept"]').click();
  const working = app.window.locator('[data-status="working"]').getByText(text.status.working);
  await working.waitFor();
  await accept();
  await app.until((now) => now!.undoLabel === 'Fill', 'the region is another one');
  const undo = await holdAnswers(app, 'documents/undo');
  await app.press('Control+z');
  await working.waitFor();
  await undo();
  await app.until((now) => now!.work === 'turns', 'the turns wait again');
  // Nor does ONNX Runtime in the app's engine leave an identifier of the device, as it would by itself.
  const left = await readdir(home, { recursive: true });
  expect(left.filter((path) => /microsoft|onnxruntime/i.test(path))).toEqual([]);
});

it('removes a thin line by lasso in three gestures: around it, Fill, Accept', async () => {
  await app.press('l');
  await stroke(app, [
    [60, 40],
    [240, 44],
    [240, 48],
    [60, 44],
  ]);
  const { maskBounds } = await app.until((now) => now!.maskBounds !== null, 'the line is selected');
  expect(maskBounds!.height).toBeLessThan(12);
  // Continued from what is around it, without the network.
  await app.window.getByText(/^Continued from around it/).waitFor();
  await app.press('Control+Enter');
  await app.untilResult();
  expect(await app.accept()).toMatchObject({ undoLabel: 'Fill', maskPixels: 0, lastChangedOutsideMask: 0 });
});
