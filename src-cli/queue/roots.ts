import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { TesseraError } from '#shared/errors.ts';
import { isObject, objectAddress, type ObjectAddress } from '../jobs/place.ts';
import { text } from '#shared/text/text.ts';

/** What a worker may read and write: folders with all below them, and objects whose keys begin alike. */
export class Roots {
  private constructor(
    private readonly folders: readonly string[],
    private readonly objects: readonly ObjectAddress[],
  ) {}

  /** @param places folders, and s3://bucket or s3://bucket/folder @throws TesseraError file-not-found, usage */
  static of(places: readonly string[]): Roots {
    return new Roots(
      places.filter((place) => !isObject(place)).map(realFolder),
      places.filter(isObject).map(objectRoot),
    );
  }

  /** @throws TesseraError request-denied, usage where it is no address */
  assertHold(place: string): void {
    const isHeld = isObject(place) ? this.holdObject(objectAddress(place)) : this.holdPath(place);
    if (!isHeld)
      throw new TesseraError('request-denied', text.commandLine.queue.outsideRoots(basename(place)));
  }

  private holdObject({ bucket, key }: ObjectAddress): boolean {
    return this.objects.some((root) => root.bucket === bucket && key.startsWith(root.key));
  }

  private holdPath(path: string): boolean {
    if (!isAbsolute(path)) return false;
    const place = realPlace(path);
    return this.folders.some((folder) => {
      const way = relative(folder, place);
      return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
    });
  }
}

function realFolder(root: string): string {
  if (!existsSync(root)) throw new TesseraError('file-not-found', text.commandLine.queue.noRoot(root));
  return realpathSync.native(root);
}

/** Where a file lies, or the nearest folder that is there, with links followed; a link to nowhere may lead anywhere. */
function realPlace(path: string): string {
  let place = resolve(path);
  while (!lstatSync(place, { throwIfNoEntry: false })) place = dirname(place);
  return existsSync(place) ? realpathSync.native(place) : sep;
}

/** Its key is what the allowed ones begin with: empty, or ending in a slash. */
function objectRoot(place: string): ObjectAddress {
  const folder = place.replace(/\/+$/, '');
  const { bucket, key } = objectAddress(`${folder}/any`);
  return { bucket, key: key.slice(0, -'any'.length) };
}
