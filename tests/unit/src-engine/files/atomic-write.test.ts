import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { realFileSystem, type WritableFileSystem } from '#engine/files/file-system.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

/** An empty file with an extended attribute, as tar keeps it (POSIX.1-2001, pax): what Node can make without a call for it. */
function tarWithAttribute(name: string, attribute: string, value: string): Uint8Array {
  const record = ` SCHILY.xattr.${attribute}=${value}\n`;
  const length = record.length + String(record.length + 2).length;
  const header = (type: string, size: number): Buffer => {
    const block = Buffer.alloc(512);
    block.write(name, 0);
    block.write('0000644\0' + '0000000\0'.repeat(2), 100);
    block.write(`${size.toString(8).padStart(11, '0')}\0${'0'.repeat(11)}\0${' '.repeat(8)}${type}`, 124);
    block.write('ustar\0' + '00', 257);
    const sum = block.reduce((total, byte) => total + byte, 0);
    block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return block;
  };
  const body = Buffer.alloc(512);
  body.write(`${length}${record}`);
  return Buffer.concat([header('x', length), body, header('0', 0), Buffer.alloc(1024)]);
}

const failing = (code: string): Promise<never> => Promise.reject(Object.assign(new Error(code), { code }));

describe('writeFileAtomically', () => {
  let folder = '';
  let target = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tessera-write-'));
    target = join(folder, 'photo.png');
    await writeFile(target, 'before');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const expectUntouched = async (): Promise<void> => {
    expect(await readFile(target, 'utf8')).toBe('before');
    expect(await readdir(folder)).toEqual(['photo.png']);
  };

  it('replaces a file with the whole new content', async () => {
    await writeFileAtomically(target, Uint8Array.of(1, 2, 3));
    expect([...(await readFile(target))]).toEqual([1, 2, 3]);
    expect(await readdir(folder)).toEqual(['photo.png']);
  });

  it('writes a stream piece by piece', async () => {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      yield Uint8Array.of(1);
      await Promise.resolve();
      yield Uint8Array.of(2, 3);
    }
    await writeFileAtomically(target, pieces());
    expect([...(await readFile(target))]).toEqual([1, 2, 3]);
  });

  it('syncs the file before the rename and the folder after it', async () => {
    const calls: string[] = [];
    const recording: WritableFileSystem = {
      ...realFileSystem,
      sync: (handle) => (calls.push('sync'), realFileSystem.sync(handle)),
      rename: (from, to) => (calls.push('rename'), realFileSystem.rename(from, to)),
      syncFolder: (path) => (calls.push('sync folder'), realFileSystem.syncFolder(path)),
    };
    await writeFileAtomically(target, 'new', recording);
    expect(calls).toEqual(['sync', 'rename', 'sync folder']);
  });

  it.each(['open', 'write', 'sync', 'rename'] as const)(
    'leaves the old file and nothing else when %s fails on a full disk',
    async (call) => {
      const full = { ...realFileSystem, [call]: () => failing('ENOSPC') } as WritableFileSystem;
      await expect(writeFileAtomically(target, 'new', full)).rejects.toMatchObject({ code: 'disk-full' });
      await expectUntouched();
    },
  );

  it('names a read-only target and leaves it as it is', async () => {
    await chmod(target, 0o444);
    await expect(writeFileAtomically(target, 'new')).rejects.toMatchObject({ code: 'target-read-only' });
    await expectUntouched();
  });

  it('names a read-only medium', async () => {
    const readOnly = { ...realFileSystem, open: () => failing('EROFS') };
    await expect(writeFileAtomically(target, 'new', readOnly)).rejects.toMatchObject({
      code: 'target-read-only',
    });
  });

  it('names a folder that does not exist', async () => {
    await expect(writeFileAtomically(join(folder, 'missing', 'a.png'), 'new')).rejects.toMatchObject({
      code: 'write-failed',
    });
  });

  it('passes on an error of the stream itself and leaves the old file', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Uint8Array.of(1);
      await Promise.resolve();
      throw new Error('source broke');
    }
    await expect(writeFileAtomically(target, broken())).rejects.toThrow('source broke');
    await expectUntouched();
  });
});

describe('a file that is replaced', () => {
  it('is the one that a link leads to, and the link stays', async () => {
    const folder = await temporaryFolder();
    const at = (name: string): string => join(folder, name);
    await mkdir(at('elsewhere'));
    await writeFile(at('elsewhere/real.png'), 'before');
    await symlink('elsewhere/real.png', at('link.png'));
    await symlink('elsewhere/new.png', at('dangling.png'));
    for (const [link, real] of [
      ['link.png', 'elsewhere/real.png'],
      ['dangling.png', 'elsewhere/new.png'],
    ] as const) {
      await writeFileAtomically(at(link), 'after');
      expect((await lstat(at(link))).isSymbolicLink()).toBe(true);
      expect(await readFile(at(real), 'utf8')).toBe('after');
    }
    expect((await readdir(folder)).sort()).toEqual(['dangling.png', 'elsewhere', 'link.png']);
  });

  it('keeps who may read and write it', async () => {
    const target = join(await temporaryFolder(), 'private.png');
    await writeFile(target, 'before', { mode: 0o600 });
    await writeFileAtomically(target, 'after');
    expect((await stat(target)).mode & 0o777).toBe(0o600);
  });

  it('keeps its extended attributes, where the file system has them', async ({ skip }) => {
    const folder = await temporaryFolder();
    const target = join(folder, 'photo.png');
    await writeFile(join(folder, 'made.tar'), tarWithAttribute('photo.png', 'user.xdg.tags', 'holiday'));
    const tar = (...options: string[]): SpawnSyncReturns<string> =>
      spawnSync('tar', ['--xattrs', '--xattrs-include=*', '-C', folder, ...options], { encoding: 'latin1' });
    const hasAttribute = (): boolean =>
      tar('-cf', '-', 'photo.png').stdout.includes('SCHILY.xattr.user.xdg.tags=holiday');
    tar('-xf', join(folder, 'made.tar'));
    skip(process.platform !== 'linux' || !hasAttribute(), 'no extended attributes here');
    await writeFileAtomically(target, 'after');
    expect(await readFile(target, 'utf8')).toBe('after');
    expect(hasAttribute()).toBe(true);
  });

  it('may have a name as long as the file system takes, in any script', async () => {
    const folder = await temporaryFolder();
    for (const name of [`${'a'.repeat(251)}.png`, `${'写'.repeat(83)}.png`, `${'😀'.repeat(62)}.png`]) {
      await writeFileAtomically(join(folder, name), 'whole');
      expect(await readFile(join(folder, name), 'utf8')).toBe('whole');
    }
  });
});
