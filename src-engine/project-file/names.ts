import { extname } from 'node:path';

/** Which entries a project file may have. Everything is lower case, so that no two names are one on any disk. */

export const manifestName = 'manifest.json';
export const documentName = 'document.json';
export const thumbnailName = 'thumbnail.png';
/** The file the document was opened from, byte for byte, where that is a JPEG. */
export const originalName = 'original.jpg';
export const tileFolder = 'tiles/';
/** Waiting turns and an interrupted run, as src-main/jobs keeps them in the document's folder. */
export const regionFolder = 'region/';

/** As tiles/tile-file.ts names tiles. */
const tileForm = /^[0-9a-f]{12}-[0-9a-z]{1,13}\.(raw|z)$/;
const regionForm =
  /^(?:[0-9a-z](?:[0-9a-z-]{0,62}[0-9a-z])?\/){0,4}[0-9a-z][0-9a-z-]{0,62}(?:\.[0-9a-z]{1,8}){0,2}$/;
/** Names of devices on Windows, whatever follows the dot. */
const deviceForm = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/** True for the file name of a tile. */
export const isTileName = (name: string): boolean => tileForm.test(name);

/** True for a path inside region/ that is the same file on every system and stays inside. */
export const isRegionName = (path: string): boolean =>
  path.length <= 200 && regionForm.test(path) && !path.split('/').some((part) => deviceForm.test(part));

/** True where an entry of this name may be in a project file. */
export function isEntryName(name: string): boolean {
  if (name === manifestName || name === documentName || name === thumbnailName || name === originalName)
    return true;
  if (name.startsWith(tileFolder)) return isTileName(name.slice(tileFolder.length));
  return name.startsWith(regionFolder) && isRegionName(name.slice(regionFolder.length));
}

/** The order of entries: by code unit, which no locale changes; the manifest comes last, when all hashes are known. */
export const compareEntryNames = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What project files are called. */
export const projectExtension = 'tessera';

/** True where a file is a project by its name. */
export const isProjectPath = (path: string): boolean =>
  extname(path).toLowerCase() === `.${projectExtension}`;
