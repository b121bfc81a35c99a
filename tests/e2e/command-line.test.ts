import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLineSwitches } from '#main/app/command-line-start.ts';
import { text } from '#shared/text/text.ts';
import { projectFile, temporaryFolder } from './harness/launch.ts';
import { electronPath } from '#tests/fixtures/electron-path.ts';
import { TesseraApp } from './harness/tessera-app.ts';

const brook = projectFile('tests/fixtures/photos/brook.jpg');
const fill = [
  'fill',
  brook,
  '--rectangle',
  '20,20,90,60',
  '--seed',
  '1',
  '--effort',
  'fast',
  '--device',
  'cpu',
];
const app = process.env['TESSERA_APP'] ?? projectFile('');
/** As the file on the PATH starts it (src-main/app/command-line-script.ts). */
const inApp = [...commandLineSwitches, app, '--command-line', '--'];
const inNode = [join(app, 'out/cli/tessera.js')];

/** No screen, no language of the system, nobody's settings. */
async function environment(): Promise<NodeJS.ProcessEnv> {
  const without = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined };
  return { ...process.env, ...without, LC_ALL: 'C', TESSERA_USER_DATA: await temporaryFolder() };
}

async function run(words: readonly string[], env = environment()): Promise<SpawnSyncReturns<string>> {
  return spawnSync(electronPath(), [...inApp, ...words], { encoding: 'utf8', env: await env });
}

async function runNode(words: readonly string[]): Promise<SpawnSyncReturns<string>> {
  return spawnSync(process.execPath, [...inNode, ...words], { encoding: 'utf8', env: await environment() });
}

const said = ({ status, stdout, stderr }: SpawnSyncReturns<string>) => ({ status, stdout, stderr });

describe('the command line in the app, without a display,', () => {
  it('says of itself what the one of the npm package says', async () => {
    for (const words of [
      ['--version'],
      ['--help'],
      ['batch', '--help'],
      ['fill', '--nonsense'],
      ['pack', 'list'],
    ])
      expect(said(await run(words))).toEqual(said(await runNode(words)));
  });

  it('fills a photo to the same bytes, and prints nothing but what was asked for', async () => {
    const folder = await temporaryFolder();
    const [one, other] = [join(folder, 'app.png'), join(folder, 'node.png')];
    const { status, stdout, stderr } = await run([...fill, '-o', one, '--json']);
    expect([status, stderr.split('\n')[0]]).toEqual([0, expect.stringMatching(/^Detail 1\/1/)]);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect([events[0], events.at(-1)]).toEqual(['plan', 'done']);
    expect((await runNode([...fill, '-o', other])).status).toBe(0);
    expect(await readFile(one)).toEqual(await readFile(other));
  });

  it('does a batch with several engines, and several photos at a time in one, to the same bytes', async () => {
    const folder = await temporaryFolder();
    const jobs = Array.from({ length: 3 }, (_, index) =>
      JSON.stringify({
        photo: brook,
        output: `${index}.png`,
        mask: { rectangle: [20 + index * 8, 30, 12, 12] },
        options: { seed: index, effort: 'fast' },
      }),
    );
    const results: Buffer[][] = [];
    for (const engines of [1, 2]) {
      await mkdir(join(folder, String(engines)));
      const list = join(folder, String(engines), 'jobs.jsonl');
      await writeFile(list, jobs.join('\n'));
      const { status, stderr } = await run(['batch', list, '--engines', String(engines)]);
      expect([status, stderr]).toEqual([0, expect.stringContaining('3 jobs done')]);
      results.push(
        await Promise.all(jobs.map((_, index) => readFile(join(folder, String(engines), `${index}.png`)))),
      );
    }
    expect(results[0]).toEqual(results[1]);
  });

  it('refuses what needs a connection, and names the npm package', async () => {
    const list = join(await temporaryFolder(), 'jobs.jsonl');
    await writeFile(
      list,
      JSON.stringify({ photo: 's3://photos/a.png', output: 'b.png', mask: { rectangle: [1, 1, 9, 9] } }),
    );
    for (const words of [
      ['batch', list],
      ['batch', list, '--queue', 'redis://127.0.0.1'],
      ['worker'],
      ['worker', '--queue', 'redis://127.0.0.1', '--root', '/'],
      ['failed', '--queue', 'redis://127.0.0.1'],
    ])
      expect([words, said(await run(words))]).toEqual([
        words,
        {
          status: 2,
          stdout: '',
          stderr: expect.stringMatching(/npm package.+npm install.+docs\/library\.md/),
        },
      ]);
  });

  it('takes every word as the user’s, none as a switch of Chromium or as what the app is to be', async () => {
    for (const word of [
      '--lang=de',
      '--js-flags=--no-such',
      '--type=renderer',
      '--remote-debugging-port=0',
      '--inspect',
    ])
      expect([word, said(await run([word]))]).toEqual([
        word,
        { status: 2, stdout: '', stderr: expect.stringContaining(`unknown option '${word.split('=')[0]}`) },
      ]);
    const { status, stderr } = await run(['--', '--command-line-engine', '--']);
    expect([status, stderr]).toEqual([2, expect.stringContaining('unknown command')]);
  });

  it('ends as Node’s does: 1 where a photo is missing, 130 with its engines where it is interrupted', async () => {
    const missing = await run(['crop', 'nowhere.jpg', '--width', '9', '-o', 'x.png']);
    expect([missing.status, missing.stderr]).toEqual([1, expect.stringContaining('nowhere.jpg')]);
    const list = join(await temporaryFolder(), 'jobs.jsonl');
    const photo = projectFile('assets/samples/summit-sunset.jpg');
    const job = { photo, mask: { rectangle: [20, 30, 900, 900] }, options: { effort: 'best' } };
    await writeFile(
      list,
      ['a', 'b'].map((name) => JSON.stringify({ ...job, output: `${name}.png` })).join('\n'),
    );
    const words = [...inApp, 'batch', list, '--engines', '2', '--json'];
    const batch = spawn(electronPath(), words, {
      env: await environment(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const printed: string[] = [];
    batch.stdout.on('data', (data: Buffer) => printed.push(data.toString()));
    await expect.poll(() => printed.join(''), { timeout: 60_000 }).toContain('"progress"');
    const engines = spawnSync('ps', ['-o', 'pid=', '--ppid', String(batch.pid)], { encoding: 'utf8' }).stdout;
    batch.kill('SIGINT');
    batch.kill('SIGTERM');
    expect(await once(batch, 'close')).toEqual([130, null]);
    const pids = engines.trim().split(/\s+/).map(Number);
    expect(pids).toHaveLength(2);
    const lives = (pid: number): boolean => spawnSync('ps', ['-p', String(pid)]).status === 0;
    await expect.poll(() => pids.filter(lives), { timeout: 30_000 }).toEqual([]);
  });
});

it('is put where terminals look, and taken away again, in the preferences', async () => {
  const home = await temporaryFolder();
  const app = await TesseraApp.start(null, { environment: { HOME: home } });
  const file = join(home, '.local/bin/tessera-cli');
  const words = text.preferences.commandLine;
  const row = app.window.locator('[data-status="command-line"]');
  const button = (name: string) => row.getByRole('button', { name });
  await app.press('Control+,');
  await row.getByText('~/.local/bin/tessera-cli').waitFor();
  await row.getByText(words.states.absent).waitFor();
  await button(words.changes.absent).focus();
  await app.press('Enter');
  await row.getByText(words.states.here).waitFor();
  await row.getByText(words.notSearched).waitFor();
  expect(await button(words.changes.here).evaluate((one) => one === document.activeElement)).toBe(true);
  const started = spawnSync(file, ['--version'], { encoding: 'utf8', env: await environment() });
  expect(said(started)).toEqual(said(await runNode(['--version'])));
  await app.press('Enter');
  await row.getByText(words.states.absent).waitFor();
  expect(existsSync(file)).toBe(false);
  await writeFile(file, 'mine');
  await button(words.changes.absent).click();
  await app.window.getByText(words.notOurs('~/.local/bin/tessera-cli')).first().waitFor();
  await row.getByText(words.states.foreign).waitFor();
  expect(await row.getByRole('button').count()).toBe(0);
  expect(await readFile(file, 'utf8')).toBe('mine');
});
