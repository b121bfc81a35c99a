import type { PhaseSeconds, RunProgress } from '../../src-shared/runs/run-report';
import type { EditPlan, PlannedPart, PlannedPass } from './plan-edit';
import { learnedSpeed, type RunSpeed, runSeconds, samplingSeconds, typicalSpeed } from './run-speed';
import { WorkMeter } from './work-meter';

/** Counts what a run has done and tells about it; one per run, over all its variants. */
export class RunTracker {
  private readonly meter: WorkMeter;
  private variant = 0;
  private passIndex = 0;
  private pass: PlannedPass | null = null;
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

  beginVariant(variant: number, loadSeconds: number): void {
    this.rememberPhases();
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
    const { pass } = this;
    if (pass) {
      const share = Math.min(1, evaluations / Math.max(1, pass.cost.own + this.prefixEvaluations(pass)));
      this.meter.setDone(this.done + share * this.passSeconds(pass));
    }
    this.tell('sample', step);
  }

  endPass(evaluations: number): void {
    this.finished += evaluations;
    if (this.pass) this.done += this.passSeconds(this.pass) + this.codingSeconds(this.pass);
    this.meter.setDone(this.done);
    this.passIndex++;
    this.pass = null;
  }

  beginFinish(part: PlannedPart): void {
    this.tell(part.exemplars ? 'detail' : 'blend', 0);
  }

  detailed(part: PlannedPart, fraction: number): void {
    this.meter.setDone(this.done + fraction * this.detailSeconds(part));
    this.tell('detail', 0);
  }

  endFinish(part: PlannedPart): void {
    if (part.exemplars) this.done += this.detailSeconds(part);
    this.meter.setDone(this.done);
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

  /** This machine's speed with this pack, corrected by what this run took. Call after the last variant. */
  learnedSpeed(): RunSpeed {
    this.rememberPhases();
    return learnedSpeed(this.speed, this.plan.work, this.phasesBefore);
  }

  private rememberPhases(): void {
    for (const phase of ['encode', 'sample', 'decode', 'detail'] as const)
      this.phasesBefore[phase] += this.phases[phase];
    this.phases = noSeconds(0);
  }

  private prefixEvaluations({ knownIsPhoto, cost }: PlannedPass): number {
    return this.variant > 0 && knownIsPhoto ? 0 : cost.prefix;
  }

  private passSeconds(pass: PlannedPass): number {
    const { cost, knownIsPhoto } = pass;
    const prefixCalls = this.variant > 0 && knownIsPhoto ? 0 : cost.prefixCalls;
    const work = {
      calls: cost.ownCalls + prefixCalls,
      evaluations: cost.own + this.prefixEvaluations(pass),
    };
    return samplingSeconds(work, this.speed);
  }

  private codingSeconds({ grid }: PlannedPass): number {
    return this.plan.work.codedTokens > 0 ? 2 * grid.rows * grid.columns * this.speed.perCodedToken : 0;
  }

  private detailSeconds({ pixels }: PlannedPart): number {
    return this.speed.perDetailPart + pixels * this.speed.perDetailPixel;
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
