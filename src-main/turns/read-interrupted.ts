import { checkpointHeadSchema } from './records.ts';
import type { StoredRun, Region, PausedRun } from './region.ts';

/**
 * Where a run of the region stands: at its last saved moment, or at the start of the first variant that is no turn yet.
 * Null where every variant is a turn; `damaged` where there was a saved moment that cannot be read.
 */
export async function readInterrupted(
  { turns, files }: Region,
  run: StoredRun,
): Promise<{ interrupted: PausedRun | null; damaged: boolean }> {
  const finished = turns.filter((turn) => turn.run.id === run.id).map((turn) => turn.run.variant);
  let variant = 0;
  while (finished.includes(variant)) variant++;
  if (variant >= run.settings.variants) return { interrupted: null, damaged: false };
  const saved = await files.readCheckpoint();
  const parsed = saved === null || saved === 'damaged' ? null : checkpointHeadSchema.safeParse(saved.head);
  const head = parsed?.success && parsed.data.runId === run.id ? parsed.data : null;
  const damaged = saved !== null && head === null;
  if (head?.variant !== variant)
    return { interrupted: atStartOf(run, variant, head?.paused ?? false), damaged };
  const { paused, at, fraction, savedAt, steps } = head;
  return {
    interrupted: {
      run,
      reason: paused ? 'paused' : 'crashed',
      variant,
      hasState: true,
      at,
      fraction,
      savedAt,
      steps,
    },
    damaged,
  };
}

/** A run none of whose present variant is saved. */
export const atStartOf = (run: StoredRun, variant: number, paused: boolean): PausedRun => ({
  run,
  reason: paused ? 'paused' : 'crashed',
  variant,
  hasState: false,
  at: { pass: 0, step: 0 },
  fraction: variant / run.settings.variants,
  savedAt: run.startedAt,
  steps: [],
});
