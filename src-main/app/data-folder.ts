import { type Dirent, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, sep } from 'node:path';
import type { Session } from 'electron';
import { signingKeyFile } from '#engine/imaging/codec/content-credentials/key-file.ts';
import { deleting } from '#engine/files/system-errors.ts';
import type { DataPart, DataUse } from '#shared/contract/app.ts';

/** Makes the folder of this user's data and writes into it once. @throws what the system answers where that cannot be */
export function prepareDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const probe = join(folder, '.writable');
  writeFileSync(probe, 'yes');
  rmSync(probe, { force: true });
}

/** Where everything of this user lies, what it is, and how much. What goes or cannot be read meanwhile counts nothing. */
export async function dataUse(folder: string): Promise<DataUse> {
  const parts: Record<DataPart, number> = { settings: 0, documents: 0, models: 0, logs: 0, caches: 0 };
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => []))
    parts[partOf(entry.name)] += await bytesOf(folder, entry);
  const bytes = Object.values(parts).reduce((sum, part) => sum + part, 0);
  return { folder: readablePath(folder), bytes, parts };
}

/** What lies in the data folder under this name; all that is not the user's own counts as a cache, Chromium's among them. */
function partOf(name: string): DataPart {
  if (name === 'documents' || name === 'models' || name === 'logs') return name;
  // Work that is not done yet.
  if (name === 'queue') return 'documents';
  return name === signingKeyFile || /^settings(-[\d-]+)?\.json$/.test(name) ? 'settings' : 'caches';
}

/**
 * Deletes what is only there to be fast: what was measured of devices, small pictures of recent photos,
 * files that were dragged out of the window, what was downloaded of a new version, and what Chromium keeps. What is in
 * use stays. @throws TesseraError where it cannot be deleted
 */
export async function clearCaches(
  {
    speeds,
    deviceChoices,
    thumbnails,
    dragged,
    updates,
  }: Readonly<Record<'speeds' | 'deviceChoices' | 'thumbnails' | 'dragged' | 'updates', string>>,
  session: Pick<Session, 'clearCache' | 'clearCodeCaches'>,
): Promise<void> {
  await session.clearCache();
  await session.clearCodeCaches({});
  for (const path of [speeds, deviceChoices, thumbnails, dragged, updates])
    await deleting(path, rm(path, { recursive: true, force: true }));
}

const bytesOf = async (folder: string, entry: Dirent): Promise<number> => {
  const path = join(folder, entry.name);
  if (entry.isDirectory()) return bytesBelow(path);
  if (!entry.isFile()) return 0;
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
};

async function bytesBelow(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => []))
    bytes += await bytesOf(folder, entry);
  return bytes;
}

/** A path as people write it: ~ is their home. */
export const readablePath = (path: string): string =>
  path === homedir() || path.startsWith(homedir() + sep) ? `~${path.slice(homedir().length)}` : path;
