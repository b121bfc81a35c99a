import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { decodePhoto } from '#engine/imaging/codec/index.ts';
import { text } from '#shared/text/text.ts';
import { projectFile, smallPhoto, temporaryFolder } from './harness/launch.ts';
import { dragOutUneditedAndCropped } from './harness/drag-out.ts';
import { holdAnswers } from './harness/held-answers.ts';
import { resizeWindow } from './harness/inspect.ts';
import { unusableControls } from './harness/read-window.ts';
import { TesseraApp } from './harness/tessera-app.ts';
import { chooseFast } from './harness/turn-review.ts';

const sample = projectFile('assets/samples/summit-sunset.jpg');
const words = text.dialogs.export;

async function openExport(app: TesseraApp) {
  await app.press('Control+e');
  const dialog = app.window.getByRole('dialog');
  await dialog.waitFor();
  return {
    dialog,
    format: () => dialog.locator('.choice-trigger').innerText(),
    choose: (format: keyof typeof words.formats) => app.chooseExportFormat(format),
    keepsMetadata: () => dialog.getByRole('switch', { name: words.keepMetadata }).isChecked(),
    close: async () => {
      await app.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    },
  };
}

/** What of a written JPEG matters on the web. */
async function described(path: string) {
  const { width, icc, exif } = await sharp(path).metadata();
  // The tag of EXIF that leads to the place (0x8825), in either byte order.
  const hasPlace = [
    [0x88, 0x25],
    [0x25, 0x88],
  ].some((tag) => exif?.includes(Buffer.from(tag)) === true);
  return { width, isSrgb: icc?.includes('sRGB') ?? true, hasPlace };
}

it('offers the photo’s own format, then the one chosen for it, and remembers the rest for the next photo and start', async () => {
  const userData = await temporaryFolder();
  const app = await TesseraApp.start(smallPhoto, { userData });
  await dragOutUneditedAndCropped(app, smallPhoto);
  const first = await openExport(app);
  expect(await first.format()).toBe(words.formats.jpeg);
  expect(await first.keepsMetadata()).toBe(true);
  await first.dialog.getByText(words.keepMetadata).click();
  await first.choose('png');
  await first.close();
  const again = await openExport(app);
  expect(await again.format()).toBe(words.formats.png);
  const credentials = again.dialog.getByRole('switch', { name: words.c2pa });
  expect(await credentials.isChecked()).toBe(false);
  await again.choose('psd');
  expect(await credentials.isDisabled()).toBe(true);
  await again.choose('png');
  await again.dialog.getByText(words.c2pa).click();
  const target = join(await temporaryFolder(), 'out.png');
  await app.answerSaveDialog(target);
  await again.dialog.getByRole('button', { name: words.button }).click();
  await again.dialog.waitFor({ state: 'detached' });
  await app.window.getByText(text.pictures.credentials.signed).waitFor();
  const { image, metadata } = await decodePhoto(await readFile(target), 'out');
  expect([image.width, metadata.credentials]).toEqual([420, true]);
  await app.window.waitForTimeout(800);
  await app.launched.close();

  const second = await TesseraApp.start(smallPhoto, { userData });
  await expect.poll(() => readdir(userData)).not.toContain('dragged');
  // Smaller: what the file will be stands there before, and what was done to it after.
  await second.brushStroke([[30, 30]]);
  const web = await openExport(second);
  await web.choose('jpeg');
  const estimate = second.window.locator('[data-status="estimate"]');
  await estimate.getByText(/^420 × 280 px, about/).waitFor();
  const longest = web.dialog.getByText(words.sizes.pixels, { exact: true }).first();
  const place = await longest.boundingBox();
  await longest.click();
  expect(await longest.boundingBox(), 'what is clicked stays in its place').toEqual(place);
  await web.dialog.getByRole('spinbutton', { name: words.resizeTo }).fill('210');
  await second.press('Tab');
  await estimate.getByText(/^210 × 140 px, about/).waitFor();
  await web.dialog.getByText(words.resampledNote).waitFor();
  expect(await web.dialog.getByRole('switch', { name: words.srgb }).isDisabled()).toBe(true);
  const small = join(await temporaryFolder(), 'small.jpg');
  await second.answerSaveDialog(small);
  await web.dialog.getByRole('button', { name: words.button }).click();
  await web.dialog.waitFor({ state: 'detached' });
  expect((await decodePhoto(await readFile(small), 'small')).image.width).toBe(210);
  await second.window.getByRole('button', { name: words.showInFolder }).waitFor();
  await second.window.getByText(/resampled to 210 × 140/).waitFor();
  await second.dismissMessages();
  // For the web: a photo in wider colours that says where it was taken, smaller, in sRGB and without the place.
  const wide = join(await temporaryFolder(), 'wide.jpg');
  const taken = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '43/1 0/1 0/1' } };
  await sharp(smallPhoto).withIccProfile('p3').withExif(taken).jpeg().toFile(wide);
  expect(await described(wide)).toEqual({ width: 420, isSrgb: false, hasPlace: true });
  await second.openByDialog(wide);
  await second.until((summary) => summary?.name === 'wide.jpg', 'the photo is open');
  const converted = await openExport(second);
  await converted.dialog.getByText(words.srgb, { exact: true }).click();
  const keepPlace = converted.dialog.getByRole('switch', { name: words.keepPlace });
  expect(await keepPlace.isDisabled(), 'nothing is kept, so no place').toBe(true);
  await converted.dialog.getByText(words.keepMetadata).click();
  await converted.dialog.getByText(words.keepPlace, { exact: true }).click();
  await estimate.getByText(/^210 × 140 px, about/).waitFor();
  const forWeb = join(await temporaryFolder(), 'web.jpg');
  await second.answerSaveDialog(forWeb);
  const release = await holdAnswers(second, 'documents/export');
  await converted.dialog.getByRole('button', { name: words.button }).click();
  await converted.dialog.getByRole('button', { name: words.exporting }).waitFor();
  await release();
  await converted.dialog.waitFor({ state: 'detached' });
  expect(await described(forWeb)).toEqual({ width: 210, isSrgb: true, hasPlace: false });
  await second.dismissMessages();
  const last = await openExport(second);
  await last.dialog.getByText(words.keepMetadata).click();
  await last.close();
  const fresh = await openExport(second);
  expect(await fresh.format()).toBe(words.formats.jpeg);
  expect(await fresh.keepsMetadata()).toBe(false);
  await fresh.close();
  await second.window.evaluate(() => window.tessera.documents.new({ width: 64, height: 64 }));
  await second.window.waitForFunction(() => document.title.startsWith('Untitled'));
  const ofBlank = await openExport(second);
  expect(await ofBlank.format()).toBe(words.formats.png);
  // Closed from elsewhere, its picture takes the dialog along: the next one is not exported instead.
  const { id } = (await second.summary())!;
  await second.window.evaluate((documentId) => window.tessera.documents.close(documentId), id);
  await ofBlank.dialog.waitFor({ state: 'detached' });
  expect((await second.summary())!.name).toBe('wide.jpg');
});

it('says in the badge what an export kept of a JPEG, or that the count was taken before encoding, also in a small window', async () => {
  const app = await TesseraApp.start(sample);
  await resizeWindow(app, 900, 600);
  await app.selectRectangle({ x: 3000, y: 2100, width: 300, height: 200 });
  await chooseFast(app);
  await app.startRun();
  await app.untilResult();
  await app.accept();
  await app.selectRectangle({ x: 300, y: 200, width: 3700, height: 2400 });
  const badge = app.window.locator('[data-status="exact"]');
  await badge.getByText(text.status.exact(0)).waitFor();
  const exportAs = async (name: string, keepJpeg: boolean): Promise<void> => {
    const { dialog } = await openExport(app);
    // Until it has faded in nothing of it counts as seen.
    await dialog.evaluate((box) => Promise.all(box.getAnimations().map(({ finished }) => finished)));
    const covered = (await unusableControls(app.window)).filter((found) => found.includes('lies under'));
    expect(covered, 'no message lies over the dialog').toEqual([]);
    const keeps = dialog.getByRole('switch', { name: words.keepJpeg });
    if ((await keeps.isChecked()) !== keepJpeg) await dialog.getByText(words.keepJpeg).click();
    await app.answerSaveDialog(join(await temporaryFolder(), name));
    await dialog.getByRole('button', { name: words.button }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  const cutOff = (): Promise<boolean> =>
    app.window.locator('footer').evaluate((bar) => bar.scrollWidth > bar.clientWidth);

  await exportAs('kept.jpg', true);
  const numbers = String.raw`[\d,]+`;
  const kept = text.status.exactKept(1, 2, 3, 4).split(';')[0]!.replace(/\d/g, numbers);
  await badge.getByText(new RegExp(kept)).waitFor();
  expect(await cutOff()).toBe(false);

  await exportAs('encoded.jpg', false);
  await badge.getByText(text.status.exactBeforeEncoding(0)).waitFor();
  expect(await cutOff()).toBe(false);
});
