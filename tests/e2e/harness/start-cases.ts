import { spawn } from 'node:child_process';
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { projectFile } from './launch.ts';
import { electronPath } from '#tests/fixtures/electron-path.ts';

/** What a person sees of a start: a sentence, an open photo, or the question which of several is meant. */
type Answer = { sentence: RegExp } | { photo: string } | { offered: readonly string[] };

export interface StartCase {
  readonly name: string;
  readonly arguments: readonly string[];
  readonly answer: Answer;
  /** One of the few that every test run tries; the campaign tries all. */
  readonly common: boolean;
}

const photo = projectFile('tests/fixtures/photos/dogs.jpg');
const patienceMs = 60_000;

/** Starts with every kind of argument, over files made in `folder`. */
export async function argumentCases(folder: string): Promise<StartCase[]> {
  const common = true;
  const at = (name: string): string => join(folder, name);
  await mkdir(at('album'));
  await mkdir(at('empty'));
  for (const name of ['one.jpg', 'two äö %20.jpg', '-dash.jpg', 'album/3.jpg', 'album/12.jpg'])
    await copyFile(photo, at(name));
  await symlink(at('loop'), at('loop'));
  await writeFile(at('notes.txt'), 'no picture');
  const cases: (Omit<StartCase, 'common'> & { common?: boolean })[] = [
    { common, name: 'a path', arguments: [at('one.jpg')], answer: { photo: 'one.jpg' } },
    {
      common,
      name: 'an address',
      arguments: [pathToFileURL(at('two äö %20.jpg')).href],
      answer: { photo: 'two äö %20.jpg' },
    },
    { name: 'a name like a switch', arguments: ['--', at('-dash.jpg')], answer: { photo: '-dash.jpg' } },
    { common, name: 'a folder', arguments: [at('album')], answer: { offered: ['3.jpg', '12.jpg'] } },
    {
      common,
      name: 'several files',
      arguments: [at('one.jpg'), at('album/3.jpg')],
      answer: { photo: '3.jpg' },
    },
    { name: 'an empty folder', arguments: [at('empty')], answer: { sentence: /folder without pictures/ } },
    {
      common,
      name: 'a missing file',
      arguments: [at('gone.jpg')],
      answer: { sentence: /"gone\.jpg".*does not exist/ },
    },
    {
      common,
      name: 'a link to itself',
      arguments: [at('loop')],
      answer: { sentence: /leads back to itself/ },
    },
    { name: 'a name too long', arguments: [at('n'.repeat(300))], answer: { sentence: /name is too long/ } },
    { name: 'no picture', arguments: [at('notes.txt')], answer: { sentence: /notes\.txt/ } },
    {
      name: 'a web address',
      arguments: ['https://example.org/a.jpg'],
      answer: { sentence: /no file on this computer/ },
    },
    { name: 'a device', arguments: ['/dev/null'], answer: { sentence: /"null"/ } },
  ];
  return cases.map((one) => ({ common: false, ...one }));
}

/** Waits until the window shows the answer, and takes it away again. */
export async function expectAnswer(window: Page, answer: Answer): Promise<void> {
  if ('sentence' in answer) {
    const notice = window.getByRole('alert').filter({ hasText: answer.sentence });
    await notice.waitFor({ timeout: patienceMs });
    await notice.getByRole('button').click();
  } else if ('photo' in answer) {
    await window.waitForFunction((name) => document.title.startsWith(name), answer.photo, {
      timeout: patienceMs,
    });
  } else {
    const dialog = window.getByRole('dialog');
    await dialog.waitFor({ timeout: patienceMs });
    expect(await dialog.locator('[data-offered]').allInnerTexts()).toEqual(answer.offered);
    await window.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
}

/** A start without a debugger's handle, as a file manager makes it. */
export function plainStart(userData: string, files: readonly string[]) {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(electronPath(), [...sandbox, '--disable-gpu', projectFile('.'), ...files], {
    env: { ...process.env, TESSERA_USER_DATA: userData },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (output += data.toString()));
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { exited, kill: () => child.kill('SIGKILL'), output: () => output };
}
