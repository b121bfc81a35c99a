import { type ChildProcess, fork, type ForkOptions, spawn, type SpawnOptions } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { freemem } from 'node:os';
import { ChildRpc, type StartChild } from '#shared/child-rpc.ts';
import { Cancelled, type ErrorReport, TesseraError } from '#shared/errors.ts';
import { languageVariable } from '#shared/text/child-language.ts';
import { currentLanguage } from '#shared/text/language.ts';
import { text } from '#shared/text/text.ts';
import { createGates, JobPhases } from '#engine/batch/job-phases.ts';
import { cpusVariable, ownCpus } from '#engine/inference/own-cpus.ts';
import type { Job } from '../jobs/job.ts';
import type { CommandEvent, JobRun } from '../jobs/job-run.ts';
import { type JobDoer, megapixelsOf } from '../jobs/job-runner.ts';
import { ownScript } from '../own-script.ts';

/** What an engine's process is asked; `abort` names the call that shall end. */
export type EngineCall =
  | { readonly id: string; readonly kind: 'run'; readonly job: Job }
  | { readonly id: string; readonly kind: 'abort' };

/** What it says; `error: null` = the job was aborted. */
export type EngineAnswer =
  | { readonly id: string; readonly event: CommandEvent }
  | { readonly id: string; readonly done: CommandEvent }
  | { readonly id: string; readonly error: ErrorReport | null };

type EngineRpc = ChildRpc<EngineCall, EngineAnswer, CommandEvent, CommandEvent>;

/** Memory that has to be free for each engine, with the photo that it computes. */
const bytesOfEngine = 1.5 * 2 ** 30;
/** So few jobs for each are done before a second engine has begun. */
const minJobs = 4;

/**
 * How many engines a batch takes: one for each CPU as far as memory and jobs go, since one thread in each is faster than all of them in
 * one (docs/batch.md); one where jobs name their threads or may run on a graphics card.
 */
export async function engineCount(jobs: readonly Pick<Job, 'options'>[]): Promise<number> {
  if (jobs.some(({ options }) => options['threads'] !== undefined)) return 1;
  const count = Math.min(ownCpus(), Math.floor(freemem() / bytesOfEngine), Math.floor(jobs.length / minJobs));
  if (count < 2) return 1;
  const { mayHaveGpu } = await import('#engine/inference/devices.ts');
  const isOnCpu = ({ options }: Pick<Job, 'options'>): boolean => options['device'] === 'cpu';
  return mayHaveGpu(false) && !jobs.every(isOnCpu) ? 1 : count;
}

/** Does jobs in several processes, one job at a time in each. */
export class EngineProcesses implements JobDoer {
  readonly isElsewhere = false;
  private readonly gates: ReturnType<typeof createGates>;
  private readonly engines: readonly EngineRpc[];

  /** @param count engines at most; each begins with its first job and has its share of the CPUs */
  constructor(
    count: number,
    s3Endpoint: string | undefined,
    start: StartChild<EngineCall, EngineAnswer> = startEngine(count, s3Endpoint),
  ) {
    this.gates = createGates(1, count);
    this.engines = Array.from({ length: count }, () => new ChildRpc({ start, read: replyOf, died }));
  }

  newPhases({ photo }: Job): JobPhases {
    return new JobPhases(this.gates, () => megapixelsOf(photo));
  }

  /** As `JobRunner.run`; also @throws TesseraError engine-crashed where its process died: the next job starts another. */
  async run(job: Job, { phases, signal, onEvent }: JobRun): Promise<CommandEvent> {
    await phases.enter('run');
    if (signal.aborted) throw new Cancelled();
    const engine = this.engines.find(({ pending }) => pending === 0)!;
    const id = randomUUID();
    const abort = (): void => engine.tell({ id, kind: 'abort' });
    signal.addEventListener('abort', abort);
    try {
      return await engine.call({ id, kind: 'run', job }, onEvent);
    } finally {
      signal.removeEventListener('abort', abort);
      // What became of it may be told later; its engine is free for the next.
      phases.end();
    }
  }

  async dispose(): Promise<void> {
    for (const engine of this.engines) engine.stop(new Cancelled());
  }
}

/** glibc keeps freed memory in a pool per thread, which grows from photo to photo; blocks of this size or more go back at once (docs/batch.md). */
const memoryGivenBack = { MALLOC_MMAP_THRESHOLD_: '131072' };

/** The app runs no scripts as Node does: it is started anew and told what it is to be (src-main/start.ts). */
const startProcess = (words: readonly string[], options: ForkOptions & SpawnOptions): ChildProcess =>
  isInApp
    ? spawn(process.execPath, [...process.execArgv, '--command-line-engine', '--', ...words], options)
    : fork(ownScript('engine-process.js'), words, options);

const startEngine =
  (count: number, s3Endpoint: string | undefined): StartChild<EngineCall, EngineAnswer> =>
  ({ message, exit }) => {
    const child = startProcess(s3Endpoint === undefined ? [] : [s3Endpoint], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        ...memoryGivenBack,
        ...process.env,
        [languageVariable]: currentLanguage().name,
        [cpusVariable]: String(Math.max(1, Math.floor(ownCpus() / count))),
      },
    });
    child.on('message', (said) => message(said as EngineAnswer));
    child.on('error', () => undefined); // It could not be started, or told: its end says so.
    child.once('close', exit);
    return {
      post: (call) => void child.send(call, () => undefined),
      // It leaves interrupts to the batch.
      kill: () => void child.kill('SIGKILL'),
    };
  };

function replyOf(answer: EngineAnswer) {
  const { id } = answer;
  if ('event' in answer) return { kind: 'update', id, update: answer.event } as const;
  if ('done' in answer) return { kind: 'value', id, value: answer.done } as const;
  const { error } = answer;
  return {
    kind: 'error',
    id,
    error: error === null ? new Cancelled() : new TesseraError(error.code, error.message),
  } as const;
}

const died = (): TesseraError => new TesseraError('engine-crashed', text.commandLine.batch.engineDied);
