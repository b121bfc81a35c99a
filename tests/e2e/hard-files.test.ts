import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { decodePhoto, encodePicture } from '#engine/imaging/codec/index.ts';
import { text } from '#shared/text/text.ts';
import { projectFile, temporaryFolder } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';

/** Every hard file and target gives its own message and loses nothing. One app for all. */
const sample = projectFile('assets/samples/summit-sunset.jpg');
const words = text.dialogs.openAs;
let app: TesseraApp;
let folder: string;

beforeAll(async () => {
  app = await TesseraApp.start(sample, { keepForAll: true });
});
afterAll(() => app.launched.close());
beforeEach(async () => {
  folder = await temporaryFolder();
});

async function pictureFile(name: string, width: number, height: number): Promise<string> {
  const data = new Uint8Array(width * height * 3);
  for (let index = 0; index < data.length; index++) data[index] = (index / 3 / width) & 255;
  const { bytes } = await encodePicture(
    { width, height, channels: 3, bitDepth: 8, data, iccProfile: null },
    { format: 'jpeg', quality: 80, metadata: null, recipe: null },
  );
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

it.each([
  ['a file that is no picture', 'file-not-image', async () => Buffer.from('hello, I am text\n'.repeat(100))],
  ['an empty file', 'file-not-image', async () => Buffer.alloc(0)],
])('%s is refused as such, and the open photo stays', async (name, code, content) => {
  const before = await app.summary();
  const path = join(folder, `${name}.jpg`);
  await writeFile(path, await content());
  expect(await app.openDirectly(path)).toMatchObject({ ok: false, error: { code } });
  expect(await app.summary()).toEqual(before);
});

it('what can be read of a truncated photo is offered, and opens as incomplete', async () => {
  const before = await app.summary();
  const path = join(folder, 'cut.jpg');
  await writeFile(path, (await readFile(sample)).subarray(0, 300_000));
  expect(await app.openDirectly(path)).toMatchObject({ ok: true, value: null });
  const dialog = app.window.getByRole('dialog');
  await dialog.getByText(words.damaged).waitFor();
  await app.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await app.summary()).toEqual(before);
  await app.openDirectly(path);
  await dialog.getByRole('button', { name: words.openPartial }).click();
  await app.window.waitForFunction(() => document.title.startsWith('cut (incomplete).jpg'));
});

it('one of several pictures in a file is chosen, and a raw file is developed as asked', async () => {
  const dialog = app.window.getByRole('dialog');
  expect(await app.openDirectly(projectFile('tests/fixtures/corpus/pages.tif'))).toMatchObject({
    value: null,
  });
  await dialog.getByRole('button', { name: /2/ }).click();
  await app.window.waitForFunction(() => document.title.startsWith('pages.tif'));
  await app.openDirectly(projectFile('tests/fixtures/camera-files/canon-s40.crw'));
  await dialog.getByRole('img', { name: words.preview }).waitFor();
  await app.press('Escape');
  await app.openDirectly(projectFile('tests/fixtures/camera-files/kodak-dc120.kdc'));
  await dialog.getByText(words.whiteBalances.daylight).click();
  await dialog.getByRole('button', { name: words.develop }).click();
  await app.window.waitForFunction(() => document.title.startsWith('kodak-dc120.kdc'));
  await app.window.getByText(text.pictures.notes.developed('daylight')).waitFor();
});

it('a photo of one pixel opens, can be selected and saved', async () => {
  expect(await app.openDirectly(await pictureFile('one.jpg', 1, 1))).toMatchObject({
    ok: true,
    value: { bounds: { width: 1, height: 1 } },
  });
  const { id } = (await app.summary())!;
  expect(await app.operateMask(id, 'select-all')).toMatchObject({ ok: true, value: { maskPixels: 1 } });
  const target = join(folder, 'one.png');
  expect(await app.exportDirectly(target, 'png')).toMatchObject({ ok: true });
  expect((await decodePhoto(await readFile(target), 'one')).image).toMatchObject({ width: 1, height: 1 });
});

it('a photo of 8000 x 20 pixels opens and is shown at every level', async () => {
  expect(await app.openDirectly(await pictureFile('strip.jpg', 8000, 20))).toMatchObject({
    ok: true,
    value: { levels: 5 },
  });
  const { id } = (await app.summary())!;
  const opaque = await app.window.evaluate(async (document) => {
    const tile = new Uint8Array(await (await fetch(`image://document/${document}/4/0/0`)).arrayBuffer());
    let pixels = 0;
    for (let index = 3; index < tile.length; index += 4) if (tile[index]! > 0) pixels++;
    return pixels;
  }, id);
  expect(opaque).toBe(500 * 2);
});

it('a photo of 50 megapixels opens, is painted on and undone without a blocked loop', async () => {
  const path = await pictureFile('large.jpg', 8660, 5774);
  const { watchEventLoops } = await import('./harness/event-loop-watch.ts');
  const stop = await watchEventLoops(app.launched);
  expect(await app.openDirectly(path)).toMatchObject({
    ok: true,
    value: { bounds: { width: 8660, height: 5774 } },
  });
  await app.window.waitForTimeout(1000);
  const { id } = (await app.summary())!;
  const painted = await app.brushStroke([
    [1000, 1000],
    [4000, 3000],
    [7000, 2000],
  ]);
  expect(painted.maskPixels).toBeGreaterThan(10_000);
  expect(await app.operateMask(id, 'invert')).toMatchObject({ ok: true });
  expect((await app.undo()).maskPixels).toBe(painted.maskPixels);
  const blocked = await stop();
  expect(blocked.main).toBeLessThan(500);
  expect(blocked.window).toBeLessThan(500);
});

it('a mask of another size is refused, and the selection stays', async () => {
  await app.openDirectly(await pictureFile('photo.jpg', 300, 200));
  const before = await app.summary();
  await app.answerOpenDialog(await pictureFile('mask.jpg', 301, 200));
  const answer = await app.window.evaluate((id) => window.tessera.mask.load(id), before!.id);
  expect(answer).toMatchObject({ ok: false, error: { code: 'mask-wrong-size' } });
  expect(await app.summary()).toEqual(before);
});

it('a mask is saved as PNG and loaded again unchanged', async () => {
  await app.openDirectly(await pictureFile('photo.jpg', 300, 200));
  const { id } = (await app.summary())!;
  const coverage = new Uint8Array(50 * 40).map((_, index) => index & 255);
  await app.commitMask(id, { x: 20, y: 30, width: 50, height: 40 }, deflateSync(coverage));
  const saved = (await app.summary())!;
  const path = join(folder, 'mask.png');
  await app.answerSaveDialog(path);
  await app.window.evaluate((document) => window.tessera.mask.save(document), id);
  await app.operateMask(id, 'clear');
  await app.answerOpenDialog(path);
  const loaded = await app.window.evaluate((document) => window.tessera.mask.load(document), id);
  expect(loaded).toMatchObject({
    ok: true,
    value: { maskPixels: saved.maskPixels, maskBounds: saved.maskBounds },
  });
});

it('a run without a selection is refused', async () => {
  await app.openDirectly(await pictureFile('photo.jpg', 300, 200));
  const { id } = (await app.summary())!;
  const answer = await app.window.evaluate(
    ([documentId, settings]) =>
      window.tessera.runs.start({ documentId, request: { kind: 'fill' }, settings }),
    [id, defaultRunSettings] as const,
  );
  expect(answer).toMatchObject({ ok: false, error: { code: 'mask-empty' } });
});

it('a target that is read-only or has no folder is refused, and nothing is left behind', async () => {
  await app.openDirectly(await pictureFile('photo.jpg', 300, 200));
  const readOnly = join(folder, 'kept.png');
  await writeFile(readOnly, 'kept');
  await chmod(readOnly, 0o444);
  expect(await app.exportDirectly(readOnly, 'png')).toMatchObject({
    ok: false,
    error: { code: 'target-read-only' },
  });
  expect(await readFile(readOnly, 'utf8')).toBe('kept');
  expect(await app.exportDirectly(join(folder, 'missing', 'x.png'), 'png')).toMatchObject({
    ok: false,
    error: { code: 'write-failed' },
  });
});

it('a 16 bit photo keeps every sample from opening to saving', async () => {
  const data = new Uint16Array(40 * 30 * 3).map((_, index) => (index * 40503) & 0xffff);
  const { bytes } = await encodePicture(
    { width: 40, height: 30, channels: 3, bitDepth: 16, data, iccProfile: null },
    { format: 'png', quality: null, metadata: null, recipe: null },
  );
  const path = join(folder, 'deep.png');
  await writeFile(path, bytes);
  expect(await app.openDirectly(path)).toMatchObject({ ok: true, value: { bitDepth: 16 } });
  const target = join(folder, 'deep-out.png');
  await app.exportDirectly(target, 'png');
  const exported = (await decodePhoto(await readFile(target), 'deep')).image;
  expect(exported.bitDepth).toBe(16);
  expect(Buffer.compare(Buffer.from(exported.data.buffer), Buffer.from(data.buffer))).toBe(0);
});
