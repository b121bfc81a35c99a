import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { GivenFiles, readStartArguments } from '#main/app/given-files.ts';
import type { FileOffer } from '#shared/contract/documents.ts';
import { toErrorReport } from '#shared/error-report.ts';
import { text } from '#shared/text/text.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

let folder: string;
let opened: string[];
let offers: FileOffer[];
let told: string[];
let given: GivenFiles;
const at = (name: string): string => join(folder, name);

beforeEach(async () => {
  folder = await temporaryFolder();
  for (const name of [
    'b.jpg',
    'a 1.jpg',
    'a 10.jpg',
    'a 2.PNG',
    'c.HEIC',
    'p.tessera',
    'notes.txt',
    '.hidden.jpg',
  ])
    await writeFile(at(name), name);
  await mkdir(at('empty'));
  await mkdir(at('inner.jpg'));
  [opened, offers, told] = [[], [], []];
  given = new GivenFiles({
    openFile: async (path) => (opened.push(path), { name: path } as DocumentSummary),
    offer: (offer) => void offers.push(offer),
    tell: (error) => void told.push(toErrorReport(error).message),
  });
});

describe('what a start hands over', () => {
  const argv = [
    'electron',
    '--no-sandbox',
    '/app',
    'a.jpg',
    '--flag',
    '/b.jpg',
    'file:///c.jpg',
    '--',
    '-d.jpg',
  ];

  it('is every argument that is no switch, from the folder of the start; after -- everything', () => {
    const files = ['/here/a.jpg', '/b.jpg', 'file:///c.jpg', '/here/-d.jpg'];
    expect(readStartArguments(argv, false, '/here')).toEqual(files);
    expect(
      readStartArguments(
        argv.filter((one) => one !== '/app'),
        true,
        '/here',
      ),
    ).toEqual(files);
  });

  it('is as it stands where that folder is gone', () => {
    expect(readStartArguments(['tessera', 'a.jpg'], true, null)).toEqual(['a.jpg']);
  });
});

describe('given files', () => {
  it('open where there is one, also by its address', async () => {
    await given.open([at('b.jpg')]);
    await given.open([pathToFileURL(at('a 1.jpg')).href]);
    expect([opened, offers, told]).toEqual([[at('b.jpg'), at('a 1.jpg')], [], []]);
  });

  it('open all where there are some, and can be filled all; what is missing is told', async () => {
    expect(await given.open([at('b.jpg'), at('gone.jpg'), at('a 2.PNG')])).toEqual({ name: at('a 2.PNG') });
    expect(opened).toEqual([at('b.jpg'), at('a 2.PNG')]);
    expect(told).toEqual([expect.stringMatching(/"gone\.jpg" cannot be read: it does not exist/)]);
    expect(offers).toMatchObject([{ areOpen: true, line: text.dialogs.given.areOpen(2) }]);
    expect(given.offeredPaths).toEqual(opened);
  });

  it('are offered where there are many, or a folder among them', async () => {
    const many = Array.from({ length: 11 }, () => at('b.jpg'));
    expect(await given.open(many)).toBeNull();
    expect(await given.open([folder, at('a 2.PNG')])).toBeNull();
    expect(offers.map(({ areOpen, files }) => [areOpen, files.length])).toEqual([
      [false, 11],
      [false, 7],
    ]);
    expect(opened).toEqual([]);
    await given.openOffered(offers[1]!.files[6]!.id);
    expect(opened).toEqual([at('a 2.PNG')]);
    await expect(given.openOffered('another')).rejects.toMatchObject({ code: 'file-not-found' });
  });

  it('are the pictures and projects of a folder, in the order people count', async () => {
    await given.open([folder]);
    expect(offers[0]!.files.map(({ name }) => name)).toEqual([
      'a 1.jpg',
      'a 2.PNG',
      'a 10.jpg',
      'b.jpg',
      'c.HEIC',
      'p.tessera',
    ]);
    expect(opened).toEqual([]);
  });

  it('that cannot be opened are refused in words, each for its own reason', async () => {
    await symlink(at('loop'), at('loop'));
    for (const [argument, code, words] of [
      [at('gone.jpg'), 'file-not-found', 'does not exist'],
      [at('b.jpg/inside'), 'file-not-found', 'does not exist'],
      [at('loop'), 'file-unreadable', 'leads back to itself'],
      [at('n'.repeat(300)), 'file-unreadable', 'name is too long'],
      [at('empty'), 'file-unsupported', 'folder without pictures'],
      ['https://example.org/a.jpg', 'file-unsupported', 'no file on this computer'],
      ['file:///%zz', 'file-unsupported', 'no file on this computer'],
    ] as const)
      await expect(given.open([argument]), argument).rejects.toMatchObject({
        code,
        message: expect.stringContaining(words) as string,
      });
    expect([opened, offers, told]).toEqual([[], [], []]);
  });
});
