import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';

const tool = resolve('out/cli/tessera.js');
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-language-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the built command line with this environment for its language alone. `npm test` builds before it tests. */
function tessera(variables: Readonly<Record<string, string>>, ...argv: string[]) {
  const env = { PATH: process.env['PATH'], TESSERA_USER_DATA: folder, ...variables };
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...argv], { encoding: 'utf8', env });
  return { status, stdout, stderr };
}

const german = { LANG: 'de_DE.UTF-8' };
const english = { LANG: 'C.UTF-8' };
const crop = ['crop', 'gone.jpg', '--rotate', '90', '-o', 'turned.png'];

it('refuses in the language of the system, with the same exit code and not one byte of its JSON changed', () => {
  expect(tessera(german, ...crop)).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringMatching(/^„gone\.jpg“ .*\n$/),
  });
  const inEnglish = tessera(english, ...crop, '--json');
  expect(inEnglish.stdout).toContain('"gone.jpg');
  expect(tessera(german, ...crop, '--json')).toEqual(inEnglish);
});

it('says wrong usage in the language of the system, with the same exit code', () => {
  expect(tessera(german, 'crop', 'a.jpg', '--rotate', '45', '-o', 'b.png')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(
      /^Fehler: die Option '--rotate <degrees>' kann nicht '45' sein\. Möglich sind 90, 180, 270\.\n/,
    ),
  });
  const inEnglish = tessera(english, 'crop', '-o', 'b.png', '--json');
  expect(inEnglish).toMatchObject({
    status: 2,
    stdout: expect.stringContaining("error: missing required argument 'photo'"),
  });
  expect(tessera(german, 'crop', '-o', 'b.png', '--json')).toEqual(inEnglish);
});

it('takes the language that was chosen in the app before that of the system, and leaves the settings as they are', async () => {
  const settings = join(folder, 'settings.json');
  const chosen = '{"preferences":{"language":"fr"}}';
  await writeFile(settings, chosen);
  expect(tessera(german, ...crop).stderr).toMatch(/^« gone\.jpg »/);
  expect(await readFile(settings, 'utf8')).toBe(chosen);
  for (const unusable of [
    '{"preferences":{"language":"system"}}',
    '{"preferences":{"language":"tlh"}}',
    '{',
    '[]',
  ]) {
    await writeFile(settings, unusable);
    expect(tessera(german, ...crop).stderr, unusable).toMatch(/^„gone\.jpg“/);
  }
  await rm(settings);
});

it('follows the variables of the system by the rules of POSIX', () => {
  const spoken = (variables: Readonly<Record<string, string>>): string =>
    tessera(variables, 'pack', 'check').stderr.split(':')[0]!;
  expect(spoken({ LANG: 'de_DE.UTF-8', LC_ALL: 'es_ES.UTF-8' })).toBe('error');
  expect(spoken({ LANG: 'es_ES.UTF-8', LC_MESSAGES: 'de_AT' })).toBe('Fehler');
  expect(spoken({ LANG: 'fr_FR.UTF-8', LANGUAGE: 'tlh:de' })).toBe('Fehler');
  expect(spoken({ LANG: 'C', LANGUAGE: 'de' })).toBe('error');
  expect(spoken({ LANG: 'zh_TW.UTF-8' })).toBe('error');
});

it('computes with as many threads as were chosen in the app', async () => {
  await writeFile(join(folder, 'settings.json'), '{"preferences":{"lastSettings":{"threads":1}}}');
  const { stdout } = tessera(english, 'bench', '--rounds', '1', '--json');
  expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toMatchObject({ event: 'done', threads: 1 });
});
