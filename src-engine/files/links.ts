import { promises as fs } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** More in a row is a loop, as systems count. */
const maxLinks = 40;

/** Where a write to `path` ends: symbolic links are followed, so that they stay links, also to where nothing is yet. */
export async function followLinks(path: string): Promise<string> {
  let place = path;
  for (let links = 0; links < maxLinks; links++) {
    const next = await fs.readlink(place).catch(() => null);
    if (next === null) return place;
    place = resolve(dirname(place), next);
  }
  return place;
}

/** True where two paths lead to one file, by symbolic or hard links too; false where one is not there. */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all(
    [one, other].map((path) => fs.stat(path, { bigint: true }).catch(() => null)),
  );
  return Boolean(first && second && first.dev === second.dev && first.ino === second.ino);
}
