import { type KeyObject, sign } from 'node:crypto';
import { encode } from 'cborg';

/** Labels and values of COSE headers (RFC 9052, RFC 9360). */
const header = { algorithm: 1, certificates: 33 };
const es256 = -7;
/** The tag of COSE_Sign1, one byte. */
const sign1Tag = 0xd2;
const nothing = new Uint8Array(0);

/**
 * Signs bytes that lie elsewhere: a COSE_Sign1 by ES256 as the C2PA wants it, filled up to a length that was reserved for it.
 * @param length in bytes: at least 1,000 more than the certificates have
 */
export function coseSign1(
  content: Uint8Array,
  privateKey: KeyObject,
  certificates: readonly Uint8Array[],
  length: number,
): Uint8Array<ArrayBuffer> {
  const head = encode(
    new Map<number, unknown>([
      [header.algorithm, es256],
      [header.certificates, certificates],
    ]),
  );
  const signed = encode(['Signature1', head, nothing, content]);
  const signature = sign('sha256', signed, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const padded = (padding: number): Uint8Array =>
    encode([head, { pad: new Uint8Array(padding) }, null, new Uint8Array(signature)]);
  // From here on the length of a padding takes as many bytes, however long it is.
  const least = 256;
  return Uint8Array.of(sign1Tag, ...padded(least + length - 1 - padded(least).length));
}
