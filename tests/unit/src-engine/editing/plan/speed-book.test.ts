import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { typicalSpeed } from '#engine/editing/plan/run-speed.ts';
import { SpeedBook } from '#engine/editing/plan/speed-book.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

it('remembers speeds over restarts', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'speeds.json');
  await new SpeedBook(file).set('pack cpu 0', typicalSpeed);
  expect(await new SpeedBook(file).get('pack cpu 0')).toEqual(typicalSpeed);
  expect(await new SpeedBook(file).get('pack cpu 1')).toBeNull();
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

it.each(['', '{', '{"pack":{"perCall":"fast"}}', '[]'])(
  'begins anew where the file is damaged: %s',
  async (text) => {
    const file = join(await temporaryFolder(), 'damaged.json');
    await writeFile(file, text);
    const book = new SpeedBook(file);
    expect(await book.get('pack')).toBeNull();
    await book.set('pack', typicalSpeed);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ pack: typicalSpeed });
  },
);

it('forgets the oldest of very many', async () => {
  const book = new SpeedBook(null);
  for (let pack = 0; pack <= 100; pack++) await book.set(`pack ${pack}`, typicalSpeed);
  expect(await book.get('pack 0')).toBeNull();
  expect(await book.get('pack 1')).not.toBeNull();
});
