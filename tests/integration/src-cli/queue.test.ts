import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { Queue, QueueEvents } from 'bullmq';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { jobOfLine, jobSchema } from '#cli/jobs/job.ts';
import { commandLinePackDirectories } from '#cli/pack-directories.ts';
import { storeAt } from '#cli/objects/open-store.ts';
import { queueAddress, queueName } from '#cli/queue/connection.ts';
import { QueueDoer } from '#cli/queue/queue-doer.ts';
import { identityOf, queuedJobOf } from '#cli/queue/queued-job.ts';
import { Cancelled } from '#shared/errors.ts';
import { findDefaultPack } from '#engine/packs/registry.ts';
import { freePort, OwnRedis, startWorker } from '#tests/fixtures/queue-processes.ts';
import { type CommandOutcome, tessera } from './run-command.ts';

const brook = resolve('tests/fixtures/photos/brook.jpg');
let folder = '';
let address = '';
let redis: OwnRedis;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-queue-'));
  redis = await OwnRedis.start(folder, 'always', 'p:ss word');
  address = redis.address;
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  redis.dispose();
  await rm(folder, { recursive: true, force: true });
});

async function worker(
  root: string,
  queue: 'as an option' | 'in the environment',
  options: readonly string[] = [],
): Promise<ChildProcess> {
  const common = ['--root', root, ...options];
  const child = await (queue === 'as an option'
    ? startWorker([...common, '--queue', address])
    : startWorker(common, { TESSERA_QUEUE: address }));
  children.push(child);
  return child;
}

async function listOf(name: string, jobs: readonly unknown[]): Promise<string> {
  await mkdir(join(folder, name), { recursive: true });
  const list = join(folder, name, 'jobs.jsonl');
  await writeFile(list, jobs.map((job) => JSON.stringify(job)).join('\n'));
  return list;
}

const batch = (list: string): Promise<CommandOutcome> => tessera('batch', list, '--queue', address, '--json');

it('three workers do the jobs of one submitter, whatever is killed: a worker, and Redis in the middle', async () => {
  const photo = join(folder, 'photo.jpg');
  await writeFile(photo, await readFile(brook));
  const jobs = Array.from({ length: 9 }, (_, index) => ({
    photo,
    output: `${index}.png`,
    mask: { rectangle: [20 + index * 8, 30, 5, 5] },
    options: { seed: index },
  }));
  const list = await listOf('many', jobs);
  const [first] = await Promise.all(Array.from({ length: 3 }, () => worker(folder, 'as an option')));
  const submitted = batch(list);
  const doneCount = async (): Promise<number> =>
    (await readFile(`${list}.state`, 'utf8').catch(() => '')).split('"done"').length - 1;
  while ((await doneCount()) < 2) await new Promise((later) => setTimeout(later, 20));
  first!.kill('SIGKILL');
  await redis.kill();
  await redis.start();
  const { code, last } = await submitted;
  expect([code, last]).toMatchObject([0, { event: 'done', done: 9, failed: 0, left: 0 }]);
  const alone = join(folder, 'alone.png');
  await tessera('fill', photo, '--rectangle', '36,30,5,5', '--seed', '2', '-o', alone);
  expect(await readFile(join(folder, 'many', '2.png'))).toEqual(await readFile(alone));

  // What was done is known, also to another submitter: nothing is computed again.
  await rm(`${list}.state`);
  const others = children.splice(0).filter((child) => child !== first);
  await Promise.all(others.map((child) => (child.kill('SIGTERM'), once(child, 'exit'))));
  expect((await batch(list)).last).toMatchObject({ done: 9, failed: 0 });
}, 120_000);

it('a worker leaves its root on no way, takes no pack and no other file than was queued, and says so', async () => {
  const root = join(folder, 'root');
  await mkdir(root);
  await writeFile(join(root, 'in.jpg'), await readFile(brook));
  await symlink(folder, join(root, 'away'));
  await symlink(join(folder, 'nowhere.png'), join(root, 'dangling.png'));
  const mask = { rectangle: [20, 30, 5, 5] };
  const list = await listOf('root', [
    { photo: 'in.jpg', output: 'good.png', mask },
    { photo: 'in.jpg', output: '../outside.png', mask },
    { photo: 'in.jpg', output: 'away/outside.png', mask },
    { photo: 'in.jpg', output: 'dangling.png', mask },
    { photo: '../photo.jpg', output: 'from-outside.png', mask },
    { photo: 'in.jpg', output: 'other-pack.png', mask, options: { pack: '/somewhere' } },
    { photo: 'missing.jpg', output: 'missing.png', mask },
  ]);
  const own = await worker(root, 'in the environment');
  const { code, lines } = await batch(list);
  expect(code).toBe(4);
  const failures = lines.filter(({ event, status }) => event === 'job' && status === 'failed');
  expect(failures.map(({ line, code: reason }) => [line, reason]).sort()).toEqual([
    [2, 'request-denied'],
    [3, 'request-denied'],
    [4, 'request-denied'],
    [5, 'request-denied'],
    [6, 'usage'],
    [7, 'file-not-found'],
  ]);
  expect(lines.filter(({ event, status }) => event === 'job' && status === 'done')).toHaveLength(1);

  // Changed between the queue and the worker.
  const { connection } = queueAddress(address);
  const [queue, events] = [new Queue(queueName, { connection }), new QueueEvents(queueName, { connection })];
  const pack = identityOf(await findDefaultPack(commandLinePackDirectories()));
  const line = { photo: 'in.jpg', output: 'changed.png', mask, operation: 'fill', options: {} } as const;
  const data = await queuedJobOf(jobOfLine(jobSchema.parse(line), root), pack, storeAt(undefined));
  await writeFile(join(root, 'in.jpg'), 'another file');
  const changed = await queue.add('fill', data);
  await expect(changed.waitUntilFinished(events)).rejects.toThrow(
    /^recipe-mismatch: .*not the file that was queued/,
  );
  const other = await queue.add('fill', { ...data, pack: { ...data.pack, digest: '0' } });
  await expect(other.waitUntilFinished(events)).rejects.toThrow(/^pack-differs/);
  await Promise.all([queue.close(), events.close()]);
  own.kill('SIGTERM');
  await once(own, 'exit');
}, 120_000);

it('who submits may leave: at once, with a word, and also where Redis is gone; the same command goes on', async () => {
  const mask = { rectangle: [20, 30, 5, 5] };
  const photo = join(folder, 'left.jpg');
  await writeFile(photo, await readFile(brook));
  const list = await listOf('left', [
    { photo, output: 'later.png', mask },
    { photo, output: 'first.png', mask },
  ]);
  const { connection } = queueAddress(address);
  const queue = new Queue(queueName, { connection });
  // While Redis is gone.
  queue.on('error', () => undefined);
  const leave = async (isRedisGone: boolean): Promise<[number, string]> => {
    const words = ['out/cli/tessera.js', 'batch', list, '--queue', address];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    children.push(child);
    let said = '';
    child.stderr.on('data', (data) => (said += String(data)));
    const state = (): Promise<string> => readFile(`${list}.state`, 'utf8').catch(() => '');
    while ((await state()).split('"started"').length < 3) await new Promise((later) => setTimeout(later, 20));
    if (isRedisGone) await redis.kill();
    // Begun is not yet queued.
    else await expect.poll(() => queue.getWaitingCount(), { timeout: 30_000 }).toBe(2);
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];
    return [code, said];
  };
  expect(await leave(false)).toMatchObject([130, expect.stringMatching(/stay in the queue/)]);
  await rm(`${list}.state`);
  expect(await leave(true)).toMatchObject([130, expect.stringMatching(/stay in the queue/)]);
  await redis.start();

  // Left while the job was still being read: what waits for Redis alone would wait for ever.
  const doer = await QueueDoer.open(address, storeAt(undefined));
  await redis.kill();
  const line = { photo, output: 'never.png', mask };
  const phases = doer.newPhases();
  const run = doer.run(jobOfLine(jobSchema.parse(line), folder), { phases, signal: AbortSignal.abort() });
  await expect(run).rejects.toThrow(Cancelled);
  await doer.dispose();
  await redis.start();

  // Another submitter is in a hurry.
  const waiting = await queue.getWaiting();
  expect(waiting).toHaveLength(2);
  for (const job of waiting) await job.changePriority({ priority: 9 });
  // A hole for the network, which says how far it is.
  const hole = { mask: { rectangle: [100, 60, 40, 40] }, options: { effort: 'fast' } };
  const urgent = await listOf('urgent', [{ photo, output: 'urgent.png', ...hole }]);
  const submitted = tessera('batch', urgent, '--queue', address, '--priority', '3', '--json');
  await expect.poll(async () => (await queue.getPrioritized()).length, { timeout: 30_000 }).toBe(3);
  const hurried = await worker(folder, 'as an option', ['--rate', '600', '--concurrency', '1']);
  const { code: submittedCode, lines } = await submitted;
  expect(submittedCode).toBe(0);
  const said = lines.map(({ event, message }) => `${event} ${String(message)}`);
  expect(said).toContainEqual(expect.stringMatching(/^progress 0 of 1, "left\.jpg" \d+ %/));
  expect((await batch(list)).code).toBe(0);
  const order = (await queue.getCompleted(0, 2)).reverse().map(({ data }) => basename(data.job.output));
  expect(order[0]).toBe('urgent.png');
  await queue.close();

  // What failed for good is listed with its reason.
  const failed = await tessera('failed', '--queue', address, '--json');
  expect(failed.lines).toContainEqual(
    expect.objectContaining({
      event: 'failed',
      reason: expect.stringMatching(/^request-denied: /),
      tries: 1,
    }),
  );
  hurried.kill('SIGTERM');
}, 120_000);

it('an address that is none, or where no Redis answers, is said at once and without the password', async () => {
  const list = await listOf('unreachable', [
    { photo: brook, output: 'x.png', mask: { rectangle: [1, 1, 4, 4] } },
  ]);
  const nobody = await freePort();
  const outcome = await tessera('batch', list, '--queue', `redis://:secret@127.0.0.1:${nobody}`, '--json');
  expect([outcome.code, outcome.last]).toMatchObject([1, { code: 'queue-unreachable' }]);
  expect(JSON.stringify(outcome)).not.toContain('secret');
  expect((await tessera('batch', list, '--queue', 'http://x', '--json')).code).toBe(2);
});
