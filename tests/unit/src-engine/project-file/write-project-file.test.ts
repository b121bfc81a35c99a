import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realFileSystem } from '#engine/files/file-system.ts';
import { parseDocument, type ProjectDocument } from '#engine/project-file/document.ts';
import { isEntryName } from '#engine/project-file/names.ts';
import { projectLimits } from '#engine/project-file/manifest.ts';
import { openProjectFile } from '#engine/project-file/read-project-file.ts';
import { writeProjectFile } from '#engine/project-file/write-project-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-project-file-'));
});
afterEach(() => rm(folder, { recursive: true }));
const tile = (number: number): string => `0123456789ab-${number.toString(36)}.raw`;

describe('writing a project file', () => {
  it('says so where a source is missing, however slow the disk is to open the target', async () => {
    const slow = {
      ...realFileSystem,
      open: async (path: string) => {
        await new Promise((done) => setTimeout(done, 100));
        return realFileSystem.open(path);
      },
    };
    const target = join(folder, 'a.tessera');
    const missing = [{ path: `tiles/${tile(1)}`, file: join(folder, 'none') }];
    await expect(writeProjectFile(target, missing, '1', slow)).rejects.toMatchObject({
      code: 'file-unreadable',
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses what it could not open again, and leaves nothing', async () => {
    const target = join(folder, 'a.tessera');
    const large = [{ path: `tiles/${tile(1)}`, bytes: new Uint8Array(projectLimits.tile + 1) }];
    await expect(writeProjectFile(target, large, '1')).rejects.toMatchObject({ code: 'write-failed' });
    for (const path of ['other.txt', 'tiles/../x', 'manifest.json/x'])
      await expect(writeProjectFile(target, [{ path, bytes: new Uint8Array(1) }], '1')).rejects.toThrow(
        /no name/,
      );
    const twice = [1, 1].map((number) => ({ path: `tiles/${tile(number)}`, bytes: new Uint8Array(1) }));
    await expect(writeProjectFile(target, twice, '1')).rejects.toThrow(/twice/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('writes thousands of parts, small and large, and reads each of them back', async () => {
    const target = join(folder, 'a.tessera');
    const bytes = (number: number): Buffer => Buffer.alloc(number % 50 === 0 ? 1 << 20 : number, number);
    const sources = Array.from({ length: 2000 }, (_, number) => ({
      path: `tiles/${tile(number)}`,
      bytes: bytes(number),
    }));
    await writeFile(target, 'before');
    await writeProjectFile(target, sources, '1');
    const project = await openProjectFile(target);
    expect(project.entries.size).toBe(2000);
    for (let number = 0; number < 2000; number += 7) {
      const read = await project.read(`tiles/${tile(number)}`);
      expect(bytes(number).equals(read), String(number)).toBe(true);
    }
    await project.close();
  });
});

describe('names of entries', () => {
  it.each([
    'manifest.json',
    'tiles/0123456789ab-z.raw',
    'region/region.json',
    'region/turns/0b0e7c9e-6d0e-4b62-8a3b-0d6c1a2b3c4d/steps/0-3.rgba.z',
    'region/run/steps/kept/0-3.rgba.z',
  ])('take %s', (name) => expect(isEntryName(name)).toBe(true));

  it.each([
    '',
    'Manifest.json',
    'tiles/',
    'tiles/0123456789AB-z.raw',
    'tiles/0123456789ab-z.exe',
    'tiles/x/0123456789ab-z.raw',
    'region/',
    'region/.hidden',
    'region/a//b',
    'region/a./b',
    'region/aux',
    'region/nul.json',
    'region/com1/x',
    'region/a/b/c/d/e/f',
    `region/${'a'.repeat(300)}`,
    '/region/a',
    'region\\a',
    'region/a\0b',
  ])('refuse "%s"', (name) => expect(isEntryName(name)).toBe(false));
});

describe('a document of an older format', () => {
  const current: ProjectDocument = {
    name: 'a.jpg',
    fileHash: null,
    storesOriginal: false,
    profileName: 'sRGB',
    metadata: { exif: null, xmp: null },
    picture: { channels: 3, bitDepth: 8, tileSize: 512, iccProfile: null },
    present: 0,
    states: [
      {
        label: '',
        pixels: { bounds: { x: 0, y: 0, width: 1, height: 1 }, set: {}, removed: [] },
        mask: { bounds: { x: 0, y: 0, width: 1, height: 1 }, set: {}, removed: [] },
        coverage: { bounds: null, pixels: 0 },
        recipe: null,
        changedOutsideMask: null,
      },
    ],
  };

  it('is migrated step by step, and only then checked', () => {
    const { name, ...withoutName } = current;
    const oldest = JSON.stringify({ ...withoutName, title: name });
    const migrations = {
      1: (document: unknown) => {
        const { title, ...rest } = document as { title: string };
        return { ...rest, file: title };
      },
      2: (document: unknown) => {
        const { file, ...rest } = document as { file: string };
        return { ...rest, name: file };
      },
    };
    expect(parseDocument(oldest, 1, 'a', migrations, 3)).toEqual(current);
    expect(() => parseDocument(oldest, 2, 'a', migrations, 3)).toThrowError(/history is wrong/);
    expect(() => parseDocument(oldest, 0, 'a', migrations, 3)).toThrowError(/format 0 is not known/);
    expect(parseDocument(JSON.stringify(current), 1, 'a')).toEqual(current);
  });
});
