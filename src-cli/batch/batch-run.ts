import { basename } from 'node:path';
import { toErrorReport } from '#shared/error-report.ts';
import { Cancelled, type ErrorReport } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import type { JobPhases } from '#engine/batch/job-phases.ts';
import type { StateFile } from '#engine/batch/state-file.ts';
import { EndedWith } from '../command-host.ts';
import type { Job } from '../jobs/job.ts';
import type { CommandEvent } from '../jobs/job-run.ts';
import type { JobDoer, JobRunner } from '../jobs/job-runner.ts';
import { mayPass } from '../jobs/may-pass.ts';
import type { Output } from '../output.ts';
import { BatchProgress } from './batch-progress.ts';
import type { ListedJob } from './job-list.ts';

/** Exit codes (promise): 0 all jobs done, 1 the list, the state or the report can't be used, 2 usage, and these. */
const someFailed = 4;
const interrupted = 130;

/** What a job ended in; null where the batch was stopped before. */
type JobOutcome = { readonly done: CommandEvent } | { readonly error: ErrorReport } | null;

interface JobToDo {
  readonly line: number;
  readonly job: Job;
}

interface Round {
  readonly state: StateFile;
  readonly progress: BatchProgress;
  readonly isLast: boolean;
}

/** A job that was begun and has not ended. */
interface JobInHand {
  readonly phases: JobPhases;
  readonly abort: AbortController;
  /** Ends when the jobs before it have: what became of them is told in their sequence. */
  readonly before: Promise<unknown>;
}

/** Has jobs done, and keeps what became of them. */
export class Batch<Doer extends JobDoer> {
  private readonly abort = new AbortController();
  private isStopping = false;
  /** Oldest first. */
  private readonly inHand = new Set<JobInHand>();

  constructor(
    private readonly doer: Doer,
    private readonly output: Output,
  ) {}

  /**
   * Runs every job that was not done before. The first interrupt ends it after the photos being computed, or at once where
   * others do them; the second at once.
   */
  async run(listed: readonly ListedJob[], state: StateFile): Promise<void> {
    const waiting = listed.filter(({ job }) => job && state.records.get(job.key)?.status !== 'done');
    const jobs = listed.filter(({ job }) => job).length;
    this.output.event({ event: 'batch', jobs, done: jobs - waiting.length, refused: listed.length - jobs });
    for (const { line, problem } of listed) if (problem) this.say(line, { error: problem });
    const progress = new BatchProgress(waiting.length, this.output);
    await this.untilInterrupted(async () => {
      const toDo = waiting.map(({ line, job }) => ({ line, job: job! }));
      // A queue tries again by itself.
      const again = await this.round(toDo, state, progress, this.doer.isElsewhere);
      await this.round(again, state, progress, true);
    });
    this.output.endProgress();
  }

  /** Has jobs done. @returns those to be tried again, as failures that may pass are once, after all others */
  private async round(
    jobs: readonly JobToDo[],
    state: StateFile,
    progress: BatchProgress,
    isLast: boolean,
  ): Promise<JobToDo[]> {
    const working = new Set<Promise<void>>();
    const again: JobToDo[] = [];
    let before: Promise<unknown> = Promise.resolve();
    for (const each of jobs) {
      const phases = this.doer.newPhases(each.job);
      await phases.enter('read');
      if (this.isStopping) {
        phases.end();
        break;
      }
      const run = { phases, before, abort: new AbortController() };
      const work = this.doAndRecord(each, run, { state, progress, isLast }).then((isOver) => {
        working.delete(work);
        if (!isOver) again.push(each);
        progress.leave(each.line, isOver);
      });
      working.add(work);
      before = Promise.allSettled([before, work]);
      // A state that cannot be written ends the batch here, not as an unhandled rejection.
      work.catch(() => (this.isStopping = true));
    }
    // The engine is used until the last one has ended, however another ended.
    for (const ended of await Promise.allSettled(working))
      if (ended.status === 'rejected') throw ended.reason;
    return again;
  }

  /** Says what each job would do, without doing it. */
  async foretell(this: Batch<JobRunner>, listed: readonly ListedJob[]): Promise<void> {
    let seconds = 0;
    await this.untilInterrupted(async () => {
      for (const { line, job, problem } of listed) {
        if (this.isStopping) break;
        const outcome = job ? await this.planOf(job) : { error: problem! };
        this.say(line, outcome, job ?? undefined);
        if (!job || !outcome || 'error' in outcome) continue;
        const estimate = Number(outcome.done['estimatedSeconds'] ?? 0);
        seconds += estimate;
        const { operation, photo, output } = job;
        this.output.say(text.commandLine.batch.planned(line, operation, photo ?? null, output, estimate));
      }
    });
    this.output.result(
      { event: 'done', jobs: listed.length, estimatedSeconds: Number(seconds.toPrecision(3)) },
      text.commandLine.batch.plannedAll(listed.length, seconds),
    );
  }

  private async planOf(this: Batch<JobRunner>, job: Job): Promise<JobOutcome> {
    const phases = this.doer.newPhases(job);
    const outcome = await outcomeOf(this.doer.plan(job, { phases, signal: this.abort.signal }));
    phases.end();
    return outcome;
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
    this.output.say(text.commandLine.batch.ended(done, failed, left));
    if (left > 0) throw new EndedWith(interrupted);
    if (failed > 0) throw new EndedWith(someFailed);
  }

  /** @returns whether that was all: false = it is to be tried again */
  private async doAndRecord(
    { line, job }: JobToDo,
    run: JobInHand,
    { state, progress, isLast }: Round,
  ): Promise<boolean> {
    const { key, output, photo = null, seed } = job;
    const record = { job: key, output, photo, seed };
    const onEvent = (event: CommandEvent): void => progress.hear(line, basename(photo ?? output), event);
    const { phases } = run;
    const signal = AbortSignal.any([this.abort.signal, run.abort.signal]);
    this.inHand.add(run);
    try {
      await state.add({ ...record, status: 'started' });
      const outcome = await outcomeOf(this.doer.run(job, { phases, signal, onEvent }));
      if (outcome === null) return true;
      const isOver = 'done' in outcome || isLast || !mayPass(outcome.error.code);
      await state.add({ ...record, ...resultOf(outcome) });
      // Workers have no sequence.
      if (!this.doer.isElsewhere) await run.before;
      this.say(line, outcome, job, isOver);
      return isOver;
    } finally {
      this.inHand.delete(run);
      phases.end();
    }
  }

  private say(line: number, outcome: JobOutcome, job?: Job, isOver = true): void {
    if (outcome === null) return;
    if ('error' in outcome) {
      const status = isOver ? 'failed' : 'again';
      this.output.event({ event: 'job', line, status, output: job?.output, ...outcome.error });
      const { message } = outcome.error;
      // Of a line that is no job, the message names the line.
      if (!job) return this.output.say(message);
      const { failed, again } = text.commandLine.batch;
      return this.output.say((isOver ? failed : again)(line, basename(job.photo ?? job.output), message));
    }
    this.output.event({ ...outcome.done, event: 'job', line, status: 'done', output: job?.output });
  }

  private async untilInterrupted(work: () => Promise<void>): Promise<void> {
    const { isElsewhere } = this.doer;
    const interrupt = (): void => {
      if (this.isStopping) return this.abort.abort();
      this.isStopping = true;
      this.output.say(isElsewhere ? text.commandLine.batch.leaving : text.commandLine.batch.stopping);
      if (isElsewhere) return this.abort.abort();
      // What is read for later is let go; of a batch that has just begun one photo is done.
      for (const { phases, abort } of [...this.inHand].slice(1)) if (phases.isBeingRead) abort.abort();
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

/** What the state keeps of an outcome. */
function resultOf(outcome: NonNullable<JobOutcome>) {
  if ('error' in outcome) return { status: 'failed' as const, message: outcome.error.message };
  const { seconds, changedOutsideMask } = outcome.done;
  const spent = Object.values(seconds as Record<string, number>).reduce((sum, phase) => sum + phase, 0);
  return {
    status: 'done' as const,
    seconds: Number(spent.toFixed(3)),
    changedOutsideMask: changedOutsideMask as number,
  };
}

async function outcomeOf(run: Promise<CommandEvent>): Promise<JobOutcome> {
  try {
    return { done: await run };
  } catch (error) {
    return error instanceof Cancelled ? null : { error: toErrorReport(error) };
  }
}
