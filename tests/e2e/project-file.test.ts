import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFile, temporaryFolder } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';

const photo = projectFile('tests/fixtures/photos/dandelions.jpg');

/** The pixels of an image:// address, or its status where there are none. */
const fetchImage = (app: TesseraApp, address: string) =>
  app.window.evaluate(async (url) => {
    const response = await fetch(url);
    const digest = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
    return response.ok
      ? [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
      : `status ${response.status}`;
  }, address);

const levelZero = (id: string): string => `image://document/${id}/0/0/0`;

/** Saves through the menu; the dialog, if there is one, answers `path`. */
async function save(
  app: TesseraApp,
  path: string,
  command: 'save-project' | 'save-project-as',
): Promise<void> {
  await app.answerSaveDialog(path);
  const before = await readFile(path).catch(() => null);
  await app.press(command === 'save-project' ? 'Control+s' : 'Control+Shift+s');
  const end = Date.now() + 60_000;
  for (;;) {
    const now = await readFile(path).catch(() => null);
    const saved = (await app.summary())!;
    if (now && !saved.unsaved && (before === null || command === 'save-project')) return;
    if (Date.now() > end) throw new Error(`not saved: ${app.launched.output.join('')}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

it('saves a project, and after a restart brings back the history, the selection and the turns that wait', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'dandelions.tessera');
  const first = await TesseraApp.start(photo);
  await first.selectRectangle({ x: 60, y: 50, width: 40, height: 40 });
  await first.startRun();
  await first.untilTurns();
  await first.accept();
  await first.selectRectangle({ x: 200, y: 100, width: 40, height: 30 });
  await first.startRun();
  const [turn] = await first.untilTurns();
  const { id, undoLabel, maskPixels } = (await first.summary())!;
  const picture = await fetchImage(first, levelZero(id));
  const original = await fetchImage(first, `image://original/${id}/0/0/0`);
  const turnPicture = await fetchImage(first, `image://turn/${turn!.id}`);
  const stepPictures = await Promise.all(turn!.steps.map(({ url }) => url && fetchImage(first, url)));
  await save(first, path, 'save-project');
  expect(await first.summary()).toMatchObject({ unsaved: false, work: 'turns' });
  await first.launched.close();
  const bytes = await readFile(path);

  // Another installation: nothing but the file.
  const second = await TesseraApp.start(path);
  const opened = (await second.summary())!;
  expect(opened).toMatchObject({
    name: 'dandelions.jpg',
    undoLabel,
    maskPixels,
    work: 'turns',
    unsaved: false,
  });
  expect(opened.id).not.toBe(id);
  expect(await fetchImage(second, levelZero(opened.id))).toBe(picture);
  expect(await fetchImage(second, `image://original/${opened.id}/0/0/0`)).toBe(original);
  const [waiting] = await second.untilTurns();
  expect(waiting).toEqual(turn);
  expect(await fetchImage(second, `image://turn/${waiting!.id}`)).toBe(turnPicture);
  expect(await Promise.all(waiting!.steps.map(({ url }) => url && fetchImage(second, url)))).toEqual(
    stepPictures,
  );
  await second.window.locator('[data-dock="result"]').waitFor();

  // Saved again, elsewhere: the same bytes; saved to where it came from: the same file.
  const copy = join(folder, 'copy.tessera');
  await save(second, copy, 'save-project-as');
  expect((await readFile(copy)).equals(bytes)).toBe(true);

  const accepted = await second.accept();
  expect(accepted).toMatchObject({
    undoLabel: 'Fill',
    maskPixels: 0,
    unsaved: true,
    lastChangedOutsideMask: 0,
  });
  expect(await fetchImage(second, levelZero(opened.id))).not.toBe(picture);
  await save(second, copy, 'save-project');
  expect((await readFile(copy)).equals(bytes)).toBe(false);
  expect((await readFile(path)).equals(bytes)).toBe(true);
  expect((await readdir(folder)).sort()).toEqual(['copy.tessera', 'dandelions.tessera']);

  let steps = 0;
  for (let summary = await second.summary(); summary!.canUndo; steps++) summary = await second.undo();
  expect(steps).toBe(4);
  expect(await fetchImage(second, levelZero(opened.id))).toBe(original);
  expect(await second.redo()).toMatchObject({ canUndo: true });
});

it('opens a project by dialog and from the recent files, and goes on where a crash cut it off', async () => {
  const folder = await temporaryFolder();
  const userData = await temporaryFolder();
  const path = join(folder, 'dandelions.tessera');
  const first = await TesseraApp.start(photo);
  await first.selectRectangle({ x: 20, y: 20, width: 50, height: 40 });
  await save(first, path, 'save-project');
  await first.launched.close();

  const second = await TesseraApp.start(null, { userData });
  await second.openByDialog(path);
  await second.until((summary) => summary?.maskPixels === 2000, 'the project is open');
  await second.selectRectangle({ x: 100, y: 20, width: 50, height: 40 });
  await second.launched.kill();

  const third = await TesseraApp.start(null, { userData });
  await third.restoreFromWelcome();
  const restored = await third.until((summary) => summary?.maskPixels === 4000, 'the work is back');
  expect(restored.unsaved).toBe(true);
  await save(third, path, 'save-project');
  const recent = await third.window.evaluate(() => window.tessera.documents.listRecent());
  expect(recent).toMatchObject({ ok: true, value: [{ name: 'dandelions.tessera' }] });
  await third.window.evaluate(async () => {
    const answer = await window.tessera.documents.current();
    if (answer.ok && answer.value) await window.tessera.documents.close(answer.value.id);
    const files = await window.tessera.documents.listRecent();
    if (files.ok) await window.tessera.documents.openRecent(files.value[0]!.id);
  });
  expect(await third.summary()).toMatchObject({ maskPixels: 4000, unsaved: false, name: 'dandelions.jpg' });
});

it('refuses a damaged project with a reason, and keeps what is open', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'dandelions.tessera');
  const app = await TesseraApp.start(photo);
  await app.selectRectangle({ x: 20, y: 20, width: 50, height: 40 });
  await save(app, path, 'save-project');
  const bytes = await readFile(path);
  bytes[Math.floor(bytes.length / 2)]! ^= 1;
  const damaged = join(folder, 'damaged.tessera');
  await writeFile(damaged, bytes);
  const answer = await app.openDirectly(damaged);
  expect(answer).toMatchObject({ ok: false, error: { code: 'project-invalid' } });
  expect(JSON.stringify(answer)).not.toContain(folder);
  expect(await app.summary()).toMatchObject({ maskPixels: 2000, name: 'dandelions.jpg' });
  expect(await readdir(join(app.launched.userData, 'documents'))).toHaveLength(1);
});
