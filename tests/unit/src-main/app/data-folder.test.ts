import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dataUse } from '#main/app/data-folder.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

it('counts all files below the folder, each once, and follows no link out of it', async () => {
  const [folder, elsewhere] = [await temporaryFolder(), await temporaryFolder()];
  await mkdir(join(folder, 'documents/one'), { recursive: true });
  await writeFile(join(folder, 'settings.json'), 'x'.repeat(10));
  await writeFile(join(folder, 'documents/one/tile'), 'x'.repeat(300));
  await writeFile(join(elsewhere, 'large'), 'x'.repeat(5000));
  await symlink(elsewhere, join(folder, 'linked'));
  expect(await dataUse(folder)).toEqual({ folder, bytes: 310 });
});

it('is nothing where the folder is gone', async () => {
  expect(await dataUse(join(await temporaryFolder(), 'gone'))).toMatchObject({ bytes: 0 });
});
