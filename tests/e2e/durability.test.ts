import { readdir } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { patienceMs } from './harness/app-window.ts';
import { killAtRandomMoments } from './harness/kill-campaign.ts';
import { smallPhoto, temporaryFolder } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';
import { dock, pixelsOf } from './harness/turn-review.ts';

const region = { x: 150, y: 120, width: 200, height: 130 };
/** Many steps of a large region: the run outlasts several checkpoints, also on a fast machine. */
const largeRegion = { x: 20, y: 20, width: 380, height: 240 };
const manySteps = { arSteps: 32, diffusionSteps: 16, detail: 'off' } as const;

/** Starts a run with the choices at hand and waits until it has committed an AR step. */
async function untilItRuns(app: TesseraApp): Promise<void> {
  await app.startRun();
  await app.window.locator('[data-strip] button').nth(1).waitFor({ timeout: 120_000 });
}

/** The picture of the only turn. */
async function onlyTurn(app: TesseraApp): Promise<Buffer> {
  const turns = await app.untilTurns();
  expect(turns).toHaveLength(1);
  return (await pixelsOf(app, `image://turn/${turns[0]!.id}`)).rgba;
}

it('loses nothing that was confirmed when it is killed at random moments (a slice of the campaign)', async () => {
  const report = await killAtRandomMoments(3, 20261123, 3);
  expect(report).toMatchObject({
    kills: 3,
    lostGestures: 0,
    lostTurns: 0,
    damagedWork: 0,
    differentRuns: 0,
    unreadableExports: 0,
    unreadableProjects: 0,
    leftovers: 0,
    changedOriginals: 0,
  });
  expect(report.gestures).toBeGreaterThan(10);
}, 400_000);

it('goes on after a kill in the middle of a run, and after the engine died, to the pixels of a run that never stopped', async () => {
  const userData = await temporaryFolder();
  const first = await TesseraApp.start(smallPhoto, { userData, lastSettings: manySteps });
  await first.selectRectangle(largeRegion);
  await untilItRuns(first);
  await expect
    .poll(() => readdir(userData, { recursive: true }), { timeout: patienceMs, interval: 20 })
    .toContainEqual(expect.stringMatching(/checkpoint\.bin$/));
  await first.launched.kill();

  const second = await TesseraApp.start(null, { userData });
  await second.restoreFromWelcome();
  await dock(second, 'interrupted').getByText(text.turns.interrupted.title.crashed).waitFor();
  expect((await second.tree())!.interrupted!.fraction).toBeGreaterThan(0);
  await second.press('Shift+p');
  await dock(second, 'run').waitFor();
  await second.killEngine();
  await dock(second, 'interrupted').waitFor();
  await second.dismissMessages();
  await second.press('Shift+p');
  const goneOn = await onlyTurn(second);
  await second.discard();
  await second.startRun();
  expect((await onlyTurn(second)).equals(goneOn)).toBe(true);
});

it('pauses what runs when it is quit, and offers it back: go on, accept, and it is one undo step', async () => {
  const userData = await temporaryFolder();
  const first = await TesseraApp.start(smallPhoto, { userData });
  const selected = await first.selectRectangle(region);
  await untilItRuns(first);
  await first.launched.close();

  const second = await TesseraApp.start(null, { userData });
  await second.restoreFromWelcome();
  await dock(second, 'interrupted').getByText(text.turns.interrupted.title.paused).waitFor();
  await second.press('Shift+p');
  await second.untilTurns();
  expect(await second.accept()).toMatchObject({ work: 'none', undoLabel: 'Fill', lastChangedOutsideMask: 0 });
  expect(await second.undo()).toMatchObject({ maskPixels: selected.maskPixels });
});
