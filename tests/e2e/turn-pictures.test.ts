import { expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { inspect, resizeWindow } from './harness/inspect.ts';
import { smallPhoto } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';
import { stroke } from './harness/turn-review.ts';

/** The sundial, above what lies over the lower edge. */
const region = { x: 262, y: 173, width: 98, height: 56 };
const look = (app: TesseraApp, name: string): Promise<void> => inspect(app, `turns-${name}`);

it(
  'reviews turns with nothing that axe finds serious: strip, sheet, branch, keep, compare, effort',
  { timeout: 400_000 },
  async () => {
    const app = await TesseraApp.start(smallPhoto);
    await resizeWindow(app, 1280, 800);
    await app.selectRectangle(region);
    await app.press('g');
    for (let i = 0; i < 4; i++) await app.press('BracketRight');
    await stroke(app, [
      [272, 187],
      [344, 190],
    ]);
    await app.window.getByText(text.panels.paintedReady).waitFor();
    await look(app, 'effort');
    await app.window.getByRole('button', { name: text.panels.paintedClear }).click();
    await app.press('h');
    await app.press('1');

    for (let i = 0; i < 2; i++)
      await app.window.getByRole('button', { name: text.panels.moreVariants }).click();
    await app.startRun();
    await app.window.locator('[data-turn]').nth(1).waitFor({ timeout: 120_000 });
    await look(app, 'filling');
    await app.untilTurnCount(3);
    await look(app, 'sheet');

    const steps = app.window.locator('[data-strip] button');
    await steps.nth(2).hover();
    await app.window.waitForTimeout(300);
    await look(app, 'moment');
    await steps.nth(3).click();
    await app.window.locator('[data-dock="branch"]').waitFor();
    await app.window.mouse.move(500, 300);
    await app.window.waitForTimeout(2500);
    await look(app, 'branch');
    await app.window.getByRole('button', { name: text.panels.fewerVariants }).click();
    await app.window.getByRole('button', { name: text.panels.fewerVariants }).click();
    await app.press('a');
    await app.untilTurnCount(4);
    await look(app, 'tree');
    // The state with most in it, in a large window too.
    await resizeWindow(app, 1600, 1000);
    await app.window.waitForTimeout(500);
    await look(app, 'tree-large');
    await resizeWindow(app, 1280, 800);

    await app.press('k');
    await stroke(app, [
      [270, 181],
      [315, 201],
    ]);
    await app.window.waitForTimeout(2500);
    await look(app, 'keep');
    await app.press('Escape');

    await app.press('c');
    await app.window.locator('[data-dock="compare"]').waitFor();
    await app.window.waitForTimeout(500);
    await look(app, 'swipe');
    await app.press('Shift+c');
    await app.window.waitForTimeout(500);
    await look(app, 'side');
    await app.press('Escape');
    await app.press('Backspace');
    await app.window.getByRole('dialog').waitFor();
    await look(app, 'discard');
    expect(app.launched.output.filter((line) => /violates|Uncaught|each_key/i.test(line))).toEqual([]);
  },
);
