import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { projectFile, temporaryFolder } from '#tests/e2e/harness/launch.ts';
import { TesseraApp } from '#tests/e2e/harness/tessera-app.ts';
import { familyMemory } from '#tests/fixtures/process-memory.ts';

/** Ten open photos of 24 megapixels, each looked at and edited. Memory, not time: other work on the machine changes nothing. */
const photos = 10;
const megabyte = 1 << 20;
const limit = 1500;

/** Proportional memory of all processes of the app, in MB. */
const memoryOf = async (app: TesseraApp): Promise<number> =>
  Math.round((await familyMemory(app.launched.electron.process().pid!, 'Pss')) / megabyte);

it(`${photos} open photos of 24 megapixels stay below ${limit} MB of all processes together`, async () => {
  const folder = await temporaryFolder();
  const sample = projectFile('assets/samples/summit-sunset.jpg');
  const paths = Array.from({ length: photos }, (_, index) => join(folder, `photo-${index}.jpg`));
  for (const [index, path] of paths.entries())
    await sharp(sample)
      .resize(6000, 4000)
      .modulate({ hue: index * 36 })
      .jpeg({ quality: 92 })
      .toFile(path);
  const app = await TesseraApp.start(null);
  const told: Record<string, number> = { 'nothing open': await memoryOf(app) };
  for (const [index, path] of paths.entries()) {
    await app.openByDialog(path);
    await app.until((summary) => summary?.name === `photo-${index}.jpg`, `photo ${index} is open`, 120_000);
    // Looked at as a whole and pixel by pixel, and edited.
    await app.press('Control+1');
    await app.press('f');
    await app.selectRectangle({ x: 2000, y: 1500, width: 400, height: 300 });
    if (index === 0) told['one open'] = await memoryOf(app);
  }
  expect(await app.window.getByRole('tab').count()).toBe(photos);
  for (let index = 0; index < photos; index++) {
    await app.press('Control+Tab');
    await app.window.waitForTimeout(1000);
  }
  told[`${photos} open`] = await memoryOf(app);
  console.log(JSON.stringify(told));
  expect(told[`${photos} open`]).toBeLessThan(limit);
}, 900_000);
