import { expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { patienceMs } from './harness/app-window.ts';
import { smallPhoto } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';
import { chooseFast, chooseVariants, dock, pixelsOf } from './harness/turn-review.ts';

const region = { x: 250, y: 180, width: 90, height: 60 };

/** A finished first run of the region. */
async function reviewing(variants: number): Promise<TesseraApp> {
  const app = await TesseraApp.start(smallPhoto);
  await app.selectRectangle(region);
  await chooseFast(app);
  await chooseVariants(app, variants);
  await app.startRun();
  await app.untilTurnCount(variants);
  return app;
}

it('shows the AR steps of a run, the moment one is pointed at, and makes another turn from it that keeps what came before', async () => {
  const app = await reviewing(1);
  const [first] = (await app.tree())!.turns;
  const steps = app.window.locator('[data-strip] button');
  expect(await steps.count()).toBe(first!.steps.length);
  expect(first!.steps.length).toBeGreaterThan(3);

  const caption = app.window.locator('[data-status="caption"]');
  await steps.nth(1).hover();
  await caption.getByText(/^After step 2 of/).waitFor();
  await steps.nth(1).focus();
  await app.press('ArrowRight');
  await caption.getByText(/^After step 3 of/).waitFor();
  const place = await steps.nth(2).boundingBox();
  await app.press('Enter');
  await dock(app, 'branch')
    .getByText(/^Stays: 2 steps/)
    .waitFor();
  expect(await steps.nth(2).boundingBox(), 'what was clicked stays in its place').toEqual(place);
  const inBar = dock(app, 'branch').locator('[data-action="again"], [data-status="plan-time"]');
  expect(await inBar.count(), 'the panel has the button and the time').toBe(0);
  const plan = app.window.locator('[data-status="plan"]');
  await plan.getByText(/^about /).waitFor();
  await app.window.locator('[data-action="fill"]').getByText(text.panels.branchButton(1)).waitFor();
  await app.press('Control+Backslash');
  expect(await plan.count()).toBe(0);
  expect(await inBar.count(), 'without the panel they are in the bar').toBe(2);
  await app.press('Control+Backslash');
  await app.press('a');
  const [, second] = await app.untilTurnCount(2);
  expect(second).toMatchObject({
    parentId: first!.id,
    start: { kind: 'step', turnId: first!.id, at: first!.steps[2]!.at },
  });
  expect(second!.report.seed).not.toBe(first!.report.seed);
  const moment = async (turn: typeof first, step: number) =>
    (await pixelsOf(app, turn!.steps[step]!.url!)).rgba;
  expect((await moment(first, 1)).equals(await moment(second, 1))).toBe(true);
  expect((await moment(first, 3)).equals(await moment(second, 3))).toBe(false);

  expect(await app.accept()).toMatchObject({ work: 'none', undoLabel: 'Fill', lastChangedOutsideMask: 0 });
  // Undone, the turns wait again, and the history leads there and back.
  expect(await app.undo()).toMatchObject({ work: 'turns' });
  // The bar may still be the one from before Accept.
  await expect.poll(() => app.turnIds()).toEqual([first!.id, second!.id]);
  await app.goThroughHistory('Fill');
  await dock(app, 'result').waitFor({ state: 'detached' });
  expect(await app.summary()).toMatchObject({ work: 'none', undoLabel: 'Fill' });
  // Part of the fill is taken back by brush.
  const middle = region.y + region.height / 2;
  const restored = await app.restoreStroke([
    [region.x + 30, middle],
    [region.x + 60, middle],
  ]);
  expect(restored).toMatchObject({ undoLabel: text.undoLabels.restore, lastChangedOutsideMask: 0 });
  await app.goThroughHistory(text.window.history.opened);
  expect(await app.summary()).toMatchObject({ canUndo: false, canRedo: true, work: 'none' });
});

it('fills a contact sheet as variants come, shows and deletes one by key, and asks before all are discarded', async () => {
  const app = await TesseraApp.start(smallPhoto);
  await app.selectRectangle(region);
  const before = await app.summary();
  const place = await app.photoPlace();
  await chooseFast(app);
  await chooseVariants(app, 3);
  await app.startRun();
  const tiles = app.window.locator('[data-turn]');
  await tiles.nth(0).waitFor({ timeout: 2 * patienceMs });
  expect(await dock(app, 'run').count()).toBe(1);
  await app.untilTurnCount(3);
  expect(await tiles.count()).toBe(3);

  const chosen = app.window.locator('[data-turn] button[aria-pressed="true"]');
  expect(await chosen.getAttribute('aria-label')).toContain(text.turns.turn(1));
  await app.press('ArrowRight');
  await app.press('ArrowRight');
  expect(await chosen.getAttribute('aria-label')).toContain(text.turns.turn(3));
  await app.press('Delete');
  await app.window.waitForFunction(() => document.querySelectorAll('[data-turn]').length === 2);
  expect(await chosen.getAttribute('aria-label')).toContain(text.turns.turn(2));

  await app.press('Backspace');
  const dialog = app.window.getByRole('dialog');
  await dialog.getByText(text.turns.discardAll.line(2)).waitFor();
  await dialog.getByRole('button', { name: text.turns.discardAll.no }).click();
  expect((await app.tree())!.turns).toHaveLength(2);
  await app.discard();
  expect(await app.summary()).toEqual(before);
  expect(await app.photoPlace()).toEqual(place);
});

it('accepts a variant that is finished while the others are still made: those are not waited for', async () => {
  const app = await TesseraApp.start(smallPhoto);
  await app.selectRectangle(region);
  await chooseFast(app);
  await chooseVariants(app, 8);
  await app.startRun();
  const tiles = app.window.locator('[data-turn] button[data-tile]');
  await tiles.nth(0).waitFor({ timeout: 2 * patienceMs });
  const accept = dock(app, 'run').locator('button[data-action="accept"]');
  expect(await accept.count()).toBe(0);
  await tiles.nth(0).click();
  await accept.getByText(text.turns.actions.acceptTurn(1)).click();
  const after = await app.until((summary) => summary!.work === 'none', 'the turn is accepted');
  expect(after).toMatchObject({ undoLabel: 'Fill', lastChangedOutsideMask: 0, maskPixels: 0 });
  await dock(app, 'run').waitFor({ state: 'detached' });
  expect(await app.tree()).toBeNull();
  expect((await app.window.locator('[data-notice]').allInnerTexts()).join()).not.toMatch(/cancelled/i);
  expect((await app.undo()).maskPixels).toBeGreaterThan(0);
  await app.startRun();
  await app.cancel();
});

it('compares two of three turns by a divider that keys and mouse move, and accepts the one that was clicked', async () => {
  const app = await reviewing(3);
  await app.press('Control+z');
  const waits = app.window.getByText(text.run.waits.turns);
  await waits.waitFor();
  const area = app.window.locator('[data-dock-area]');
  const place = await area.boundingBox();
  await app.press('c');
  await dock(app, 'compare').waitFor();
  expect(await area.boundingBox(), 'bars are of one height').toEqual(place);
  const divider = app.window.getByRole('slider', { name: text.turns.compare.divider });
  const [middle, regionLeft, regionRight] = await app.screenPoints([
    [region.x + 45, region.y + 30],
    [region.x, region.y],
    [region.x + region.width, region.y],
  ]);
  // It begins at what changed.
  const begin = (await divider.boundingBox())!;
  expect(begin.x + begin.width / 2).toBeGreaterThan(regionLeft![0]);
  expect(begin.x + begin.width / 2).toBeLessThan(regionRight![0]);
  const value = async (): Promise<number> => Number(await divider.getAttribute('aria-valuenow'));
  const first = await value();
  await divider.focus();
  await app.press('ArrowLeft');
  await app.press('Shift+ArrowLeft');
  expect(await value()).toBe(first - 12);

  const stage = (await app.window.locator('[data-viewport]').boundingBox())!;
  const look = async (fraction: number): Promise<Buffer> => {
    const at = (await divider.boundingBox())!;
    await app.window.mouse.move(at.x + at.width / 2, stage.y + 60);
    await app.window.mouse.down();
    await app.window.mouse.move(stage.x + stage.width * fraction, stage.y + 60, { steps: 4 });
    await app.window.mouse.up();
    await app.window.waitForTimeout(400);
    const [x, y] = middle!;
    return app.window.screenshot({ clip: { x: x - 12, y: y - 10, width: 24, height: 20 } });
  };
  const left = await look(0.95);
  const right = await look(0.05);
  expect(left.equals(right)).toBe(false);
  expect((await look(0.95)).equals(left)).toBe(true);

  await app.press('Shift+c');
  await divider.waitFor({ state: 'detached' });
  await app.press('Escape');
  await dock(app, 'result').waitFor();
  // Enter accepts, as its button says, whatever was clicked last.
  const second = app.window.locator('[data-turn] button[data-tile]').nth(1);
  await second.click();
  await app.window.locator('[data-turn] button[aria-pressed="true"]').waitFor();
  expect(await second.getAttribute('aria-pressed')).toBe('true');
  await app.press('Enter');
  await app.until((summary) => summary!.work === 'none', 'the turn is accepted');
  expect(await waits.count(), 'what is no longer true is not told any more').toBe(0);
});
