import { expect, it } from 'vitest';
import { text } from '../../src-shared/text/text';
import { projectFile } from './harness/launch';
import { TesseraApp } from './harness/tessera-app';

const words = text.dialogs.packs;
const checkpoint = (name: string) => projectFile(`tests/fixtures/checkpoints/odd-sizes/${name}`);
const patience = { timeout: 60_000 };

it('imports a published checkpoint by dialog, fills a photo with it, and deletes it', async () => {
  const app = await TesseraApp.start(projectFile('tests/fixtures/photos/summit-sunset.jpg'));
  const page = app.window;
  const bundled = await page.evaluate(() => window.tessera.packs.list());
  await app.answerOpenDialogs([checkpoint('transformer.pt'), checkpoint('vae.pt')]);
  await page.locator('button[data-action="packs"]').first().click();
  await page.getByRole('button', { name: words.import }).click();

  // The new pack is in use at once and can be deleted; the bundled one cannot.
  const remove = page.getByRole('button', { name: words.remove, exact: true });
  await remove.waitFor(patience);
  expect(await remove.count()).toBe(1);
  const listed = await page.evaluate(() => window.tessera.packs.list());
  if (!bundled.ok || !listed.ok) throw new Error('packs cannot be listed');
  const pack = listed.value.find((each) => !each.bundled)!;
  expect(listed.value).toHaveLength(bundled.value.length + 1);
  expect(pack).toMatchObject({ problem: null, precision: 'fp32' });
  await page.keyboard.press('Escape');

  // Its labels are searched by typing.
  const search = page.getByRole('combobox', { name: text.panels.labelHint });
  await search.fill(pack.labels.at(-1)!);
  await page
    .getByRole('option', { name: pack.labels.at(-1)! })
    .first()
    .click();

  await app.selectRectangle({ x: 60, y: 60, width: 24, height: 20 });
  await app.startRun();
  await app.untilResult();
  expect(await app.accept()).toMatchObject({ lastChangedOutsideMask: 0, undoLabel: 'Fill' });

  await page.locator('button[data-action="packs"]').first().click();
  await remove.click();
  await page.getByRole('button', { name: words.removeYes }).click();
  await remove.waitFor({ state: 'detached', ...patience });
  const after = await page.evaluate(() => window.tessera.packs.list());
  expect(after.ok && after.value).toHaveLength(bundled.value.length);
});

it('names what is wrong with a hostile checkpoint and keeps nothing of it', async () => {
  const app = await TesseraApp.start(projectFile('tests/fixtures/photos/summit-sunset.jpg'));
  const page = app.window;
  const photo = projectFile('tests/fixtures/photos/summit-sunset.jpg');
  await app.answerOpenDialogs([photo, photo]);
  await page.locator('button[data-action="packs"]').first().click();
  await page.getByRole('button', { name: words.import }).click();
  await page.getByRole('alert').first().waitFor(patience);
  const listed = await page.evaluate(() => window.tessera.packs.list());
  expect(listed.ok && listed.value.every((pack) => pack.bundled)).toBe(true);
});
