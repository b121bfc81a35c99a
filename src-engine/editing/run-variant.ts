import { setImmediate as nextTurn } from 'node:timers/promises';
import { TesseraError } from '../../src-shared/contract/errors';
import type { OpenedPack } from '../inference/inference';
import type { Prefix } from '../sampler/prefix';
import { finishPart } from './finish-part';
import { createLevelCanvas, type LevelCanvas, matchCanvasBorder } from './level-canvas';
import type { PlannedPart, PlannedPass } from './plan-edit';
import { type EditPreview, PreviewPainter } from './preview';
import { runPass } from './run-pass';
import type { RunTracker } from './run-tracker';
import type { Scene } from './scene';

/** What all variants of a run share. */
export interface VariantRun {
  readonly pack: OpenedPack;
  readonly parts: readonly PlannedPart[];
  readonly label: number;
  readonly guidance: number;
  readonly tracker: RunTracker;
  /** Encodings of known tokens that variants share; null for a single one. */
  readonly prefixes: Map<PlannedPass, Prefix> | null;
  readonly signal: AbortSignal;
  readonly onPreview: ((preview: EditPreview) => void) | null;
  /** When a preview was last shown. */
  readonly shown: { at: number };
}

/** Fills every part of the mask in `scene`: its windows coarse to fine, then detail, blend and composite. */
export async function runVariant(
  run: VariantRun,
  scene: Scene,
  variant: number,
  seed: number,
): Promise<void> {
  const { tracker, signal } = run;
  for (const part of run.parts) {
    const canvas = await runLevels(run, scene, part, variant, seed);
    tracker.beginFinish(part);
    const finished = await finishPart(scene, part.cells, canvas, {
      seed,
      exemplars: part.exemplars,
      signal,
      onDetail: async (fraction) => {
        tracker.detailed(part, fraction);
        // Lets a cancel message in.
        await nextTurn();
      },
      addSeconds: tracker.addSeconds,
      now: tracker.now,
    });
    scene.finishPart(finished);
    tracker.endFinish(part);
  }
}

/** Runs a part's passes level by level; each level starts from the one before. @returns the finest level's picture */
async function runLevels(
  run: VariantRun,
  scene: Scene,
  part: PlannedPart,
  variant: number,
  seed: number,
): Promise<LevelCanvas> {
  const { pack, tracker, signal, onPreview, shown } = run;
  const { manifest } = pack;
  let canvas: LevelCanvas | null = null;
  for (const passes of passesByLevel(part.passes)) {
    const started = tracker.now();
    canvas = await createLevelCanvas(scene, passes, manifest.tokenPixels, canvas);
    tracker.addSeconds('encode', tracker.now() - started);
    for (const pass of passes) {
      const painter =
        onPreview && new PreviewPainter(variant, canvas, pass, manifest, onPreview, tracker.now, shown);
      tracker.beginPass(pass);
      const evaluations = await runPass(pack, canvas, pass, {
        seed,
        label: run.label,
        guidance: run.guidance,
        cancelled: () => signal.aborted,
        prefixes: run.prefixes,
        onEvaluations: (count, step) => tracker.sampled(count, step),
        onCommitted: (step, picture) => painter?.offer(step, picture) ?? Promise.resolve(),
        addSeconds: tracker.addSeconds,
        now: tracker.now,
      });
      tracker.endPass(evaluations);
    }
    matchCanvasBorder(canvas);
  }
  if (!canvas) throw new TesseraError('internal', 'A part of the mask has no window. Nothing was changed.');
  return canvas;
}

function passesByLevel(passes: readonly PlannedPass[]): PlannedPass[][] {
  const levels = new Map<number, PlannedPass[]>();
  for (const pass of passes) levels.set(pass.level, [...(levels.get(pass.level) ?? []), pass]);
  return [...levels.values()];
}
