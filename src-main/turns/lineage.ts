import type { PackDirectories } from '#engine/packs/registry.ts';
import type { EditJob } from '#engine/protocol.ts';
import { TesseraError } from '#shared/errors.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import { compareSteps, segmentsBefore } from '#shared/runs/segments.ts';
import type { TurnStart } from '#shared/runs/turns.ts';
import { text } from '#shared/text/text.ts';
import {
  type StoredStep,
  type StoredTurn,
  type Lineage,
  type Region,
  type StoredRun,
  type PausedRun,
  variantSettings,
} from './region.ts';

/**
 * What a run with `settings` inherits where it starts from `start`.
 * @throws TesseraError request-invalid where a turn it starts from is gone, has no such step, or has other tokens
 */
export function lineageOf(region: Region, settings: RunSettings, start: TurnStart | null): Lineage {
  if (start === null) return { settings, start, parentId: null, earlier: [], kept: [] };
  if (start.kind === 'step') {
    const parent = turnOf(region, start.turnId);
    if (!parent.steps.some(({ at }) => compareSteps(at, start.at) === 0))
      throw invalid(text.refusals.noSuchStep);
    const earlier = segmentsBefore(parent.earlier, parent.settings, start.at);
    return { settings, start, parentId: parent.id, earlier, kept: parent.kept };
  }
  const kept = start.kept.map(({ turnId, cells }) => {
    if (cells.span !== region.tokenSpan) throw invalid(text.refusals.keptDoesNotFit);
    const { pixels, recipe } = turnOf(region, turnId);
    return { pixels, cells, recipe };
  });
  return { settings, start, parentId: start.kept[0]?.turnId ?? null, earlier: [], kept };
}

/** The AR steps that a run has before its first own one: those of the turn it branches from. */
export function stepsBefore({ turns }: Region, start: TurnStart | null): StoredStep[] {
  if (start?.kind !== 'step') return [];
  const parent = turns.find(({ id }) => id === start.turnId);
  return parent?.steps.filter(({ at }) => compareSteps(at, start.at) < 0) ?? [];
}

/** The engine's job for a run of the region. */
export const jobOf = (
  { request, base }: Pick<Region, 'request' | 'base'>,
  { settings, earlier, kept }: Lineage,
  packs: PackDirectories,
  saved: Pick<EditJob, 'parentState' | 'parentPixels' | 'resume'> = { parentState: null, resume: null },
): EditJob => ({
  ...{ request, settings, packs, earlier, kept, ...saved },
  ...{ pixels: base.pixels, recipes: base.recipes, mask: base.mask, noSource: base.noSource.mask },
});

function turnOf({ turns }: Region, turnId: string): StoredTurn {
  const turn = turns.find(({ id }) => id === turnId);
  if (!turn) throw invalid(text.refusals.startIsGone);
  return turn;
}

const invalid = (message: string): TesseraError => new TesseraError('request-invalid', message);

/** What the engine is asked for a run, and how its answers are to be read. */
interface PreparedJob {
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
  const note = start?.kind === 'step' && parentState === null ? text.turns.kept.damagedState : null;
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
    note: resumeFrom.hasState ? text.turns.kept.damagedCheckpoint : note,
  };
}

async function savedState({ files }: Region): Promise<Uint8Array | null> {
  const saved = await files.readCheckpoint();
  return saved === null || saved === 'damaged' ? null : saved.body;
}
