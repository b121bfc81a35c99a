import { TesseraError } from '../../src-shared/contract/errors';
import type { RunRequest } from '../../src-shared/contract/contract';
import { type Rect, rectIsEmpty } from '../../src-shared/geometry/rect';
import type { RunProgress, RunReport } from '../../src-shared/runs/run-report';
import type { RunPlan } from '../../src-shared/runs/run-plan';
import type { RunSettings } from '../../src-shared/runs/run-settings';
import { countChangedOutside } from '../imaging/blend';
import type { OpenedPack } from '../inference/inference';
import type { PackManifest } from '../packs/manifest';
import type { EditPatch } from '../protocol';
import { type EditPlan, planEdit } from './plan-edit';
import type { EditPreview } from './preview';
import { hashPixels, packHash, packMask, type RecipeTurn, recipeText, settingsForRecipe } from './recipe';
import type { RunSpeed } from './run-speed';
import { RunTracker } from './run-tracker';
import { runVariant, type VariantRun } from './run-variant';
import { Scene } from './scene';
import { type CoverageSource, coverageOutside, type PixelSource } from './sources';
import { findTouchedCells } from './touched-cells';

/** Everything an edit is made from; repeated with the same values it gives the same pixels on the same device. */
export interface EditInput {
  readonly request: RunRequest;
  readonly settings: RunSettings;
  readonly photo: PixelSource;
  /** Read for `fill` only; same bounds as the photo. */
  readonly mask: CoverageSource | null;
  readonly manifest: PackManifest;
  /** Measured before on this machine; null = not yet. */
  readonly speed: RunSpeed | null;
}

/** What a run needs beyond its input. */
export interface EditRun extends EditInput {
  readonly pack: OpenedPack;
  readonly loadSeconds: number;
  readonly appVersion: string;
  /** Turns that led to the photo as it is now. */
  readonly earlierTurns: readonly RecipeTurn[];
}

/** How a run is watched and stopped. */
export interface EditCallbacks {
  readonly signal: AbortSignal;
  /** Called once, before anything runs. */
  readonly onPlan?: (plan: RunPlan) => void;
  readonly onProgress: (progress: RunProgress) => void;
  readonly onPreview: ((preview: EditPreview) => void) | null;
}

/** The finished variants, and this machine's speed for the next estimate. */
export interface EditOutcome {
  readonly patches: EditPatch[];
  readonly plan: RunPlan;
  readonly speed: RunSpeed;
}

const seconds = (): number => performance.now() / 1000;

/** What will happen. @throws TesseraError mask-empty, mask-wrong-size, label-unknown, request-invalid */
export async function planRun(input: EditInput): Promise<EditPlan> {
  return (await prepare(input)).plan;
}

/** Runs an edit: plan, fill every variant, count what changed outside the mask, write the recipe. */
export async function runEdit(run: EditRun, callbacks: EditCallbacks): Promise<EditOutcome> {
  const { settings, manifest, photo, pack } = run;
  const { coverage, plan, label } = await prepare(run);
  callbacks.onPlan?.(plan.run);
  const tracker = new RunTracker(plan, run.speed, callbacks.onProgress, seconds);
  const inputHash = await hashPixels(photo);
  const rect = plan.run.maskBounds;
  const mask = run.request.kind === 'fill' ? await packMask(coverage, rect) : null;
  const shared: VariantRun = {
    pack,
    parts: plan.parts,
    label,
    guidance: settings.guidance,
    tracker,
    prefixes: settings.variants > 1 ? new Map() : null,
    signal: callbacks.signal,
    onPreview: callbacks.onPreview,
    shown: { at: 0 },
  };
  const patches: EditPatch[] = [];
  for (let variant = 0; variant < settings.variants; variant++) {
    const seed = (settings.seed + variant) >>> 0;
    const scene = new Scene(photo, coverage);
    tracker.beginVariant(variant, run.loadSeconds);
    await runVariant(shared, scene, variant, seed);
    const samples = await scene.readSamples(rect);
    const whole = await scene.readWholeCoverage(rect);
    const changed = countChangedOutside(await scene.readOriginal(rect), samples, whole, photo.channels);
    const { device } = pack.deviceInUse();
    const turn: RecipeTurn = {
      request: run.request,
      settings: settingsForRecipe(settings, seed),
      pack: { id: manifest.id, hash: packHash(manifest) },
      device,
      version: run.appVersion,
      input: { bounds: photo.bounds, channels: photo.channels, bitDepth: photo.bitDepth, hash: inputHash },
      mask,
    };
    const report = reportOf(run, plan.run, tracker, seed, changed);
    const recipe = recipeText([...run.earlierTurns, turn]);
    patches.push({ rect, samples, bounds: scene.bounds, report, recipe });
  }
  return { patches, plan: plan.run, speed: tracker.learnedSpeed() };
}

/** The facts of the variant that has just finished. */
function reportOf(
  { settings, pack }: EditRun,
  plan: RunPlan,
  tracker: RunTracker,
  seed: number,
  changed: number,
): RunReport {
  const { device, note } = pack.deviceInUse();
  return {
    packId: pack.manifest.id,
    device,
    deviceNote: note,
    seed,
    order: settings.order,
    arSteps: plan.arSteps,
    diffusionSteps: plan.diffusionSteps,
    finestScale: plan.finestScale,
    detailStage: plan.detailStage ?? 'off',
    seconds: tracker.seconds,
    tokens: plan.tokens,
    tokenEvaluations: tracker.variantEvaluations,
    changedOutsideMask: changed,
    peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
  };
}

/** The index of a label, whatever its case; -1 where the pack has none of that name. */
function labelIndex({ labels }: PackManifest, name: string): number {
  const wanted = name.toLowerCase();
  return labels.findIndex((label) => label.toLowerCase() === wanted);
}

/** Coverage, plan and label of an input. */
async function prepare(
  input: EditInput,
): Promise<{ coverage: CoverageSource; plan: EditPlan; label: number }> {
  const { settings, manifest } = input;
  const { bounds, coverage } = areaToFill(input);
  const label = settings.label === null ? manifest.nullLabel : labelIndex(manifest, settings.label);
  if (label < 0)
    throw new TesseraError(
      'label-unknown',
      `The pack "${manifest.name}" has no label "${settings.label}". It has: ${manifest.labels.slice(0, 40).join(', ')}${manifest.labels.length > 40 ? ', ...' : ''}.`,
    );
  const touched = await findTouchedCells(new Scene(input.photo, coverage), manifest.tokenPixels);
  if (!touched)
    throw new TesseraError(
      'mask-empty',
      'The mask is empty: no pixel is selected. Nothing was changed. Paint over what should go.',
    );
  const plan = planEdit({
    bounds,
    touched,
    settings,
    manifest,
    speed: input.speed,
  });
  return { coverage, plan, label };
}

/** The document after the edit and what of it is filled. */
function areaToFill({ request, photo, mask }: EditInput): { bounds: Rect; coverage: CoverageSource } {
  switch (request.kind) {
    case 'generate':
      return { bounds: photo.bounds, coverage: coverageOutside(photo.bounds, null) };
    case 'extend': {
      const { left, right, top, bottom } = request.by;
      const { x, y, width, height } = photo.bounds;
      const bounds = { x: x - left, y: y - top, width: width + left + right, height: height + top + bottom };
      return { bounds, coverage: coverageOutside(bounds, photo.bounds) };
    }
    case 'fill': {
      if (!mask || rectIsEmpty(mask.bounds))
        throw new TesseraError(
          'mask-empty',
          'There is no mask. Nothing was changed. Paint over what should go.',
        );
      if (mask.bounds.width !== photo.bounds.width || mask.bounds.height !== photo.bounds.height)
        throw new TesseraError(
          'mask-wrong-size',
          `The mask is ${mask.bounds.width} x ${mask.bounds.height} pixels, the photo ${photo.bounds.width} x ${photo.bounds.height}. Nothing was changed. Make the mask as large as the photo (after turning it upright).`,
        );
      return { bounds: photo.bounds, coverage: mask };
    }
  }
}
