import sharp from 'sharp';
import { expect } from 'vitest';
import { text } from '#shared/text/text.ts';
import { holdAnswers } from './held-answers.ts';
import { patienceMs } from './app-window.ts';
import type { TesseraApp } from './tessera-app.ts';

/** From now on the system is not asked to drag; what it would have been given is kept. */
const recordDrags = (app: TesseraApp): Promise<void> =>
  app.launched.electron.evaluate(({ BrowserWindow }) => {
    const files: string[] = [];
    Reflect.set(globalThis, 'draggedFiles', files);
    BrowserWindow.getAllWindows()[0]!.webContents.startDrag = ({ file, icon }) => {
      if (typeof icon === 'string' || icon.isEmpty()) throw new Error('nothing to see at the pointer');
      files.push(file!);
    };
  });
const drags = (app: TesseraApp): Promise<readonly string[]> =>
  app.launched.electron.evaluate(() => Reflect.get(globalThis, 'draggedFiles') as readonly string[]);

const samples = (path: string): Promise<Buffer> =>
  sharp(path).extract({ left: 0, top: 0, width: 384, height: 256 }).raw().toBuffer();

async function pullHandle(app: TesseraApp): Promise<void> {
  const { x, y, width, height } = (await app.window.locator('[data-action="drag-out"]').boundingBox())!;
  await app.window.mouse.move(x + width / 2, y + height / 2);
  await app.window.mouse.down();
  await app.window.mouse.move(x - 40, y + 90, { steps: 5 });
}

/** The open photo, a JPEG of 420 x 280, goes as its own file; cropped, as one that is made, with a sign until it is there. */
export async function dragOutUneditedAndCropped(app: TesseraApp, photo: string): Promise<void> {
  await recordDrags(app);
  await pullHandle(app);
  await expect.poll(() => drags(app), { timeout: patienceMs }).toEqual([photo]);
  await app.window.mouse.up();

  const rect = { x: 0, y: 0, width: 400, height: 272 };
  const reshape = { kind: 'crop' as const, rect };
  const { id: documentId } = (await app.summary())!;
  await app.window.evaluate((crop) => window.tessera.documents.reshape(crop), { documentId, reshape });
  const words = text.dialogs.dragOut;
  const release = await holdAnswers(app, 'documents/prepare-drag');
  await pullHandle(app);
  await app.window.locator('[data-status="working"]').getByText(words.making).waitFor();
  await app.window.mouse.up();
  await release();
  // Nothing hangs on a pointer that is up again.
  await app.window.getByText(words.ready('summit-sunset-edited.jpg')).waitFor();
  expect(await drags(app)).toEqual([photo]);
  await pullHandle(app);
  await expect.poll(async () => (await drags(app)).length, { timeout: patienceMs }).toBe(2);
  await app.window.mouse.up();
  const [, file] = await drags(app);
  expect(file).toMatch(/dragged.*summit-sunset-edited\.jpg$/);
  expect(await sharp(file).metadata()).toMatchObject({ width: 400, height: 272 });
  // Blocks of the photo's own JPEG, so the same pixels; those at the new edge have other neighbours, from which colours are taken.
  expect((await samples(file!)).equals(await samples(photo))).toBe(true);
  expect((await app.summary())!.unsaved, 'a drag saves nothing').toBe(true);
  await app.undo();
  await app.dismissMessages();
}
