import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { type Command, Option } from 'commander';
import { toErrorReport } from '#shared/error-report.ts';
import { type ErrorCode, TesseraError } from '#shared/errors.ts';
import { findDefaultPack } from '#engine/packs/registry.ts';
import { inputsOf, type Job } from '../jobs/job.ts';
import { JobRunner, type ProgramFactory } from '../jobs/job-runner.ts';
import { createOutput } from '../output.ts';
import { commandLinePackDirectories } from '../pack-directories.ts';
import { wholeNumber } from '../run-options.ts';
import { assertReachable, queueAddress, queueName } from './connection.ts';
import { Pace } from './pace.ts';
import { digestOf, identityOf, parseQueuedJob, type QueuedJob, type QueuedResult } from './queued-job.ts';

interface WorkerOptions {
  readonly queue: string;
  readonly root: string;
  readonly concurrency: number;
  /** Jobs a minute at most; left out = as many as there are. */
  readonly rate?: number;
  /** Seconds without a sign after which another worker gets this one's jobs. */
  readonly lostAfter: number;
  readonly json: boolean;
}

/** Reasons that may pass: another try can help. */
const passing: readonly ErrorCode[] = [
  'disk-full',
  'engine-crashed',
  'file-unreadable',
  'internal',
  'memory-insufficient',
  'write-failed',
];

/** So often a job may be lost with its worker before it counts as one that kills workers. */
const maxStalled = 3;
/** What was done is remembered for a week, so that asking again is answered at once. */
const rememberedSeconds = 7 * 24 * 3600;

/** `tessera worker --queue redis://host --root FOLDER` */
export function registerWorker(program: Command, createProgram: ProgramFactory): void {
  program
    .command('worker')
    .description(
      'do the jobs of a queue that "tessera batch --queue" fills, until it is ended: SIGTERM or Ctrl+C after the photos in hand',
    )
    .addOption(
      new Option('--queue <address>', 'redis://[user:password@]host[:port][/database]; rediss:// is TLS')
        .env('TESSERA_QUEUE')
        .makeOptionMandatory(),
    )
    .requiredOption('--root <folder>', 'nothing outside of it is read or written')
    .option('--concurrency <n>', 'jobs at a time', wholeNumber(1, 64), 2)
    .option('--rate <n>', 'begin at most so many jobs a minute', wholeNumber(1, 100_000))
    .option(
      '--lost-after <seconds>',
      'give the jobs of a worker that gave no sign for so long to another one',
      wholeNumber(2, 3600),
      // A large hole keeps this thread for up to 8 s at a time, and two signs are due in so long.
      60,
    )
    .option('--json', 'one JSON object per line on stdout', false)
    .action((options: WorkerOptions) => work(options, createProgram));
}

async function work(
  { queue, root, concurrency, rate, lostAfter, json }: WorkerOptions,
  createProgram: ProgramFactory,
): Promise<void> {
  const address = queueAddress(queue);
  const folder = realRoot(root);
  const pack = identityOf(await findDefaultPack(commandLinePackDirectories()));
  await assertReachable(address);
  const output = createOutput(json);
  const runner = new JobRunner(createProgram);
  const pace = new Pace(rate);
  const { UnrecoverableError, Worker } = await import('bullmq');

  const worker = new Worker<QueuedJob, QueuedResult>(
    queueName,
    async ({ data, id }) => {
      try {
        const queued = parseQueuedJob(data);
        await assertAllowed(queued, folder, pack);
        const { job } = queued;
        await pace.next();
        const done = await doJob(runner, job as Job);
        output.event({ event: 'job', id, status: 'done', output: job.output });
        output.say(`"${basename(job.output)}": done.`);
        return done;
      } catch (error) {
        const { code, message } = toErrorReport(error);
        output.event({ event: 'job', id, status: 'failed', code, message });
        output.say(message);
        const said = `${code}: ${message}`;
        throw passing.includes(code) ? new Error(said) : new UnrecoverableError(said);
      }
    },
    {
      connection: address.connection,
      concurrency,
      lockDuration: lostAfter * 1000,
      stalledInterval: Math.round((lostAfter * 1000) / 3),
      maxStalledCount: maxStalled,
      removeOnComplete: { age: rememberedSeconds },
    },
  );
  // It connects again by itself.
  worker.on('error', (error) => output.warn(`The queue at ${address.shown}: ${error.message}`));
  output.result({ event: 'ready', queue: address.shown }, null);
  output.say(`Waiting for jobs at ${address.shown}.`);

  await new Promise<void>((ended) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        output.say('Ending after the photos in hand.');
        pace.end();
        ended();
      });
  });
  await worker.close();
  await runner.dispose();
}

async function doJob(runner: JobRunner, job: Job): Promise<QueuedResult> {
  const phases = runner.newPhases();
  try {
    return await runner.run(job, { phases, signal: new AbortController().signal });
  } finally {
    phases.end();
  }
}

/** @throws TesseraError file-not-found */
function realRoot(root: string): string {
  if (!existsSync(root)) throw new TesseraError('file-not-found', `There is no folder "${root}" for --root.`);
  return realpathSync.native(root);
}

/**
 * A job may name only files below the root, and no pack or code; what it reads must be what was queued.
 * @throws TesseraError request-denied, pack-differs, recipe-mismatch
 */
async function assertAllowed(
  { job, inputs, pack }: QueuedJob,
  root: string,
  own: QueuedJob['pack'],
): Promise<void> {
  if ('pack' in job.options)
    throw new TesseraError('request-denied', 'The job names a pack; a worker uses only its own.');
  if (pack.id !== own.id || pack.digest !== own.digest)
    throw new TesseraError(
      'pack-differs',
      `The job was queued for the pack "${pack.id}" in another version than this worker’s "${own.id}". Install the same version of Tessera on both.`,
    );
  const read = inputsOf(job as Job);
  for (const path of [job.output, ...read]) assertBelow(path, root);
  for (const path of read)
    if ((await digestOf(path)) !== inputs[path])
      throw new TesseraError(
        'recipe-mismatch',
        `"${basename(path)}" is not the file that was queued: it was changed since, or the worker’s folder is another. Queue the job again.`,
      );
}

/** @throws TesseraError request-denied */
function assertBelow(path: string, root: string): void {
  const way = isAbsolute(path) ? relative(root, realPlace(path)) : '..';
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
    throw new TesseraError(
      'request-denied',
      `"${basename(path)}" lies outside of this worker’s --root, which it never leaves.`,
    );
}

/** Where a file lies, or the nearest folder that is there, with links followed; a link to nowhere may lead anywhere. */
function realPlace(path: string): string {
  let place = resolve(path);
  while (!lstatSync(place, { throwIfNoEntry: false })) place = dirname(place);
  return existsSync(place) ? realpathSync.native(place) : sep;
}
