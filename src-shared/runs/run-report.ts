import type { StepId } from './run-plan.ts';

/** Wall-clock seconds by phase. */
export interface PhaseSeconds {
  load: number;
  encode: number;
  sample: number;
  decode: number;
  detail: number;
  blend: number;
}

/** Why a fill may not be what one would keep: copied texture shows the same again and again, or its pieces do not meet. */
export type FillDoubt = 'repeats' | 'breaks';

/** The facts of a finished run, as `done` of the command line and the badge of the app show them. */
export interface RunReport {
  readonly packId: string;
  /** The device that really ran, and why it isn't the one asked for, if it isn't. */
  readonly device: string;
  readonly deviceNote: string | null;
  readonly seed: number;
  readonly order: string;
  /** Those that ran, as `RunPlan` counts them. */
  readonly arSteps: number;
  readonly diffusionSteps: number;
  /** As `RunPlan` has it. */
  readonly contextGuidance: number;
  /** Finest model scale (1, 0.5, ...) and the detail stage that ran. */
  readonly finestScale: number;
  readonly detailStage: string;
  readonly seconds: PhaseSeconds;
  readonly tokens: number;
  readonly tokenEvaluations: number;
  /** Counted against the original samples; must be 0. */
  readonly changedOutsideMask: number;
  /** What speaks against the result; absent or empty = nothing that was measured. */
  readonly doubts?: readonly FillDoubt[];
  readonly peakMemoryBytes: number;
}

/** Where a run stands. `fraction` counts token evaluations, 0 to 1. */
export interface RunProgress {
  readonly variant: number;
  /** What runs; in `detail` and `blend`, the last step of the pass before. */
  readonly at: StepId;
  readonly passes: number;
  readonly arSteps: number;
  readonly phase: 'load' | 'encode' | 'sample' | 'decode' | 'detail' | 'blend';
  readonly fraction: number;
  readonly remainingSeconds: number | null;
}

/** All phases of a run together, in seconds. */
export const totalSeconds = (seconds: PhaseSeconds): number =>
  Object.values(seconds).reduce((sum: number, phase: number) => sum + phase, 0);
