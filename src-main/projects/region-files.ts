import { copyFile, link, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRegionName, regionFolder } from '#engine/project-file/names.ts';
import { workingCopy, writing } from '#engine/files/system-errors.ts';
import type { ProjectSource } from '#engine/project-file/write-project-file.ts';

/** Where the turns of a document lie in its folder. */
export const regionPath = (folder: string): string => join(folder, 'region');

/** The files below `folder`, as paths with forward slashes, sorted; none where there is no folder. */
export async function listFiles(folder: string, prefix = ''): Promise<string[]> {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true }).catch(() => []);
  const files: string[] = [];
  for (const entry of entries) {
    const path = `${prefix}${entry.name}`;
    if (entry.isDirectory()) files.push(...(await listFiles(folder, `${path}/`)));
    else if (entry.isFile()) files.push(path);
  }
  return files.sort();
}

/**
 * Holds a region's files still while they are saved: second names for the same files in `frozen`, which replacing the
 * first ones does not change. Files that are just being written (their names are none of a project's) are left out.
 */
export async function freezeRegion(folder: string, frozen: string): Promise<ProjectSource[]> {
  await writing(workingCopy, rm(frozen, { recursive: true, force: true }));
  const region = regionPath(folder);
  const files = (await listFiles(region)).filter(isRegionName);
  for (const path of files) {
    await writing(workingCopy, mkdir(join(frozen, path, '..'), { recursive: true }));
    // Some disks know no second names.
    const linked = link(join(region, path), join(frozen, path));
    await writing(
      workingCopy,
      linked.catch(() => copyFile(join(region, path), join(frozen, path))),
    );
  }
  return files.map((path) => ({ path: `${regionFolder}${path}`, file: join(frozen, path) }));
}
