import type { DeviceState } from '#shared/runs/device-choice.ts';
import type { RunRequest } from '#shared/runs/run-request.ts';
import type { CheckpointFacts, DeviceSummary, PackSummary } from '#shared/contract/contract.ts';
import type { ErrorReport } from '#shared/errors.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import type { CellField } from '#shared/geometry/token-lattice.ts';
import type { RunPlan, StepId } from '#shared/runs/run-plan.ts';
import type { RunProgress, RunReport } from '#shared/runs/run-report.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import type { EditSegment } from '#shared/runs/segments.ts';
import type { TurnStep } from '#shared/runs/turns.ts';
import type { TileSnapshot } from './tiles/snapshot.ts';
import type { PackDirectories } from './packs/registry.ts';
import type { DetailPreview } from './editing/run/detail-preview.ts';

/** The part of a finished turn of the same region that stays, pixel for pixel (keep part). */
export interface KeptPixels {
  /** The document with that turn in it; read inside `cells` only. */
  readonly pixels: TileSnapshot;
  readonly cells: CellField;
  /** `EditPatch.recipe` of that turn: this one's recipe repeats it. */
  readonly recipe: string;
}

/** A variant in progress as it was saved. */
export interface ResumePoint {
  readonly variant: number;
  readonly state: Uint8Array;
}

/** Everything a run needs: it can be repeated from this and the pack. */
export interface EditJob {
  readonly request: RunRequest;
  /** Settings of everything after the last of `earlier`. */
  readonly settings: RunSettings;
  readonly pixels: TileSnapshot;
  /** Recipes of the turns that led to `pixels`, oldest first; absent = there were none. */
  readonly recipes?: readonly string[];
  /** One channel, 8 bit: coverage. Ignored for extend and generate. */
  readonly mask: TileSnapshot;
  /** The same form: at least half covered where texture is never copied from; absent = nowhere. */
  readonly noSource?: TileSnapshot;
  readonly packs: PackDirectories;
  /** What ancestors decided, oldest first (see `segmentsBefore`); empty = everything is made with `settings`. */
  readonly earlier: readonly EditSegment[];
  /** Pixels of finished turns that stay; where two hold a cell, the later one. Their cells leave the mask. */
  readonly kept: readonly KeptPixels[];
  /** State of the turn this one branches from, cut where `earlier` ends; null = `earlier` is computed again. */
  readonly parentState: Uint8Array | null;
  /** That turn's pixels, with and without its detail stage: parts it had finished are taken from them. Absent = made again. */
  readonly parentPixels?: { readonly pixels: TileSnapshot; readonly layout: TileSnapshot | null } | null;
  /** Resume this variant, then those after it; null = from the first. */
  readonly resume: ResumePoint | null;
}

/** One committed AR step of a variant; `TurnStep` without the address its picture gets. */
export type EditStep = Omit<TurnStep, 'url'>;

/** One variant's outcome: final samples of `rect` in the document's own format; equal to the original outside the mask. */
export interface EditPatch {
  readonly rect: Rect;
  /** [rect.height, rect.width, channels] */
  readonly samples: Uint8Array | Uint16Array;
  /** The same without the detail stage (the layout alone); absent where none ran. */
  readonly withoutDetail?: Uint8Array | Uint16Array;
  /** Bounds of the document once the patch is committed. */
  readonly bounds: Rect;
  readonly report: RunReport;
  /** The recipe (JSON text) that repeats this result. */
  readonly recipe: string;
}

/** main -> engine. `id` names the job in every answer. */
export type EngineRequest =
  | { type: 'plan'; id: string; job: EditJob }
  | { type: 'run'; id: string; job: EditJob }
  /** The next run begins with these pixels: what its recipe says of them is worked out beforehand. */
  | { type: 'expect'; id: string; pixels: TileSnapshot }
  | { type: 'cancel'; id: string }
  /** Stops a run between two network calls; the run answers `paused`. Nothing where no such run is. */
  | { type: 'pause'; id: string }
  | { type: 'probe-devices'; id: string }
  /** What `auto` takes for a pack; it is measured where that is not known, and given up where a run comes. */
  | { type: 'choose-device'; id: string; packs: PackDirectories; packId: string; threads: number }
  | { type: 'inspect-checkpoints'; id: string; transformer: string; autoencoder: string }
  | { type: 'install-pack-file'; id: string; path: string; output: string }
  | {
      type: 'import-pack';
      id: string;
      transformer: string;
      autoencoder: string;
      output: string;
      precision: 'fp32' | 'fp16' | 'int8';
    };

/** engine -> main. Every request ends with exactly one of planned, expected, devices, device-chosen, packs, inspected, imported, finished, paused, failed, cancelled. */
export type EngineMessage =
  | { type: 'ready' }
  | { type: 'planned'; id: string; plan: RunPlan }
  | { type: 'expected'; id: string }
  | { type: 'devices'; id: string; devices: DeviceSummary[] }
  | { type: 'device-chosen'; id: string; state: DeviceState }
  | { type: 'inspected'; id: string; facts: CheckpointFacts }
  | { type: 'import-progress'; id: string; fraction: number; message: string }
  | { type: 'imported'; id: string; pack: PackSummary }
  | { type: 'progress'; id: string; progress: RunProgress }
  /** Once, before anything of the run is computed: what it will do. */
  | { type: 'begun'; id: string; plan: RunPlan }
  /**
   * An AR step was committed; after `resume`, those since the saved moment come (again). `rgba` (8 bit sRGB) covers
   * `step.rect` and is transparent where the photo stays and where nothing was made yet: the moment is this picture over
   * the last one of every pass before it. Null where it would have cost too much; never for the last step of a pass.
   */
  | { type: 'step'; id: string; variant: number; step: EditStep; rgba: Uint8Array | null }
  /** The detail stage of a part at work, coarse levels first; the last level is the part's result and comes with `variant`. */
  | { type: 'preview'; id: string; variant: number; preview: DetailPreview }
  /** At most every second: `resume: { variant, state }` resumes here, bit for bit. `fraction` of all work, 0 to 1. */
  | { type: 'checkpoint'; id: string; variant: number; state: Uint8Array; at: StepId; fraction: number }
  /** `steps` are all steps of the variant, those of `parentState` or before `resume` included; `state` branches from it. */
  | {
      type: 'variant';
      id: string;
      variant: number;
      patch: EditPatch;
      state: Uint8Array;
      steps: readonly EditStep[];
    }
  /** The run is paused: see `checkpoint`. */
  | { type: 'paused'; id: string; variant: number; state: Uint8Array; at: StepId; fraction: number }
  /** Every variant came as `variant`. */
  | { type: 'finished'; id: string }
  | { type: 'failed'; id: string; error: ErrorReport }
  | { type: 'cancelled'; id: string };
