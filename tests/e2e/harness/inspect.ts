import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { seriousProblems } from './accessibility.ts';
import { projectFile } from './launch.ts';
import { clippedTexts, untoldIcons, unusableControls } from './read-window.ts';
import type { TesseraApp } from './tessera-app.ts';

/** Where pictures of the interface go; not part of the project. */
export const pictures = projectFile('test-results/interface');
const calmMs = 250;

/** Sets the size of the window's content, CSS pixels. */
export async function resizeWindow(app: TesseraApp, width: number, height: number): Promise<void> {
  await app.launched.electron.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setContentSize(size.width, size.height),
    { width, height },
  );
  await app.window.waitForFunction((wanted) => innerWidth === wanted, width);
}

/** Buttons that stand out and can be pressed. */
const primaryButtons = (app: TesseraApp): Promise<number> =>
  app.window.locator('button.primary:enabled:visible').count();

/** Checks the window as it is, in both themes, and keeps a picture of each. */
export async function inspect(app: TesseraApp, name: string): Promise<void> {
  await mkdir(pictures, { recursive: true });
  const before = await app.window.locator('html').getAttribute('data-theme');
  for (const theme of ['light', 'dark'] as const) {
    await app.window.evaluate((value) => (document.documentElement.dataset['theme'] = value), theme);
    await app.window.waitForTimeout(calmMs);
    await app.window.screenshot({ path: join(pictures, `${name}-${theme}.png`) });
    const rules = theme === 'dark' ? 'all' : 'contrast';
    expect.soft(await seriousProblems(app.window, rules), `${name}, ${theme}`).toEqual([]);
    expect.soft(await unusableControls(app.window), `${name}, ${theme}: controls`).toEqual([]);
    expect.soft(await clippedTexts(app.window), `${name}, ${theme}: text`).toEqual([]);
    expect.soft(await primaryButtons(app), `${name}: one next thing to do`).toBeLessThanOrEqual(1);
  }
  expect.soft(await untoldIcons(app.window), `${name}: buttons without words`).toEqual([]);
  await app.window.evaluate((value) => (document.documentElement.dataset['theme'] = value!), before);
}
