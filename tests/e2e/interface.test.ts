import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { inspect } from './harness/inspect.ts';
import { smallPhoto, temporaryFolder } from './harness/launch.ts';
import { acceleratorInMenu, changeShortcuts } from './harness/shortcut-editing.ts';
import { TesseraApp } from './harness/tessera-app.ts';

async function setTheme(app: TesseraApp, theme: 'light' | 'dark'): Promise<void> {
  const shown = await app.window.locator('html').getAttribute('data-theme');
  if (shown !== theme) await app.press('Control+Shift+l');
  await app.window.locator(`html[data-theme="${theme}"]`).waitFor();
}

/** Resolves once a first picture shows: true where that is before the photo itself is open. */
const firstLook = (app: TesseraApp): Promise<boolean> =>
  app.window.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        new MutationObserver(() => {
          if (document.querySelector('[data-status="opening"] canvas'))
            resolve(document.querySelector('.window.welcome') !== null);
        }).observe(document.body, { childList: true, subtree: true });
      }),
  );

/** As main does while it reads a file. */
const tellOpening = (app: TesseraApp, name: string | null): Promise<void> =>
  app.launched.electron.evaluate(
    ({ BrowserWindow }, opening) =>
      BrowserWindow.getAllWindows()[0]!.webContents.send('document/opening', opening),
    name === null ? null : { name, picture: null },
  );

describe('the window', () => {
  it('has nothing that axe finds serious, in every state, light and dark', async () => {
    const app = await TesseraApp.start(null);
    await inspect(app, 'welcome');
    const look = firstLook(app);
    await app.window.getByRole('button', { name: text.dialogs.welcome.sample }).click();
    expect(await look, 'a first picture is shown before the photo is open').toBe(true);
    await app.until((summary) => summary !== null, 'the sample is open');
    await app.window.locator('[data-status="opening"]').waitFor({ state: 'detached' });
    await inspect(app, 'open');
    await tellOpening(app, 'dandelions.jpg');
    await app.window.locator('[data-status="opening"]').waitFor();
    expect(await app.window.getByRole('heading', { level: 1 }).innerText()).toBe('dandelions.jpg');
    expect(await app.window.locator('[data-status="size"]').count(), 'that is of the photo below').toBe(0);
    await app.press('Control+w');
    await inspect(app, 'opening');
    expect(await app.summary(), 'keys rest while another photo is opened').not.toBeNull();
    await tellOpening(app, null);
    await app.window.locator('[data-status="opening"]').waitFor({ state: 'detached' });
    await app.press('Alt+2');
    await inspect(app, 'extend');
    await app.press('t');
    await app.window.getByRole('radio', { name: text.window.crop.aspects.square }).click();
    await inspect(app, 'crop');
    const { height } = (await app.summary())!.bounds;
    await app.press('Enter');
    const square = await app.until((summary) => summary!.undoLabel === text.undoLabels.crop, 'it is cropped');
    expect(square.bounds).toMatchObject({ width: height, height });
    const anyRatio = app.window.getByRole('radio', { name: text.window.crop.aspects.free });
    expect(await anyRatio.isChecked(), 'a ratio was for that crop alone').toBe(true);
    await app.press('Control+BracketRight');
    await app.until((summary) => summary!.undoLabel === text.undoLabels.rotate, 'it is rotated');
    await inspect(app, 'rotated');
    await app.press('Control+z');
    await app.press('Control+z');
    await app.until((summary) => !summary!.canUndo, 'it is as it was');
    await app.press('t');
    const { horizon, fillCorners, straighten } = text.window.crop;
    await app.window.getByRole('button', { name: horizon }).click();
    await app.stroke([
      [500, 1000],
      [1500, 1052],
    ]);
    const degrees = app.window.getByRole('spinbutton', { name: straighten });
    // A line that falls to the right is turned back.
    await expect.poll(async () => Math.round(Number(await degrees.inputValue()))).toBe(-3);
    await app.window.getByText(fillCorners).click();
    await inspect(app, 'straighten');
    await app.press('Enter');
    const level = await app.until((summary) => summary!.isResampled, 'it is straightened');
    expect(level, 'its empty corners are selected').toMatchObject({ maskBounds: level.bounds });
    await app.window.locator('[data-status="resampled"]').waitFor();
    await app.press('Control+z');
    await app.until((summary) => !summary!.canUndo, 'it is as it was again');
    await app.press('b');
    await app.press('Alt+3');
    await inspect(app, 'generate');
    await app.press('Alt+1');
    await app.window.getByRole('button', { name: text.panels.advanced }).click();
    await inspect(app, 'advanced');
    for (const [name, key] of [
      ['export', 'Control+e'],
      ['packs', 'Control+p'],
      ['preferences', 'Control+,'],
      ['shortcuts', 'F1'],
      ['glossary', 'Control+F1'],
    ] as const) {
      await app.press(key);
      await app.window.getByRole('dialog').waitFor();
      await inspect(app, name);
      await app.press('Escape');
      await app.window.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await app.press('/');
    await app.window.getByRole('listbox').waitFor();
    await inspect(app, 'labels');
    await app.press('Escape');
    // The field has the focus; given back to it by a dialog, it shows no list, which would lie over the next dialog.
    await app.press('Control+,');
    await app.window.getByRole('dialog').waitFor();
    // Escape closes it at once, also while a hint shows.
    await app.window.getByRole('dialog').locator('.modal-close').hover();
    await app.window.locator('.tooltip').waitFor();
    await app.press('Escape');
    await app.window.getByRole('dialog').waitFor({ state: 'detached' });
    const labels = app.window.getByRole('combobox', { name: text.panels.labelHint });
    await expect.poll(() => labels.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await app.window.getByRole('listbox').count()).toBe(0);
    await app.press('Control');
    expect(await app.window.getByRole('listbox').count(), 'a shortcut begins').toBe(0);
    await app.window.getByRole('button', { name: text.window.menu }).click();
    await app.window.getByRole('menu').waitFor();
    await inspect(app, 'menu');
    expect(app.launched.output.filter((line) => /Content Security Policy|violates/i.test(line))).toEqual([]);
  });

  it('shows recent photos on its first page, and examples that run on a click', async () => {
    const app = await TesseraApp.start(smallPhoto);
    await app.window.locator('button[data-action="export"]:enabled').waitFor();
    await app.press('Control+w');
    const row = app.window.locator('.recent').filter({ hasText: 'summit-sunset.jpg' });
    await row.getByText(/^photos · \d/).waitFor();
    const drawn = () =>
      row
        .locator('canvas')
        .evaluate(
          (canvas: HTMLCanvasElement) => canvas.getContext('2d')!.getImageData(52, 36, 1, 1).data[3] === 255,
        );
    await expect.poll(drawn).toBe(true);
    await inspect(app, 'recent');
    await app.window.locator('[data-example="wider"]').click();
    await app.window.locator('[data-dock="run"]').waitFor();
    expect((await app.summary())!.name).toBe('dogs.jpg');
    await app.press('Escape');
    await app.window.locator('[data-dock="run"]').waitFor({ state: 'detached' });
    await app.press('Control+w');
    await app.window.locator('[data-example="tree"]').click();
    await app.untilResult();
    const { name, undoLabel, maskPixels } = (await app.summary())!;
    expect([name, undoLabel]).toEqual(['autumn-valley.jpg', 'Load selection']);
    expect(maskPixels).toBeGreaterThan(10_000);
    await inspect(app, 'example');
    await app.press('Control+Shift+f');
    await app.window.getByRole('slider', { name: text.window.opacity.label }).waitFor();
    await inspect(app, 'opacity');
  });

  it('can be used from opening to accepting by keyboard alone', async () => {
    const app = await TesseraApp.start(null);
    const sampleButton = app.window.getByRole('button', { name: text.dialogs.welcome.sample });
    for (
      let i = 0;
      i < 20 && !(await sampleButton.evaluate((button) => button === document.activeElement));
      i++
    )
      await app.press('Tab');
    await app.press('Enter');
    await app.until((summary) => summary !== null, 'the sample is open');

    await app.press('r');
    const picture = app.window.getByRole('application');
    await app.window.locator('header button').first().focus();
    let stops = 1;
    for (; stops < 60 && !(await picture.evaluate((stage) => stage === document.activeElement)); stops++)
      await app.press('Tab');
    // Few stops lead to the picture; within a bar arrow keys lead on.
    expect(stops).toBeLessThanOrEqual(12 + 1);
    const bars = app.window.getByRole('toolbar');
    for (const bar of await bars.all())
      expect(
        await bar.locator('button:not([tabindex="-1"])').count(),
        'a bar is one stop',
      ).toBeLessThanOrEqual(1);
    expect(await bars.count()).toBeGreaterThanOrEqual(4);
    await app.press('Shift+ArrowDown');
    await app.press('Shift+ArrowDown');
    await app.press('Space');
    for (let i = 0; i < 6; i++) await app.press('ArrowRight');
    for (let i = 0; i < 4; i++) await app.press('ArrowDown');
    await app.press('Space');
    const selected = await app.until((summary) => summary!.maskBounds !== null, 'a rectangle is selected');
    expect(selected.undoLabel).toBe(text.undoLabels.rectangle);
    await inspect(app, 'order');

    await app.press('1');
    await app.window.locator('button[data-action="fill"]:enabled').waitFor();
    await app.press('Control+Enter');
    await app.window.locator('[data-dock="run"]').waitFor();
    await app.untilResult();
    await inspect(app, 'result');
    await app.press('Enter');
    const accepted = await app.until((summary) => summary!.work === 'none', 'the result is accepted');
    expect(accepted.lastChangedOutsideMask).toBe(0);
    await app.window.getByText(text.status.exact(0)).waitFor();
    await app.press('Control+z');
    await app.until((summary) => summary!.maskBounds !== null, 'undo gives the selection back');
  });

  it('changes its theme by key and remembers it, and takes preferences back to the first day', async () => {
    const app = await TesseraApp.start(null);
    await setTheme(app, 'light');
    await setTheme(app, 'dark');
    const answer = await app.window.evaluate(async () => {
      await new Promise((resolve) => setTimeout(resolve, 800));
      return window.tessera.preferences.get();
    });
    expect(answer).toMatchObject({ ok: true, value: { theme: 'dark' } });
    const words = text.preferences;
    await app.press('Control+,');
    const dialog = app.window.getByRole('dialog');
    await dialog.getByText(words.themes.light, { exact: true }).click();
    await app.window.locator('html[data-theme="light"]').waitFor();
    await dialog.getByText(words.motions.none, { exact: true }).click();
    await app.window.locator('html[data-motion="none"]').waitFor();
    await changeShortcuts(app);
    await dialog
      .locator('[data-status="data"]')
      .getByText(/ [kM]?B in all/)
      .waitFor();
    const parts = dialog.locator('[data-status="data-parts"]');
    expect(await parts.locator('dt').allInnerTexts()).toEqual(Object.values(words.dataParts));
    await dialog.getByRole('button', { name: words.clearCaches }).click();
    const report = join(await temporaryFolder(), 'report.zip');
    await app.answerSaveDialog(report);
    await dialog.getByRole('button', { name: words.report }).click();
    await app.window.getByText(words.reportSaved('report.zip')).waitFor();
    expect((await readFile(report)).subarray(0, 2).toString()).toBe('PK');
    await dialog.getByRole('button', { name: words.reset }).click();
    await dialog.getByRole('button', { name: words.resetAsk }).click();
    await app.window.locator('html[data-motion="system"]').waitFor();
    await expect.poll(() => acceleratorInMenu(app, 'about')).toBeNull();
  });
});
