import { readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { parseRecipe } from '#engine/editing/recipe/recipe.ts';
import { bugReport } from '#main/app/bug-report.ts';
import { readRecipe } from '#engine/imaging/codec/index.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

const info = { version: '1.2.3', electron: '42', unofficialElectron: true, threads: 2 };

async function partsOf(zip: Uint8Array): Promise<Record<string, string>> {
  const parts: Record<string, string> = {};
  const file = await fromBufferPromise(Buffer.from(zip), { lazyEntries: true });
  for await (const entry of file.eachEntry()) {
    const pieces: Buffer[] = [];
    for await (const piece of await file.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    parts[entry.fileName] = Buffer.concat(pieces).toString();
  }
  return parts;
}

it('holds versions, devices, the end of the log and the recipe, and neither pixels nor names', async () => {
  const folder = await temporaryFolder();
  const log = join(folder, 'main.log');
  const last = `opened ${join(homedir(), 'Pictures/Anna on the beach.jpg')}: fine`;
  await writeFile(log, `${'an old line\n'.repeat(60_000)}${last}\n`);
  const recipe = (await readRecipe(await readFile('tests/fixtures/formats/first/result.png')))!;
  const { mask, settings } = parseRecipe(recipe)[0]!;
  const { seed, order } = settings;
  const devices = async () => [{ name: 'cpu', available: true, note: '' }];
  const names = ['Anna on the beach.jpg'];
  const parts = await partsOf(await bugReport({ info, log, recipe, names, devices }));
  expect(Object.keys(parts).sort()).toEqual(['devices.json', 'main.log', 'recipe.json', 'system.json']);
  expect(JSON.parse(parts['system.json']!)).toMatchObject({ version: '1.2.3', electron: '42' });
  expect(JSON.parse(parts['devices.json']!)).toEqual(await devices());
  expect(parts['main.log']).toMatch(/picture-1\.jpg: fine\n$/);
  expect(parts['main.log']!.length).toBeLessThan(300_000);
  const { turns } = JSON.parse(parts['recipe.json']!) as { turns: { settings: object; mask: object }[] };
  expect(turns[0]).toMatchObject({
    settings: { seed, order },
    mask: { rect: mask!.rect, coverage: `${mask!.coverage.length} characters left out` },
  });
  const all = Object.values(parts).join('\n');
  expect(all).not.toContain('Anna');
  expect(all).not.toContain(homedir());
});

it('is made although there is no log and no picture, and devices cannot be listed', async () => {
  const report = await bugReport({
    ...{ info, recipe: null, names: [] },
    log: join(await temporaryFolder(), 'main.log'),
    devices: () => Promise.reject(new Error('the engine is gone')),
  });
  const parts = await partsOf(report);
  expect(parts['devices.json']).toContain('the engine is gone');
  expect(parts['main.log']).toContain('cannot be read');
  expect(parts['recipe.json']).toBeUndefined();
});
