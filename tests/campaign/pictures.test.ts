import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { resizeWindow } from '#tests/e2e/harness/inspect.ts';
import { projectFile } from '#tests/e2e/harness/launch.ts';
import { TesseraApp } from '#tests/e2e/harness/tessera-app.ts';
import { chooseFast, chooseVariants, stroke } from '#tests/e2e/harness/turn-review.ts';
import { text } from '#shared/text/text.ts';

/** The window's pictures of README.md and docs/usability.md, to be looked at and copied to docs/pictures. */
const folder = projectFile('test-results/pictures');
const maxBytes = 60_000;

async function keep(app: TesseraApp, name: string): Promise<void> {
  await app.window.waitForTimeout(500);
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.webp`);
  const { size } = await sharp(await app.window.screenshot())
    .webp({ quality: 72, effort: 6 })
    .toFile(file);
  expect(size, name).toBeLessThan(maxBytes);
}

async function otherTheme(app: TesseraApp): Promise<void> {
  await app.press('Control+Shift+l');
}

/** Around the stone table of the sample photo. */
function tableOutline(): [number, number][] {
  const top = Array.from({ length: 25 }, (_, i): [number, number] => {
    const angle = Math.PI * (0.82 + (1.36 * i) / 24);
    return [3335 + 700 * Math.cos(angle), 2030 + 300 * Math.sin(angle)];
  });
  return [...top, [3690, 2330], [3680, 2840], [2955, 2840], [2985, 2330]];
}

it('takes the pictures of the window that the documents show', { timeout: 600_000 }, async () => {
  const app = await TesseraApp.start(null, { nothingRemembered: true });
  await resizeWindow(app, 1440, 900);
  await keep(app, 'welcome');
  await app.window.getByRole('button', { name: text.dialogs.welcome.sample }).click();
  await app.until((summary) => summary !== null, 'the sample is open');
  await app.press('l');
  await stroke(app, tableOutline());
  await app.until((summary) => summary!.maskBounds !== null, 'the table is selected');
  await app.window.getByText(/about [\d.]+ s$/).waitFor();
  await otherTheme(app);
  await keep(app, 'app');

  await chooseFast(app);
  await chooseVariants(app, 3);
  await app.startRun();
  await app.untilTurnCount(3);
  await app.window.getByRole('button', { name: text.turns.films.show }).click();
  await app.window.locator('[data-strip] button').nth(3).click();
  await app.window.locator('[data-dock="branch"]').waitFor();
  await app.window.mouse.move(500, 200);
  await app.window.waitForTimeout(2500);
  await otherTheme(app);
  await keep(app, 'turns');
  await app.press('Escape');
  await app.discard();

  await app.press('Alt+2');
  await app.window.getByText('16 : 9').click();
  await app.window.getByText(/about (\d+ min )?[\d.]+ s$/).waitFor();
  await otherTheme(app);
  await keep(app, 'extend');
});
