import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { followLinks } from './links.ts';

/** When this process began, on the clock that files are stamped with. */
const processStart = (): number => Date.now() - process.uptime() * 1000;

/**
 * Removes the temporary files that writes to `path` left which were killed in the middle (atomic-write names them):
 * only of this very target, and only those last written before this process began. Never throws.
 * @param before files stamped earlier than this are leftovers; milliseconds
 */
export async function removeLeftovers(path: string, before: number = processStart()): Promise<void> {
  const target = await followLinks(path);
  const folder = dirname(target);
  const start = temporaryPrefix(target);
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.startsWith(start) || !/^[0-9a-f]{12}\.tmp$/.test(name.slice(start.length))) continue;
    const leftover = join(folder, name);
    const stamp = await stat(leftover).then(
      (found) => (found.isFile() ? found.mtimeMs : Infinity),
      () => Infinity,
    );
    if (stamp < before) await rm(leftover, { force: true }).catch(() => undefined);
  }
}

/** What the name of a temporary file beside `target` begins with; twelve hexadecimal digits and ".tmp" follow: less than 255 bytes. */
export const temporaryPrefix = (target: string): string => `.${[...basename(target)].slice(0, 55).join('')}.`;
