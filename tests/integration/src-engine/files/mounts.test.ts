import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';

/** A small memory disk of its own; null where this machine does not let us mount one. */
function mountSmallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmdirSync(folder);
    return null;
  }
}

const disk = process.platform === 'linux' && process.getuid?.() === 0 ? mountSmallDisk() : null;

describe.skipIf(disk === null)('writeFileAtomically on a real small disk', () => {
  const target = join(disk ?? '', 'photo.png');
  beforeAll(() => writeFile(target, 'before'));
  afterAll(() => {
    execFileSync('umount', [disk!]);
    rmdirSync(disk!);
  });

  it('says that the disk is full, keeps the old file and leaves nothing behind', async () => {
    await expect(writeFileAtomically(target, new Uint8Array(1 << 20))).rejects.toMatchObject({
      code: 'disk-full',
    });
    expect(await readFile(target, 'utf8')).toBe('before');
    expect(await readdir(disk!)).toEqual(['photo.png']);
    await writeFileAtomically(target, 'after');
    expect(await readFile(target, 'utf8')).toBe('after');
  });

  it('says that a read-only medium is read-only', async () => {
    execFileSync('mount', ['-o', 'remount,ro', disk!]);
    await expect(writeFileAtomically(target, 'new')).rejects.toMatchObject({ code: 'target-read-only' });
    execFileSync('mount', ['-o', 'remount,rw', disk!]);
    expect(await readFile(target, 'utf8')).toBe('after');
  });
});
