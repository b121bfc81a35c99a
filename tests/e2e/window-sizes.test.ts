import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { inspect, pictures, resizeWindow } from './harness/inspect.ts';
import { projectFile, smallPhoto } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';
import { chooseFast, chooseVariants, dock } from './harness/turn-review.ts';

const calmMs = 250;

/** Bars, places and zoom in windows of several sizes. One app for all. */
let app: TesseraApp;

beforeAll(async () => {
  app = await TesseraApp.start(null, { keepForAll: true });
});
beforeEach(() => app.closeAll());
afterAll(() => app.launched.close());

it('goes from tool to tool with arrow keys and keeps one of them in the tab sequence', async () => {
  await app.openPhoto(smallPhoto);
  const bar = app.window.getByRole('toolbar', { name: text.window.toolbar });
  expect(await bar.locator('button[tabindex="0"]').count()).toBe(1);
  await bar.getByRole('button', { name: text.actions['tool-brush'] }).focus();
  await app.press('ArrowDown');
  await app.press('Enter');
  await bar.getByRole('button', { name: text.actions['tool-eraser'], pressed: true }).waitFor();
});

it('extends the frame by dragging and names the size it will have', async () => {
  await app.openPhoto(smallPhoto);
  await app.press('x');
  const [edge, beyond] = await app.screenPoints([
    [420, 140],
    [520, 140],
  ]);
  await app.window.mouse.move(...edge!);
  await app.window.mouse.down();
  await app.window.mouse.move(...beyond!, { steps: 5 });
  await app.window.mouse.up();
  const right = app.window.getByRole('spinbutton', { name: text.panels.sides.right });
  expect(Math.abs(Number(await right.inputValue()) - 100)).toBeLessThan(3);
  await app.window.locator('button[data-action="fill"]:enabled').waitFor();
  await app.window.getByText(/^Details down to/).waitFor();
});

it('shows sharp pixels when zoomed in and fits again by key', async () => {
  await app.openPhoto(smallPhoto);
  const scale = async (): Promise<number> =>
    Number((await app.window.locator('[data-viewport]').getAttribute('data-viewport'))!.split(' ')[0]);
  const fitted = await scale();
  await app.press('Control+1');
  expect(await scale()).toBe(1);
  for (let i = 0; i < 8; i++) await app.press('Control+Equal');
  expect(await scale()).toBeCloseTo(16, 6);
  await app.window.waitForTimeout(calmMs);
  await app.window.screenshot({ path: join(pictures, 'pixels.png') });
  await app.press('Control+0');
  expect(await scale()).toBe(fitted);
});

it('covers nothing of a portrait in a small window while a fill runs and its result waits', async () => {
  await app.openPhoto(projectFile('assets/samples/dogs.jpg'));
  await resizeWindow(app, 1024, 640);
  await app.selectRectangle({ x: 500, y: 1400, width: 60, height: 60 });
  await chooseFast(app);
  const [, , , bottom] = await app.photoPlace();
  const top = async (name: string): Promise<number> => (await dock(app, name).boundingBox())!.y;
  await app.startRun();
  expect(await top('run')).toBeGreaterThanOrEqual(bottom!);
  await app.untilResult();
  expect(await top('result')).toBeGreaterThanOrEqual(bottom!);
  await inspect(app, 'portrait');
});

it('cuts nothing off in its bars and never moves the photo, at its smallest size and at a common one, while it paints, runs and decides', async () => {
  await app.openPhoto(smallPhoto);
  await resizeWindow(app, 900, 600);
  /** What is wider than the room it has, by its class and words. */
  const cutOff = () =>
    app.window.evaluate(() =>
      [...document.querySelectorAll('[data-tool-options], [data-dock], [data-dock] *')]
        .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0)
        .map((part) => `${part.className}: ${part.textContent}`),
    );
  await app.press('b');
  await app.window.getByText(text.window.brushHardness).waitFor();
  expect(await cutOff()).toEqual([]);
  const tools = app.window.getByRole('toolbar', { name: text.window.toolbar });
  /** By how much the tools are taller than the room they have. */
  const toolsHidden = () => tools.evaluate((bar) => Math.max(0, bar.scrollHeight - bar.clientHeight));
  for (const key of ['j', 'y', 'r', 'o', 'g', 't', 'x']) {
    await app.press(key);
    expect.soft(await cutOff(), `tool ${key}`).toEqual([]);
  }
  await app.press('Alt+1');
  expect(await toolsHidden()).toBe(0);
  await app.selectRectangle({ x: 250, y: 150, width: 60, height: 40 });
  // A word changes little where texture is copied, which is said.
  await app.press('/');
  await app.window.keyboard.type('rose');
  await app.press('Enter');
  await app.window.locator('[data-status="word-in-fill"]').waitFor();
  await app.window.getByRole('button', { name: text.panels.labelClear }).click();
  await app.window.locator('[data-status="word-in-fill"]').waitFor({ state: 'detached' });
  await app.window.getByRole('application').focus();
  await chooseFast(app);
  await chooseVariants(app, 2);
  const place = await app.photoPlace();
  await app.startRun();
  const first = app.window.locator('[data-turn] button[data-tile]').first();
  // There is little room: what was made begins folded.
  await app.window.getByRole('button', { name: text.turns.films.show }).click();
  await dock(app, 'run')
    .getByText(/ left$/)
    .waitFor();
  expect(await cutOff()).toEqual([]);
  await first.waitFor({ timeout: 120_000 });
  await first.click();
  await dock(app, 'run').locator('button[data-action="accept"]').waitFor();
  expect(await cutOff()).toEqual([]);
  expect(await app.photoPlace()).toEqual(place);
  await app.untilResult();
  expect(await cutOff()).toEqual([]);
  expect(await app.photoPlace()).toEqual(place);
  expect(await toolsHidden(), 'with Keep part').toBe(0);
  await app.press('k');
  expect(await cutOff()).toEqual([]);
  await app.press('Escape');
  const rows = await dock(app, 'result')
    .getByRole('button')
    .evaluateAll((buttons) => new Set(buttons.map((button) => button.getBoundingClientRect().top)).size);
  expect(rows).toBe(1);
  await resizeWindow(app, 1440, 900);
  expect(await cutOff()).toEqual([]);
  const wide = await app.photoPlace();
  await app.window.getByRole('button', { name: text.turns.films.hide }).click();
  await first.waitFor({ state: 'detached' });
  expect(await app.photoPlace()).toEqual(wide);
  await app.accept();
  await dock(app, 'result').waitFor({ state: 'detached' });
  expect(await app.photoPlace()).toEqual(wide);
});

it('can be used with text that is twice as large, on a screen of 1920 x 1080', async () => {
  // Not one that was worked on: opening it again says so, over everything.
  await app.openPhoto(projectFile('tests/fixtures/photos/dandelions.jpg'));
  const zoom = (factor: number) =>
    app.launched.electron.evaluate(({ BrowserWindow }, wanted) => {
      const [window] = BrowserWindow.getAllWindows();
      window!.setContentSize(1840, 980);
      window!.webContents.setZoomFactor(wanted);
    }, factor);
  await zoom(2);
  await app.window.waitForFunction(() => innerWidth === 920);
  const tools = app.window.getByRole('toolbar', { name: text.window.toolbar });
  const hidden = await tools.evaluate((bar) => [
    bar.scrollHeight - bar.clientHeight,
    bar.scrollWidth - bar.clientWidth,
  ]);
  expect(hidden).toEqual([0, 0]);
  await inspect(app, 'large-text');
  for (const [name, key] of [
    ['export', 'Control+e'],
    ['preferences', 'Control+,'],
    ['packs', 'Control+p'],
  ] as const) {
    await app.press(key);
    await app.window.getByRole('dialog').waitFor();
    await inspect(app, `large-text-${name}`);
    await app.press('Escape');
    await app.window.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await zoom(1);
});
