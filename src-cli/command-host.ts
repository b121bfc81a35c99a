import type { Inference, InferenceOptions } from '#engine/inference/inference.ts';
import type { JobPhase } from '#engine/batch/job-phases.ts';
import { createOutput, type Output } from './output.ts';
import type { PhotoFiles } from './photos/photo-files.ts';

/** Where a command runs: what it shares with others of its process. */
export interface CommandHost {
  createOutput(json: boolean): Output;
  /** Whether devices are measured for `auto` once a command is done; jobs beside it would be slowed down, and measured wrong. */
  readonly measuresDevices: boolean;
  /** What commander says about wrong usage and help. */
  writeUsage(text: string): void;
  /** @param work is given the inference of the process, and a signal that is aborted where the work shall stop */
  withEngine<Result>(
    options: InferenceOptions,
    work: (inference: Inference, signal: AbortSignal) => Promise<Result>,
  ): Promise<Result>;
  /** What reads its photo and writes what it makes. */
  readonly photos: PhotoFiles;
  /** Resolves when the command may begin a phase; the one before has ended. */
  enter(phase: JobPhase): Promise<void>;
}

/** A command that has the process for itself: it is cancelled by Ctrl+C. */
export const ownProcess: CommandHost = {
  measuresDevices: true,
  createOutput,
  writeUsage: (text) => process.stderr.write(text),
  withEngine: async (options, work) => {
    const { Inference } = await import('#engine/inference/inference.ts');
    const inference = new Inference(options);
    const abort = new AbortController();
    const cancel = (): void => abort.abort();
    process.once('SIGINT', cancel);
    process.once('SIGTERM', cancel);
    try {
      return await work(inference, abort.signal);
    } finally {
      process.removeListener('SIGINT', cancel);
      process.removeListener('SIGTERM', cancel);
      await inference.dispose();
    }
  },
  photos: {
    open: async (request) => (await import('./photos/in-this-thread.ts')).inThisThread.open(request),
  },
  enter: () => Promise.resolve(),
};

/** The end of a command that has said everything and has an exit code of its own. */
export class EndedWith extends Error {
  constructor(readonly exitCode: number) {
    super(`ended with ${exitCode}`);
  }
}
