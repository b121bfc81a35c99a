import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { realFileSystem } from '#engine/files/file-system.ts';
import { describeReadError, isAbsent, writing } from '#engine/files/system-errors.ts';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import { makeSigningMaterial, type SigningMaterial } from './certificates.ts';

/** What signs content credentials on this computer. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  /** DER: the key's own, then its authority's. */
  readonly certificates: readonly Uint8Array[];
}

/** Nobody else reads it, from its first byte on. */
const ownFiles = { ...realFileSystem, open: (path: string) => open(path, 'wx', 0o600) };

/**
 * The key at `path`; made, with its certificates, where there is none. Where two programs make one at a time, one stays: both are
 * good for what was signed. @throws TesseraError file-unreadable where it is no such key; what the system answers
 */
export async function loadSigningKey(path: string): Promise<SigningKey> {
  const found = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isAbsent(error)) return null;
    throw describeReadError(error, path);
  });
  if (found !== null) return parse(found, path);
  const made = pemOf(await makeSigningMaterial(Date.now()));
  await writing(path, mkdir(dirname(path), { recursive: true }));
  await writeFileAtomically(path, made, ownFiles);
  return parse(made, path);
}

const block = (kind: string, der: Uint8Array): string =>
  `-----BEGIN ${kind}-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${kind}-----\n`;

const pemOf = ({ privateKey, certificates }: SigningMaterial): string =>
  block('PRIVATE KEY', privateKey) + certificates.map((one) => block('CERTIFICATE', one)).join('');

function parse(pem: string, path: string): SigningKey {
  try {
    const privateKey = createPrivateKey(pem);
    const certificates = [...pem.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)].map(
      ([one]) => new X509Certificate(one),
    );
    if (!certificates[0]?.checkPrivateKey(privateKey)) throw new Error('another key');
    return { privateKey, certificates: certificates.map(({ raw }) => new Uint8Array(raw)) };
  } catch (error) {
    throw new TesseraError('file-unreadable', text.pictures.credentials.wrongKey(basename(path)), {
      cause: error,
    });
  }
}
