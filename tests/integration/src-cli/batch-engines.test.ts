import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { StateFile } from '#engine/batch/state-file.ts';
import { tessera } from './run-command.ts';

const brook = resolve('tests/fixtures/photos/brook.jpg');

let folder = '';
const at = (...parts: string[]): string => join(folder, ...parts);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-engines-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function listIn(name: string, jobs: readonly object[]): Promise<string> {
  await mkdir(at(name));
  await writeFile(at(name, 'jobs.jsonl'), jobs.map((job) => JSON.stringify(job)).join('\n'));
  return at(name, 'jobs.jsonl');
}

/** Children of this process that run a script of this name. */
function childProcesses(script: string): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], {
    encoding: 'utf8',
  });
  return stdout
    .split('\n')
    .filter((line) => line.includes(script))
    .map((line) => parseInt(line, 10));
}

it('writes the same with several engines, also where one of them is killed, and tells in the sequence of the list', async () => {
  const jobs = Array.from({ length: 6 }, (_, index) => ({
    photo: brook,
    output: `{name}-${index}.png`,
    mask: index === 0 ? { rectangle: [20, 20, 90, 60] } : { rectangle: [20 + index * 8, 30, 5, 5] },
    options: { seed: index, effort: 'fast' },
  }));
  const one = await tessera('batch', await listIn('one-engine', jobs), '--engines', '1', '--json');
  expect(one.last).toMatchObject({ done: 6, failed: 0 });
  const { add } = StateFile.prototype;
  let [children, environment] = [0, ''];
  const added = vi.spyOn(StateFile.prototype, 'add').mockImplementation(async function (
    this: StateFile,
    record,
  ) {
    await add.call(this, record);
    if (record.status !== 'done' || children > 0) return;
    const [first, ...others] = childProcesses('engine-process.js');
    children = 1 + others.length;
    environment = await readFile(`/proc/${first}/environ`, 'utf8');
    process.kill(first!, 'SIGKILL');
  });
  const two = await tessera('batch', await listIn('two-engines', jobs), '--engines', '2', '--json');
  added.mockRestore();
  expect(children).toBe(2);
  // Its memory would grow from photo to photo (docs/batch.md).
  expect(environment).toContain('MALLOC_MMAP_THRESHOLD_=131072');
  expect(two.last).toMatchObject({ done: 6, failed: 0 });
  const ended = two.lines.filter((line) => line.event === 'job');
  const inSequence = ended.filter(({ status }) => status === 'done').map(({ line }) => line as number);
  expect(new Set(inSequence)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  for (const index of jobs.keys()) {
    const name = `brook-${index}.png`;
    const [lone, shared] = [await readFile(at('one-engine', name)), await readFile(at('two-engines', name))];
    expect(lone.equals(shared), name).toBe(true);
  }
  await expect.poll(() => childProcesses('engine-process.js')).toEqual([]);
});

it.each([
  ['a queue, whose workers have their own', ['--queue', 'redis://127.0.0.1']],
  ['a dry run, which starts none', ['--dry-run']],
])('refuses a number of engines beside %s', async (_, options) => {
  const list = await listIn(`refused${options[0]!}`, [
    { photo: brook, output: 'a.png', mask: { rectangle: [4, 4, 5, 5] } },
  ]);
  const { code, last } = await tessera('batch', list, '--engines', '2', ...options, '--json');
  expect([code, last]).toMatchObject([
    2,
    { code: 'usage', message: expect.stringContaining(options[0]!) as string },
  ]);
});
