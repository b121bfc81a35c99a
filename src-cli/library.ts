import { resolve } from 'node:path';
import { toErrorReport } from '#shared/error-report.ts';
import { Cancelled, TesseraError } from '#shared/errors.ts';
import { jobOfLine, jobSchema } from './jobs/job.ts';
import { JobRunner } from './jobs/job-runner.ts';
import { createProgram } from './main.ts';
import { storeAt } from './objects/open-store.ts';
import { text } from '#shared/text/text.ts';

/** What is to be done: a line of a job list (docs/batch.md). Relative paths start from the working directory. */
export interface Job {
  /** The photo; left out for `generate`. Never written. */
  readonly photo?: string;
  /** Where the result goes; its folder is made, and its ending says the format. */
  readonly output: string;
  /** For `fill`: a file, a rectangle in pixels or percent (negative: from the right or bottom), or a colour. */
  readonly mask?:
    | string
    | { readonly rectangle: readonly [Length, Length, Length, Length] }
    | { readonly colour: string; readonly tolerance?: number };
  /** `fill` where it is left out. */
  readonly operation?: 'fill' | 'extend' | 'generate';
  /** The long options of `tessera OPERATION --help` in camelCase: `{ effort: 'fast', seed: 7 }`; true for those without a value. */
  readonly options?: Readonly<Record<string, string | number | boolean>>;
}

/** Pixels, or "5%". */
export type Length = number | `${number}%`;

/** What `tessera OPERATION --json` says on the way: `plan`, `progress`, `note`, `written` (docs/batch.md). */
export interface EngineEvent {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** What was done: the event `done` of the command line. */
export interface JobResult extends EngineEvent {
  readonly event: 'done';
  /** The file that was written; with `variants` the first one. */
  readonly output: string;
  readonly pack: string;
  /** What computed: 'cpu' or a GPU's provider. */
  readonly device: string;
  readonly seed: number;
  /** By phase. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Samples outside the mask that differ from the photo's, counted before encoding: 0. */
  readonly changedOutsideMask: number;
  /** What speaks against the result: 'repeats', 'breaks'; empty = nothing that was measured. */
  readonly doubts: readonly string[];
  /** True where the format itself changes samples. */
  readonly lossyOutput: boolean;
  /** True where `resize` or `srgb` made it another picture after all that was counted; left out otherwise. */
  readonly converted?: true;
}

export interface JobControl {
  /** Where it is aborted the job stops and rejects with code `cancelled`; nothing was written. */
  readonly signal?: AbortSignal;
  onEvent?(event: EngineEvent): void;
}

/** One process's engine with the packs that its jobs have opened. */
export interface Engine {
  /**
   * Does a job. Jobs begun beside each other overlap: some are read and some written while another one is computed.
   * @throws Error with `code` (as `--json` says it) and a message that says what happened, what is safe and what to do
   */
  run(job: Job, control?: JobControl): Promise<JobResult>;
  /** Waits for the jobs at work and releases memory and devices. */
  close(): Promise<void>;
}

/** Opens an engine: it costs nothing until its first job, which opens the pack. */
export const openEngine: () => Engine = () => {
  const runner = new JobRunner((host, command) => createProgram(host, command), storeAt(undefined));
  const working = new Set<Promise<unknown>>();
  let isClosed = false;

  async function run(job: Job, { signal, onEvent }: JobControl): Promise<JobResult> {
    if (isClosed) throw new TesseraError('usage', text.commandLine.usage.engineClosed);
    const parsed = jobSchema.safeParse(job);
    if (!parsed.success)
      throw new TesseraError(
        'usage',
        parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
      );
    const line = jobOfLine(parsed.data, resolve());
    const phases = runner.newPhases(line);
    try {
      return (await runner.run(line, {
        phases,
        signal: signal ?? new AbortController().signal,
        onEvent: (event) => onEvent?.(event as EngineEvent),
      })) as JobResult;
    } catch (error) {
      throw withCode(error);
    } finally {
      phases.end();
    }
  }

  return {
    run(job, control = {}) {
      const work = run(job, control);
      const settled = work.catch(() => undefined).finally(() => working.delete(settled));
      working.add(settled);
      return work;
    },
    async close() {
      isClosed = true;
      await Promise.all(working);
      await runner.dispose();
    },
  };
};

/** The error as others see it. */
function withCode(error: unknown): Error {
  if (error instanceof TesseraError) return error;
  const { code, message } =
    error instanceof Cancelled
      ? { code: 'cancelled', message: text.commandLine.cancelled }
      : toErrorReport(error);
  return Object.assign(new Error(message, { cause: error }), { code });
}
