import { expect, it } from 'vitest';
import { smallPhoto } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';

it('goes on when the process that touches pixels dies: nothing is lost and the next stroke works', async () => {
  const app = await TesseraApp.start(smallPhoto);
  const before = await app.selectRectangle({ x: 100, y: 100, width: 60, height: 40 });
  await app.killProcess('Tessera pixels');
  await app.window.waitForTimeout(300);
  expect(await app.summary()).toEqual(before);
  const after = await app.selectRectangle({ x: 200, y: 100, width: 60, height: 40 });
  expect(after.maskPixels).toBe(2 * before.maskPixels);
  expect((await app.undo()).maskPixels).toBe(before.maskPixels);
});
