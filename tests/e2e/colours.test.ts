import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectFile } from './harness/launch.ts';
import { TesseraApp } from './harness/tessera-app.ts';

/** What the screen shows of profiles with tables, CMYK and Lab: by littleCMS (read-independently.py), of 48 patches, 8 in a row. */
const corpus = projectFile('tests/fixtures/corpus');
const patches = JSON.parse(readFileSync(`${corpus}/shown.json`, 'utf8')) as Record<string, string>;
const middles = Array.from({ length: 48 }, (_, patch): [number, number] => [
  6.5 + 12 * (patch % 8),
  6.5 + 12 * Math.floor(patch / 8),
]);
let app: TesseraApp;

beforeAll(async () => {
  app = await TesseraApp.start(`${corpus}/photo.bmp`, { keepForAll: true });
});
afterAll(() => app.launched.close());

/** The farthest that any patch lies from its colour, of 255. */
async function farthest(colours: string): Promise<number> {
  const points = await app.screenPoints(middles);
  const shot = sharp(await app.window.screenshot());
  const { data, info } = await shot.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const distances = colours.split(' ').map((colour, patch) => {
    const [x, y] = points[patch]!;
    const at = (Math.round(y) * info.width + Math.round(x)) * 3;
    return Math.max(...Buffer.from(colour, 'hex').map((value, c) => Math.abs(value - data[at + c]!)));
  });
  return Math.max(...distances);
}

it.each(Object.keys(patches))('%s has on the screen the colours of littleCMS', async (name) => {
  expect(await app.openDirectly(`${corpus}/${name}`)).toMatchObject({ ok: true });
  await app.window.waitForFunction((title) => document.title.startsWith(title), name);
  await expect.poll(() => farthest(patches[name]!), { timeout: 20_000 }).toBeLessThanOrEqual(2);
});
