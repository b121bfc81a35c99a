import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Job } from '#cli/jobs/job.ts';
import { storeAt } from '#cli/objects/open-store.ts';
import { queueAddress, queueName } from '#cli/queue/connection.ts';
import { QueueDoer } from '#cli/queue/queue-doer.ts';
import { OwnRedis } from '#tests/fixtures/queue-processes.ts';

const jobCount = Number(process.env['TESSERA_QUEUE_JOBS'] ?? 10_000);
let folder = '';
let redis: OwnRedis;
let socketOf: Redis;
let address = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-queue-scale-'));
  redis = await OwnRedis.start(folder);
  address = redis.address;
  socketOf = new Redis(queueAddress(address).connection);
});
afterAll(async () => {
  socketOf.disconnect();
  redis.dispose();
  await rm(folder, { recursive: true, force: true });
});

const redisBytes = async (): Promise<number> =>
  Number(/used_memory:(\d+)/.exec(await socketOf.info('memory'))![1]);

/** For docs/scale.md: how many jobs without work a second pass, and what they take of Redis' memory. */
it('measures jobs that do nothing on their way through the queue', async () => {
  const doer = await QueueDoer.open(address, storeAt(undefined));
  const empty = await redisBytes();
  let begun = performance.now();
  const since = (): number => (performance.now() - begun) / 1000;
  const answers: Promise<unknown>[] = [];
  // As a batch does it: the next is queued when the one before is.
  for (let index = 0; index < jobCount; index++) {
    const phases = doer.newPhases();
    await phases.enter('read');
    answers.push(doer.run(jobOf(index), { phases, signal: new AbortController().signal }));
  }
  const last = doer.newPhases();
  await last.enter('read');
  const queued = { seconds: since(), bytes: (await redisBytes()) - empty };

  begun = performance.now();
  const { connection } = queueAddress(address);
  const worker = new Worker(queueName, () => Promise.resolve({ event: 'done' }), {
    connection,
    concurrency: 8,
    removeOnComplete: { age: 7 * 24 * 3600 },
  });
  await worker.waitUntilReady();
  expect((await Promise.all(answers)).length).toBe(jobCount);
  const done = { seconds: since(), bytes: (await redisBytes()) - empty };
  const report = JSON.stringify({ jobCount, queued: rates(queued), done: rates(done) });
  console.log(report);
  if (process.env['TESSERA_REPORT']) await writeFile(process.env['TESSERA_REPORT'], report);
  await worker.close();
  await doer.dispose();
});

const jobOf = (index: number): Job => ({
  key: `job-${index}`,
  seed: index,
  output: `/srv/photos/2026/scans/out/scan-${String(index).padStart(7, '0')}.png`,
  operation: 'generate',
  options: { effort: 'fast' },
});

const rates = ({ seconds, bytes }: { seconds: number; bytes: number }): object => ({
  seconds: Math.round(seconds * 10) / 10,
  jobsPerSecond: Math.round(jobCount / seconds),
  bytesPerJob: Math.round(bytes / jobCount),
});
