import { expect, it } from 'vitest';
import { projectFile } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';

it('goes on when the process that touches pixels dies: nothing is lost and the next stroke works', async () => {
  const app = await TesseraApp.start(projectFile('assets/samples/summit-sunset.jpg'));
  const before = await app.selectRectangle({ x: 1000, y: 1000, width: 300, height: 200 });
  await app.killProcess('Tessera pixels');
  await app.window.waitForTimeout(300);
  expect(await app.summary()).toEqual(before);
  const after = await app.selectRectangle({ x: 2000, y: 1000, width: 300, height: 200 });
  expect(after.maskPixels).toBe(2 * before.maskPixels);
  expect((await app.undo()).maskPixels).toBe(before.maskPixels);
});
