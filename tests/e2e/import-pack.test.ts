import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { writePackFile } from '#engine/packs/pack-file.ts';
import { readManifest } from '#engine/packs/registry.ts';
import { writeMadeCheckpoint } from '#tests/fixtures/made-checkpoint.ts';
import { projectFile, temporaryFolder } from './harness/launch.ts';
import { plainStart } from './harness/start-cases.ts';
import { TesseraApp } from './harness/tessera-app.ts';

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
  // What each precision costs is said before anything is written.
  const choice = page.getByRole('form', { name: words.choiceName });
  await choice.waitFor(patience);
  expect(await choice.getByRole('radio').count()).toBe(3);
  expect((await choice.innerText()).match(/on disk\n.* of memory/g)).toHaveLength(3);
  await page.getByRole('button', { name: words.importNow, exact: true }).click();

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

it('a pack in one file is shown before it is installed, by the dialog and by a second start', async () => {
  const file = join(await temporaryFolder(), 'shared.tessera-pack');
  const directory = projectFile('tests/fixtures/replay/pack');
  const manifest = await readManifest(directory);
  await writePackFile({ directory, manifest, bundled: false }, file);
  const app = await TesseraApp.start(null);
  const page = app.window;
  await app.openByDialog(file);
  const dialog = page.getByRole('dialog', { name: words.offerTitle });
  await dialog.waitFor(patience);
  await dialog.getByText(words.hashes(manifest.files.length)).click();
  const shown = await dialog.innerText();
  for (const fact of [manifest.name, manifest.licence, manifest.files[0]!.sha256])
    expect(shown).toContain(fact);
  expect(await readdir(join(app.launched.userData, 'models'))).toEqual([]);
  await dialog.getByRole('button', { name: words.install }).click();
  await dialog.waitFor({ state: 'detached', ...patience });
  const listed = await page.evaluate(() => window.tessera.packs.list());
  expect(listed.ok && listed.value.find((pack) => !pack.bundled)).toMatchObject({
    id: manifest.id,
    problem: null,
  });

  const second = plainStart(app.launched.userData, [file]);
  await dialog.getByText(/is installed already/).waitFor(patience);
  expect(await dialog.getByRole('button', { name: words.install }).isDisabled()).toBe(true);
  expect(await second.exited).toBe(0);
});

it('cancels an import: nothing half-made remains, the app goes on, and the next import at int8 fills a photo', async () => {
  const folder = await temporaryFolder();
  const large = join(folder, 'large.safetensors');
  // Some 200 MB: long enough to be caught in the middle on any machine.
  await writeMadeCheckpoint(large, {
    width: 768,
    heads: 12,
    depth: 7,
    grid: 4,
    conditionTokens: 4,
    classes: 10,
    channels: 16,
  });
  const app = await TesseraApp.start(projectFile('tests/fixtures/photos/summit-sunset.jpg'));
  const page = app.window;
  const models = join(app.launched.userData, 'models');
  await app.answerOpenDialogs([large, checkpoint('vae.pt')]);
  await page.locator('button[data-action="packs"]').first().click();
  await page.getByRole('button', { name: words.import }).click();
  await page.getByText(words.precisions.int8).click();
  await page.getByRole('button', { name: words.importNow, exact: true }).click();
  const importing = page.getByRole('group', { name: words.importing });
  await importing.getByRole('progressbar').waitFor(patience);
  await expect.poll(() => readdir(models), { timeout: 30_000 }).toHaveLength(1);
  await importing.getByRole('button', { name: text.dialogs.cancel }).click();
  await importing.waitFor({ state: 'detached', ...patience });
  expect(await readdir(models)).toEqual([]);
  const listed = await page.evaluate(() => window.tessera.packs.list());
  expect(listed.ok && listed.value.every((pack) => pack.bundled)).toBe(true);

  // The choice is still there; another one takes its place.
  await page.getByRole('button', { name: text.dialogs.cancel, exact: true }).click();
  await app.answerOpenDialogs([checkpoint('transformer.pt'), checkpoint('vae.pt')]);
  await page.getByRole('button', { name: words.import }).click();
  await page.getByText(words.precisions.int8).click();
  await page.getByRole('button', { name: words.importNow, exact: true }).click();
  await page.getByRole('button', { name: words.remove, exact: true }).waitFor(patience);
  const after = await page.evaluate(() => window.tessera.packs.list());
  expect(after.ok && after.value.find((pack) => !pack.bundled)).toMatchObject({
    problem: null,
    precision: 'int8',
  });
  await page.keyboard.press('Escape');
  await app.selectRectangle({ x: 60, y: 60, width: 24, height: 20 });
  await app.startRun();
  await app.untilResult();
  expect(await app.accept()).toMatchObject({ lastChangedOutsideMask: 0, undoLabel: 'Fill' });
});
