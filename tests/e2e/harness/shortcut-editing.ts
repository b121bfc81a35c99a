import { expect } from 'vitest';
import { text } from '#shared/text/text.ts';
import { inspect } from './inspect.ts';
import type { TesseraApp } from './tessera-app.ts';

/** What the application's menu shows beside an item; null = nothing. */
export const acceleratorInMenu = (app: TesseraApp, id: string): Promise<string | null> =>
  app.launched.electron.evaluate(
    ({ Menu }, item) =>
      (Menu.getApplicationMenu()!.getMenuItemById(item)!.accelerator as string | undefined) ?? null,
    id,
  );

/** From the open preferences and back: a key is taken from another action, given back, and chosen anew. */
export async function changeShortcuts(app: TesseraApp): Promise<void> {
  const { window } = app;
  const words = text.preferences.shortcuts;
  await window.locator('[data-action="change-shortcuts"]').click();
  const row = (id: string) => window.locator(`[data-shortcut="${id}"]`);
  const keys = (id: string) => row(id).locator('.keys');
  await keys('about').click();
  await app.press('Escape');
  expect(await keys('about').innerText(), 'Escape leaves the key, not the dialog').toMatch(/Shift\s*F1/);
  await keys('about').click();
  await app.press('Control+,');
  await window.getByText(words.taken('Ctrl ,', ['Preferences'])).waitFor();
  await inspect(app, 'shortcut-editor');
  await window.getByRole('button', { name: words.takeOver, exact: true }).click();
  expect(await keys('preferences').innerText()).toContain(words.none);
  await row('preferences')
    .getByRole('button', { name: words.reset(text.actions.preferences) })
    .click();
  expect(await keys('about').innerText()).toContain(words.none);
  await keys('about').click();
  await app.press('Space');
  await window.getByText(words.fixed('Space')).waitFor();
  await keys('about').click();
  await app.press('Alt+q');
  await window.getByRole('button', { name: words.back, exact: true }).click();
  await window.getByText(words.changed(1)).waitFor();
  await window.locator('[data-action="change-shortcuts"]').click();
  await row('about').waitFor();
  await app.press('Escape');
  await window.getByText(words.changed(1)).waitFor();
  await app.press('Escape');
  await app.press('Alt+q');
  await window.getByRole('dialog', { name: text.dialogs.about.title }).waitFor();
  await expect.poll(() => acceleratorInMenu(app, 'about')).toBe('Alt+Q');
  await app.press('Escape');
  await app.press('Control+,');
}
