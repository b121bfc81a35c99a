import type { JobPhases } from '#engine/batch/job-phases.ts';

/** A JSON line that a command says with --json. */
export type CommandEvent = Readonly<Record<string, unknown>>;

export interface JobRun {
  readonly phases: JobPhases;
  /** Aborted where the job shall stop. */
  readonly signal: AbortSignal;
  /** Of a queued job: the sha256 of each place that it reads. */
  readonly inputs?: Readonly<Record<string, string>>;
  onEvent?(event: CommandEvent): void;
}
