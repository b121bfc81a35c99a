import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realFileSystem, type WritableFileSystem } from '#engine/files/file-system.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { packProject } from '#main/projects/pack-project.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { newApp, paint, patch, savedProject } from '#tests/unit/src-main/projects/sample-project.ts';

const fail = (code: string): Promise<never> => Promise.reject(Object.assign(new Error(code), { code }));

describe('saving a project where a call of the system fails', () => {
  it.each(['open', 'write', 'sync', 'rename'] as const)(
    'leaves the older project and nothing else when %s finds the disk full',
    async (call) => {
      const { document, directory, path } = await savedProject();
      const before = await readFile(path);
      await patch(document, 100, 200);
      const faulty = { ...realFileSystem, [call]: () => fail('ENOSPC') } as WritableFileSystem;
      const { saver } = newApp(directory, {
        ...localPixels,
        packProject: (request) => packProject(request, faulty),
      });
      await expect(saver.save(document, path)).rejects.toMatchObject({
        code: 'disk-full',
        message: expect.stringMatching(/"dog\.tessera" was not saved.*unchanged.*Free some space/) as string,
      });
      expect((await readFile(path)).equals(before)).toBe(true);
      expect(await readdir(join(path, '..'))).toEqual(['dog.tessera']);
      expect(document.summary()).toMatchObject({ unsaved: true, undoLabel: 'Fill' });
    },
  );

  it('fills the disk after any number of pieces without a trace', async () => {
    const { document, directory, path } = await savedProject();
    const before = await readFile(path);
    await paint(document, 100);
    for (const pieces of [0, 1, 2]) {
      let left = pieces;
      const faulty: WritableFileSystem = {
        ...realFileSystem,
        write: (handle, bytes) => (left-- > 0 ? realFileSystem.write(handle, bytes) : fail('ENOSPC')),
      };
      const { saver } = newApp(directory, {
        ...localPixels,
        packProject: (request) => packProject(request, faulty),
      });
      await expect(saver.save(document, path)).rejects.toMatchObject({ code: 'disk-full' });
      expect((await readFile(path)).equals(before)).toBe(true);
      expect(await readdir(join(path, '..'))).toEqual(['dog.tessera']);
    }
  });

  it('does not write over a project that was made read-only', async () => {
    const { document, saver, path } = await savedProject();
    const before = await readFile(path);
    await chmod(path, 0o444);
    await paint(document, 100);
    await expect(saver.save(document, path)).rejects.toMatchObject({ code: 'target-read-only' });
    expect((await readFile(path)).equals(before)).toBe(true);
  });
});

/** A real small file system; only root can have one. */
const canMount =
  process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('mount', ['--version']).status === 0;

describe.skipIf(!canMount)('on a real small disk', () => {
  let disk: string;
  beforeEach(async () => {
    disk = await temporaryFolder();
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=10m', 'tmpfs', disk]).status).toBe(0);
  });
  afterEach(() => void spawnSync('umount', ['-l', disk]));

  it('a project that no longer fits is not saved: the older one stays, and is saved again once there is room', async () => {
    const { document, saver } = await savedProject();
    const path = join(disk, 'dog.tessera');
    await saver.save(document, path);
    const before = await readFile(path);
    await writeFile(join(disk, 'ballast'), new Uint8Array(3 << 20));
    await patch(document, 10, 100);
    await expect(saver.save(document, path)).rejects.toMatchObject({ code: 'disk-full' });
    expect((await readFile(path)).equals(before)).toBe(true);
    expect((await readdir(disk)).sort()).toEqual(['ballast', 'dog.tessera']);
    expect(document.summary().unsaved).toBe(true);
    await rm(join(disk, 'ballast'));
    expect(await saver.save(document, path)).toMatchObject({ unsaved: false });
    const elsewhere = newApp(await temporaryFolder());
    expect(await elsewhere.store.openFile(path)).toMatchObject({ undoLabel: 'Fill', canRedo: false });
  });

  it('a project that does not fit where documents live is not opened: nothing is left, the open document stays', async () => {
    const { path } = await savedProject();
    const directory = join(disk, 'documents');
    await mkdir(directory);
    const { store } = newApp(directory);
    const { id } = await store.open({ kind: 'blank', width: 100, height: 100 }, 'Untitled', null);
    await writeFile(join(disk, 'ballast'), new Uint8Array(7 << 20));
    await expect(store.openFile(path)).rejects.toMatchObject({ code: 'disk-full' });
    expect(await readdir(directory)).toEqual([id]);
    expect(store.current?.id).toBe(id);
  });

  it('opens from a read-only medium, and says that it cannot be saved there', async () => {
    const { document, saver } = await savedProject();
    const path = join(disk, 'dog.tessera');
    await saver.save(document, path);
    const before = await readFile(path);
    expect(spawnSync('mount', ['-o', 'remount,ro', disk]).status).toBe(0);
    const { store, saver: other } = newApp(await temporaryFolder());
    const { id } = await store.openFile(path);
    await paint(store.get(id), 200);
    await expect(other.save(store.get(id), path)).rejects.toMatchObject({
      code: 'target-read-only',
      message: expect.stringMatching(/read-only.*Choose another place/) as string,
    });
    await expect(other.save(store.get(id), join(disk, 'new.tessera'))).rejects.toMatchObject({
      code: 'target-read-only',
    });
    expect(store.get(id).summary()).toMatchObject({ unsaved: true, maskPixels: 200 });
    expect((await readFile(path)).equals(before)).toBe(true);
    expect(await other.save(store.get(id), join(await temporaryFolder(), 'new.tessera'))).toMatchObject({
      unsaved: false,
    });
  });
});
