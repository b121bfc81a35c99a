import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { toErrorReport } from '#shared/error-report.ts';
import { Cancelled, type ErrorReport, TesseraError } from '#shared/errors.ts';
import { counted } from '#shared/text/formats.ts';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { EndedWith } from '../command-host.ts';
import { type Job, jobSchema, maskOfWords, type MaskWords } from '../jobs/job.ts';
import type { JobPhases } from '#engine/batch/job-phases.ts';
import { type CommandEvent, type JobDoer, JobRunner, type ProgramFactory } from '../jobs/job-runner.ts';
import { createOutput, describeSeconds, type Output } from '../output.ts';
import { wholeNumber } from '../run-options.ts';
import { assertWritable } from '../write-result.ts';
import { type FolderRule, listJobs, type ListedJob } from './job-list.ts';
import { reportPage } from './report.ts';
import { StateFile } from '#engine/batch/state-file.ts';

/** Exit codes (promise): 0 all jobs done, 1 the list, the state or the report can't be used, 2 usage, and these. */
const someFailed = 4;
const interrupted = 130;

interface BatchOptions extends MaskWords {
  readonly state?: string;
  readonly output?: string;
  readonly operation?: 'fill' | 'extend';
  readonly report?: string;
  readonly queue?: string;
  readonly priority?: number;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** `tessera batch JOBS.jsonl` and `tessera batch FOLDER --output TEMPLATE -- OPTIONS` */
export function registerBatch(program: Command, createProgram: ProgramFactory): void {
  program
    .command('batch')
    .description(
      'fill or extend many photos; what is done is kept in a state file, and the same command goes on',
    )
    .argument('<jobs>', 'a job list (.jsonl, .csv), a folder or a glob')
    .argument('[options...]', 'behind --: options of fill or extend, for each photo of a folder')
    .option('--state <file>', 'what was done (default: beside the job list, or where the results go)')
    .option('-o, --output <template>', 'of a folder: where results go, for example "out/{name}-filled.{ext}"')
    .option('--mask <template>', 'of a folder: one mask for all, or for example "{name}-mask.png"')
    .option('--rectangle <left,top,width,height>', 'of a folder: see fill --help')
    .option('--colour <#rrggbb>', 'of a folder: see fill --help')
    .option('--tolerance <n>', 'of a folder: see fill --help')
    .addOption(new Option('--operation <name>', 'of a folder').choices(['fill', 'extend']))
    .option('--report <file>', 'writes a page with every result, before and after (.html)')
    .option('--queue <address>', 'let workers do the jobs: redis://host:6379 (see worker --help)')
    .option(
      '--priority <n>',
      'of a queue: from 1, the first, to 1000; without one, jobs come before all that have one',
      wholeNumber(1, 1000),
    )
    .option('--dry-run', 'says what would be done and how long it takes', false)
    .option('--json', 'one JSON object per line on stdout', false)
    .action(async (source: string, passedOn: string[], options: BatchOptions) => {
      const listed = await listJobs(source, folderRule(options, passedOn));
      const output = createOutput(options.json);
      if (options.dryRun) return new Batch(new JobRunner(createProgram), output).foretell(listed);
      if (options.report !== undefined) await assertWritable(options.report);
      const doer = await doerOf(options, createProgram);
      const batch = new Batch(doer, output);
      const path = options.state ?? defaultState(source, options.output);
      const state = await StateFile.open(path).catch(async (error: unknown) => {
        // Its connections would keep the process.
        await doer.dispose();
        throw error;
      });
      try {
        await batch.run(listed, state);
        if (options.report !== undefined)
          await writeFileAtomically(options.report, await reportPage(listed, state.records));
      } finally {
        await state.close();
      }
      batch.end(listed, state);
    });
}

/** This process, or the workers of a queue: only then is a connection opened, and its code loaded. */
async function doerOf({ queue, priority }: BatchOptions, createProgram: ProgramFactory): Promise<JobDoer> {
  if (queue === undefined) {
    if (priority === undefined) return new JobRunner(createProgram);
    throw new TesseraError(
      'usage',
      '--priority is one among the jobs of a queue: give its address with --queue.',
    );
  }
  const { QueueDoer } = await import('../queue/queue-doer.ts');
  return QueueDoer.open(queue, priority);
}

/** Beside a job list; of a folder in the folder that all results have in common. */
function defaultState(source: string, outputTemplate: string | undefined): string {
  if (outputTemplate === undefined) return `${source}.state`;
  const common = outputTemplate.slice(0, `${outputTemplate}{`.indexOf('{'));
  return resolve(common.slice(0, common.search(/[^/\\]*$/)), 'tessera-batch.state');
}

/** @throws TesseraError usage */
function folderRule(options: BatchOptions, passedOn: readonly string[]): FolderRule | null {
  const { output, mask, rectangle, colour, tolerance, operation } = options;
  const isList = output === undefined && operation === undefined;
  if (isList && passedOn.length === 0 && (mask ?? rectangle ?? colour) === undefined) return null;
  const rule = maskOfWords({ mask: mask && resolve(mask), rectangle, colour, tolerance });
  const line = { output, operation: operation ?? 'fill', mask: rule, options: optionsOf(passedOn) };
  const parsed = jobSchema.safeParse({ photo: 'photo', ...line });
  if (!parsed.success)
    throw new TesseraError(
      'usage',
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    );
  return parsed.data;
}

/** "--effort fast --detail=off" as a job's options. */
function optionsOf(passedOn: readonly string[]): Job['options'] {
  const options: Record<string, string | boolean> = {};
  for (let at = 0; at < passedOn.length; at++) {
    const match = /^--([a-z][a-z-]*)(?:=(.*))?$/s.exec(passedOn[at]!);
    if (!match) throw new TesseraError('usage', `"${passedOn[at]}" is no long option (--name value).`);
    const name = match[1]!.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const next = passedOn[at + 1];
    if (match[2] !== undefined) options[name] = match[2];
    else if (next === undefined || next.startsWith('--')) options[name] = true;
    else {
      options[name] = next;
      at++;
    }
  }
  return options;
}

/** What a job ended in; null where the batch was stopped before. */
type JobOutcome = { readonly done: CommandEvent } | { readonly error: ErrorReport } | null;

/** Has jobs done, and keeps what became of them. */
class Batch<Doer extends JobDoer> {
  private readonly abort = new AbortController();
  private isStopping = false;

  constructor(
    private readonly doer: Doer,
    private readonly output: Output,
  ) {}

  /**
   * Runs every job that was not done before. The first interrupt ends it after the photos being computed, or at once where others do
   * them; the second at once.
   */
  async run(listed: readonly ListedJob[], state: StateFile): Promise<void> {
    const waiting = listed.filter(({ job }) => job && state.records.get(job.key)?.status !== 'done');
    const jobs = listed.filter(({ job }) => job).length;
    this.output.event({ event: 'batch', jobs, done: jobs - waiting.length, refused: listed.length - jobs });
    for (const { line, problem } of listed) if (problem) this.say(line, { error: problem });
    const pace = startPace(waiting.length);
    await this.untilInterrupted(async () => {
      const inHand = new Set<Promise<void>>();
      for (const { line, job } of waiting) {
        const phases = this.doer.newPhases();
        await phases.enter('read');
        if (this.isStopping) {
          phases.end();
          break;
        }
        const work = this.doAndRecord(line, job!, phases, state).then(() => {
          inHand.delete(work);
          this.output.fraction(...pace());
        });
        inHand.add(work);
        // A state that cannot be written ends the batch here, not as an unhandled rejection.
        work.catch(() => (this.isStopping = true));
      }
      // The engine is used until the last one has ended, however another ended.
      for (const ended of await Promise.allSettled(inHand))
        if (ended.status === 'rejected') throw ended.reason;
    });
    this.output.endProgress();
  }

  /** Says what each job would do, without doing it. */
  async foretell(this: Batch<JobRunner>, listed: readonly ListedJob[]): Promise<void> {
    let seconds = 0;
    await this.untilInterrupted(async () => {
      for (const { line, job, problem } of listed) {
        if (this.isStopping) break;
        const outcome = job ? await this.plan(job) : { error: problem! };
        this.say(line, outcome, job ?? undefined);
        if (!job || !outcome || 'error' in outcome) continue;
        const estimate = Number(outcome.done['estimatedSeconds'] ?? 0);
        seconds += estimate;
        const { operation, photo, output } = job;
        this.output.say(
          `Line ${line}: ${operation}${photo === undefined ? '' : ` "${photo}"`} into "${output}", about ${describeSeconds(estimate)}.`,
        );
      }
    });
    this.output.result(
      { event: 'done', jobs: listed.length, estimatedSeconds: Number(seconds.toPrecision(3)) },
      `${counted(listed.length, 'job', 'jobs')}, about ${describeSeconds(seconds)} of computing. Nothing was written.`,
    );
  }

  /** @throws EndedWith where not everything was done */
  end(listed: readonly ListedJob[], state: StateFile): void {
    const isDone = ({ job }: ListedJob): boolean =>
      job !== null && state.records.get(job.key)?.status === 'done';
    const done = listed.filter(isDone).length;
    const failed = listed.filter(
      ({ job }) => job === null || state.records.get(job.key)?.status === 'failed',
    ).length;
    const left = listed.length - done - failed;
    this.output.event({ event: 'done', jobs: listed.length, done, failed, left });
    this.output.say(
      `${counted(done, 'job', 'jobs')} done, ${failed} failed${left > 0 ? `, ${left} not begun: the same command goes on with them` : ''}.`,
    );
    if (left > 0) throw new EndedWith(interrupted);
    if (failed > 0) throw new EndedWith(someFailed);
  }

  private async doAndRecord(line: number, job: Job, phases: JobPhases, state: StateFile): Promise<void> {
    const { key, output, photo = null, seed } = job;
    const record = { job: key, output, photo, seed };
    try {
      await state.add({ ...record, status: 'started' });
      const outcome = await outcomeOf(this.doer.run(job, { phases, signal: this.abort.signal }));
      if (outcome === null) return;
      this.say(line, outcome, job);
      if ('error' in outcome)
        return await state.add({ ...record, status: 'failed', message: outcome.error.message });
      const { seconds, changedOutsideMask } = outcome.done;
      const spent = Object.values(seconds as Record<string, number>).reduce((sum, phase) => sum + phase, 0);
      await state.add({
        ...record,
        status: 'done',
        seconds: Number(spent.toFixed(3)),
        changedOutsideMask: changedOutsideMask as number,
      });
    } finally {
      phases.end();
    }
  }

  /** Runs a job up to its plan. Its folder need not be there yet: that it can be made is asked of the nearest one that is. */
  private async plan(this: Batch<JobRunner>, job: Job): Promise<JobOutcome> {
    const abort = new AbortController();
    let plan: CommandEvent | null = null;
    let folder = dirname(job.output);
    while (!existsSync(folder)) folder = dirname(folder);
    const inThatFolder = { ...job, output: join(folder, basename(job.output)) };
    const phases = this.doer.newPhases();
    const outcome = await outcomeOf(
      this.doer.runCommand(inThatFolder, {
        phases,
        signal: AbortSignal.any([abort.signal, this.abort.signal]),
        onEvent: (event) => {
          if (event['event'] !== 'plan') return;
          plan = event;
          abort.abort();
        },
      }),
    );
    phases.end();
    return plan ? { done: plan } : outcome;
  }

  private say(line: number, outcome: JobOutcome, job?: Job): void {
    if (outcome === null) return;
    if ('error' in outcome) {
      this.output.event({ event: 'job', line, status: 'failed', output: job?.output, ...outcome.error });
      return this.output.say(
        job
          ? `Line ${line}, "${basename(job.photo ?? job.output)}": ${outcome.error.message}`
          : outcome.error.message,
      );
    }
    this.output.event({ ...outcome.done, event: 'job', line, status: 'done', output: job?.output });
  }

  private async untilInterrupted(work: () => Promise<void>): Promise<void> {
    const { isElsewhere } = this.doer;
    const interrupt = (): void => {
      if (this.isStopping) return this.abort.abort();
      this.isStopping = true;
      this.output.say(
        isElsewhere
          ? 'Ended. The jobs stay in the queue, and workers do them: the same command waits for them again.'
          : 'Stopping after the photos in hand. Interrupt again to stop now: they are then begun anew next time.',
      );
      if (isElsewhere) this.abort.abort();
    };
    process.on('SIGINT', interrupt);
    process.on('SIGTERM', interrupt);
    try {
      await work();
    } finally {
      process.removeListener('SIGINT', interrupt);
      process.removeListener('SIGTERM', interrupt);
      await this.doer.dispose();
    }
  }
}

async function outcomeOf(run: Promise<CommandEvent>): Promise<JobOutcome> {
  try {
    return { done: await run };
  } catch (error) {
    return error instanceof Cancelled ? null : { error: toErrorReport(error) };
  }
}

/** How far a batch is, by the pace measured so far; each call counts one more job. */
function startPace(jobs: number): () => [fraction: number, message: string] {
  const started = performance.now();
  let ended = 0;
  return () => {
    ended++;
    const left = ((performance.now() - started) / 1000 / ended) * (jobs - ended);
    return [
      ended / jobs,
      `${ended} of ${jobs}${ended < jobs ? `, about ${describeSeconds(left)} left,` : ''}`,
    ];
  };
}
