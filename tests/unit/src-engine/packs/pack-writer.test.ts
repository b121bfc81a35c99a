import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseManifest, type PackManifest } from '#engine/packs/manifest.ts';
import { writePack } from '#engine/packs/pack-writer.ts';

let folder = '';
let contents: Omit<PackManifest, 'files'>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-test-'));
  contents = parseManifest(
    await readFile(join(import.meta.dirname, '../../../fixtures/manifest.json'), 'utf8'),
  );
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('writing a pack', () => {
  test('gives a folder whose manifest holds every file with size and hash', async () => {
    const manifest = await writePack(join(folder, 'new'), async (staging) => {
      await staging.addText('MODEL_CARD.md', 'abc');
      const data = await staging.addData('some.weights');
      await data.begin();
      await data.append(Uint8Array.of(1));
      await data.begin();
      await data.append(Uint8Array.of(2, 3));
      expect(data.end()).toEqual({ file: 'some.weights', offset: 65536, length: 2 });
      await staging.addData('empty.weights');
      return contents;
    });
    expect(manifest.files.map(({ path, size }) => [path, size])).toEqual([
      ['MODEL_CARD.md', 3],
      ['some.weights', 65538],
    ]);
    expect(manifest.files[0]?.sha256).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect((await readdir(join(folder, 'new'))).sort()).toEqual([
      'MODEL_CARD.md',
      'manifest.json',
      'some.weights',
    ]);
    expect(await readdir(folder)).toEqual(['new']);
  });

  test('that fails in the middle leaves nothing', async () => {
    const failing = writePack(join(folder, 'new'), async (staging) => {
      await staging.addText('MODEL_CARD.md', 'abc');
      await (await staging.addData('some.weights')).append(new Uint8Array(10));
      throw new RangeError('something went wrong');
    });
    await expect(failing).rejects.toThrow('something went wrong');
    expect(await readdir(folder)).toEqual([]);
  });

  test('is not begun where the disk cannot hold it', async () => {
    const impossible = writePack(join(folder, 'new'), () => Promise.resolve(contents), 2 ** 60);
    await expect(impossible).rejects.toMatchObject({ code: 'disk-full' });
    expect(await readdir(folder)).toEqual([]);
  });

  test('never touches a folder that has something in it', async () => {
    await mkdir(join(folder, 'old'));
    await writeFile(join(folder, 'old', 'mine.txt'), 'mine');
    await expect(writePack(join(folder, 'old'), () => Promise.resolve(contents))).rejects.toMatchObject({
      code: 'write-failed',
    });
    expect(await readFile(join(folder, 'old', 'mine.txt'), 'utf8')).toBe('mine');
  });

  test('removes what a killed process left, and only that', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const names = [
      `.tessera-pack-${dead}-0123456789ab`,
      `.tessera-pack-${process.ppid}-0123456789ab`,
      '.tessera-pack-notes',
      'other',
    ];
    for (const name of names) await mkdir(join(folder, name));
    await writePack(join(folder, 'new'), async (staging) => {
      await staging.addText('MODEL_CARD.md', 'abc');
      return contents;
    });
    expect((await readdir(folder)).sort()).toEqual([...names.slice(1), 'new'].sort());
  });
});
