import { posix, resolve } from 'node:path';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';

/** An object of an S3-compatible store. */
export interface ObjectAddress {
  readonly bucket: string;
  /** Parts between slashes, none of them empty, "." or "..". */
  readonly key: string;
}

const scheme = 's3://';

/** True where a job's place is an object of a store, false where it is a path. */
export const isObject = (place: string): boolean => place.toLowerCase().startsWith(scheme);

/**
 * Bucket and key of `s3://bucket/folder/name.png`. What a server or a client could read as another key is refused.
 * @throws TesseraError usage
 */
export function objectAddress(place: string): ObjectAddress {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/(.+)$/s.exec(place);
  const [, bucket = '', key = ''] = match ?? [];
  const isPlain = key.split('/').every((part) => !['', '.', '..'].includes(part));
  if (!match || !isPlain || bucket.includes('..') || /[\\\u0000-\u001f\u007f]/.test(key))
    throw new TesseraError('usage', text.commandLine.store.noAddress(place));
  return { bucket, key };
}

/** A place as a job names it: an address stays one, a path starts from `folder`. */
export const resolvePlace = (folder: string, place: string): string =>
  isObject(place) ? place : resolve(folder, place);

/** The object of this name beside another one. */
export const objectBeside = (place: string, name: string): string =>
  scheme + posix.join(posix.dirname(place.slice(scheme.length)), name);
