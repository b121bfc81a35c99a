import type { Rect } from '#shared/geometry/rect.ts';
import type { TokenGrid } from '#shared/geometry/token-grid.ts';
import type { RunNumbers } from './run-settings.ts';

/** One window of a run: the network sees `crop` of the document, scaled to `grid` tokens (a run is data: docs/method.md, section 5). */
export interface RunPass {
  /** 0 = coarsest. Passes run level by level, coarse structure before detail. */
  readonly level: number;
  /** Document pixels the window covers (may reach outside the photo where it is smaller than the window). */
  readonly crop: Rect;
  /** Window pixels per document pixel; 1 = native detail, 0.25 = a quarter. */
  readonly scale: number;
  readonly grid: TokenGrid;
  /** The tokens this pass generates, in the order it does so. */
  readonly order: readonly number[];
  /** Tokens per AR step; they sum to order.length. */
  readonly arStepSizes: readonly number[];
  /** Diffusion steps of each AR step: as many as of arStepSizes. */
  readonly diffusionSteps: readonly number[];
  /** How a finer level starts: the noise level in [0, 1) mixed over the coarser result (0 = from pure noise). */
  readonly startTime: number;
}

/** What will happen, said before it does: drawn over the picture and summed up beside the Fill button. */
export interface RunPlan {
  readonly passes: readonly RunPass[];
  /** Pixels of the mask's bounds, document coordinates. */
  readonly maskBounds: Rect;
  /** The finest model detail: window pixels per document pixel, at most 1. */
  readonly finestScale: number;
  /** Document pixels per token edge of the finest level: what keep part is precise to. */
  readonly tokenSpan: number;
  /** AR steps of all passes together. */
  readonly arSteps: number;
  /** The most of any AR step: finer windows and painted effort take fewer or more. */
  readonly diffusionSteps: number;
  /** 1 = none: not asked for, or no window holds anything of a photo. */
  readonly contextGuidance: number;
  /** All that the run's effort stands for. */
  readonly numbers: RunNumbers;
  readonly tokens: number;
  /** Masked pixels of thin lines and small spots that are filled without the network. */
  readonly thinPixels: number;
  /** Network token evaluations (diffusion and clean passes) for all variants. */
  readonly tokenEvaluations: number;
  /** What brings native detail: "photo" (texture copied from it), "model", "both" or "off". */
  readonly detailStage?: string;
  /** Null until this machine's speed with this pack was measured. */
  readonly estimatedSeconds: number | null;
  /** Bytes the run needs beyond what is in use and what is free; `problem` says why it is refused, null = it fits. */
  readonly memory?: {
    readonly neededBytes: number;
    readonly availableBytes: number;
    readonly problem: string | null;
  };
}

/** The step's id: which AR step of which pass, both counted from 0; passes are those of `RunPlan.passes`. */
export interface StepId {
  readonly pass: number;
  readonly step: number;
}
