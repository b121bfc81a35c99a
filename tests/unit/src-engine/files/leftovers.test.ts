import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeFileAtomically, removeLeftovers } from '#engine/files/atomic-write.ts';
import { realFileSystem } from '#engine/files/file-system.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

it('removes what a killed write to this target left, and nothing else', async () => {
  const folder = await temporaryFolder();
  const old = new Date(Date.now() - 24 * 60 * 60 * 1000);
  const leftover = '.photo.png.0123456789ab.tmp';
  const others = [
    '.photo.png.0123456789ab.tmp.bak',
    '.photo.png.notes.tmp',
    '.photo.png.0123456789AB.tmp',
    '.photo2.png.0123456789ab.tmp',
    'photo.png',
  ];
  for (const name of [leftover, ...others]) {
    await writeFile(join(folder, name), 'x');
    await utimes(join(folder, name), old, old);
  }
  // Of this name but a folder, and one that a living process may be writing this moment.
  await mkdir(join(folder, '.photo.png.aaaaaaaaaaaa.tmp'));
  await writeFile(join(folder, '.photo.png.bbbbbbbbbbbb.tmp'), 'x');
  await removeLeftovers(join(folder, 'photo.png'));
  expect((await readdir(folder)).sort()).toEqual(
    [...others, '.photo.png.aaaaaaaaaaaa.tmp', '.photo.png.bbbbbbbbbbbb.tmp'].sort(),
  );
});

it('never fails, also where there is no such folder', async () => {
  await expect(removeLeftovers('/nowhere/photo.png')).resolves.toBeUndefined();
});

it('knows the names that a write leaves which never comes to its end', async () => {
  const folder = await temporaryFolder();
  const target = join(folder, `${'long name '.repeat(12)}.png`);
  const never = new Promise<void>(() => undefined);
  let synced: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (synced = resolve));
  void writeFileAtomically(target, 'half', {
    ...realFileSystem,
    sync: () => {
      synced();
      return never;
    },
  });
  await reached;
  expect(await readdir(folder)).toHaveLength(1);
  await removeLeftovers(target, Date.now() + 1000);
  expect(await readdir(folder)).toEqual([]);
});
