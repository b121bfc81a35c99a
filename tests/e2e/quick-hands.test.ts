import { expect, it } from 'vitest';
import { projectFile } from './harness/launch';
import { TesseraApp } from './harness/tessera-app';
import { stroke } from './harness/turn-review';

const sample = projectFile('assets/samples/summit-sunset.jpg');

it('undoes a stroke that was painted the moment before', async () => {
  const app = await TesseraApp.start(sample);
  await app.selectRectangle({ x: 300, y: 300, width: 3600, height: 2200 });
  const before = (await app.summary())!;
  await app.press('b');
  await stroke(app, [
    [200, 200],
    [4000, 2600],
  ]);
  await app.press('Control+z');
  const after = await app.until((summary) => summary!.canRedo, 'the undo is done');
  expect(after).toMatchObject({ maskPixels: before.maskPixels, undoLabel: before.undoLabel });
});
