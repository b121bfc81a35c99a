import { generateKeyPairSync, sign } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isBesideFeed } from '#main/security/update-session.ts';
import { updateKindOf } from '#main/updates/installation.ts';
import { readUpdateList } from '#main/updates/update-list.ts';
import { text } from '#shared/text/text.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const file = { kind: 'deb', arch: 'x64', name: 'tessera.deb', bytes: 3, sha512: `${'A'.repeat(86)}==` };
const list = { version: '9.0.0', notes: '- New.', files: [file] };

/** Reads what a server answers, signed by `by`. */
function read(content: unknown, by = privateKey) {
  const bytes = Buffer.from(JSON.stringify(content));
  return readUpdateList(bytes, sign(null, bytes, by).toString('base64'), key);
}

describe('the list of updates', () => {
  it('is read where it is signed', () => {
    expect(read(list)).toEqual(list);
    expect(read({ ...list, more: 1 })).toEqual(list);
  });

  it('is refused where another key signed it, or nothing did', () => {
    expect(() => read(list, generateKeyPairSync('ed25519').privateKey)).toThrow(text.updates.notSigned);
    for (const signature of ['', 'AAAA', '?'])
      expect(() => readUpdateList(Buffer.from('{}'), signature, key)).toThrow(text.updates.notSigned);
  });

  it.each([
    ['no JSON object', 'list'],
    ['no version', { ...list, version: '9' }],
    ['a name that is a path', { ...list, files: [{ ...file, name: '../tessera.deb' }] }],
    ['a name that is an address', { ...list, files: [{ ...file, name: 'https://example.org/a.deb' }] }],
    ['a short hash', { ...list, files: [{ ...file, sha512: 'AAAA' }] }],
  ])('is refused with %s, however it is signed', (_, content) =>
    expect(() => read(content)).toThrow(text.updates.unreadable),
  );
});

it('what looks for updates reaches the folder of the feed only', () => {
  const feed = 'https://example.org/tessera/updates.json';
  const reached = (address: string): boolean => isBesideFeed(address, feed);
  expect(['', '.sig'].map((ending) => reached(feed + ending))).toEqual([true, true]);
  expect(reached('https://example.org/tessera/Tessera%20Setup.exe')).toBe(true);
  for (const address of [
    'http://example.org/tessera/updates.json',
    'https://example.org/updates.json',
    'https://example.org/tessera/../updates.json',
    'https://example.org:444/tessera/updates.json',
    'https://example.org.example.com/tessera/updates.json',
    'https://somebody@example.org/tessera/updates.json',
    'file:///tessera/updates.json',
  ])
    expect(reached(address), address).toBe(false);
});

it('a copy knows how it was installed, and that a Flatpak or an unpacked archive does not update itself', async () => {
  const resources = await temporaryFolder();
  const at = (platform: NodeJS.Platform, environment: Record<string, string> = {}) =>
    updateKindOf({ platform, environment, executable: join(resources, 'Tessera.exe'), resources });
  expect(at('darwin')).toBe('zip');
  expect(at('win32')).toBe(null);
  await writeFile(join(resources, 'Uninstall Tessera.exe'), '');
  expect(at('win32')).toBe('exe');
  expect(at('linux')).toBe(null);
  expect(at('linux', { APPIMAGE: '/home/a/Tessera.AppImage' })).toBe('AppImage');
  await writeFile(join(resources, 'package-type'), 'rpm\n');
  expect(at('linux')).toBe('rpm');
  expect(at('linux', { FLATPAK_ID: 'org.tessera.app' })).toBe(null);
});
