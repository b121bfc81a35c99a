import { setImmediate as nextTurn } from 'node:timers/promises';
import { TesseraError } from '#shared/errors.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import type { OpenedPack } from '#engine/inference/inference.ts';
import type { Prefix } from '#engine/sampler/prefix.ts';
import type { DetailPreview } from './detail-preview.ts';
import { copyPart } from './copy-part.ts';
import { finishPart } from './finish-part.ts';
import { createLevelCanvas, type LevelCanvas, matchCanvasBorder } from './level-canvas.ts';
import type { PlannedPart } from '#engine/editing/plan/plan-edit.ts';
import type { PlannedPass } from '#engine/editing/plan/plan-pass.ts';
import { runPass } from './run-pass.ts';
import type { RunTracker } from './run-tracker.ts';
import type { Scene } from '#engine/editing/scene.ts';
import type { ShowStep, StepPainter } from './step-pictures.ts';
import { type ParentPixels, takeOverPart } from './take-over-part.ts';
import { fillThinPieces } from './thin-fill.ts';
import type { VariantRecord } from './variant-record.ts';
import { text } from '#shared/text/text.ts';

/** What all variants of a run share. */
export interface VariantRun {
  /** Null where no part has a window. */
  readonly pack: OpenedPack | null;
  readonly labelOf: (settings: RunSettings) => number;
  readonly tracker: RunTracker;
  /** Encodings that variants share, by pass; null for a single variant. */
  readonly prefixes: Map<number, Prefix> | null;
  readonly painter: StepPainter;
  /** Pixels of the turn this one branches from. */
  readonly parentPixels: ParentPixels | null;
  /** See EditRun. */
  readonly keepsLayout: boolean;
  readonly signal: AbortSignal;
}

/** One variant. */
export interface Variant {
  readonly parts: readonly PlannedPart[];
  readonly seed: number;
  /** The seed of the turn it began with: thin pieces stay as they were there. */
  readonly thinSeed: number;
  /** What is decided already, and what is by and by. */
  readonly record: VariantRecord;
  readonly onStep: ShowStep | null;
  readonly onPreview: ((preview: DetailPreview) => void) | null;
  /** Called between network calls, where the record's state is complete. */
  readonly onMoved: () => void;
}

/** Fills every part of the mask in `scene`: its windows coarse to fine, then detail, blend and composite. */
export async function runVariant(run: VariantRun, scene: Scene, variant: Variant): Promise<void> {
  const { tracker, signal } = run;
  for (const part of variant.parts) {
    if (part.takenOver && run.parentPixels) {
      scene.finishPart(await takeOverPart(scene, part, run.parentPixels));
      continue;
    }
    const onDetail = async (fraction: number): Promise<void> => {
      tracker.detailed(part, fraction);
      // Lets a cancel message in.
      await nextTurn();
    };
    if (part.passes.length === 0) {
      tracker.beginFinish(part);
      const started = tracker.now();
      if (part.thin)
        await fillThinPieces(scene, part.cells, { seed: variant.thinSeed, signal, onProgress: onDetail });
      else scene.finishPart(await copyPart(scene, part.cells, { seed: variant.seed, signal, onDetail }));
      tracker.addSeconds('detail', tracker.now() - started);
      tracker.endFinish(part);
      continue;
    }
    const canvas = await runLevels(run, scene, part, variant);
    tracker.beginFinish(part);
    const finished = await finishPart(scene, part.cells, canvas, {
      seed: finishSeed(part, variant.seed),
      exemplars: part.exemplars,
      keepsLayout: run.keepsLayout,
      signal,
      onDetail,
      onPreview: variant.onPreview,
      addSeconds: tracker.addSeconds,
      now: tracker.now,
    });
    scene.finishPart(finished);
    tracker.endFinish(part);
  }
}

/** A part that an ancestor made to its end is finished as it was there. */
function finishSeed({ passes }: PlannedPart, seed: number): number {
  const last = passes.at(-1)?.segments.at(-1);
  return last?.inherited ? last.settings.seed : seed;
}

/** Runs a part's passes level by level; each level starts from the one before. @returns the finest level's picture */
async function runLevels(
  run: VariantRun,
  scene: Scene,
  part: PlannedPart,
  variant: Variant,
): Promise<LevelCanvas> {
  const { tracker } = run;
  const { tokenPixels } = openedPack(run).manifest;
  let canvas: LevelCanvas | null = null;
  for (const passes of passesByLevel(part.passes)) {
    const started = tracker.now();
    canvas = await createLevelCanvas(scene, passes, tokenPixels, canvas);
    tracker.addSeconds('encode', tracker.now() - started);
    for (const pass of passes) await runAndRecord(run, canvas, pass, variant);
    matchCanvasBorder(canvas);
  }
  if (!canvas)
    throw new TesseraError('internal', text.refusals.doesNotFit, {
      cause: 'a part of the mask has no window',
    });
  return canvas;
}

/** Runs a pass from what is decided of it, and tells of every diffusion step and AR step. */
async function runAndRecord(
  run: VariantRun,
  canvas: LevelCanvas,
  pass: PlannedPass,
  { seed, record, onStep, onMoved }: Variant,
): Promise<void> {
  const { tracker, painter, signal, labelOf, prefixes } = run;
  const state = record.beginPass(pass.index);
  tracker.beginPass(pass, state);
  const result = await runPass(openedPack(run), canvas, pass, {
    seed,
    labelOf,
    state,
    cancelled: () => signal.aborted,
    prefixes,
    onDiffusionStep: ({ arStep, snapshot }, evaluations) => {
      record.moved(snapshot);
      tracker.sampled(evaluations, arStep);
      onMoved();
    },
    onCommitted: async ({ arStep, snapshot }, picture) => {
      record.moved(snapshot);
      if (onStep) await painter.show(onStep, canvas, pass, arStep, picture);
    },
    addSeconds: tracker.addSeconds,
    now: tracker.now,
  });
  record.endPass(result.state);
  tracker.endPass(result.evaluations);
}

function openedPack({ pack }: VariantRun): OpenedPack {
  if (pack) return pack;
  throw new TesseraError('internal', text.refusals.doesNotFit, { cause: 'a window without a model' });
}

function passesByLevel(passes: readonly PlannedPass[]): PlannedPass[][] {
  const levels = new Map<number, PlannedPass[]>();
  for (const pass of passes) levels.set(pass.level, [...(levels.get(pass.level) ?? []), pass]);
  return [...levels.values()];
}
