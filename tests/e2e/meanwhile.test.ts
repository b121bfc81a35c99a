import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { decodePhoto } from '#engine/imaging/codec/index.ts';
import { text } from '#shared/text/text.ts';
import { smallPhoto, temporaryFolder } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';
import { dock } from './harness/turn-review.ts';

it('goes on editing while a fill computes and waits: the next selection, its undo, zoom, an export, a healing stroke for later; what conflicts says so', async () => {
  const app = await TesseraApp.start(smallPhoto, { nothingRemembered: true });
  await app.press('2');
  await app.selectRectangle({ x: 60, y: 60, width: 260, height: 150 });
  const before = (await app.summary())!;
  await app.startRun();
  const started = await app.until((now) => now!.maskIsTaken, 'the run has taken the selection');
  expect(started.maskPixels).toBe(before.maskPixels);

  // Painting begins another selection; undo leads back to the one that is filled and no further.
  const next = await app.selectRectangle({ x: 300, y: 20, width: 50, height: 30 });
  expect(next).toMatchObject({ maskPixels: 1500, maskIsTaken: false, work: 'running' });
  expect(await app.undo()).toMatchObject({ maskPixels: before.maskPixels, maskIsTaken: true });
  await app.press('Control+z');
  await app.window.getByText(text.run.waits.running).waitFor();
  expect(await app.summary()).toMatchObject({ undoLabel: before.undoLabel, work: 'running' });
  expect(await app.redo()).toMatchObject({ maskPixels: 1500 });

  const fitted = await app.photoPlace();
  await app.press('Control+Equal');
  expect(await app.photoPlace()).not.toEqual(fitted);
  await app.press('f');
  expect(await app.photoPlace()).toEqual(fitted);

  const target = join(await temporaryFolder(), 'meanwhile.png');
  await app.exportPng(target);
  const original = (await decodePhoto(await readFile(smallPhoto), 'photo')).image;
  const exported = (await decodePhoto(await readFile(target), 'exported')).image;
  expect(Buffer.compare(Buffer.from(exported.data), Buffer.from(original.data))).toBe(0);

  await app.chooseHeal(12);
  await app.retouch('heal', [[20, 20]]);
  await app.window.locator('[data-status="retouch-later"]').getByText(text.run.retouchLater(1)).waitFor();
  expect((await app.summary())!.work).toBe('running');
  await app.press('Control+BracketLeft');
  await app.untilResult();
  expect(await dock(app, 'result').locator('[data-action="again"]').count(), 'one button does it').toBe(0);
  const seconds = app.window.locator('[data-status="time"]');
  expect(await seconds.count(), 'the bar tells them').toBe(0);
  expect(await app.window.locator('[data-action="fill"]').isDisabled()).toBe(true);
  await app.press('Control+Backslash');
  expect(await dock(app, 'result').locator('[data-action="again"]').isDisabled()).toBe(true);
  await app.press('Control+Backslash');

  // Accepting keeps the next selection and lets the stroke be healed, as steps of their own.
  await app.press('Enter');
  const healed = await app.until((now) => now!.undoLabel === 'Heal', 'the stroke is healed');
  expect(healed).toMatchObject({ maskPixels: 1500, work: 'none', lastChangedOutsideMask: 0 });
  await seconds.waitFor();
  expect(await app.undo()).toMatchObject({ undoLabel: 'Fill', maskPixels: 1500 });
  // Undo continues past Accept: to the next selection, then to the turns and theirs.
  expect(await app.undo()).toMatchObject({ maskPixels: 1500, work: 'none', lastChangedOutsideMask: null });
  await app.press('Control+z');
  const back = await app.until((now) => now!.work === 'turns', 'the turns wait again');
  expect(back).toMatchObject({ maskPixels: before.maskPixels, maskIsTaken: true });
});
