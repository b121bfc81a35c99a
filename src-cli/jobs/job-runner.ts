import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type Command, CommanderError } from 'commander';
import { Cancelled, TesseraError } from '#shared/errors.ts';
import { describeWriteError } from '#engine/files/system-errors.ts';
import { sizeOfPictureFile } from '#engine/imaging/codec/index.ts';
import { Inference, type InferenceOptions } from '#engine/inference/inference.ts';
import type { CommandHost } from '../command-host.ts';
import { type Output, progressEvent } from '../output.ts';
import type { StoreOpener } from '../objects/open-store.ts';
import { argumentsOf, type Job, placesOf } from './job.ts';
import type { CommandEvent, JobRun } from './job-run.ts';
import { isObject } from './place.ts';
import { inThisThread } from '../photos/in-this-thread.ts';
import type { PhotoFiles } from '../photos/photo-files.ts';
import { PhotoThreads } from '../photos/photo-threads.ts';
import { createGates, JobPhases } from '#engine/batch/job-phases.ts';
import { text } from '#shared/text/text.ts';

/** Does jobs, here or elsewhere. */
export interface JobDoer {
  /** Jobs are done by others, who need nobody to wait for them. */
  readonly isElsewhere: boolean;
  /** Where a new job is: it has entered no phase yet. */
  newPhases(job: Job): JobPhases;
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
  private readonly gates: ReturnType<typeof createGates>;
  private readonly photos: PhotoFiles & { dispose?(): void };

  /** @param files that are read, and written, beside each other in threads of their own; 0 = one, in this thread */
  constructor(
    private readonly createProgram: ProgramFactory,
    private readonly openStore: StoreOpener,
    files = availableParallelism(),
  ) {
    this.gates = createGates(Math.max(1, files));
    this.photos = files > 0 ? new PhotoThreads(files) : inThisThread;
  }

  newPhases({ photo }: Job): JobPhases {
    return new JobPhases(this.gates, () => megapixelsOf(photo));
  }

  /**
   * Does a job. The folder of its output is made.
   * @returns the event `done`
   * @throws TesseraError of the command, `usage` where it was called wrongly; Cancelled where it was stopped
   */
  async run(job: Job, run: JobRun): Promise<CommandEvent> {
    if (!isObject(job.output)) await makeFolderOf(job.output);
    return this.runOnFiles(job, run);
  }

  /**
   * Says what a job would do: its event `plan`. Nothing is written. Its folder need not be there yet: that it can be made is
   * asked of the nearest one that is.
   */
  async plan(job: Job, run: JobRun): Promise<CommandEvent> {
    const abort = new AbortController();
    let plan: CommandEvent | null = null;
    let folder = dirname(job.output);
    if (!isObject(job.output)) while (!existsSync(folder)) folder = dirname(folder);
    const output = isObject(job.output) ? job.output : join(folder, basename(job.output));
    const planned: JobRun = {
      ...run,
      signal: AbortSignal.any([abort.signal, run.signal]),
      onEvent: (event) => {
        if (event['event'] !== 'plan') return;
        plan = event;
        abort.abort();
      },
    };
    try {
      await this.runOnFiles({ ...job, output }, planned);
    } catch (error) {
      if (!plan) throw error;
    }
    return plan!;
  }

  /** Objects of a store, where a job names any, are files while it is done. */
  private async runOnFiles(job: Job, run: JobRun): Promise<CommandEvent> {
    if (!placesOf(job).some(isObject)) return this.runCommand(job, run);
    const { onCopies } = await import('../objects/on-copies.ts');
    return onCopies(job, await this.openStore(), run, (onFiles, again) => this.runCommand(onFiles, again));
  }

  private async runCommand(job: Job, { phases, signal, onEvent }: JobRun): Promise<CommandEvent> {
    let last: CommandEvent = {};
    const event = (said: CommandEvent): void => {
      last = said;
      onEvent?.(said);
    };
    const host: CommandHost = {
      measuresDevices: false,
      createOutput: () => ({
        ...silent,
        event,
        warn: (message) => event({ event: 'note', message }),
        progress: (progress) => event(progressEvent(progress)),
      }),
      writeUsage: () => undefined,
      photos: this.photos,
      withEngine: (options, work) => work(this.inferenceFor(options), signal),
      enter: async (phase) => {
        await phases.enter(phase);
        if (phase === 'run' && signal.aborted) throw new Cancelled();
      },
    };
    const words = argumentsOf(job);
    try {
      await (await this.createProgram(host, words[0])).parseAsync(['node', 'tessera', ...words]);
    } catch (error) {
      if (error instanceof CommanderError)
        throw new TesseraError('usage', error.message.replace(text.commandHelp.wrong.error(''), ''));
      throw error;
    }
    return last;
  }

  /** Releases the engine; no job may run any more. */
  async dispose(): Promise<void> {
    this.photos.dispose?.();
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

/** How large a job's photo is. Infinity = what its file begins with does not tell. */
export async function megapixelsOf(photo: string | undefined): Promise<number> {
  if (photo === undefined) return 0;
  const size = isObject(photo) ? null : await sizeOfPictureFile(photo);
  return size ? (size.width * size.height) / 1e6 : Infinity;
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
