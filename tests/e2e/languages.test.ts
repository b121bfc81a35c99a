import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type LanguageName, languageNames, type OfferedLanguage } from '#shared/text/language.ts';
import { languages } from '#shared/text/languages.ts';
import { projectFile, smallPhoto } from './harness/launch.ts';
import { clippedTexts, untranslatedTexts } from './harness/read-window.ts';
import { TesseraApp } from './harness/tessera-app.ts';
import { chooseFast } from './harness/turn-review.ts';

const pictures = projectFile('test-results/languages');

/** Leads the app through what a person meets, by keys alone, and calls `visit` wherever there is something to read. */
async function walk(app: TesseraApp, visit: (state: string) => Promise<void>): Promise<void> {
  const dialog = app.window.getByRole('dialog');
  await visit('welcome');
  for (const [state, key] of [
    ['preferences', 'Control+,'],
    ['shortcuts', 'F1'],
    ['glossary', 'Control+F1'],
    ['packs', 'Control+p'],
  ] as const) {
    await app.press(key);
    await dialog.waitFor();
    await visit(state);
    await app.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
  await app.openByDialog(smallPhoto);
  await app.until((summary) => summary !== null, 'the photo is open');
  for (const [state, key] of [
    ['extend', 'Alt+2'],
    ['generate', 'Alt+3'],
    ['crop', 't'],
    ['fill', 'Alt+1'],
  ] as const) {
    await app.press(key);
    await visit(state);
  }
  await app.selectRectangle({ x: 150, y: 100, width: 60, height: 40 });
  await chooseFast(app);
  await app.window.locator('button[data-action="fill"]:enabled').waitFor();
  await visit('plan');
  await app.press('Control+Enter');
  await app.window.locator('[data-dock="run"]').waitFor();
  await visit('run');
  await app.untilResult();
  await visit('result');
  await app.press('Enter');
  await app.until((summary) => summary!.work === 'none', 'the result is accepted');
  await app.press('Control+e');
  await dialog.waitFor();
  await visit('export');
  await app.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await app.press('Control+Shift+e');
  await dialog.waitFor();
  await visit('queue');
}

/** From right to left: the window and the arrow keys in its bars, but not the picture. */
async function expectMirrored(app: TesseraApp): Promise<void> {
  const left = async (selector: string): Promise<number> =>
    (await app.window.locator(selector).boundingBox())!.x;
  expect(await left('[role="toolbar"][aria-orientation="vertical"]')).toBeGreaterThan(await left('.stage'));
  expect(await left('aside')).toBeLessThan(await left('.stage'));
  const directionOf = (selector: string) =>
    app.window.locator(selector).evaluate((element) => getComputedStyle(element).direction);
  expect(await directionOf('.stage')).toBe('ltr');
  const undo = app.window.locator('[data-action="undo"]');
  expect(await undo.locator('svg').evaluate((icon) => getComputedStyle(icon).scale)).toBe('-1 1');
  const open = app.window.locator('[data-action="open"]').first();
  await open.focus();
  await app.window.keyboard.press('ArrowRight');
  expect(await app.window.evaluate(() => document.activeElement!.getBoundingClientRect().x)).toBeGreaterThan(
    (await open.boundingBox())!.x,
  );
}

it('shows nothing that is not in the catalogue, can be read whole in every language and changes it at once', async () => {
  await mkdir(pictures, { recursive: true });
  const app = await TesseraApp.start(null);
  const html = app.window.locator('html');
  const isSpoken = (language: LanguageName) => app.window.locator(`html[lang="${language}"]`).waitFor();
  const choose = async (language: OfferedLanguage): Promise<void> => {
    await app.window.evaluate((name) => window.tessera.preferences.set({ language: name }), language);
    await isSpoken(language);
  };
  /** In the window alone: quicker, and the only way to a language that nobody can choose. */
  const speak = async (language: LanguageName): Promise<void> => {
    await app.launched.electron.evaluate(
      ({ BrowserWindow }, name) => BrowserWindow.getAllWindows()[0]!.webContents.send('app/language', name),
      language,
    );
    await isSpoken(language);
  };
  await walk(app, async (state) => {
    for (const language of languageNames) {
      await (state === 'welcome' ? choose(language) : speak(language));
      expect(await html.getAttribute('dir')).toBe(languages[language].direction);
      expect.soft(await clippedTexts(app.window), `${state}, ${language}`).toEqual([]);
      await app.window.screenshot({ path: join(pictures, `${state}-${language}.png`) });
    }
    await speak('en-XA');
    expect.soft(await untranslatedTexts(app.window), state).toEqual([]);
    await app.window.screenshot({ path: join(pictures, `${state}-en-XA.png`) });
    if (state === 'fill') {
      await speak('ar');
      await expectMirrored(app);
    }
    await (state === 'welcome' ? choose('en') : speak('en'));
  });
});
