import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import type { RunRequest } from '#shared/runs/run-request.ts';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { decodePhoto, encodePicture } from '#engine/imaging/codec/index.ts';
import { text } from '#shared/text/text.ts';
import { projectFile, temporaryFolder } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';
import { chooseFast } from './harness/turn-review.ts';

const settings = {
  ...defaultRunSettings,
  effort: 'fast' as const,
  arSteps: 2,
  diffusionSteps: 2,
  detail: 'off' as const,
};

/** One app for all. */
let app: TesseraApp;

beforeAll(async () => {
  app = await TesseraApp.start(null, { keepForAll: true });
});
beforeEach(() => app.closeAll());
afterAll(() => app.launched.close());

async function smallPhoto(folder: string, width: number, height: number): Promise<string> {
  const data = new Uint8Array(width * height * 3);
  for (let index = 0; index < data.length; index++) data[index] = ((index / 3) % width) + (index % 3) * 40;
  const { bytes } = await encodePicture(
    { width, height, channels: 3, bitDepth: 8, data, iccProfile: null },
    { format: 'png', quality: null, metadata: null, recipe: null },
  );
  const path = join(folder, 'small.png');
  await writeFile(path, bytes);
  return path;
}

async function runDirectly(request: RunRequest) {
  const { id } = (await app.summary())!;
  const packs = await app.window.evaluate(() => window.tessera.packs.list());
  const packId = packs.ok ? packs.value.find((pack) => pack.problem === null)!.id : '';
  const started = await app.window.evaluate((intent) => window.tessera.runs.start(intent), {
    documentId: id,
    request,
    settings: { ...settings, packId },
  });
  expect(started).toMatchObject({ ok: true });
  return { documentId: id, turnId: (await app.untilTurns())[0]!.id };
}

const accept = (turn: { documentId: string; turnId: string }) =>
  app.window.evaluate((request) => window.tessera.turns.accept(request), turn);

it('extends a photo to the left and top, keeps every old sample, and undo brings the old frame back', async () => {
  const folder = await temporaryFolder();
  const photo = await smallPhoto(folder, 160, 120);
  await app.openPhoto(photo);
  const turn = await runDirectly({ kind: 'extend', by: { left: 40, right: 0, top: 24, bottom: 0 } });
  const bounds = { x: -40, y: -24, width: 200, height: 144 };
  expect(await accept(turn)).toMatchObject({
    ok: true,
    value: { bounds, lastChangedOutsideMask: 0, undoLabel: 'Extend' },
  });

  const id = (await app.summary())!.id;
  const corner = await app.window.evaluate(async (document) => {
    const tile = new Uint8Array(await (await fetch(`image://document/${document}/0/-1/-1`)).arrayBuffer());
    return [tile[3], tile.at(-1)];
  }, id);
  expect(corner).toEqual([0, 255]); // Nothing far outside; the new corner next to the old origin.

  const target = join(folder, 'wide.png');
  await app.exportDirectly(target, 'png');
  const before = (await decodePhoto(await readFile(photo), 'before')).image;
  const after = (await decodePhoto(await readFile(target), 'after')).image;
  expect(after).toMatchObject({ width: 200, height: 144 });
  let changed = 0;
  for (let y = 0; y < 120; y++)
    for (let x = 0; x < 160 * 3; x++)
      if (before.data[y * 480 + x] !== after.data[(y + 24) * 600 + 120 + x]) changed++;
  expect(changed).toBe(0);
  expect((await app.undo()).bounds).toEqual({ x: 0, y: 0, width: 160, height: 120 });
});

it('extends by hand: a number for a side, Fill, a look that says what is doubtful, Accept', async () => {
  await app.openPhoto(projectFile('tests/fixtures/photos/dogs.jpg'));
  await app.press('x');
  // A ratio is one click, and says what it comes to.
  await app.window.getByRole('button', { name: text.panels.aspects.wide }).click();
  await app.window.getByText(text.panels.extendTo(587, 330)).waitFor();
  const told = app.window.locator('[data-status="selection"]');
  await expect.poll(() => told.innerText()).toBe(text.status.added((587 - 220) * 330));
  await app.window.getByRole('button', { name: text.panels.extendReset }).click();
  const bottom = app.window.getByRole('spinbutton', { name: text.panels.sides.bottom });
  await bottom.fill('110');
  await bottom.press('Tab');
  await app.startRun();
  await app.untilResult();
  await app.window.getByRole('button', { name: text.turns.films.show }).click();
  await app.window.locator('[data-strip] canvas').first().waitFor();
  await expect.poll(() => emptyThumbnails()).toBe(0);
  // A third of its height again, below posts and planks: they break, whatever the seed.
  await app.window.getByText(text.run.doubts.breaks).waitFor();
  await app.window.getByRole('button', { name: text.turns.films.hide }).click();
  // Nothing was there before that could show through: before it is accepted and after.
  const { nothingBefore } = text.window.opacity;
  await app.press('Control+Shift+f');
  await app.window.getByText(nothingBefore).waitFor();
  await app.dismissMessages();
  expect(await app.accept()).toMatchObject({
    bounds: { x: 0, y: 0, width: 220, height: 440 },
    lastChangedOutsideMask: 0,
    undoLabel: 'Extend',
  });
  await app.press('Control+Shift+f');
  await app.window.getByText(nothingBefore).waitFor();
  await app.dismissMessages();
  // Added below its blocks stay where they are; at the top they would not.
  const { keepJpeg, keepJpegHint, cannotKeep, whyNotKept } = text.dialogs.export;
  await app.press('Control+e');
  await app.window.getByText(keepJpegHint).waitFor();
  await app.press('Escape');
  const crop = await app.window.evaluate(
    (documentId) =>
      window.tessera.documents.reshape({
        documentId,
        reshape: { kind: 'crop', rect: { x: 0, y: 5, width: 220, height: 435 } },
      }),
    (await app.summary())!.id,
  );
  expect(crop.ok).toBe(true);
  await app.press('Control+e');
  await app.window.getByText(cannotKeep(whyNotKept.grid(16, 16))).waitFor();
  expect(await app.window.getByRole('switch', { name: keepJpeg }).count()).toBe(0);
  await app.press('Escape');
});

/** How many pictures of steps show nothing of what was made. */
const emptyThumbnails = (): Promise<number> =>
  app.window.locator('[data-strip] canvas').evaluateAll(
    (all) =>
      all.filter((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
        return data.every((sample, index) => index % 4 !== 3 || sample === 0);
      }).length,
  );

it('generates a picture from nothing, as one undo step', async () => {
  await app.window.evaluate(() => window.tessera.documents.new({ width: 128, height: 128 }));
  const turn = await runDirectly({ kind: 'generate' });
  expect(await accept(turn)).toMatchObject({
    ok: true,
    value: { undoLabel: 'Generate', bounds: { width: 128, height: 128 } },
  });
});

it('generates from the welcome screen, says nothing of a word the model does not know, and fills in the photo that is opened next', async () => {
  const panel = app.window.getByRole('button', { name: text.actions['toggle-panel'] });
  expect([await panel.isDisabled(), await panel.getAttribute('aria-pressed')]).toEqual([true, 'false']);
  const generate = app.window.getByRole('button', { name: text.dialogs.welcome.generate });
  await generate.click();
  await app.press('Control+Backslash');
  await generate.click();
  await chooseFast(app);
  await app.window.getByRole('spinbutton', { name: text.panels.width }).fill('128');
  await app.window.getByRole('spinbutton', { name: text.panels.height }).fill('128');
  const word = app.window.getByRole('combobox', { name: text.panels.labelHint });
  const chooseWord = async (label: string): Promise<void> => {
    await word.fill(label);
    await app.window.getByRole('option', { name: label }).click();
  };
  await word.pressSequentially('zeppelin');
  await word.press('Escape');
  expect(await word.inputValue()).toBe('');
  await app.startRun();
  await app.untilResult();
  // There is no picture before it, and nothing outside it.
  const exact = app.window.locator('[data-status="exact"]');
  const compares = app.window.locator('[data-dock="result"] [data-action^="compare"]');
  const before = app.window.getByRole('toolbar').getByRole('button', { name: text.actions.compare });
  const offersBefore = async () => [await exact.count(), await compares.count(), await before.isEnabled()];
  expect(await offersBefore()).toEqual([0, 0, false]);
  // Nothing stays of a picture that nobody wanted.
  await app.window.locator('[data-dock="result"] button[data-action="discard"]').click();
  await generate.waitFor();
  expect(await app.summary()).toBeNull();
  await generate.click();
  await chooseWord(text.panels.labels.sunflower);
  await app.startRun();
  await app.untilResult();
  expect((await app.tree())!.turns[0]!.settings.label).toBe('sunflower');
  const place = async (locator: Locator) => (await locator.boundingBox())!;
  const unfold = await place(app.window.getByRole('button', { name: text.turns.films.show }));
  const take = await place(app.window.locator('[data-dock="result"] button[data-action="accept"]'));
  expect(unfold.x).toBeGreaterThanOrEqual(take.x + take.width);
  expect(await app.accept()).toMatchObject({
    bounds: { width: 128, height: 128 },
    undoLabel: 'Generate',
    lastChangedOutsideMask: null,
  });
  expect(await offersBefore()).toEqual([0, 0, false]);
  await app.openByDialog(await smallPhoto(await temporaryFolder(), 160, 120));
  await app.until((summary) => summary?.name === 'small.png', 'the photo is open');
  await app.window.getByText(text.panels.needMask).waitFor();
  await app.press('x');
  await app.window.getByRole('button', { name: text.panels.aspects.wide }).click();
  await app.startRun();
  await app.untilResult();
  expect((await app.tree())!.turns[0]!.settings.label, 'the word was for the new picture alone').toBeNull();
  expect(await app.accept()).toMatchObject({ bounds: { width: 213, height: 120 }, undoLabel: 'Extend' });
});

it('makes variants that can be looked at before one is chosen', async () => {
  const folder = await temporaryFolder();
  await app.openPhoto(await smallPhoto(folder, 160, 120));
  const { id } = (await app.summary())!;
  await app.selectRectangle({ x: 40, y: 40, width: 30, height: 30 });
  const packs = await app.window.evaluate(() => window.tessera.packs.list());
  const packId = packs.ok ? packs.value[0]!.id : '';
  await app.window.evaluate((intent) => window.tessera.runs.start(intent), {
    documentId: id,
    request: { kind: 'fill' as const },
    settings: { ...settings, packId, variants: 2 },
  });
  const turnIds = (await app.untilTurns()).map((turn) => turn.id);
  expect(turnIds).toHaveLength(2);
  const shown = await app.window.evaluate(async ([one = '', other = '']) => {
    const picture = async (turnId: string) => {
      const response = await fetch(`image://turn/${turnId}`);
      return {
        status: response.status,
        width: Number(response.headers.get('x-width')),
        bytes: [...new Uint8Array(await response.arrayBuffer())],
      };
    };
    return [
      await picture(one),
      await picture(other),
      (await fetch(`image://turn/${crypto.randomUUID()}`)).status,
    ] as const;
  }, turnIds);
  const [first, second, missing] = shown;
  expect([first.status, second.status, missing]).toEqual([200, 200, 404]);
  expect(first.bytes.length).toBe(second.bytes.length);
  expect(first.bytes).not.toEqual(second.bytes);
});
