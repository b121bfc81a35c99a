import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';

/** Ways in which Tessera is installed that can be updated, by the ending of what is downloaded for them. */
export const updateKinds = ['AppImage', 'deb', 'rpm', 'exe', 'zip'] as const;
export type UpdateKind = (typeof updateKinds)[number];

const updateFileSchema = z.object({
  kind: z.enum(updateKinds),
  arch: z.enum(['x64', 'arm64']),
  /** Beside the list: a name, never a path. */
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._~+-]{0,199}$/),
  bytes: z.number().int().min(1).max(4e9),
  sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});

/** What scripts/release/updates.mjs writes and signs; fields that this version does not know are ignored. */
const updateListSchema = z.object({
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  notes: z.string().max(200_000),
  files: z.array(updateFileSchema).max(100),
});
export type UpdateList = z.infer<typeof updateListSchema>;

/** A list may have as many bytes. */
export const maxListBytes = 1 << 20;

/**
 * Reads a list of updates, once its signature is right: nothing of it is looked at before.
 * @param signature Ed25519, base64
 * @param key the public key, base64 of its DER (SubjectPublicKeyInfo)
 * @throws TesseraError update-refused
 */
export function readUpdateList(bytes: Uint8Array, signature: string, key: string): UpdateList {
  const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
  if (!verify(null, bytes, publicKey, Buffer.from(signature, 'base64')))
    throw new TesseraError('update-refused', text.updates.notSigned);
  try {
    return updateListSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (error) {
    throw new TesseraError('update-refused', text.updates.unreadable, { cause: error });
  }
}
