import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { GraphBuilder } from '#engine/packs/graph-writer/graph-builder.ts';
import { encodeModel } from '#engine/packs/graph-writer/onnx-model.ts';
import { verifyPack } from '#engine/packs/integrity.ts';
import { inspectPackFile, installPackFile, writePackFile } from '#engine/packs/pack-file.ts';
import { deletePack, findPack, obstacleTo } from '#engine/packs/registry.ts';
import { fakeManifest } from '#tests/fixtures/fake-pack.ts';
import { buildZip, type HandmadeEntry } from '#tests/fixtures/checkpoint-bytes.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A graph whose weights lie in another file. */
function graphOver(file: string): Uint8Array {
  const graph = new GraphBuilder('test');
  const data = { file, offset: 0, length: 100 };
  const constant = graph.tensor({ elementType: 'float32', dimensions: [25], data });
  graph.output('out', 'float32', [25], graph.node('Identity', [constant]));
  return encodeModel(graph.finish());
}

const good: Readonly<Record<string, Uint8Array>> = {
  'trunk.onnx': graphOver('some.weights'),
  'some.weights': new Uint8Array(100).fill(7),
  'MODEL_CARD.md': utf8('# What it is\n'),
};

/** manifest.json over these files. */
const manifestOf = (files: Readonly<Record<string, Uint8Array>>, changes: object = {}): HandmadeEntry => ({
  name: 'manifest.json',
  data: utf8(
    JSON.stringify({
      ...fakeManifest({
        id: 'shared-pack',
        licence: 'CC0-1.0',
        files: Object.entries(files).map(([path, bytes]) => ({
          path,
          size: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
        })),
      }),
      ...changes,
    }),
  ),
});
const entriesOf = (files: Readonly<Record<string, Uint8Array>>): HandmadeEntry[] =>
  Object.entries(files).map(([name, data]) => ({ name, data }));
const goodEntries = (): HandmadeEntry[] => [...entriesOf(good), manifestOf(good)];

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder, 'shared.tessera-pack');
  await mkdir(join(folder, 'models'));
});
const directories = () => ({ bundled: join(folder, 'bundled'), user: join(folder, 'models') });

it('says what a pack is before it is installed, and installs what was written, byte for byte', async () => {
  await writeFile(file, buildZip(goodEntries()));
  const facts = await inspectPackFile(file);
  expect(facts).toMatchObject({ packId: 'shared-pack', licence: 'CC0-1.0', card: '# What it is\n' });
  expect(facts.files.map(({ path }) => path)).toEqual(Object.keys(good));
  expect(await readdir(join(folder, 'models'))).toEqual([]);
  await installPackFile(file, join(folder, 'models', 'shared-pack'));
  const pack = await findPack('shared-pack', directories());
  await verifyPack(pack.directory, pack.manifest, true);

  const again = join(folder, 'again.tessera-pack');
  await writePackFile(pack, again);
  await installPackFile(again, join(folder, 'models', 'again'));
  for (const name of Object.keys(good))
    expect(await readFile(join(folder, 'models', 'again', name))).toEqual(Buffer.from(good[name]!));
  expect(await obstacleTo('shared-pack', directories())).toContain('installed already');
  expect(await obstacleTo('shared-pack', { bundled: join(folder, 'models'), user: null })).toContain(
    'comes with Tessera',
  );
  expect(await obstacleTo('another', directories())).toBeNull();

  const bundled = { bundled: join(folder, 'models'), user: null };
  await expect(deletePack('shared-pack', bundled)).rejects.toMatchObject({ code: 'pack-not-found' });
  await rm(join(folder, 'models', 'again'), { recursive: true });
  await deletePack('shared-pack', directories());
  expect(await readdir(join(folder, 'models'))).toEqual([]);
});

describe('a hostile pack leaves nothing, and is refused where', () => {
  const other = (name: string, data: Uint8Array = utf8('x')): HandmadeEntry[] => [
    ...goodEntries(),
    { name, data },
  ];
  const changed = (files: Readonly<Record<string, Uint8Array>>): HandmadeEntry[] => [
    ...entriesOf(files),
    manifestOf(files),
  ];
  it.each<[string, () => HandmadeEntry[], RegExp]>([
    [
      'a name leads out of the folder',
      () => other('../outside'),
      /directory is damaged|does not belong there/,
    ],
    ['a name is absolute', () => other('/etc/passwd'), /directory is damaged|does not belong there/],
    ['a name has a drive', () => other('C:/a'), /directory is damaged|does not belong there/],
    ['a name is hidden', () => other('.verified.json'), /does not belong there/],
    [
      'a part is a link',
      () => [...goodEntries().slice(1), { name: 'trunk.onnx', data: utf8('/etc/passwd'), mode: 0o120777 }],
      /is a link/,
    ],
    [
      'a part is compressed',
      () => [...goodEntries().slice(1), { name: 'trunk.onnx', data: utf8('x'), method: 8 }],
      /is compressed/,
    ],
    [
      'a part claims more than the file has',
      () => [...goodEntries().slice(1), { name: 'trunk.onnx', data: utf8('x'), claimedSize: 1e9 }],
      /larger than the file/,
    ],
    [
      'parts share bytes and are larger than the file together',
      () => [
        ...goodEntries(),
        ...Array.from({ length: 900 }, (_, index) => ({
          name: `a${index}`,
          data: new Uint8Array(0),
          claimedOffset: 0,
          claimedSize: 5000,
        })),
      ],
      /larger than the file/,
    ],
    ['a part is there twice', () => other('trunk.onnx'), /twice/],
    [
      'a part is encrypted',
      () => [...goodEntries().slice(1), { name: 'trunk.onnx', data: utf8('x'), flags: 1 }],
      /encrypted|directory is damaged/,
    ],
    ['a part is not in the manifest', () => other('more.bin'), /does not name/],
    ['a part is missing', () => goodEntries().slice(1), /"trunk\.onnx" is missing/],
    ['the manifest is missing', () => entriesOf(good), /no pack of Tessera/],
    [
      'the manifest leads out of the folder',
      () => [
        ...entriesOf(good),
        manifestOf(good, { files: [{ path: '../outside', size: 1, sha256: '0'.repeat(64) }] }),
      ],
      /plain relative path/,
    ],
    [
      'the manifest is for a later version',
      () => [...entriesOf(good), manifestOf(good, { formatVersion: '9.0' })],
      /Update Tessera/,
    ],
    [
      'a part is not what its hash says',
      () => [...entriesOf({ ...good, 'some.weights': new Uint8Array(100).fill(8) }), manifestOf(good)],
      /"some\.weights" was damaged/,
    ],
    [
      'a graph reads a file outside',
      () => changed({ ...good, 'trunk.onnx': graphOver('../../../etc/passwd') }),
      /is not one of the pack’s files/,
    ],
    [
      'a graph reads an absolute path',
      () => changed({ ...good, 'trunk.onnx': graphOver('/etc/passwd') }),
      /is not one of the pack’s files/,
    ],
    ['it is no archive at all', () => [], /no pack of Tessera/],
  ])('%s', async (_, entries, message) => {
    await writeFile(file, buildZip(entries()));
    const output = join(folder, 'models', 'shared-pack');
    const error = await installPackFile(file, output).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'TesseraError', message: expect.stringMatching(message) });
    expect(await readdir(join(folder, 'models'))).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual(['models', 'shared.tessera-pack']);
  });
});

it('a pack that is cancelled leaves nothing', async () => {
  await writeFile(file, buildZip(goodEntries()));
  const output = join(folder, 'models', 'shared-pack');
  await expect(installPackFile(file, output, AbortSignal.abort())).rejects.toThrow('cancelled');
  expect(await readdir(join(folder, 'models'))).toEqual([]);
});
