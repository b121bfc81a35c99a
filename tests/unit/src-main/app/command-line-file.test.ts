import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLineOf, type CommandLinePlace, ownCommandLinePlace } from '#main/app/command-line-file.ts';
import { commandLineScript, startLine } from '#main/app/command-line-script.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

/** A home with an app in it that says what it was told. */
async function placeWithApp(): Promise<CommandLinePlace & { readonly file: string }> {
  const home = await temporaryFolder();
  const program = join(home, "it's an $app");
  await writeFile(program, '#!/bin/sh\nprintf "%s|" "$@"\n', { mode: 0o755 });
  return {
    ...{ home, platform: 'linux', searched: '/usr/bin', start: [program], isPackaged: false },
    file: join(home, '.local/bin/tessera-cli'),
  };
}

describe('the file on the PATH', () => {
  it('is put there when it is asked for, starts the app with every word behind "--", and is taken away again', async () => {
    const place = await placeWithApp();
    const { look, put, remove } = commandLineOf(place);
    expect(await look()).toEqual({ path: place.file, state: 'absent', isSearched: false });
    expect(await put()).toMatchObject({ state: 'here' });
    const words = ['fill', 'a b', '$HOME', "it's", '--type=renderer', ''];
    const { status, stdout } = spawnSync(place.file, words, { encoding: 'utf8' });
    const told = ['--no-sandbox', '--no-zygote', '--log-level=3', '--command-line', '--', ...words];
    expect([status, stdout]).toEqual([0, told.map((word) => `${word}|`).join('')]);
    expect(await remove()).toMatchObject({ state: 'absent' });
    expect(await remove(), 'twice').toMatchObject({ state: 'absent' });
  });

  it('says where the app was, and what to do, once that is gone', async () => {
    const place = await placeWithApp();
    await commandLineOf(place).put();
    await rm(place.start[0]!);
    const { status, stdout, stderr } = spawnSync(place.file, { encoding: 'utf8' });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^Tessera is no longer at .*it's an \$app\. Nothing was done\..+\n$/);
  });

  it('is renewed where it starts another copy', async () => {
    const place = await placeWithApp();
    const other = commandLineOf({ ...place, start: ['/elsewhere/tessera'] });
    await other.put();
    const { look, put } = commandLineOf(place);
    expect(await look()).toMatchObject({ state: 'stale' });
    expect(await put()).toMatchObject({ state: 'here' });
    expect(await other.look()).toMatchObject({ state: 'stale' });
  });

  it('never takes the place of another file, and never deletes it', async () => {
    const place = await placeWithApp();
    const { look, put, remove } = commandLineOf(place);
    await mkdir(join(place.home, '.local/bin'), { recursive: true });
    const ours = commandLineScript('linux', place.start, () => '');
    const others: Record<string, () => Promise<unknown>> = {
      'a script': () => writeFile(place.file, '#!/bin/sh\necho mine\n'),
      'one that only mentions ours': () => writeFile(place.file, `#!/bin/sh\n\n${ours}`),
      'an empty file': () => writeFile(place.file, ''),
      'a folder': () => mkdir(place.file),
      'a link to one of ours': async () => {
        await writeFile(join(place.home, 'kept'), ours);
        await symlink(join(place.home, 'kept'), place.file);
      },
      'a link to nowhere': () => symlink(join(place.home, 'nowhere'), place.file),
    };
    for (const [name, make] of Object.entries(others)) {
      await make();
      const { ino } = await stat(place.file, { bigint: true }).catch(() => ({ ino: 0n }));
      expect(await look(), name).toMatchObject({ state: 'foreign' });
      for (const change of [put, remove])
        await expect(change(), name).rejects.toMatchObject({
          code: 'request-denied',
          message: expect.stringContaining('tessera-cli'),
        });
      expect((await stat(place.file, { bigint: true }).catch(() => ({ ino: 0n }))).ino, name).toBe(ino);
      await rm(place.file, { recursive: true });
    }
    expect(await readFile(join(place.home, 'kept'), 'utf8')).toBe(ours);
  });

  it('tells whether terminals look in its folder, and what a package brought', async () => {
    const place = await placeWithApp();
    const searched = `/usr/bin:${join(place.home, '.local/bin')}/`;
    expect(await commandLineOf({ ...place, searched }).look()).toMatchObject({ isSearched: true });
    expect(await commandLineOf({ ...place, isPackaged: true }).look()).toEqual({
      ...{ path: '/usr/bin/tessera-cli', state: 'packaged', isSearched: true },
    });
    expect(await commandLineOf(null).look()).toBeNull();
  });

  it('is told to people where its folder cannot be written', async () => {
    const place = await placeWithApp();
    await writeFile(join(place.home, '.local'), 'a file');
    await expect(commandLineOf(place).put()).rejects.toMatchObject({ code: expect.any(String) });
  });
});

describe('what it starts', () => {
  const app = { isPackaged: true, getAppPath: () => '/app' };

  it('is the AppImage where the app is one, whose mount changes, and nothing in a Flatpak', async () => {
    const folder = await temporaryFolder();
    expect(ownCommandLinePlace(app, folder, { APPIMAGE: '/home/me/Tessera.AppImage' })).toMatchObject({
      start: ['/home/me/Tessera.AppImage'],
      isPackaged: false,
    });
    expect(ownCommandLinePlace(app, folder, {})?.start).toEqual([process.execPath]);
    expect(ownCommandLinePlace({ ...app, isPackaged: false }, folder, {})?.start).toEqual([
      process.execPath,
      '/app',
    ]);
    expect(ownCommandLinePlace(app, folder, { FLATPAK_ID: 'org.tessera.app' })).toBeNull();
    await writeFile(join(folder, 'package-type'), 'deb');
    expect(ownCommandLinePlace(app, folder, {})?.isPackaged).toBe(true);
  });

  it('is told the same by the file of a deb or an rpm', async () => {
    const packaged = await readFile('scripts/package-linux/tessera-cli', 'utf8');
    const [, told] = startLine('linux', ['x']).split("'x'");
    expect(packaged.trimEnd().endsWith(told!)).toBe(true);
  });

  it('is written for Windows as a batch file, whose special characters are only characters', () => {
    const program = 'C:\\A & B\\100% (x)\\Tessera.exe';
    expect(commandLineScript('win32', [program], (path) => `gone: ${path}`).split('\r\n')).toEqual([
      '@echo off',
      expect.stringMatching(/^rem Written by Tessera/),
      'chcp 65001 >nul',
      'if exist "C:\\A & B\\100%% (x)\\Tessera.exe" goto start',
      '>&2 echo gone: C:\\A ^& B\\100%% ^(x^)\\Tessera.exe',
      'exit /b 1',
      ':start',
      '"C:\\A & B\\100%% (x)\\Tessera.exe" --no-sandbox --no-zygote --log-level=3 --command-line -- %*',
      '',
    ]);
  });
});
