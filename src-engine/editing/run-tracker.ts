import type { PhaseSeconds, RunProgress } from '../../src-shared/runs/run-report';
import type { EditPlan, PlannedPart, PlannedPass } from './plan-edit';
import { WorkMeter } from './work-meter';

/** Counts what a run has done and tells about it; one per run, over all its variants. */
export class RunTracker {
  private readonly meter: WorkMeter;
  private variant = 0;
  private passIndex = 0;
  private pass: PlannedPass | null = null;
  private detailPixels = 0;
  private phases: PhaseSeconds = noSeconds(0);
  private samplingBefore = 0;
  private evaluationsBefore = 0;
  /** Token evaluations of finished passes, over all variants. */
  private finished = 0;

  constructor(
    private readonly plan: EditPlan,
    variants: number,
    private readonly onProgress: (progress: RunProgress) => void,
    readonly now: () => number,
  ) {
    const copied = plan.parts.reduce((sum, part) => sum + (part.exemplars ? part.pixels : 0), 0);
    this.meter = new WorkMeter(plan.run.tokenEvaluations, copied * variants, now);
  }

  beginVariant(variant: number, loadSeconds: number): void {
    this.samplingBefore += this.phases.sample;
    this.variant = variant;
    this.passIndex = 0;
    this.evaluationsBefore = this.finished;
    this.phases = noSeconds(loadSeconds);
  }

  beginPass(pass: PlannedPass): void {
    this.pass = pass;
    this.tell('encode', 0);
  }

  /** @param evaluations of the pass so far */
  sampled(evaluations: number, step: number): void {
    this.meter.setEvaluations(this.finished + evaluations);
    this.tell('sample', step);
  }

  endPass(evaluations: number): void {
    this.finished += evaluations;
    this.meter.setEvaluations(this.finished);
    this.passIndex++;
    this.pass = null;
  }

  beginFinish(part: PlannedPart): void {
    this.tell(part.exemplars ? 'detail' : 'blend', 0);
  }

  detailed(part: PlannedPart, fraction: number): void {
    this.meter.setDetailPixels(this.detailPixels + fraction * part.pixels);
    this.tell('detail', 0);
  }

  endFinish(part: PlannedPart): void {
    if (part.exemplars) this.detailPixels += part.pixels;
  }

  readonly addSeconds = (phase: keyof PhaseSeconds, seconds: number): void => {
    this.phases[phase] += seconds;
  };

  /** Of the variant that runs now. */
  get seconds(): PhaseSeconds {
    return this.phases;
  }

  /** Of the variant that runs now. */
  get variantEvaluations(): number {
    return this.finished - this.evaluationsBefore;
  }

  /** This machine's speed with this pack, over all variants. */
  get tokenEvaluationsPerSecond(): number {
    return this.finished / Math.max(1e-3, this.samplingBefore + this.phases.sample);
  }

  private tell(phase: RunProgress['phase'], step: number): void {
    this.onProgress({
      variant: this.variant,
      at: { pass: this.passIndex, step },
      passes: this.plan.run.passes.length,
      arSteps: this.pass?.arStepSizes.length ?? 0,
      phase,
      ...this.meter.read(),
    });
  }
}

const noSeconds = (load: number): PhaseSeconds => ({
  load,
  encode: 0,
  sample: 0,
  decode: 0,
  detail: 0,
  blend: 0,
});
