import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OwnRedis, startWorker, type Sync } from '#tests/fixtures/queue-processes.ts';

const jobCount = Number(process.env['TESSERA_QUEUE_JOBS'] ?? 100);
const photo = resolve('tests/fixtures/photos/brook.jpg');
let folder = '';
const children = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-queue-kills-'));
  await writeFile(join(folder, 'photo.jpg'), await readFile(photo));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Spots, each for the workers alone or for a batch without a queue. */
async function listOf(name: string): Promise<string> {
  const list = join(folder, `${name}.jsonl`);
  const lines = Array.from({ length: jobCount }, (_, index) => ({
    photo: 'photo.jpg',
    output: `${name}/${index}.png`,
    mask: { rectangle: [20 + (index % 10) * 20, 20 + Math.floor(index / 10) * 12, 9, 9] },
    options: { seed: index, threads: 1 },
  }));
  await writeFile(list, lines.map((line) => JSON.stringify(line)).join('\n'));
  return list;
}

/** Starts a batch in a process of its own. @returns its exit code, and how many seconds it took */
async function batch(list: string, options: readonly string[]): Promise<[number | null, number]> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['out/cli/tessera.js', 'batch', list, ...options], {
    stdio: 'ignore',
  });
  children.add(child);
  const [code] = (await once(child, 'exit')) as [number | null];
  return [code, (performance.now() - begun) / 1000];
}

async function workers(count: number, redis: OwnRedis): Promise<ChildProcess[]> {
  const options = ['--queue', redis.address, '--root', folder];
  const started = await Promise.all(Array.from({ length: count }, () => startWorker(options)));
  for (const each of started) children.add(each);
  return started;
}

async function untilDone(list: string, count: number): Promise<void> {
  const done = async (): Promise<number> =>
    (await readFile(`${list}.state`, 'utf8').catch(() => '')).split('"done"').length - 1;
  while ((await done()) < count) await sleep(20);
}

const end = (all: readonly ChildProcess[]): Promise<unknown> =>
  Promise.all(
    all.filter(({ signalCode }) => signalCode === null).map((each) => (each.kill(), once(each, 'exit'))),
  );

async function sameAs(name: string, other: string): Promise<void> {
  for (let index = 0; index < jobCount; index++) {
    const [one, two] = await Promise.all(
      [name, other].map((each) => readFile(join(folder, each, `${index}.png`))),
    );
    expect(two!.equals(one!), `${index}.png of ${other}`).toBe(true);
  }
}

it('three workers lose no job and no result, whatever is killed, and how much faster they are than one', async () => {
  expect((await batch(await listOf('alone'), []))[0]).toBe(0);
  const seconds: Record<string, number> = {};
  for (const sync of ['always', 'everysec'] satisfies Sync[]) {
    const redisFolder = join(folder, `redis-${sync}`);
    await mkdir(redisFolder);
    const redis = await OwnRedis.start(redisFolder, sync);
    const all = await workers(3, redis);
    const list = await listOf(sync);
    const submitted = batch(list, ['--queue', redis.address]);
    await untilDone(list, jobCount / 5);
    all[0]!.kill('SIGKILL');
    await untilDone(list, jobCount / 2);
    await redis.kill();
    await redis.start();
    const [code, spent] = await submitted;
    expect(code, sync).toBe(0);
    seconds[`killed, ${sync}`] = spent;
    await sameAs('alone', sync);
    await end(all);

    // Nothing is killed: what more workers are good for.
    if (sync === 'always')
      for (const count of [1, 3]) {
        const free = await workers(count, redis);
        const [whole, took] = await batch(await listOf(`by-${count}`), ['--queue', redis.address]);
        expect(whole).toBe(0);
        seconds[`${count} workers`] = took;
        await sameAs('alone', `by-${count}`);
        await end(free);
      }
    redis.dispose();
  }
  const report = Object.entries(seconds).map(([what, took]) => [what, Number(took.toFixed(1))]);
  console.log(JSON.stringify({ jobs: jobCount, seconds: Object.fromEntries(report) }));
}, 1_200_000);
