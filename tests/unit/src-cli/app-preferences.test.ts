import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { appPreferences, chosenThreads } from '#cli/app-preferences.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-preferences-'));
  vi.stubEnv('TESSERA_USER_DATA', folder);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

it('takes the threads that were chosen in the app, and none from what is no choice', async () => {
  expect(chosenThreads(appPreferences())).toBe(null);
  const settings = join(folder, 'settings.json');
  const written = async (lastSettings: unknown): Promise<number | null> => {
    await writeFile(settings, JSON.stringify({ preferences: { lastSettings } }));
    return chosenThreads(appPreferences());
  };
  expect(await written({ threads: 3 })).toBe(3);
  for (const unusable of [null, {}, { threads: 0 }, { threads: -1 }, { threads: 1.5 }, { threads: 'many' }])
    expect(await written(unusable)).toBe(null);
  await writeFile(settings, '{');
  expect(chosenThreads(appPreferences())).toBe(null);
});
