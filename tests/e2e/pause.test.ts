import { expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { isOnDevice } from '#tests/fixtures/software-gpu.ts';
import { patienceMs } from './harness/app-window.ts';
import { inspect } from './harness/inspect.ts';
import { smallPhoto, temporaryFolder } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';
import { chooseVariants, dock, pixelsOf } from './harness/turn-review.ts';

const region = { x: 150, y: 120, width: 200, height: 130 };
/** Diffusion steps enough for a run to be paused or killed seconds before its end; no detail stage, which no pause waits for. */
const lastSettings = {
  // A software GPU takes as long for far fewer.
  ...(isOnDevice ? { arSteps: 6, diffusionSteps: 4 } : { arSteps: 12, diffusionSteps: 40 }),
  detail: 'off',
} as const;

/** Starts a run and waits until it has committed an AR step. */
async function running(app: TesseraApp): Promise<void> {
  await app.startRun();
  await app.window.locator('[data-strip] button').nth(1).waitFor({ timeout: patienceMs });
}

it('pauses at once, comes back after the app was killed, and goes on to the very pixels of a run that never stopped', async () => {
  const userData = await temporaryFolder();
  const first = await TesseraApp.start(smallPhoto, { userData, lastSettings });
  await first.selectRectangle(region);
  await running(first);
  await first.press('Shift+p');
  await dock(first, 'interrupted').getByText(text.turns.interrupted.title.paused).waitFor();
  const paused = (await first.tree())!.interrupted!;
  expect(await first.summary()).toMatchObject({ work: 'interrupted' });
  expect(paused.fraction).toBeGreaterThan(0);
  await first.launched.kill();

  const second = await TesseraApp.start(null, { userData });
  await second.window
    .locator('[data-status="restore"]')
    .getByText(/a run at \d+ %/)
    .waitFor();
  await second.restoreFromWelcome();
  await dock(second, 'interrupted').waitFor();
  await second.press('Shift+p');
  await dock(second, 'run').waitFor();
  const [resumed] = await second.untilTurnCount(1);
  const pixels = await pixelsOf(second, `image://turn/${resumed!.id}`);
  await second.discard();

  await second.startRun();
  const [whole] = await second.untilTurnCount(1);
  expect(whole!.settings).toEqual(resumed!.settings);
  expect((await pixelsOf(second, `image://turn/${whole!.id}`)).rgba.equals(pixels.rgba)).toBe(true);
});

it('offers back what was running and waiting when the app was killed in the middle of a run', async () => {
  const userData = await temporaryFolder();
  const first = await TesseraApp.start(smallPhoto, { userData, lastSettings });
  await first.selectRectangle(region);
  await chooseVariants(first, 2);
  await first.startRun();
  await first.window
    .locator('[data-turn]')
    .nth(0)
    .waitFor({ timeout: 2 * patienceMs });
  // The second version has begun.
  await first.window.locator('[data-strip] button').nth(1).waitFor();
  const [made] = (await first.tree())!.turns;
  await first.launched.kill();

  const second = await TesseraApp.start(null, { userData });
  await second.window
    .locator('[data-status="restore"]')
    .getByText(/1 version to decide on · a run at \d+ %/)
    .waitFor();
  await inspect(second, 'restore');
  await second.restoreFromWelcome();
  await dock(second, 'interrupted').getByText(text.turns.interrupted.title.crashed).waitFor();
  await inspect(second, 'interrupted');
  expect((await second.tree())!.turns.map(({ id }) => id)).toEqual([made!.id]);

  const drop = second.window.locator('button[data-action="drop"]');
  await drop.click();
  await drop.getByText(text.turns.interrupted.dropAsk).waitFor();
  await drop.click();
  await dock(second, 'result').waitFor();
  expect(await second.accept()).toMatchObject({ undoLabel: 'Fill', lastChangedOutsideMask: 0 });
});

it('is found again by a window that was reloaded in the middle of a run', async () => {
  const app = await TesseraApp.start(smallPhoto, { lastSettings });
  await app.selectRectangle(region);
  await running(app);
  await app.window.reload();
  await dock(app, 'run').waitFor();
  await app.window.locator('[data-strip] button').nth(1).waitFor();
  await app.untilTurnCount(1);
  await app.window.reload();
  await dock(app, 'result').waitFor();
  expect(await app.window.locator('[data-turn]').count()).toBe(1);
});
