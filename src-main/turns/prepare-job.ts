import type { PackDirectories } from '#engine/packs/registry.ts';
import type { EditJob } from '#engine/protocol.ts';
import { jobOf } from './lineage.ts';
import { messages } from './messages.ts';
import { type StoredRun, type Region, type PausedRun, variantSettings } from './region.ts';

/** What the engine is asked for a run, and how its answers are to be read. */
export interface PreparedJob {
  readonly job: EditJob;
  /** To be added to the engine's numbers of variants: above 0 where it is asked for the later ones only. */
  readonly firstVariant: number;
  /** What the user should know: a saved state that could not be used. */
  readonly note: string | null;
}

/** The engine's job for a run, from its start or from where it stands: saved states are read, damaged ones done without. */
export async function prepareJob(
  region: Region,
  run: StoredRun,
  resumeFrom: PausedRun | null,
  packs: PackDirectories,
): Promise<PreparedJob> {
  const { start, settings } = run;
  const parentState = start?.kind === 'step' ? await region.files.readState(start.turnId) : null;
  const note = start?.kind === 'step' && parentState === null ? messages.damagedState : null;
  const turn = start?.kind === 'step' ? region.turns.find(({ id }) => id === start.turnId) : undefined;
  const parent = { parentState, parentPixels: turn ? { pixels: turn.pixels, layout: turn.layout } : null };
  if (!resumeFrom)
    return { job: jobOf(region, run, packs, { ...parent, resume: null }), firstVariant: 0, note };
  const { variant } = resumeFrom;
  const state = resumeFrom.hasState ? (resumeFrom.unsavedState ?? (await savedState(region))) : null;
  if (state)
    return {
      job: jobOf(region, run, packs, { ...parent, resume: { variant, state } }),
      firstVariant: 0,
      note,
    };
  // Variant i uses seed + i: those that are left are a run of their own.
  const left = { ...variantSettings(settings, variant), variants: settings.variants - variant };
  return {
    job: jobOf(region, { ...run, settings: left }, packs, { ...parent, resume: null }),
    firstVariant: variant,
    note: resumeFrom.hasState ? messages.damagedCheckpoint : note,
  };
}

async function savedState({ files }: Region): Promise<Uint8Array | null> {
  const saved = await files.readCheckpoint();
  return saved === null || saved === 'damaged' ? null : saved.body;
}
