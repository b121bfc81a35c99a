import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { clearCaches, dataUse } from '#main/app/data-folder.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

it('counts all files below the folder, each once, and follows no link out of it', async () => {
  const [folder, elsewhere] = [await temporaryFolder(), await temporaryFolder()];
  await mkdir(join(folder, 'documents/one'), { recursive: true });
  await writeFile(join(folder, 'settings.json'), 'x'.repeat(10));
  await writeFile(join(folder, 'documents/one/tile'), 'x'.repeat(300));
  await writeFile(join(elsewhere, 'large'), 'x'.repeat(5000));
  await symlink(elsewhere, join(folder, 'linked'));
  for (const [name, bytes] of [
    ['settings-2026-03-09-17-42-10.json', 20],
    ['Cache', 4000],
    ['speeds.json', 1],
  ] as const)
    await writeFile(join(folder, name), 'x'.repeat(bytes));
  expect(await dataUse(folder)).toEqual({
    folder,
    bytes: 4331,
    parts: { settings: 30, documents: 300, models: 0, logs: 0, caches: 4001 },
  });
});

it('is nothing where the folder is gone', async () => {
  expect(await dataUse(join(await temporaryFolder(), 'gone'))).toMatchObject({ bytes: 0 });
});

it('clearing caches deletes what can be made again, and nothing of the user', async () => {
  const folder = await temporaryFolder();
  for (const name of ['thumbnails', 'dragged', 'updates', 'documents', 'models']) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'file'), 'x');
  }
  for (const name of ['speeds.json', 'devices.json', 'settings.json'])
    await writeFile(join(folder, name), '{}');
  const session = { clearCache: vi.fn(async () => {}), clearCodeCaches: vi.fn(async () => {}) };
  const of = (name: string) => join(folder, name);
  const caches = {
    speeds: of('speeds.json'),
    deviceChoices: of('devices.json'),
    thumbnails: of('thumbnails'),
    dragged: of('dragged'),
    updates: of('updates'),
  };
  await clearCaches(caches, session);
  expect((await readdir(folder)).sort()).toEqual(['documents', 'models', 'settings.json']);
  expect([session.clearCache, session.clearCodeCaches].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
});
