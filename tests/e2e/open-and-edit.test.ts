import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { decodePhoto } from '#engine/imaging/codec/index.ts';
import { projectFile, smallPhoto, temporaryFolder } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';

const photo = (name: string): string => projectFile(`tests/fixtures/photos/${name}`);
const sample = projectFile('assets/samples/summit-sunset.jpg');
/** One app for all that begins with a photo being opened. */
let app: TesseraApp;

beforeAll(async () => {
  app = await TesseraApp.start(null, { keepForAll: true });
});
beforeEach(() => app.closeAll());
afterAll(() => app.launched.close());

it('opens a photo, selects, undoes and redoes each gesture, and exports without changing a sample', async () => {
  await app.openPhoto(sample);
  expect(await app.summary()).toMatchObject({
    name: 'summit-sunset.jpg',
    bounds: { width: 4272, height: 2848 },
    bitDepth: 8,
    canUndo: false,
  });

  const selected = await app.selectRectangle({ x: 3000, y: 2000, width: 400, height: 300 });
  expect(selected.maskPixels).toBeGreaterThan(100_000);
  const painted = await app.brushStroke([
    [1000, 1500],
    [1400, 1600],
    [1500, 1900],
  ]);
  expect(painted.maskPixels).toBeGreaterThan(selected.maskPixels);
  expect((await app.undo()).maskPixels).toBe(selected.maskPixels);
  expect((await app.undo()).maskPixels).toBe(0);
  expect((await app.redo()).maskPixels).toBe(selected.maskPixels);
  expect((await app.redo()).maskPixels).toBe(painted.maskPixels);

  const target = join(await temporaryFolder(), 'out.png');
  await app.exportPng(target);
  const [before, after] = [await readFile(sample), await readFile(target)];
  const original = (await decodePhoto(before, 'before')).image;
  const exported = (await decodePhoto(after, 'after')).image;
  expect(exported).toMatchObject({ width: 4272, height: 2848, channels: 3, bitDepth: 8 });
  expect(Buffer.compare(Buffer.from(exported.data.buffer), Buffer.from(original.data.buffer))).toBe(0);
  expect((await app.summary())!.unsaved).toBe(false);
});

it('refuses to write over the original, and says so', async () => {
  await app.openPhoto(smallPhoto);
  const before = await readFile(smallPhoto);
  const answer = await app.exportDirectly(smallPhoto, 'jpeg');
  expect(answer).toMatchObject({ ok: false, error: { code: 'request-denied' } });
  expect(Buffer.compare(await readFile(smallPhoto), before)).toBe(0);
});

it('finishes an export before it closes', async () => {
  const closing = await TesseraApp.start(sample);
  const target = join(await temporaryFolder(), 'out.png');
  await closing.answerSaveDialog(target);
  const { id } = (await closing.summary())!;
  await closing.window.evaluate((documentId) => {
    void window.tessera.documents.export({ documentId, format: 'png', quality: null, keepMetadata: true });
  }, id);
  await closing.launched.close();
  expect((await decodePhoto(await readFile(target), 'exported')).image).toMatchObject({ width: 4272 });
});

it('opens by dialog, remembers recent files by id, and gives nothing away of where they lie', async () => {
  await app.openPhoto(photo('dogs.jpg'));
  const recent = await app.window.evaluate(() => window.tessera.documents.listRecent());
  expect(recent.ok && recent.value[0]).toMatchObject({ name: 'dogs.jpg', folder: 'photos' });
  expect(JSON.stringify(recent)).not.toContain('/');
});

it('remembers where its window was', async () => {
  const userData = await temporaryFolder();
  const first = await TesseraApp.start(null, { userData });
  await first.launched.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.setBounds({ x: 40, y: 50, width: 1000, height: 700 }),
  );
  await first.launched.close();
  const second = await TesseraApp.start(null, { userData });
  const bounds = await second.launched.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.getBounds(),
  );
  expect(bounds).toMatchObject({ width: 1000, height: 700 });
});

it('has a menu that does what the keys do', async () => {
  await app.openPhoto(smallPhoto);
  await app.clickMenu('select-all');
  await app.until((summary) => summary!.maskPixels === 420 * 280, 'everything is selected');
  await app.clickMenu('undo');
  await app.until((summary) => summary!.maskPixels === 0, 'nothing is selected');
  await app.press('Control+a');
  await app.until((summary) => summary!.maskPixels === 420 * 280, 'everything is selected again, once');
  expect((await app.undo()).canUndo).toBe(false);
});

it('opens a picture pasted from the clipboard, and keeps it when it is closed: no file holds it', async () => {
  await app.launched.electron.evaluate(({ clipboard, nativeImage }) => {
    const pixels = Buffer.alloc(30 * 20 * 4, 255);
    pixels[0] = 10; // Blue first.
    clipboard.writeImage(nativeImage.createFromBitmap(pixels, { width: 30, height: 20 }));
  });
  await app.press('Control+v');
  const { id } = await app.until((summary) => summary?.bounds.width === 30, 'the pasted picture is open');
  const firstPixel = await app.window.evaluate(
    async (document) => [
      ...new Uint8Array(await (await fetch(`image://document/${document}/0/0/0`)).arrayBuffer()).subarray(
        0,
        4,
      ),
    ],
    id,
  );
  expect(firstPixel).toEqual([255, 255, 10, 255]);
  await app.press('Control+w');
  await app.window.getByText(text.dialogs.messages.closedKept(text.dialogs.paste.name)).waitFor();
  const kept = await app.window.evaluate(() => window.tessera.documents.listRestorable());
  expect(kept).toMatchObject({ ok: true, value: [{ id, steps: 0 }] });
});

it('opens the file of a second start in the first window', async () => {
  await TesseraApp.start(null, { userData: app.launched.userData, arguments: [smallPhoto] }).catch(
    () => undefined,
  );
  await app.until((summary) => summary?.name === 'summit-sunset.jpg', 'the file is open in the first window');
});

it('opens a dropped file by its path, and one dragged from elsewhere by its bytes', async () => {
  await app.window.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'drop-source';
    document.body.append(input);
  });
  await app.window.locator('#drop-source').setInputFiles(photo('dandelions.jpg'));
  const dropped = await app.window.evaluate(async () => {
    const [file] = document.querySelector<HTMLInputElement>('#drop-source')!.files!;
    return window.tessera.documents.openDropped([file!]);
  });
  expect(dropped).toMatchObject({ ok: true, value: { name: 'dandelions.jpg' } });
  const recent = await app.window.evaluate(() => window.tessera.documents.listRecent());
  expect(recent.ok && recent.value[0]).toMatchObject({ name: 'dandelions.jpg' });

  const dragged = await app.window.evaluate(async () => {
    const [file] = document.querySelector<HTMLInputElement>('#drop-source')!.files!;
    const bytes = await file!.arrayBuffer();
    return window.tessera.documents.openDropped([new File([bytes], 'from-a-page.jpg')]);
  });
  expect(dragged).toMatchObject({ ok: true, value: { name: 'from-a-page.jpg', bounds: { width: 400 } } });
});
