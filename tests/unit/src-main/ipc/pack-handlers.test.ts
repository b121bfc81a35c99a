import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packHandlers, type PackHandlerParts } from '#main/ipc/pack-handlers.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

it('deletes no pack while a run may still open its files', async () => {
  const user = await temporaryFolder();
  await mkdir(join(user, 'imported'));
  let isRunning = true;
  const handlers = packHandlers({
    packs: { bundled: null, user },
    broadcast: () => undefined,
    isRunning: () => isRunning,
  } as unknown as PackHandlerParts);
  await expect(handlers['packs/delete']('imported')).rejects.toMatchObject({ code: 'busy' });
  expect(await readdir(user)).toEqual(['imported']);
  isRunning = false;
  expect(await handlers['packs/delete']('imported')).toEqual([]);
  expect(await readdir(user)).toEqual([]);
});
