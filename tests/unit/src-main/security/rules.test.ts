import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IpcMainInvokeEvent } from 'electron';
import { contentSecurityPolicy, fileFor } from '#main/security/app-scheme.ts';
import { externalAddress, externalLinks } from '#main/security/external-links.ts';
import { isAllowed, isTrustedSender } from '#main/security/window-rules.ts';
import { redactPaths, redactValue } from '#main/security/redact-paths.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

describe('the app scheme', () => {
  it('answers files of its folder only, also against dots, links and other hosts', async () => {
    const outside = await temporaryFolder();
    await writeFile(join(outside, 'secret.txt'), 'secret');
    const folder = join(outside, 'renderer');
    await mkdir(join(folder, 'assets'), { recursive: true });
    await writeFile(join(folder, 'index.html'), 'hello');
    await writeFile(join(folder, 'assets', 'a b.js'), 'code');
    await symlink(join(outside, 'secret.txt'), join(folder, 'link.txt'));
    expect(await fileFor('app://tessera/', folder)).toMatch(/index\.html$/);
    expect(await fileFor('app://tessera/assets/a%20b.js?x=1', folder)).toMatch(/a b\.js$/);
    for (const address of [
      'app://tessera/../secret.txt',
      'app://tessera/%2e%2e/secret.txt',
      'app://tessera/..%2fsecret.txt',
      'app://tessera/assets/..%2f..%2fsecret.txt',
      'app://tessera/link.txt',
      'app://tessera/missing.js',
      'app://tessera/index.html%00.js',
      'app://tessera/%E0%A4%A',
      'app://other/index.html',
      'not an address',
    ])
      expect(await fileFor(address, folder), address).toBeNull();
  });

  it('has a policy that starts from nothing and allows no inline or evaluated code', () => {
    expect(contentSecurityPolicy).toMatch(/^default-src 'none';/);
    expect(contentSecurityPolicy).not.toMatch(/unsafe|http|\*|data:/);
  });
});

describe('the network rule', () => {
  it.each([
    'http://example.org/',
    'https://example.org/',
    'ws://example.org/',
    'wss://example.org/',
    'ftp://example.org/',
    'file:///etc/passwd',
    'data:text/html,x',
  ])('refuses %s', (address) => expect(isAllowed(address, null)).toBe(false));

  it('allows our own schemes, and the development server only where there is one', () => {
    expect(isAllowed('app://tessera/index.html', null)).toBe(true);
    expect(isAllowed('image://document/x', null)).toBe(true);
    expect(isAllowed('http://localhost:5173/x', 'http://localhost:5173')).toBe(true);
    expect(isAllowed('http://localhost:5174/x', 'http://localhost:5173')).toBe(false);
  });
});

describe('external links', () => {
  it('are https pages of a short list', () => {
    expect(externalAddress('paper')).toMatch(/^https:\/\//);
    for (const address of Object.values(externalLinks))
      if (address) expect(new URL(address).protocol).toBe('https:');
    expect(() => externalAddress('help')).toThrowError(expect.objectContaining({ code: 'request-denied' }));
  });
});

describe('a trusted sender', () => {
  const mainFrame = { url: 'app://tessera/index.html' };
  const sender = { mainFrame };
  const windows = new Set([sender]);
  const check = (event: object, server: string | null = null): boolean =>
    isTrustedSender(event as IpcMainInvokeEvent, windows as never, server);

  it('is a registered window, its main frame, and our origin, all three', () => {
    expect(check({ sender, senderFrame: mainFrame })).toBe(true);
    expect(check({ sender: { mainFrame }, senderFrame: mainFrame })).toBe(false);
    expect(check({ sender, senderFrame: { url: 'app://tessera/index.html' } })).toBe(false);
    expect(check({ sender, senderFrame: null })).toBe(false);
  });

  it.each([
    'https://tessera/index.html',
    'app://other/',
    'app://tessera.example/',
    'about:blank',
    'http://localhost:5173/',
  ])('is not at %s', (url) => {
    const elsewhere = { mainFrame: { url } };
    windows.add(elsewhere);
    expect(check({ sender: elsewhere, senderFrame: elsewhere.mainFrame })).toBe(false);
  });
});

describe('paths in logs', () => {
  it('are cut to their last part', () => {
    const text = redactPaths(
      `ENOENT: no such file, open '/home/ada/Pictures/private trip/beach.jpg' at C:\\Users\\Ada\\a.png`,
    );
    expect(text).toContain('beach.jpg');
    expect(text).toContain('a.png');
    expect(text).not.toMatch(/ada|Pictures|Users|private|trip/i);
    expect(redactPaths(`${homedir()}/Documents/x.png`)).not.toContain('Documents');
  });

  it.each([
    '/media/Müller Family/Holiday 2024/kids at home/x.png',
    "/home/Ada's Family/Holiday/x.png",
    '\\\\server\\Müller Family\\Holiday\\x.png',
    'E:\\Müller Family\\Holiday 2024\\x.png',
  ])('are cut where folders have blanks and apostrophes in them: %s', (path) => {
    for (const text of [redactPaths(path), redactPaths(`open '${path}'`), String(redactValue({ path }))]) {
      expect(text).toContain('x.png');
      expect(text).not.toMatch(/Family|Holiday|kids|home|Ada|server/);
    }
  });

  it('end where a sentence goes on', () => {
    expect(redactPaths('copied /home/ada/a.png to /media/stick/b.png')).toBe('copied …/a.png to …/b.png');
  });

  it('are cut inside errors and objects too', () => {
    expect(redactValue({ path: 'C:\\Users\\Ada Smith\\a.png' })).toBe('{"path":"…/a.png"}');
    expect(redactValue({ error: new Error('cannot read /home/ada/x/y.jpg') })).toMatch(/…\/y.jpg/);
    expect(redactValue({ path: '/home/ada/x/y.jpg' })).not.toMatch(/ada/);
    expect(redactValue(new Error('cannot read /home/ada/x/y.jpg'))).not.toMatch(/ada/);
    expect(redactValue(42)).toBe(42);
  });
});
