import { webcrypto } from 'node:crypto';
import { BitString, Integer, OctetString, Utf8String } from 'asn1js';
import {
  AttributeTypeAndValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtKeyUsage,
  Extension,
  Time,
  TimeType,
} from 'pkijs';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
const { subtle } = webcrypto;

/** Object identifiers of X.509 (RFC 5280). */
const ids = {
  organisation: '2.5.4.10',
  subjectKey: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  authorityKey: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  /** The purpose that the C2PA's profile of certificates asks for, where there is no trust list with others (section 14.5.1). */
  emailProtection: '1.3.6.1.5.5.7.3.4',
};

/** A key and who vouches for it. */
export interface SigningMaterial {
  /** PKCS #8, DER. */
  readonly privateKey: Uint8Array;
  /** DER: the key's own certificate, then that of the authority that issued it. */
  readonly certificates: readonly Uint8Array[];
}

/** Without a time stamp a signature counts for as long as its certificate does. */
const validYears = 20;

/**
 * Makes a P-256 key and two certificates: one for it, and one of an authority, since the C2PA accepts no key that vouches for
 * itself. The authority's own key is forgotten. @param now milliseconds
 */
export async function makeSigningMaterial(now: number): Promise<SigningMaterial> {
  const [authority, signer] = await Promise.all([makeKeys(), makeKeys()]);
  // A day of it has passed: clocks differ. Whole seconds: BoringSSL, which Electron has, reads no others.
  const from = new Date(Math.floor(now / 1000) * 1000 - 86_400_000);
  const until = new Date(from);
  until.setUTCFullYear(until.getUTCFullYear() + validYears);
  const [authorityId, signerId] = await Promise.all([keyId(authority), keyId(signer)]);
  const names = { authority: 'Tessera, authority of this computer', signer: 'Tessera on this computer' };
  const issue = async (
    subject: string,
    { publicKey }: webcrypto.CryptoKeyPair,
    extensions: Extension[],
  ): Promise<Uint8Array> => {
    const certificate = new Certificate();
    // Counted from 0: the third.
    certificate.version = 2;
    certificate.serialNumber = new Integer({ valueHex: serialNumber() });
    certificate.subject.typesAndValues.push(organisation(subject));
    certificate.issuer.typesAndValues.push(organisation(names.authority));
    certificate.notBefore = timeOf(from);
    certificate.notAfter = timeOf(until);
    certificate.extensions = extensions;
    await certificate.subjectPublicKeyInfo.importKey(publicKey);
    await certificate.sign(authority.privateKey, 'SHA-256');
    return new Uint8Array(certificate.toSchema(true).toBER());
  };
  const certificates = await Promise.all([
    issue(names.signer, signer, [
      extension(ids.basicConstraints, new BasicConstraints({ cA: false }).toSchema(), true),
      extension(ids.keyUsage, bits(0b1000_0000, 7), true),
      extension(ids.extendedKeyUsage, new ExtKeyUsage({ keyPurposes: [ids.emailProtection] }).toSchema()),
      extension(
        ids.authorityKey,
        new AuthorityKeyIdentifier({ keyIdentifier: new OctetString({ valueHex: authorityId }) }).toSchema(),
      ),
      extension(ids.subjectKey, new OctetString({ valueHex: signerId })),
    ]),
    issue(names.authority, authority, [
      extension(
        ids.basicConstraints,
        new BasicConstraints({ cA: true, pathLenConstraint: 0 }).toSchema(),
        true,
      ),
      extension(ids.keyUsage, bits(0b0000_0110, 1), true),
      extension(ids.subjectKey, new OctetString({ valueHex: authorityId })),
    ]),
  ]);
  return { privateKey: new Uint8Array(await subtle.exportKey('pkcs8', signer.privateKey)), certificates };
}

const makeKeys = () => subtle.generateKey(algorithm, true, ['sign', 'verify']);

/** The digest of a public key that names it (RFC 5280, 4.2.1.2). */
const keyId = async ({ publicKey }: webcrypto.CryptoKeyPair): Promise<ArrayBuffer> =>
  subtle.digest('SHA-1', await subtle.exportKey('raw', publicKey));

/** In the form that X.509 wants of the year (RFC 5280, 4.1.2.5). */
const timeOf = (value: Date): Time =>
  new Time({ type: value.getUTCFullYear() < 2050 ? TimeType.UTCTime : TimeType.GeneralizedTime, value });

/** 16 bytes, positive and of full length. */
function serialNumber(): ArrayBuffer {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = (bytes[0]! & 0x3f) | 0x40;
  return bytes.buffer;
}

const organisation = (value: string): AttributeTypeAndValue =>
  new AttributeTypeAndValue({ type: ids.organisation, value: new Utf8String({ value }) });

/** Flags of key usage, the first in the highest bit. */
const bits = (flags: number, unusedBits: number): BitString =>
  new BitString({ valueHex: Uint8Array.of(flags).buffer, unusedBits });

const extension = (id: string, value: { toBER(): ArrayBuffer }, critical = false): Extension =>
  new Extension({ extnID: id, critical, extnValue: value.toBER() });
