import type { StepId } from '#shared/runs/run-plan.ts';
import { initialState, type SamplerState } from '#engine/sampler/run.ts';
import { type EditState, passState, serialiseEditState, type StateOwner } from './edit-state.ts';

/** A moment of a run that it can be resumed from. */
export interface Checkpoint {
  readonly variant: number;
  readonly state: Uint8Array;
  readonly at: StepId;
  /** The done share of all work, 0 to 1. */
  readonly fraction: number;
}

/** At most this often is a state made into bytes. */
const secondsBetween = 1;

/**
 * What a variant has decided so far. It holds no copy of the noisy tokens: between two network calls the sampler's own
 * snapshot says it, so that keeping track costs nothing and a state is made only where it is asked for.
 */
export class VariantRecord {
  private readonly passes: SamplerState[];
  private current: () => SamplerState = () => initialState;
  private pass = -1;

  constructor(
    readonly variant: number,
    private readonly owner: StateOwner,
    start: EditState,
  ) {
    this.passes = [...start];
  }

  /** What is decided of a pass that is about to run. */
  beginPass(index: number): SamplerState {
    const state = passState(this.passes, index);
    this.pass = index;
    this.current = () => state;
    return state;
  }

  /** @param snapshot valid until the next network call returns */
  moved(snapshot: () => SamplerState): void {
    this.current = snapshot;
  }

  endPass(state: SamplerState): void {
    this.passes[this.pass] = state;
    this.current = () => state;
  }

  get state(): EditState {
    if (this.pass < 0) return this.passes;
    const current = this.current();
    const begun = current.committed.length > 0 || current.current !== null;
    // Those after it come from a saved moment that lies further on: they stay until they are reached.
    const after = this.passes.slice(this.pass + 1);
    return [...this.passes.slice(0, this.pass), ...(begun ? [current, ...after] : [])];
  }

  /** How far it is decided. */
  get at(): StepId {
    const { state } = this;
    const pass = Math.max(0, state.length - 1);
    return { pass, step: passState(state, pass).committed.length };
  }

  checkpoint(fraction: number): Checkpoint {
    const { variant, at, owner } = this;
    return { variant, at, fraction, state: serialiseEditState(this.state, owner) };
  }
}

/** Says when the next checkpoint is due; one per run. */
export class CheckpointClock {
  private last: number;

  constructor(private readonly now: () => number) {
    this.last = now();
  }

  isDue(): boolean {
    if (this.now() - this.last < secondsBetween) return false;
    this.last = this.now();
    return true;
  }
}
