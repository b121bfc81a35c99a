import type { WasmBuilder } from '@contentauth/c2pa-wasm';
import type { DigitalSource } from '#shared/pictures/metadata-choices.ts';
import { text } from '#shared/text/text.ts';
import { asBlob, loadC2pa, offline } from './c2pa.ts';
import { coseSign1 } from './cose.ts';
import { holdsCredentials } from './holds-credentials.ts';
import type { SigningKey } from './signing-key.ts';

/** A step of how a picture came about, in words of the C2PA's list of actions. */
export interface CredentialAction {
  readonly action:
    | 'c2pa.created'
    | 'c2pa.opened'
    | 'c2pa.edited'
    | 'c2pa.cropped'
    | 'c2pa.orientation'
    | 'c2pa.resized'
    | 'c2pa.color_adjustments';
  /** What made the pixels of this step; null = it made none. */
  readonly source: DigitalSource | null;
}

/** What is signed into a file. */
export interface CredentialStory {
  /** The version of Tessera. */
  readonly version: string;
  /** The first one is `c2pa.created` or `c2pa.opened`. */
  readonly actions: readonly CredentialAction[];
  /** The file that was opened, where its own credentials are taken over into the new ones; null = none, or they stay out. */
  readonly photo: { readonly bytes: Uint8Array; readonly mediaType: string } | null;
}

/** A finished file. */
export interface PictureToSign {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** What is told of it so far, by name. */
  readonly changes: readonly string[];
}

/** A file with content credentials in it. */
export interface SignedPicture {
  readonly bytes: Uint8Array;
  readonly changes: readonly string[];
  /** "failed": the library could not sign it, the bytes are those that were given, and `changes` says why. */
  readonly credentials: 'signed' | 'failed';
}

const vocabulary = 'http://cv.iptc.org/newscodes/digitalsourcetype/';
/** Names the photo inside a manifest. */
const photoLabel = 'photo';

/**
 * Signs a finished file, offline and without a time stamp. The photo's own credentials are kept but for their pictures, which
 * would still show what was removed.
 */
export async function signPicture(
  picture: PictureToSign,
  key: SigningKey,
  story: CredentialStory,
): Promise<SignedPicture> {
  const words = text.pictures.changes;
  const { changes } = picture;
  try {
    const continued = await signContinued(picture, key, story);
    if (continued) {
      const others = changes.filter((change) => change !== words.credentials);
      return { bytes: continued, credentials: 'signed', changes: [...others, words.earlierCredentials] };
    }
    const builder = await builderOf(story);
    if (opensPhoto(story)) builder.addIngredient(JSON.stringify(ingredient));
    return { bytes: await sign(builder, picture, key), credentials: 'signed', changes };
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, 200);
    return { bytes: picture.bytes, credentials: 'failed', changes: [...changes, words.unsigned(reason)] };
  }
}

/** Null where the photo has no credentials, or some that cannot be read or cleared of their pictures. */
async function signContinued(
  picture: PictureToSign,
  key: SigningKey,
  story: CredentialStory,
): Promise<Uint8Array | null> {
  const { photo } = story;
  if (!photo || !opensPhoto(story) || !holdsCredentials(photo.bytes)) return null;
  try {
    const builder = await builderOf(story);
    await builder.addIngredientFromBlob(JSON.stringify(ingredient), photo.mediaType, asBlob(photo.bytes));
    for (const uri of await thumbnailsIn(photo.bytes, photo.mediaType))
      builder.addRedaction(uri, 'c2pa.PII.present');
    const signed = await sign(builder, picture, key);
    return (await thumbnailsIn(signed, picture.mediaType)).size === 0 ? signed : null;
  } catch {
    return null;
  }
}

const ingredient = { relationship: 'parentOf', label: photoLabel };

const opensPhoto = ({ actions }: CredentialStory): boolean => actions[0]?.action === 'c2pa.opened';

async function builderOf({ version, actions }: CredentialStory): Promise<WasmBuilder> {
  const { WasmBuilder } = await loadC2pa();
  const steps = actions.map(({ action, source }) => ({
    action,
    ...(source && { digitalSourceType: vocabulary + source }),
    ...(action === 'c2pa.opened' && { parameters: { ingredientIds: [photoLabel] } }),
  }));
  const assertions = [{ label: 'c2pa.actions', data: { actions: steps } }];
  return WasmBuilder.fromJson(
    JSON.stringify({ claim_generator_info: [{ name: 'Tessera', version }], assertions }),
    offline,
  );
}

async function sign(
  builder: WasmBuilder,
  { bytes, mediaType }: PictureToSign,
  { privateKey, certificates }: SigningKey,
): Promise<Uint8Array> {
  const reserveSize = certificates.reduce((sum, { length }) => sum + length, 1500);
  const signer = {
    ...{ alg: 'es256', reserveSize },
    sign: (claim: Uint8Array) => Promise.resolve(coseSign1(claim, privateKey, certificates, reserveSize)),
  };
  return builder.sign(signer, [], mediaType, asBlob(bytes));
}

/** What is asked of a store of manifests (c2pa-rs' JSON). */
interface ManifestStore {
  readonly manifests: Readonly<
    Record<string, ThumbnailHolder & { ingredients?: readonly ThumbnailHolder[] }>
  >;
}

interface ThumbnailHolder {
  readonly thumbnail?: { readonly identifier?: string };
}

/** The addresses of all pictures in a file's credentials. */
async function thumbnailsIn(bytes: Uint8Array, mediaType: string): Promise<ReadonlySet<string>> {
  const { WasmReader } = await loadC2pa();
  const reader = await WasmReader.fromBytes(mediaType, bytes, offline);
  const { manifests } = JSON.parse(reader.json()) as ManifestStore;
  reader.free();
  const found = new Set<string>();
  for (const [label, manifest] of Object.entries(manifests))
    for (const { thumbnail } of [manifest, ...(manifest.ingredients ?? [])]) {
      const identifier = thumbnail?.identifier;
      // Older manifests name what is in them from their own place on.
      if (identifier)
        found.add(identifier.replace(/^self#jumbf=(?!\/c2pa\/)\/?/, `self#jumbf=/c2pa/${label}/`));
    }
  return found;
}
