import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { holdAnswers } from './harness/held-answers.ts';
import { projectFile, temporaryFolder } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';
import { pixelsOf } from './harness/turn-review.ts';

const sample = projectFile('assets/samples/summit-sunset.jpg');
const spots = [
  [1000, 700],
  [2900, 900],
  [1600, 2500],
] as const;
/** The pixels of one tile at the coarsest level: the whole photo. */
const picture = async (app: TesseraApp): Promise<string> => {
  const { id, levels, pixelRevision } = (await app.summary())!;
  const address = `image://document/${id}/${levels - 1}/0/0?rev=${pixelRevision}`;
  return (await pixelsOf(app, address)).rgba.toString('base64');
};

it('copies from where it may, heals three spots without a button, undoes one, restores two, and finishes the stroke that a kill cut off', async () => {
  const userData = await temporaryFolder();
  const app = await TesseraApp.start(sample, { userData });
  const selected = await app.selectRectangle({ x: 3000, y: 2000, width: 400, height: 300 });
  await app.press('n');
  await app.stroke([
    [1000, 700],
    [1300, 700],
  ]);
  const painted = await app.until((summary) => summary!.noSourceBounds !== null, 'it is painted');
  expect(painted).toMatchObject({ undoLabel: text.undoLabels['no-source'], maskPixels: selected.maskPixels });
  await app.press('Shift+N');
  await app.until((summary) => summary!.noSourceBounds === null, 'everything may be copied');
  await app.undo();
  await app.until((summary) => summary!.noSourceBounds !== null, 'it is back');
  await app.forbidAll();
  await app.chooseHeal(30);
  await app.retouch('heal', [[2000, 400]]);
  expect(await app.errorText()).toContain('Nothing is left to copy texture from');
  await app.dismissMessages();
  await app.press('Shift+N');
  await app.until((summary) => summary!.noSourceBounds === null, 'everything may be copied');
  const photo = await picture(app);
  const start = (await app.summary())!.pixelRevision;
  // The second and third are painted while the first is made.
  const release = await holdAnswers(app, 'runs/heal');
  for (const spot of spots) await app.retouch('heal', [spot]);
  await app.window.locator('[data-status="retouching"]').getByText(text.run.retouching.heal(3)).waitFor();
  await release();
  const healed = await app.until((summary) => summary!.pixelRevision === start + 3, 'three spots are healed');
  expect(healed).toMatchObject({
    undoLabel: 'Heal',
    lastChangedOutsideMask: 0,
    work: 'none',
    maskPixels: selected.maskPixels,
  });
  const exported = await app.exportDirectly(join(userData, 'healed.jpg'), 'jpeg');
  // The photo's own JPEG but for the blocks that hold a spot.
  const touched = exported.ok ? exported.value!.jpeg!.touched : 0;
  expect(touched).toBeGreaterThan(0);
  expect(touched).toBeLessThan(60);
  await app.undo();
  const two = await picture(app);

  await app.chooseHeal(90);
  const restored = await app.restoreStroke([spots[0]]);
  expect(restored).toMatchObject({ undoLabel: 'Restore', lastChangedOutsideMask: 0, maskPixels: 120_000 });
  expect(await picture(app)).not.toBe(two);
  await app.restoreStroke([spots[1]]);
  expect(await picture(app)).toBe(photo);
  await app.retouch('restore', [[2000, 400]]);
  await app.window.getByText(text.run.nothingToRestore).waitFor();
  await app.undo();
  await app.undo();
  expect(await picture(app)).toBe(two);

  await app.chooseHeal(90);
  await app.retouch('heal', [[700, 2050]]);
  await app.untilStrokeIsKept();
  await app.launched.kill();

  const second = await TesseraApp.start(null, { userData });
  await second.restoreFromWelcome();
  const back = await second.until(
    (summary) => summary?.undoLabel === 'Heal' && !summary.canRedo,
    'it is back',
  );
  expect(back.lastChangedOutsideMask).toBe(0);
  expect(await picture(second)).not.toBe(two);
  await second.undo();
  expect(await picture(second)).toBe(two);
  const [document] = await readdir(join(userData, 'documents'));
  expect(await readdir(join(userData, 'documents', document!, 'strokes'))).toEqual([]);
});
