import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Command, CommanderError } from 'commander';
import { TesseraError } from '#shared/errors.ts';
import { describeWriteError } from '#engine/files/system-errors.ts';
import { Inference, type InferenceOptions } from '#engine/inference/inference.ts';
import type { CommandHost } from '../command-host.ts';
import { type Output, progressEvent } from '../output.ts';
import { argumentsOf, type Job } from './job.ts';
import { createGates, JobPhases } from '#engine/batch/job-phases.ts';

/** A JSON line that a command says with --json. */
export type CommandEvent = Readonly<Record<string, unknown>>;

export interface JobRun {
  readonly phases: JobPhases;
  /** Aborted where the job shall stop. */
  readonly signal: AbortSignal;
  onEvent?(event: CommandEvent): void;
}

/** Does jobs, here or elsewhere. */
export interface JobDoer {
  /** Jobs are done by others, who need nobody to wait for them. */
  readonly isElsewhere: boolean;
  /** Where a new job is: it has entered no phase yet. */
  newPhases(): JobPhases;
  /** As `JobRunner.run`. */
  run(job: Job, run: JobRun): Promise<CommandEvent>;
  dispose(): Promise<void>;
}

/** Makes the command line of one command. */
export type ProgramFactory = (host: CommandHost, command: string | undefined) => Promise<Command>;

/** Runs the command lines of jobs in this process, with one engine. Jobs that run beside each other share their phases. */
export class JobRunner implements JobDoer {
  readonly isElsewhere = false;
  private readonly inferences = new Map<boolean, Inference>();
  private readonly gates = createGates();

  constructor(private readonly createProgram: ProgramFactory) {}

  newPhases(): JobPhases {
    return new JobPhases(this.gates);
  }

  /**
   * Does a job. The folder of its output is made.
   * @returns the event `done`
   * @throws TesseraError of the command, `usage` where it was called wrongly; Cancelled where it was stopped
   */
  async run(job: Job, run: JobRun): Promise<CommandEvent> {
    await makeFolderOf(job.output);
    return this.runCommand(job, run);
  }

  /** Does a job as far as `run` lets it: no folder is made. */
  async runCommand(job: Job, { phases, signal, onEvent }: JobRun): Promise<CommandEvent> {
    let last: CommandEvent = {};
    const event = (said: CommandEvent): void => {
      last = said;
      onEvent?.(said);
    };
    const host: CommandHost = {
      createOutput: () => ({
        ...silent,
        event,
        warn: (message) => event({ event: 'note', message }),
        progress: (progress) => event(progressEvent(progress)),
      }),
      writeUsage: () => undefined,
      withEngine: (options, work) => work(this.inferenceFor(options), signal),
      enter: (phase) => phases.enter(phase),
    };
    const words = argumentsOf(job);
    try {
      await (await this.createProgram(host, words[0])).parseAsync(['node', 'tessera', ...words]);
    } catch (error) {
      if (error instanceof CommanderError)
        throw new TesseraError('usage', error.message.replace(/^error: /, ''));
      throw error;
    }
    return last;
  }

  /** Releases the engine; no job may run any more. */
  async dispose(): Promise<void> {
    for (const inference of this.inferences.values()) await inference.dispose();
    this.inferences.clear();
  }

  private inferenceFor({ allowSoftwareDevice }: InferenceOptions): Inference {
    let inference = this.inferences.get(allowSoftwareDevice);
    if (!inference)
      this.inferences.set(allowSoftwareDevice, (inference = new Inference({ allowSoftwareDevice })));
    return inference;
  }
}

async function makeFolderOf(file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
  } catch (error) {
    throw describeWriteError(error, file);
  }
}

const nothing = (): void => undefined;
const silent: Output = {
  event: nothing,
  result: nothing,
  say: nothing,
  warn: nothing,
  fail: nothing,
  progress: nothing,
  fraction: nothing,
  endProgress: nothing,
};
