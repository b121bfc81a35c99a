import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { openProjectFile } from '#engine/project-file/read-project-file.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { newApp, savedProject } from './sample-project.ts';

interface ZipPart {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Unix mode; 0o120777 = a symbolic link. */
  readonly mode?: number;
  readonly compress?: boolean;
}
type Parts = Map<string, Uint8Array>;
type Json = Record<string, never> & { [key: string]: Json };

const text = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** yazl refuses names that lead outside; they are put in afterwards, at the same length. */
async function zipOf(
  parts: readonly ZipPart[],
  rename: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, bytes, mode = 0o100644, compress = false } of parts)
    zip.addBuffer(Buffer.from(bytes), name, { mode, compress });
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  let bytes = Buffer.concat(pieces);
  for (const [from, to] of Object.entries(rename)) {
    expect(to).toHaveLength(from.length);
    bytes = Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
  }
  return bytes;
}

/** A manifest that fits the parts, so that only what a test changes is wrong. */
const withManifest = (parts: Parts, changes: object = {}): ZipPart[] => [
  ...[...parts].map(([name, bytes]) => ({ name, bytes })),
  {
    name: 'manifest.json',
    bytes: text({
      format: 'tessera-project',
      formatVersion: '2.0',
      appVersion: '0',
      files: [...parts].map(([path, bytes]) => ({ path, size: bytes.byteLength, sha256: sha256(bytes) })),
      ...changes,
    }),
  },
];

let good: Buffer;
const parts: Parts = new Map();
let documentJson: Json;
beforeAll(async () => {
  const { path } = await savedProject();
  good = await readFile(path);
  const project = await openProjectFile(path);
  for (const entry of project.entries) parts.set(entry, await project.read(entry));
  await project.close();
  documentJson = JSON.parse(Buffer.from(parts.get('document.json')!).toString()) as Json;
});
afterAll(() => parts.clear());

/** Opens bytes as a project: what is answered, once nothing of it is left. */
async function open(bytes: Uint8Array): Promise<unknown> {
  const folder = await temporaryFolder();
  const path = join(folder, 'hostile.tessera');
  await writeFile(path, bytes);
  const directory = join(folder, 'data/documents');
  await mkdir(directory, { recursive: true });
  const { store } = newApp(directory);
  let answer: unknown;
  try {
    answer = await store.openFile(path);
  } catch (error) {
    answer = error;
    expect(await readdir(directory)).toEqual([]);
  }
  // Nothing was written anywhere but in the document's own folder, and the file is as it was.
  expect((await readdir(folder)).sort()).toEqual(['data', 'hostile.tessera']);
  expect(await readdir(join(folder, 'data'))).toEqual(['documents']);
  expect((await readFile(path)).equals(bytes)).toBe(true);
  return answer;
}

const refused = (reason: RegExp) => ({
  code: 'project-invalid',
  message: expect.stringMatching(reason) as string,
});
const openParts = async (changed: readonly ZipPart[], rename = {}) => open(await zipOf(changed, rename));
/** Opens the project with a changed document.json; everything else, hashes too, fits. */
const openDocument = (change: (document: Json) => void) => {
  const document = structuredClone(documentJson);
  change(document);
  return openParts(withManifest(new Map([...parts, ['document.json', text(document)]])));
};
const firstTile = (): string => [...parts.keys()].find((name) => name.endsWith('.raw'))!;
const firstMask = (): string => [...parts.keys()].find((name) => name.endsWith('.z'))!;

describe('a project file of a stranger', () => {
  it('opens where nothing was changed (so that the refusals below have the reason they name)', async () => {
    expect(await openParts(withManifest(parts))).toMatchObject({ name: 'dog.jpg', undoLabel: 'Fill' });
  });

  it.each(['../../evil.json.x', '/tmp/evil.json.xx', 'tiles\\..\\evil.json', 'C:/evil/evil.json'])(
    'is refused where a name leads outside (%s)',
    async (name) => {
      const stand = 'region/'.padEnd(name.length, 'a');
      expect(
        await openParts(withManifest(new Map([...parts, [stand, text(1)]])), { [stand]: name }),
      ).toMatchObject({ code: 'project-invalid' });
    },
  );

  it.each([
    'region/con.json',
    'region/.hidden',
    'region/a/../b',
    'region/A.json',
    'tiles/evil.raw',
    'other.txt',
  ])('is refused where it has a part that no project has (%s)', async (name) => {
    expect(
      await openParts([...withManifest(parts), { name: name.replace('..', 'xx'), bytes: text(1) }], {
        ...(name.includes('..') ? { 'region/a/xx/b': name } : {}),
      }),
    ).toMatchObject({ code: 'project-invalid' });
  });

  it('is refused where a part is a symbolic link', async () => {
    const link = { name: 'region/link', bytes: Buffer.from('/etc/passwd'), mode: 0o120777 };
    expect(await openParts([...withManifest(parts), link])).toMatchObject(refused(/is a link/));
  });

  it('is refused where a name is there twice', async () => {
    const twice = [...withManifest(parts), { name: firstTile(), bytes: parts.get(firstTile())! }];
    expect(await openParts(twice)).toMatchObject(refused(/twice/));
  });

  it('is refused where a part is compressed: nothing can expand', async () => {
    const bomb = { name: 'region/bomb', bytes: new Uint8Array(50 << 20), compress: true };
    expect(await openParts([...withManifest(parts), bomb])).toMatchObject(refused(/compressed/));
  });

  it('is refused where sizes are made up to be larger than the file', async () => {
    const zip = await zipOf(withManifest(parts));
    const name = Buffer.from(firstTile());
    const record = zip.lastIndexOf(name) - 46;
    for (const offset of [20, 24]) zip.writeUInt32LE(512 * 512 * 3 + 1, record + offset);
    expect(await open(zip)).toMatchObject({ code: 'project-invalid' });
    for (const offset of [20, 24]) zip.writeUInt32LE(0xfffffff0, record + offset);
    expect(await open(zip)).toMatchObject(refused(/too large/));
  });

  it('is refused where a part was changed after it was saved', async () => {
    const changed = Buffer.from(parts.get(firstTile())!);
    changed[1000]! ^= 1;
    const [manifest] = withManifest(parts).slice(-1);
    const others = [...new Map([...parts, [firstTile(), changed]])].map(([name, bytes]) => ({ name, bytes }));
    expect(await openParts([...others, manifest!])).toMatchObject(refused(/damaged/));
  });

  it('is refused where a tile is missing, from the file or from its manifest', async () => {
    const without = new Map(parts);
    without.delete(firstTile());
    expect(await openParts(withManifest(without))).toMatchObject(refused(/missing/));
    const [manifest] = withManifest(parts).slice(-1);
    expect(
      await openParts([...[...without].map(([name, bytes]) => ({ name, bytes })), manifest!]),
    ).toMatchObject(refused(/missing/));
    const [short] = withManifest(without).slice(-1);
    expect(await openParts([...[...parts].map(([name, bytes]) => ({ name, bytes })), short!])).toMatchObject(
      refused(/does not name/),
    );
  });

  it('is refused where a tile has the wrong size for its picture', async () => {
    const small = new Map([...parts, [firstTile(), new Uint8Array(1000)]]);
    expect(await openParts(withManifest(small))).toMatchObject(refused(/wrong size/));
    expect(
      await openDocument((document) => void (document['picture']!['channels'] = 4 as never)),
    ).toMatchObject(refused(/wrong size/));
  });

  it('is refused where a selection unpacks to less or more than a tile, or not at all', async () => {
    for (const bytes of [
      deflateSync(new Uint8Array(100)),
      deflateSync(new Uint8Array(200 << 20)),
      new Uint8Array(100),
    ])
      expect(await openParts(withManifest(new Map([...parts, [firstMask(), bytes]])))).toMatchObject(
        refused(/damaged/),
      );
  });

  it.each<[string, (document: Json) => void, RegExp]>([
    [
      'a picture without pixels',
      (d) => void (d['states']![0]!['pixels']!['bounds']!['width'] = 0 as never),
      /0 x/,
    ],
    [
      'a picture that is too large',
      (d) => void (d['states']![0]!['pixels']!['bounds']!['width'] = 900_000 as never),
      /900000 x/,
    ],
    [
      'a selection of another size',
      (d) => void (d['states']![0]!['mask']!['bounds']!['x'] = 5 as never),
      /another size/,
    ],
    [
      'tiles outside the picture',
      (d) => void Object.assign(d['states']![0]!['pixels']!['set']!, { '90,90': firstTile().slice(6) }),
      /outside/,
    ],
    [
      'a tile by a path',
      (d) => void Object.assign(d['states']![0]!['pixels']!['set']!, { '0,0': '../../../etc/passwd' }),
      /history is wrong/,
    ],
    [
      'a picture tile in its selection',
      (d) => void Object.assign(d['states']![0]!['mask']!['set']!, { '0,0': firstTile().slice(6) }),
      /wrong size/,
    ],
    ['no state', (d) => void (d['states'] = [] as never), /history is wrong/],
    ['a present that is not there', (d) => void (d['present'] = 99 as never), /no present/],
    ['a recipe that is none', (d) => void (d['states']![1]!['recipe'] = '{}' as never), /recipe/],
    ['a name that is a novel', (d) => void (d['name'] = 'x'.repeat(300) as never), /history is wrong/],
  ])('is refused where its history has %s', async (_, change, reason) => {
    expect(await openDocument(change)).toMatchObject(refused(reason));
  });

  it('takes no name of a prototype for a tile', async () => {
    const document = JSON.stringify(documentJson).replaceAll('"set":{"', '"set":{"__proto__":"x","');
    const changed = new Map([...parts, ['document.json', Buffer.from(document)]]);
    expect(await openParts(withManifest(changed))).toMatchObject({ undoLabel: 'Fill', maskPixels: 100 });
    const named = JSON.stringify(documentJson).replaceAll('"set":{"', '"set":{"constructor":"x","');
    changed.set('document.json', Buffer.from(named));
    expect(await openParts(withManifest(changed))).toMatchObject(refused(/history is wrong/));
  });

  it('is refused where it was saved by a newer major version, and says so; a newer minor one opens', async () => {
    expect(await openParts(withManifest(parts, { formatVersion: '3.0' }))).toMatchObject(
      refused(/newer version of Tessera \(format 3\.0/),
    );
    expect(await openParts(withManifest(parts, { formatVersion: '2.7', more: [1] }))).toMatchObject({
      name: 'dog.jpg',
    });
  });

  it('is refused where it is no project: another zip, another file, an empty one, a folder', async () => {
    expect(await openParts([{ name: 'manifest.json', bytes: text({ files: [] }) }])).toMatchObject(
      refused(/no project/),
    );
    expect(await openParts([{ name: 'document.json', bytes: text({}) }])).toMatchObject(
      refused(/no project/),
    );
    expect(await open(Buffer.from('GIF89a'))).toMatchObject(refused(/no project/));
    expect(await open(new Uint8Array(0))).toMatchObject(refused(/no project/));
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'folder.tessera'));
    const { store } = newApp(join(folder, 'documents'));
    await expect(store.openFile(join(folder, 'folder.tessera'))).rejects.toMatchObject({
      code: 'file-unreadable',
    });
    await expect(store.openFile(join(folder, 'none.tessera'))).rejects.toMatchObject({
      code: 'file-not-found',
    });
  });

  it('opens through a link to it, as any file does', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'good.tessera'), good);
    await symlink(join(folder, 'good.tessera'), join(folder, 'link.tessera'));
    const { store } = newApp(join(folder, 'documents'));
    expect(await store.openFile(join(folder, 'link.tessera'))).toMatchObject({ name: 'dog.jpg' });
  });

  it('is refused wherever it is cut short', async () => {
    for (let part = 1; part < 12; part++)
      expect(await open(good.subarray(0, Math.floor((good.length * part) / 12)))).toMatchObject({
        code: 'project-invalid',
      });
    expect(await open(good.subarray(0, good.length - 1))).toMatchObject({ code: 'project-invalid' });
  });

  it('with any one byte changed opens as it was saved, or is refused', async () => {
    let state = 20261123;
    let refusals = 0;
    for (let round = 0; round < 60; round++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const changed = Buffer.from(good);
      // Half of them in the last part, where the zip's directory is.
      const at = round % 2 ? state % good.length : good.length - 1 - (state % 3000);
      changed[at]! ^= 1 << (state >>> 29);
      const answer = await open(changed);
      if (answer instanceof Error) {
        refusals++;
        expect(answer, `byte ${at}`).toMatchObject({ code: 'project-invalid' });
      } else
        expect(answer, `byte ${at}`).toMatchObject({ name: 'dog.jpg', undoLabel: 'Fill', maskPixels: 100 });
    }
    expect(refusals).toBeGreaterThan(30);
  });
});
