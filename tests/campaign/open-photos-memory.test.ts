import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { projectFile, temporaryFolder } from '#tests/e2e/harness/launch.ts';
import { TesseraApp } from '#tests/e2e/harness/tessera-app.ts';

/** Ten open photos of 24 megapixels, each looked at and edited. Memory, not time: other work on the machine changes nothing. */
const photos = 10;
const megabyte = 1 << 20;
const limit = 1500;

/** The process and all that it started, as the system lists them now. */
async function family(root: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : '';
    const parent = /^\d+ \(.*\) \S (\d+)/su.exec(stat)?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isBelow = (id: number): boolean =>
    id === root || (parents.has(id) && parents.get(id) !== 0 && isBelow(parents.get(id)!));
  return [...parents.keys()].filter(isBelow);
}

/** Proportional memory (PSS) of all processes of the app: what several share counts once in all. In MB. */
async function memoryOf(app: TesseraApp): Promise<number> {
  const root = app.launched.electron.process().pid!;
  let kilobytes = 0;
  for (const id of await family(root)) {
    const rollup = await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '');
    kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
  }
  return Math.round((kilobytes * 1024) / megabyte);
}

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
