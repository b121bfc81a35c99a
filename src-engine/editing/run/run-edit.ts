import { releaseContexts } from '#engine/sampler/guidance.ts';
import type { Prefix } from '#engine/sampler/prefix.ts';
import { Cancelled } from '#shared/errors.ts';
import type { RunProgress, RunReport } from '#shared/runs/run-report.ts';
import type { RunPlan } from '#shared/runs/run-plan.ts';
import { countChangedOutside } from '#engine/imaging/blend/composite.ts';
import type { OpenedPack } from '#engine/inference/inference.ts';
import type { EditPatch, EditStep, ResumePoint } from '#engine/protocol.ts';
import {
  editStateBefore,
  emptyEditState,
  type EditState,
  parseEditState,
  serialiseEditState,
} from './edit-state.ts';
import type { DetailPreview } from './detail-preview.ts';
import { type EditPlan, passesOf } from '#engine/editing/plan/plan-edit.ts';
import { type EditInput, type PreparedEdit, prepareEdit, seedOf } from './prepare-edit.ts';
import { engineRevision } from '#engine/editing/recipe/engine-revision.ts';
import {
  earlierForRecipe,
  keptForRecipe,
  type RecipeTurn,
  recipeText,
  settingsForRecipe,
} from '#engine/editing/recipe/recipe.ts';
import { packMask } from '#engine/editing/recipe/packed-mask.ts';
import { hashPixels } from '#engine/editing/recipe/pixel-hashes.ts';
import { packHash } from '#engine/editing/recipe/recipe.ts';
import type { RunSpeed } from '#engine/editing/plan/run-speed.ts';
import { RunTracker } from './run-tracker.ts';
import { runVariant, type VariantRun } from './run-variant.ts';
import type { Scene } from '#engine/editing/scene.ts';
import { type ShowStep, StepPainter, stepsOfPasses } from './step-pictures.ts';
import { type Checkpoint, CheckpointClock, VariantRecord } from './variant-record.ts';

/** What a run needs beyond its input. */
export interface EditRun extends EditInput {
  /** Null where `PreparedEdit.needsNetwork` says that it isn't needed. */
  readonly pack: OpenedPack | null;
  /** Measured before on this machine; null = not yet. */
  readonly speed: RunSpeed | null;
  readonly loadSeconds: number;
  readonly appVersion: string;
  /** Null = from the first variant. */
  readonly resume: ResumePoint | null;
  /** Whether patches come with what they would be without the detail stage, which a branch is made from. */
  readonly keepsLayout: boolean;
}

/** A variant as soon as it is finished. */
export interface FinishedVariant {
  readonly variant: number;
  readonly patch: EditPatch;
  readonly state: Uint8Array;
  readonly steps: readonly EditStep[];
}

/** How a run is watched and stopped. */
export interface EditCallbacks {
  /** Ends the run; with `pauseReason` it throws Paused. */
  readonly signal: AbortSignal;
  /** Called once, before anything runs. */
  readonly onPlan?: (plan: RunPlan) => void;
  readonly onProgress: (progress: RunProgress) => void;
  readonly onStep?: (variant: number, ...step: Parameters<ShowStep>) => void;
  /** The detail stage's levels, coarse first, after the steps of their part. */
  readonly onPreview?: (variant: number, preview: DetailPreview) => void;
  readonly onCheckpoint?: (checkpoint: Checkpoint) => void;
  readonly onVariant: (finished: FinishedVariant) => void;
}

/** What was run, and this machine's speed for the next estimate. */
export interface EditOutcome {
  readonly plan: RunPlan;
  readonly speed: RunSpeed;
}

/** Why a signal was aborted, where the run is to be resumed later. */
export const pauseReason = 'pause';

/** The run is paused and can be resumed from here. */
export class Paused extends Cancelled {
  constructor(readonly checkpoint: Checkpoint) {
    super();
    this.name = 'Paused';
  }
}

const seconds = (): number => performance.now() / 1000;

/** What will happen. @throws TesseraError mask-empty, mask-wrong-size, label-unknown, request-invalid */
export async function planRun(input: EditInput, speed: RunSpeed | null = null): Promise<EditPlan> {
  return (await prepareEdit(input)).planOf(0, speed);
}

/**
 * Runs an edit: plan, fill every variant, count what changed outside the mask, write the recipe.
 * @param alreadyPrepared what `prepareEdit` made of the same input, where the caller has it
 * @throws Cancelled, Paused; TesseraError of prepareEdit, project-invalid where a state does not fit
 */
export async function runEdit(
  run: EditRun,
  callbacks: EditCallbacks,
  alreadyPrepared: PreparedEdit | null = null,
): Promise<EditOutcome> {
  const prefixes = run.settings.variants > 1 ? new Map<number, Prefix>() : null;
  try {
    return await runVariants(run, callbacks, alreadyPrepared, prefixes);
  } finally {
    for (const { contexts } of prefixes?.values() ?? []) releaseContexts(contexts);
  }
}

async function runVariants(
  run: EditRun,
  callbacks: EditCallbacks,
  alreadyPrepared: PreparedEdit | null,
  prefixes: VariantRun['prefixes'],
): Promise<EditOutcome> {
  const { settings, manifest, pack, resume } = run;
  const prepared = alreadyPrepared ?? (await prepareEdit(run));
  const plan = prepared.planOf(0, run.speed);
  callbacks.onPlan?.(plan.run);
  const tracker = new RunTracker(plan, run.speed, callbacks.onProgress, seconds);
  const clock = new CheckpointClock(seconds);
  const shared: VariantRun = {
    pack,
    labelOf: prepared.labelOf,
    tracker,
    prefixes,
    painter: new StepPainter(manifest, seconds),
    parentPixels: run.parentPixels,
    keepsLayout: run.keepsLayout,
    signal: callbacks.signal,
  };
  const recipeOf = await recipeWriter(run, prepared, plan);
  const first = resume?.variant ?? 0;
  tracker.resumeAt(first);
  let inherited = inheritedState(run, plan);
  for (let variant = first; variant < settings.variants; variant++) {
    const { parts } = prepared.planOf(variant, run.speed);
    const owner = { passes: passesOf(parts), manifest };
    const start = resume && variant === first ? parseEditState(resume.state, owner, null) : inherited;
    const record = new VariantRecord(variant, owner, start ?? emptyEditState);
    const scene = prepared.createScene();
    const seed = seedOf(settings, variant);
    const { onStep, onPreview, onCheckpoint } = callbacks;
    tracker.beginVariant(variant, run.loadSeconds);
    try {
      await runVariant(shared, scene, {
        parts,
        seed,
        thinSeed: run.earlier[0]?.settings.seed ?? seed,
        record,
        onStep: onStep ? (step, rgba) => onStep(variant, step, rgba) : null,
        onPreview: onPreview ? (preview) => onPreview(variant, preview) : null,
        onMoved: () => {
          if (onCheckpoint && clock.isDue()) onCheckpoint(record.checkpoint(tracker.fraction));
        },
      });
    } catch (error) {
      const { aborted, reason } = callbacks.signal;
      throw aborted && reason === pauseReason ? new Paused(record.checkpoint(tracker.fraction)) : error;
    }
    // Where the beginning had to be computed, the first variant has done it for all.
    const branch = run.earlier.at(-1);
    if (branch) inherited ??= editStateBefore(record.state, branch.until);
    callbacks.onVariant({
      variant,
      patch: await patchOf(run, prepared.original, scene, plan, tracker, seed, recipeOf),
      state: serialiseEditState(record.state, owner),
      steps: stepsOfPasses(owner.passes, manifest.tokenPixels),
    });
  }
  return { plan: plan.run, speed: tracker.learnedSpeed() };
}

/** What is decided before the first variant; null where it has to be computed. */
function inheritedState({ earlier, parentState, manifest }: EditRun, plan: EditPlan): EditState | null {
  const branch = earlier.at(-1);
  if (!branch) return emptyEditState;
  return parentState && parseEditState(parentState, { passes: passesOf(plan.parts), manifest }, branch.until);
}

/** The finished variant's pixels over the mask's bounds, kept parts included, held against the document as it was. */
async function patchOf(
  run: EditRun,
  original: Scene,
  scene: Scene,
  plan: EditPlan,
  tracker: RunTracker,
  seed: number,
  recipeOf: (seed: number) => string,
): Promise<EditPatch> {
  const rect = plan.run.maskBounds;
  const samples = await scene.readSamples(rect);
  const withoutDetail = await scene.readWithoutDetail(rect);
  const coverage = await original.readWholeCoverage(rect);
  const before = await original.readOriginal(rect);
  const changed = countChangedOutside(before, samples, coverage, run.photo.channels);
  const report = reportOf(run, plan.run, tracker, seed, changed, scene.doubts);
  return {
    rect,
    samples,
    ...(withoutDetail && { withoutDetail }),
    bounds: scene.bounds,
    report,
    recipe: recipeOf(seed),
  };
}

/** What variants' recipes share is made once. */
async function recipeWriter(
  run: EditRun,
  { needsNetwork }: PreparedEdit,
  plan: EditPlan,
): Promise<(seed: number) => string> {
  const { request, photo, manifest, settings } = run;
  const { bounds, channels, bitDepth } = photo;
  const input = { bounds, channels, bitDepth, hash: await (photo.hash?.() ?? hashPixels(photo)) };
  const mask = request.kind === 'fill' ? await packMask(run.mask!, plan.run.maskBounds) : null;
  const { noSource } = run;
  const forbidden = noSource && (await packMask(noSource, noSource.coveredWithin ?? noSource.bounds));
  const pack = { id: manifest.id, hash: packHash(manifest) };
  const earlier = earlierForRecipe(run.earlier, manifest);
  const kept = run.kept.map(({ cells, provenance }) => keptForRecipe(cells, provenance));
  const begunOn = deviceOf(run).device;
  return (seed) => {
    const { device } = deviceOf(run);
    const turn: RecipeTurn = {
      request,
      settings: settingsForRecipe(settings, seed, manifest),
      pack,
      // A device that failed in the middle has its share in the pixels: no single one promises them again.
      device: begunOn === device ? device : `${begunOn}, then ${device}`,
      version: run.appVersion,
      engineRevision,
      ...(!needsNetwork && { network: false }),
      ...(forbidden && { noSource: forbidden }),
      earlier,
      kept,
      input,
      mask,
    };
    return recipeText([turn]);
  };
}

/** What computes: plain code on the CPU where no pack is needed. */
const deviceOf = ({ pack }: EditRun): { readonly device: string; readonly note: string | null } =>
  pack ? pack.deviceInUse() : { device: 'cpu', note: null };

/** The facts of the variant that has just finished. */
function reportOf(
  run: EditRun,
  plan: RunPlan,
  tracker: RunTracker,
  seed: number,
  changed: number,
  doubts: RunReport['doubts'] = [],
): RunReport {
  const { device, note } = deviceOf(run);
  return {
    packId: run.manifest.id,
    device,
    deviceNote: note,
    seed,
    order: run.settings.order,
    arSteps: plan.arSteps,
    diffusionSteps: plan.diffusionSteps,
    contextGuidance: plan.contextGuidance,
    finestScale: plan.finestScale,
    detailStage: plan.detailStage ?? 'off',
    seconds: tracker.seconds,
    tokens: plan.tokens,
    tokenEvaluations: tracker.variantEvaluations,
    changedOutsideMask: changed,
    doubts,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
  };
}
