import { basename, join } from 'node:path';
import { TesseraError } from '#shared/errors.ts';
import { formatNames } from '#shared/pictures/format-names.ts';
import { formatOfFileName, pictureFormat, signedFormats } from '#shared/pictures/picture-formats.ts';
import { text } from '#shared/text/text.ts';
import { credentialActions } from '#engine/editing/recipe/credential-actions.ts';
import type { RecipeTurn } from '#engine/editing/recipe/recipe.ts';
import { signingKeyFile } from '#engine/imaging/codec/content-credentials/key-file.ts';
import {
  type ConvertedPicture,
  type DecodedPhoto,
  formatOfName,
  type SignedPicture,
} from '#engine/imaging/codec/index.ts';
import { appVersion } from './app-version.ts';
import { commandLineDataFolder } from './pack-directories.ts';

/** What of a command's options speaks of content credentials. */
interface CredentialOptions {
  readonly c2pa: boolean;
  readonly disclosure: boolean;
  readonly strip: readonly string[];
}

/** A photo's file whose own content credentials are taken over into those of the result. */
export interface SignedPhoto {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

// Loaded where content credentials are asked for.
const library = () => import('#engine/imaging/codec/content-credentials/index.ts');

const signingKey = async () => {
  const { loadSigningKey } = await library();
  return loadSigningKey(join(commandLineDataFolder(), signingKeyFile));
};

/**
 * Finds out before anything runs whether the result can be signed; makes the key where there is none.
 * @throws TesseraError usage, and those of `loadSigningKey`
 */
export async function checkCredentials({
  c2pa,
  disclosure,
  output,
}: Omit<CredentialOptions, 'strip'> & { readonly output: string }): Promise<void> {
  if (!c2pa) return;
  if (!disclosure) throw new TesseraError('usage', text.pictures.credentials.needsDisclosure);
  const name = basename(output);
  const format = formatOfFileName(name);
  if (format?.written && format.credentials === undefined)
    throw new TesseraError('usage', text.pictures.credentials.noPlace(name, formatNames(signedFormats())));
  await signingKey();
}

/** The photo, where it holds credentials that are to be taken over; with --strip, they may name what is left out. */
export function signedPhoto(
  { c2pa, strip }: Pick<CredentialOptions, 'c2pa' | 'strip'>,
  bytes: Uint8Array,
  { format, metadata }: DecodedPhoto,
): SignedPhoto | null {
  const mediaType = pictureFormat(format).credentials;
  return c2pa && strip.length === 0 && metadata.credentials && mediaType ? { bytes, mediaType } : null;
}

/** Signs a finished file. @param changes what is told of it so far @param turns since the photo was opened */
export async function signResult(
  path: string,
  { bytes, changes }: Pick<SignedPicture, 'bytes' | 'changes'>,
  turns: readonly RecipeTurn[],
  photo: SignedPhoto | null,
  converted: ConvertedPicture,
): Promise<SignedPicture> {
  const { signPicture } = await library();
  const mediaType = pictureFormat(formatOfName(basename(path))).credentials!;
  const story = { version: appVersion, actions: credentialActions(turns, converted), photo };
  return signPicture({ bytes, mediaType, changes }, await signingKey(), story);
}
