import type { RunRequest } from './run-request.ts';
import type { CellField } from '#shared/geometry/token-lattice.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import type { RunPass, StepId } from './run-plan.ts';
import type { RunReport } from './run-report.ts';
import type { RunSettings } from './run-settings.ts';

/**
 * Variant, branch and keep-part are one structure: a turn (docs/decisions/0006-turns-are-states.md). Turns of one region (a base picture, a
 * request, a mask) form a tree and wait together until one is accepted or all are discarded.
 */

/** One AR step of a finished turn, for the strip under the picture. */
export interface TurnStep extends OverlaidPicture {
  readonly at: StepId;
  /** How many tokens it committed. */
  readonly tokens: number;
  readonly diffusionSteps: number;
}

/** A picture that is laid over the photo: the moment after a step, or the detail stage at work. */
export interface OverlaidPicture {
  /** Document pixels it covers. */
  readonly rect: Rect;
  /** image:// of RGBA, transparent where the photo stays; null where decoding it would have cost too much. */
  readonly url: string | null;
  readonly width: number;
  readonly height: number;
}

/** The part of a finished turn that stays: whole tokens of the region's finest level. */
export interface KeptPart {
  readonly turnId: string;
  readonly cells: CellField;
}

/** Where a new turn starts. */
export type TurnStart =
  /** Everything before AR step `at` of that turn stays, the rest is made anew. */
  | { readonly kind: 'step'; readonly turnId: string; readonly at: StepId }
  /** The kept parts (of one turn, or mixed from several) stay pixel for pixel, the rest of the mask is made anew. */
  | { readonly kind: 'keep'; readonly kept: readonly KeptPart[] };

export interface Turn {
  readonly id: string;
  /** The turn it branched from (for `keep` the first kept one); null = made from the start. */
  readonly parentId: string | null;
  readonly start: TurnStart | null;
  /** What its own steps were made with; one variant, its own seed. */
  readonly settings: RunSettings;
  /** Document pixels it changed. */
  readonly rect: Rect;
  readonly report: RunReport;
  /** In the order they were made, those kept from the parent included. */
  readonly steps: readonly TurnStep[];
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** A run that was paused, or cut off by a crash, and can be resumed where it stopped. */
export interface InterruptedRun {
  readonly runId: string;
  readonly reason: 'paused' | 'crashed';
  readonly settings: RunSettings;
  readonly start: TurnStart | null;
  /** The variant and AR step in progress, and how much of all work is done, 0 to 1. */
  readonly variant: number;
  readonly at: StepId;
  readonly fraction: number;
  /** Milliseconds since 1970 of the last saved moment. */
  readonly savedAt: number;
}

/** The active run: how a reloaded window finds it again. */
export interface RunningRun {
  readonly runId: string;
  /** Another photo's run goes first: nothing is made yet. */
  readonly waits: boolean;
  readonly settings: RunSettings;
  readonly start: TurnStart | null;
  /** The variant in progress and the AR steps it has committed so far. */
  readonly variant: number;
  readonly steps: readonly TurnStep[];
}

/** All turns of the region under work in a document. */
export interface TurnTree {
  readonly documentId: string;
  readonly request: RunRequest;
  /** Bounds the document will have when a turn is accepted (larger for extend). */
  readonly bounds: Rect;
  /** The windows of every turn: geometry never changes within a region. Empty until a run has planned. */
  readonly passes: readonly Pick<RunPass, 'level' | 'crop' | 'scale' | 'grid'>[];
  /** Document pixels per token of the finest level: cells of KeptPart have this span. */
  readonly tokenSpan: number;
  /** Oldest first. */
  readonly turns: readonly Turn[];
  /** The one that was accepted and is undone: then undo and redo may lead away from all of them. Null = none was. */
  readonly accepted: string | null;
  readonly running: RunningRun | null;
  readonly interrupted: InterruptedRun | null;
}
