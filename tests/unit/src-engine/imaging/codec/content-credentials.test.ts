import { X509Certificate } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { asBlob, loadC2pa } from '#engine/imaging/codec/content-credentials/c2pa.ts';
import { makeSigningMaterial } from '#engine/imaging/codec/content-credentials/certificates.ts';
import {
  type CredentialAction,
  type CredentialStory,
  signPicture,
} from '#engine/imaging/codec/content-credentials/sign-picture.ts';
import { loadSigningKey, type SigningKey } from '#engine/imaging/codec/content-credentials/signing-key.ts';
import { coseSign1 } from '#engine/imaging/codec/content-credentials/cose.ts';
import { decodePhoto, encodePicture } from '#engine/imaging/codec/index.ts';
import { type ExportFormat, signedFormats } from '#shared/pictures/picture-formats.ts';
import { text } from '#shared/text/text.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

const opened: CredentialAction = { action: 'c2pa.opened', source: null };
const edited: CredentialAction = {
  action: 'c2pa.edited',
  source: 'compositeWithTrainedAlgorithmicMedia',
};
const story: CredentialStory = { version: '1.2.3', actions: [opened, edited], photo: null };

/** The parts of c2pa-rs' report that are looked at. */
interface Report {
  readonly validation_state: string;
  readonly validation_status: readonly { readonly code: string }[];
  readonly active_manifest: string;
  readonly manifests: Readonly<
    Record<
      string,
      {
        readonly ingredients?: readonly {
          readonly relationship: string;
          readonly active_manifest?: string;
          readonly thumbnail?: object;
        }[];
        readonly assertions: readonly { readonly label: string; readonly data: unknown }[];
      }
    >
  >;
}

async function report(bytes: Uint8Array, mediaType: string): Promise<Report> {
  const { WasmReader } = await loadC2pa();
  return JSON.parse((await WasmReader.fromBytes(mediaType, bytes)).json()) as Report;
}

const codes = ({ validation_status }: Report): string[] => validation_status.map(({ code }) => code);
const actionsOf = ({ manifests, active_manifest }: Report): unknown[] =>
  manifests[active_manifest]!.assertions.filter(({ label }) => label.startsWith('c2pa.actions')).flatMap(
    ({ data }) => (data as { actions: unknown[] }).actions,
  );

/** Whether a file is another one with more in one place. */
function isInserted(file: Uint8Array, longer: Uint8Array): boolean {
  const same = file.findIndex((byte, at) => byte !== longer[at]);
  return Buffer.from(longer)
    .subarray(same - file.length)
    .equals(Buffer.from(file).subarray(same));
}

const picture = (colour: string) =>
  sharp({ create: { width: 90, height: 70, channels: 3, background: colour } });

describe('content credentials', () => {
  let path = '';
  let key: SigningKey;
  beforeAll(async () => {
    path = join(await temporaryFolder(), 'data', 'key.pem');
    key = await loadSigningKey(path);
  });

  it('are signed with a key that is made once and that nobody else can read', async () => {
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
    const again = await loadSigningKey(path);
    expect(again.privateKey.equals(key.privateKey)).toBe(true);
    const [own, authority] = again.certificates.map((der) => new X509Certificate(der));
    expect(own!.verify(authority!.publicKey) && own!.checkIssued(authority!)).toBe(true);
    expect([own!.ca, authority!.ca]).toEqual([false, true]);
    const other = join(path, '..', 'other.pem');
    await writeFile(other, (await readFile(path, 'utf8')).slice(0, 900));
    await expect(loadSigningKey(other)).rejects.toMatchObject({
      code: 'file-unreadable',
      message: text.pictures.credentials.wrongKey('other.pem'),
    });
  });

  it('have certificates whose dates every library reads, also those after 2049', async () => {
    const { certificates } = await makeSigningMaterial(Date.parse('2040-05-03T10:20:30.385Z'));
    for (const der of certificates) {
      expect(Buffer.from(der).includes('400502102030Z')).toBe(true);
      expect(Buffer.from(der).includes('20600502102030Z')).toBe(true);
    }
  });

  it.each(signedFormats().map(({ id, credentials }) => [id, credentials!]))(
    'in a %s are valid, of an unknown signer, and leave its picture and what it says as they are',
    async (id, mediaType) => {
      const photo = await picture('teal')
        .withExif({ IFD0: { Copyright: 'somebody' } })
        .jpeg()
        .toBuffer();
      const { image, metadata } = await decodePhoto(photo, 'photo.jpg');
      const file = await encodePicture(image, {
        ...{ format: id as ExportFormat, quality: null, metadata, recipe: '{"a":1}' },
        source: 'compositeWithTrainedAlgorithmicMedia',
      });
      const network = vi.spyOn(globalThis, 'fetch');
      const { bytes, credentials, changes } = await signPicture(
        { bytes: file.bytes, mediaType, changes: ['as before'] },
        key,
        story,
      );
      expect(network).not.toHaveBeenCalled();
      network.mockRestore();
      expect({ credentials, changes }).toEqual({ credentials: 'signed', changes: ['as before'] });
      const said = await report(bytes, mediaType);
      expect([said.validation_state, codes(said)]).toEqual(['Valid', ['signingCredential.untrusted']]);
      expect(actionsOf(said)).toMatchObject([
        { action: 'c2pa.opened' },
        {
          action: 'c2pa.edited',
          digitalSourceType:
            'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia',
        },
      ]);
      expect(said.manifests[said.active_manifest]!.ingredients).toMatchObject([{ relationship: 'parentOf' }]);
      // Each start of libjxl in WebAssembly takes a second; a box is added, and all others stay.
      if (id === 'jxl') return expect(isInserted(file.bytes, bytes)).toBe(true);
      const [before, after] = [
        await decodePhoto(Uint8Array.from(file.bytes), 'x'),
        await decodePhoto(bytes, 'x'),
      ];
      expect(after).toEqual({ ...before, metadata: { ...before.metadata, credentials: true } });
    },
  );

  it('stop being valid where a sample of the file is changed', async () => {
    const file = await picture('teal').png({ compressionLevel: 0 }).toBuffer();
    const mediaType = 'image/png';
    const { bytes } = await signPicture({ bytes: file, mediaType, changes: [] }, key, story);
    const at = Buffer.from(bytes).lastIndexOf('IDAT') + 200;
    bytes[at] = bytes[at]! ^ 1;
    expect(codes(await report(bytes, mediaType))).toContain('assertion.dataHash.mismatch');
  });

  it('of a picture that was made from nothing begin with its creation', async () => {
    const mediaType = 'image/jpeg';
    const created = { action: 'c2pa.created', source: 'trainedAlgorithmicMedia' } as const;
    const file = { bytes: await picture('teal').jpeg().toBuffer(), mediaType, changes: [] };
    const said = await report(
      (await signPicture(file, key, { ...story, actions: [created] })).bytes,
      mediaType,
    );
    expect([said.validation_state, codes(said)]).toEqual(['Valid', ['signingCredential.untrusted']]);
    expect(said.manifests[said.active_manifest]!.ingredients ?? []).toEqual([]);
    expect(actionsOf(said)).toMatchObject([{ action: 'c2pa.created' }]);
  });

  describe('of a photo that has some', () => {
    const mediaType = 'image/jpeg';
    let photo: Uint8Array;
    let small: Buffer;
    beforeAll(async () => {
      small = await picture('red').resize(32, 24).jpeg().toBuffer();
      const { WasmBuilder } = await loadC2pa();
      const source = 'http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture';
      const builder = WasmBuilder.fromJson(
        JSON.stringify({
          claim_generator_info: [{ name: 'A camera', version: '1' }],
          assertions: [
            {
              label: 'c2pa.actions',
              data: { actions: [{ action: 'c2pa.created', digitalSourceType: source }] },
            },
          ],
        }),
      );
      builder.setThumbnailFromBlob(mediaType, asBlob(small));
      const signer = {
        ...{ alg: 'es256', reserveSize: 6000 },
        sign: async (claim: Uint8Array) => coseSign1(claim, key.privateKey, key.certificates, 6000),
      };
      photo = await builder.sign(signer, [], mediaType, asBlob(await picture('red').jpeg().toBuffer()));
    });
    const file = async () => ({
      ...{ bytes: await picture('navy').jpeg().toBuffer(), mediaType },
      changes: [text.pictures.changes.credentials],
    });

    it('go on in those of the result, without the thumbnail that shows the old picture', async () => {
      expect(Buffer.from(photo).includes(small.subarray(-40))).toBe(true);
      const signed = await signPicture(await file(), key, { ...story, photo: { bytes: photo, mediaType } });
      expect(signed.changes).toEqual([text.pictures.changes.earlierCredentials]);
      expect(Buffer.from(signed.bytes).includes(small.subarray(-40))).toBe(false);
      const [before, said] = [await report(photo, mediaType), await report(signed.bytes, mediaType)];
      expect([said.validation_state, codes(said)]).toEqual(['Valid', ['signingCredential.untrusted']]);
      expect(Object.keys(said.manifests).sort()).toEqual(
        [before.active_manifest, said.active_manifest].sort(),
      );
      const [parent] = said.manifests[said.active_manifest]!.ingredients!;
      expect(parent).toMatchObject({
        ...{ relationship: 'parentOf', active_manifest: before.active_manifest },
      });
    });

    it('are told to be gone where they cannot be read', async () => {
      const damaged = photo.slice();
      const at = Buffer.from(damaged).indexOf('c2pa.claim');
      damaged.fill(0xff, at, at + 300);
      const story1 = { ...story, photo: { bytes: damaged, mediaType } };
      const signed = await signPicture(await file(), key, story1);
      expect(signed).toMatchObject({ credentials: 'signed', changes: [text.pictures.changes.credentials] });
      expect((await report(signed.bytes, mediaType)).validation_state).toBe('Valid');
    });

    it('are told to be gone from what is saved without new ones', async () => {
      const { image, metadata } = await decodePhoto(photo, 'photo.jpg');
      const options = { quality: null, metadata, recipe: null } as const;
      const { changes } = await encodePicture(image, { ...options, format: 'webp' });
      expect(changes).toEqual([text.pictures.changes.credentials]);
    });
  });

  it('that cannot be signed leave the file as it is, and why is told', async () => {
    const bytes = new TextEncoder().encode('no picture at all');
    const signed = await signPicture({ bytes, mediaType: 'image/png', changes: [] }, key, story);
    expect(signed).toMatchObject({ bytes, credentials: 'failed' });
    expect(signed.changes[0]).toMatch(/^content credentials \(C2PA\) missing/);
  });
});
