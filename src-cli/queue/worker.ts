import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { toErrorReport } from '#shared/error-report.ts';
import { TesseraError } from '#shared/errors.ts';
import { findDefaultPack } from '#engine/packs/registry.ts';
import { inputsOf, type Job, placesOf } from '../jobs/job.ts';
import type { CommandEvent } from '../jobs/job-run.ts';
import { JobRunner, type ProgramFactory } from '../jobs/job-runner.ts';
import { mayPass } from '../jobs/may-pass.ts';
import { isObject } from '../jobs/place.ts';
import { assertQueued } from '../jobs/queued-files.ts';
import { addStoreOption, type StoreOptions, storeAt } from '../objects/open-store.ts';
import { createOutput } from '../output.ts';
import { commandLinePackDirectories } from '../pack-directories.ts';
import { wholeNumber } from '../run-options.ts';
import { assertReachable, queueAddress, queueName } from './connection.ts';
import { Pace } from './pace.ts';
import { digestOf, identityOf, parseQueuedJob, type QueuedJob, type QueuedResult } from './queued-job.ts';
import { Roots } from './roots.ts';
import { text, useLanguage } from '#shared/text/text.ts';

interface WorkerOptions extends StoreOptions {
  readonly queue: string;
  readonly root: readonly string[];
  readonly concurrency: number;
  /** Jobs a minute at most; left out = as many as there are. */
  readonly rate?: number;
  /** Seconds without a sign after which another worker gets this one's jobs. */
  readonly lostAfter: number;
  readonly json: boolean;
}

/** So often a job may be lost with its worker before it counts as one that kills workers. */
const maxStalled = 3;
/** How often a worker says how far a job is. */
const progressMs = 1000;
/** What was done is remembered for a week, so that asking again is answered at once. */
const rememberedSeconds = 7 * 24 * 3600;

/** `tessera worker --queue redis://host --root FOLDER` */
export function registerWorker(program: Command, createProgram: ProgramFactory): void {
  const words = text.commandHelp.worker;
  const command = program
    .command('worker')
    .description(words.description)
    .addOption(new Option('--queue <address>', words.queue).env('TESSERA_QUEUE').makeOptionMandatory())
    .requiredOption('--root <place...>', words.root)
    .option('--concurrency <n>', words.concurrency, wholeNumber(1, 64), 2)
    .option('--rate <n>', words.rate, wholeNumber(1, 100_000))
    .option(
      '--lost-after <seconds>',
      words.lostAfter,
      wholeNumber(2, 3600),
      // A large hole keeps this thread for up to 8 s at a time, and two signs are due in so long.
      60,
    )
    .option('--json', text.commandHelp.shared.json, false);
  addStoreOption(command).action((options: WorkerOptions) => work(options, createProgram));
}

async function work(
  { queue, root, concurrency, rate, lostAfter, json, s3Endpoint }: WorkerOptions,
  createProgram: ProgramFactory,
): Promise<void> {
  // Why a job failed is kept in the queue, and read by others in other languages or by programs.
  await useLanguage('en');
  const address = queueAddress(queue);
  const roots = Roots.of(root);
  const pack = identityOf(await findDefaultPack(commandLinePackDirectories()));
  await assertReachable(address);
  const output = createOutput(json);
  const runner = new JobRunner(createProgram, storeAt(s3Endpoint));
  const pace = new Pace(rate);
  const { UnrecoverableError, Worker } = await import('bullmq');

  const worker = new Worker<QueuedJob, QueuedResult>(
    queueName,
    async (stored) => {
      const { data, id } = stored;
      try {
        const queued = parseQueuedJob(data);
        await assertAllowed(queued, roots, pack);
        const { job } = queued;
        await pace.next();
        const done = await doJob(runner, queued, (event) => {
          // Who submitted looks on; the job does not wait for that.
          stored.updateProgress(event).catch(() => undefined);
        });
        output.event({ event: 'job', id, status: 'done', output: job.output });
        output.say(text.commandLine.queue.jobDone(basename(job.output)));
        return done;
      } catch (error) {
        const { code, message } = toErrorReport(error);
        output.event({ event: 'job', id, status: 'failed', code, message });
        output.say(message);
        const said = `${code}: ${message}`;
        throw mayPass(code) ? new Error(said) : new UnrecoverableError(said);
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
  worker.on('error', (error) => output.warn(text.commandLine.queue.trouble(address.shown, error.message)));
  output.result({ event: 'ready', queue: address.shown }, null);
  output.say(text.commandLine.queue.waiting(address.shown));

  await new Promise<void>((ended) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        output.say(text.commandLine.queue.ending);
        pace.end();
        ended();
      });
  });
  await worker.close();
  await runner.dispose();
}

async function doJob(
  runner: JobRunner,
  { job, inputs }: QueuedJob,
  onProgress: (event: CommandEvent) => void,
): Promise<QueuedResult> {
  const phases = runner.newPhases(job as Job);
  let saidAt = -Infinity;
  const onEvent = (event: CommandEvent): void => {
    if (event['event'] !== 'progress' || performance.now() - saidAt < progressMs) return;
    saidAt = performance.now();
    onProgress(event);
  };
  try {
    return await runner.run(job as Job, { phases, signal: new AbortController().signal, inputs, onEvent });
  } finally {
    phases.end();
  }
}

/**
 * A job may name only what lies below the roots, and no pack or code; the files that it reads must be what was queued. Objects
 * are looked at when they are there: what is hashed is what is read.
 * @throws TesseraError request-denied, pack-differs, recipe-mismatch
 */
async function assertAllowed(
  { job, inputs, pack }: QueuedJob,
  roots: Roots,
  own: QueuedJob['pack'],
): Promise<void> {
  if ('pack' in job.options) throw new TesseraError('request-denied', text.commandLine.queue.namesPack);
  if (pack.id !== own.id || pack.digest !== own.digest)
    throw new TesseraError('pack-differs', text.commandLine.queue.otherPack(pack.id, own.id));
  for (const place of placesOf(job as Job)) roots.assertHold(place);
  for (const path of inputsOf(job as Job))
    if (!isObject(path)) assertQueued(path, await digestOf(path), inputs);
}
