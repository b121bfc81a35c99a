import { TesseraError } from '../../src-shared/contract/errors';
import type { RunRequest } from '../../src-shared/contract/contract';
import { type Rect, rectIsEmpty } from '../../src-shared/geometry/rect';
import type { PhaseSeconds, RunProgress, RunReport } from '../../src-shared/runs/run-report';
import type { RunPlan } from '../../src-shared/runs/run-plan';
import type { RunSettings } from '../../src-shared/runs/run-settings';
import { countChangedOutside } from '../imaging/blend';
import type { OpenedPack } from '../inference/inference';
import type { PackManifest } from '../packs/manifest';
import type { EditPatch } from '../protocol';
import type { Prefix } from '../sampler/prefix';
import { finishPart } from './finish-part';
import { createLevelCanvas, type LevelCanvas, matchCanvasBorder } from './level-canvas';
import { type EditPlan, planEdit, type PlannedPass } from './plan-edit';
import { PreviewPainter, type EditPreview } from './preview';
import { hashPixels, packHash, packMask, type RecipeTurn, recipeText, settingsForRecipe } from './recipe';
import { runPass } from './run-pass';
import { Scene } from './scene';
import { type CoverageSource, coverageOutside, type PixelSource } from './sources';
import { findTouchedCells } from './touched-cells';
import { WorkMeter } from './work-meter';

/** Everything an edit is made from; repeated with the same values it gives the same pixels on the same device. */
export interface EditInput {
  readonly request: RunRequest;
  readonly settings: RunSettings;
  readonly photo: PixelSource;
  /** Read for `fill` only; same bounds as the photo. */
  readonly mask: CoverageSource | null;
  readonly manifest: PackManifest;
  /** Measured before on this machine; null = not yet. */
  readonly tokenEvaluationsPerSecond: number | null;
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
  readonly tokenEvaluationsPerSecond: number;
}

const seconds = (): number => performance.now() / 1000;

/** What will happen. @throws TesseraError mask-empty, mask-wrong-size, label-unknown, request-invalid */
export async function planRun(input: EditInput): Promise<EditPlan> {
  return (await prepare(input)).plan;
}

/** Runs an edit: plan, then for every variant and part its windows coarse to fine, then detail, blend and composite. */
export async function runEdit(run: EditRun, callbacks: EditCallbacks): Promise<EditOutcome> {
  const { settings, manifest } = run;
  const { coverage, plan, label } = await prepare(run);
  callbacks.onPlan?.(plan.run);
  const cancelled = (): boolean => callbacks.signal.aborted;
  const prefixes = settings.variants > 1 ? new Map<PlannedPass, Prefix>() : null;
  const detailPixels = plan.parts
    .filter((part) => part.exemplars)
    .reduce((sum, part) => sum + part.pixels, 0);
  const meter = new WorkMeter(plan.run.tokenEvaluations, detailPixels * settings.variants, seconds);
  const inputHash = await hashPixels(run.photo);
  const mask = run.request.kind === 'fill' ? await packMask(coverage, plan.run.maskBounds) : null;
  const patches: EditPatch[] = [];
  let evaluations = 0;
  let sampleSeconds = 0;
  let detailDone = 0;
  const shown = { at: 0 };

  for (let variant = 0; variant < settings.variants; variant++) {
    const seed = (settings.seed + variant) >>> 0;
    const scene = new Scene(run.photo, coverage);
    const phases: PhaseSeconds = {
      load: run.loadSeconds,
      encode: 0,
      sample: 0,
      decode: 0,
      detail: 0,
      blend: 0,
    };
    const addSeconds = (phase: keyof PhaseSeconds, spent: number): void => {
      phases[phase] += spent;
    };
    const before = evaluations;
    let passIndex = 0;
    const report = (phase: RunProgress['phase'], pass: PlannedPass | null, step: number): void =>
      callbacks.onProgress({
        variant,
        at: { pass: passIndex, step },
        passes: plan.run.passes.length,
        arSteps: pass?.arStepSizes.length ?? 0,
        phase,
        ...meter.read(),
      });

    for (const part of plan.parts) {
      let canvas: LevelCanvas | null = null;
      for (const level of passesByLevel(part.passes)) {
        const started = seconds();
        canvas = await createLevelCanvas(scene, level, manifest.tokenPixels, canvas);
        addSeconds('encode', seconds() - started);
        for (const pass of level) {
          const done = evaluations;
          const painter =
            callbacks.onPreview &&
            new PreviewPainter(variant, canvas, pass, manifest, callbacks.onPreview, seconds, shown);
          report('encode', pass, 0);
          evaluations += await runPass(run.pack, canvas, pass, {
            seed,
            label,
            guidance: settings.guidance,
            cancelled,
            prefixes,
            onEvaluations: (count, step) => {
              meter.setEvaluations(done + count);
              report('sample', pass, step);
            },
            onCommitted: (step, picture) => painter?.offer(step, picture) ?? Promise.resolve(),
            addSeconds,
            now: seconds,
          });
          meter.setEvaluations(evaluations);
          passIndex++;
        }
        matchCanvasBorder(canvas);
      }
      if (!canvas)
        throw new TesseraError('internal', 'A part of the mask has no window. Nothing was changed.');
      report(part.exemplars ? 'detail' : 'blend', null, 0);
      const detailBefore = detailDone;
      scene.finishPart(
        await finishPart(scene, part.cells, canvas, {
          seed,
          exemplars: part.exemplars,
          signal: callbacks.signal,
          onDetail: async (fraction) => {
            meter.setDetailPixels(detailBefore + fraction * part.pixels);
            report('detail', null, 0);
            // Lets a cancel message in.
            await new Promise((resolve) => setImmediate(resolve));
          },
          addSeconds,
          now: seconds,
        }),
      );
      if (part.exemplars) detailDone += part.pixels;
    }

    const rect = plan.run.maskBounds;
    const samples = await scene.readSamples(rect);
    const changedOutsideMask = countChangedOutside(
      await scene.readOriginal(rect),
      samples,
      await scene.readWholeCoverage(rect),
      run.photo.channels,
    );
    sampleSeconds += phases.sample;
    const { device, note } = run.pack.deviceInUse();
    const turn: RecipeTurn = {
      request: run.request,
      settings: settingsForRecipe(settings, seed),
      pack: { id: manifest.id, hash: packHash(manifest) },
      device,
      version: run.appVersion,
      input: {
        bounds: run.photo.bounds,
        channels: run.photo.channels,
        bitDepth: run.photo.bitDepth,
        hash: inputHash,
      },
      mask,
    };
    const runReport: RunReport = {
      packId: manifest.id,
      device,
      deviceNote: note,
      seed,
      order: settings.order,
      arSteps: plan.run.arSteps,
      diffusionSteps: plan.run.diffusionSteps,
      finestScale: plan.run.finestScale,
      detailStage: plan.run.detailStage ?? 'off',
      seconds: phases,
      tokens: plan.run.tokens,
      tokenEvaluations: evaluations - before,
      changedOutsideMask,
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    };
    patches.push({
      rect,
      samples,
      bounds: scene.bounds,
      report: runReport,
      recipe: recipeText([...run.earlierTurns, turn]),
    });
  }
  return { patches, plan: plan.run, tokenEvaluationsPerSecond: evaluations / Math.max(1e-3, sampleSeconds) };
}

/** Coverage, plan and label of an input. */
async function prepare(
  input: EditInput,
): Promise<{ coverage: CoverageSource; plan: EditPlan; label: number }> {
  const { settings, manifest } = input;
  const { bounds, coverage } = areaToFill(input);
  const label = settings.label === null ? manifest.nullLabel : manifest.labels.indexOf(settings.label);
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
    tokenEvaluationsPerSecond: input.tokenEvaluationsPerSecond,
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

function passesByLevel(passes: readonly PlannedPass[]): PlannedPass[][] {
  const levels = new Map<number, PlannedPass[]>();
  for (const pass of passes) levels.set(pass.level, [...(levels.get(pass.level) ?? []), pass]);
  return [...levels.values()];
}
