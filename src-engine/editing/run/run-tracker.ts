import type { PhaseSeconds, RunProgress } from '#shared/runs/run-report.ts';
import type { SamplerState } from '#engine/sampler/run.ts';
import { blendedPixels, type EditPlan, type PlannedPart } from '#engine/editing/plan/plan-edit.ts';
import { type CallCost, isGuidedByContext, type PlannedPass } from '#engine/editing/plan/plan-pass.ts';
import {
  detailEdge,
  learnedSpeed,
  type RunSpeed,
  runSeconds,
  samplingSeconds,
  typicalSpeed,
  WorkMeter,
} from '#engine/editing/plan/run-speed.ts';

/** Counts what a run has done and tells about it; one per run, over all its variants. */
export class RunTracker {
  private readonly meter: WorkMeter;
  private variant = 0;
  /** The one that runs, or ran last. */
  private pass: PlannedPass | null = null;
  /** Share of the pass that was decided before it began here. */
  private decided = 0;
  private phases: PhaseSeconds = noSeconds(0);
  private readonly phasesBefore = noSeconds(0);
  private evaluationsBefore = 0;
  /** Token evaluations of finished passes, over all variants. */
  private finished = 0;
  /** Predicted seconds of everything finished, over all variants. */
  private done = 0;
  private readonly speed: RunSpeed;

  /** @param measured this machine's speed with this pack; null = unknown, and no time is said before some work is seen */
  constructor(
    private readonly plan: EditPlan,
    measured: RunSpeed | null,
    private readonly onProgress: (progress: RunProgress) => void,
    readonly now: () => number,
  ) {
    this.speed = measured ?? typicalSpeed;
    this.meter = new WorkMeter(runSeconds(plan.work, this.speed), measured !== null, now);
  }

  /** Counts the variants before this one as done: another process made them. */
  resumeAt(variant: number): void {
    for (this.variant = 0; this.variant < variant; this.variant++)
      for (const part of this.plan.parts) {
        if (part.takenOver) continue;
        for (const pass of part.passes) this.done += this.passSeconds(pass) + this.codingSeconds(pass);
        this.done += this.finishSeconds(part);
      }
    this.meter.skip(this.done);
    this.meter.setDone(this.done);
  }

  beginVariant(variant: number, loadSeconds: number): void {
    this.rememberPhases();
    this.variant = variant;
    this.pass = null;
    this.evaluationsBefore = this.finished;
    this.phases = noSeconds(loadSeconds);
  }

  /** @param state what is decided of it */
  beginPass(pass: PlannedPass, state: SamplerState): void {
    this.pass = pass;
    const { evaluations } = this.costOf(pass);
    this.decided = evaluations === 0 ? 0 : Math.min(1, decidedEvaluations(pass, state) / evaluations);
    const seconds = this.decided * this.passSeconds(pass);
    this.meter.skip(seconds);
    this.meter.setDone(this.done + seconds);
    this.tell('encode', state.committed.length);
  }

  /** @param evaluations of the pass so far, in this process */
  sampled(evaluations: number, step: number): void {
    const { pass } = this;
    if (pass) {
      const share = Math.min(1, this.decided + evaluations / Math.max(1, this.costOf(pass).evaluations));
      this.meter.setDone(this.done + share * this.passSeconds(pass));
    }
    this.tell('sample', step);
  }

  endPass(evaluations: number): void {
    this.finished += evaluations;
    if (this.pass) this.done += this.passSeconds(this.pass) + this.codingSeconds(this.pass);
    this.meter.setDone(this.done);
  }

  beginFinish(part: PlannedPart): void {
    this.tell(part.exemplars || part.thin ? 'detail' : 'blend', Infinity);
  }

  detailed(part: PlannedPart, fraction: number): void {
    this.meter.setDone(this.done + fraction * this.detailSeconds(part));
    this.tell('detail', Infinity);
  }

  endFinish(part: PlannedPart): void {
    this.done += this.finishSeconds(part);
    this.meter.setDone(this.done);
  }

  readonly addSeconds = (phase: keyof PhaseSeconds, seconds: number): void => {
    this.phases[phase] += seconds;
  };

  /** The done share of all work, 0 to 1. */
  get fraction(): number {
    return this.meter.read().fraction;
  }

  /** Seconds of the variant that runs now, since the run was last resumed. */
  get seconds(): PhaseSeconds {
    return this.phases;
  }

  /** Network evaluations of the variant that runs now, since the run was last resumed. */
  get variantEvaluations(): number {
    return this.finished - this.evaluationsBefore;
  }

  /** This machine's speed with this pack, corrected by what this run took. Call after the last variant of a whole run. */
  learnedSpeed(): RunSpeed {
    this.rememberPhases();
    return learnedSpeed(this.speed, this.plan.work, this.phasesBefore);
  }

  private rememberPhases(): void {
    for (const phase of ['encode', 'sample', 'decode', 'detail', 'blend'] as const)
      this.phasesBefore[phase] += this.phases[phase];
    this.phases = noSeconds(0);
  }

  /** The first variant pays what they share. */
  private costOf({ cost: { together, each } }: PlannedPass): CallCost {
    if (this.variant > 0) return each;
    return { calls: together.calls + each.calls, evaluations: together.evaluations + each.evaluations };
  }

  private passSeconds(pass: PlannedPass): number {
    return samplingSeconds(this.costOf(pass), this.speed);
  }

  private codingSeconds({ grid }: PlannedPass): number {
    return this.plan.work.codedTokens > 0 ? 2 * grid.rows * grid.columns * this.speed.perCodedToken : 0;
  }

  private finishSeconds(part: PlannedPart): number {
    return blendedPixels(part) * this.speed.perPixel + this.detailSeconds(part);
  }

  private detailSeconds({ pixels, exemplars, thin }: PlannedPart): number {
    if (thin) return pixels * this.speed.perThinPixel;
    if (!exemplars) return 0;
    return this.speed.perDetailPart + detailEdge(pixels) * this.speed.perDetailEdge;
  }

  /** @param step of the pass; where all of it is decided, its last one is named */
  private tell(phase: RunProgress['phase'], step: number): void {
    const arSteps = this.pass?.arStepSizes.length ?? 0;
    this.onProgress({
      variant: this.variant,
      at: { pass: this.pass?.index ?? 0, step: Math.max(0, Math.min(step, arSteps - 1)) },
      passes: this.plan.run.passes.length,
      arSteps,
      phase,
      ...this.meter.read(),
    });
  }
}

/** About what it cost to decide this much of a pass, as far as its plan counts it. */
function decidedEvaluations(pass: PlannedPass, { committed, current }: SamplerState): number {
  const settings = pass.segments.at(-1)!.settings;
  const predictions = (settings.guidance > 1 ? 2 : 1) + (isGuidedByContext(pass, settings) ? 1 : 0);
  let evaluations = 0;
  for (let step = pass.stepsAtHand; step < committed.length; step++)
    evaluations += pass.arStepSizes[step]! * (pass.diffusionSteps[step]! + 1);
  if (current) evaluations += pass.arStepSizes[committed.length]! * current.diffusionStep;
  return predictions * evaluations;
}

const noSeconds = (load: number): PhaseSeconds => ({
  load,
  encode: 0,
  sample: 0,
  decode: 0,
  detail: 0,
  blend: 0,
});
