/** What the window's run does; `replaying`: a recipe runs, whose runs are followed but not led from here. */
export type RunState = 'idle' | 'starting' | 'running' | 'pausing' | 'cancelling' | 'accepting' | 'replaying';

interface Transition {
  readonly from: readonly RunState[];
  readonly to: RunState;
}

/** Every change of state there is. */
const transitions = {
  /** Main is asked for a run. */
  start: { from: ['idle'], to: 'starting' },
  /** Main has answered, or the first event of the run has come. */
  confirm: { from: ['starting'], to: 'running' },
  pause: { from: ['running'], to: 'pausing' },
  cancel: { from: ['running'], to: 'cancelling' },
  /** A finished turn is accepted while others are made. */
  accept: { from: ['running'], to: 'accepting' },
  /** Pausing or accepting was refused: the run is as it was. */
  carryOn: { from: ['pausing', 'accepting'], to: 'running' },
  replay: { from: ['idle'], to: 'replaying' },
  /** It is over, however it ended. */
  end: {
    from: ['starting', 'running', 'pausing', 'cancelling', 'accepting', 'replaying'],
    to: 'idle',
  },
} as const satisfies Readonly<Record<string, Transition>>;

export type RunTransition = keyof typeof transitions;

/** The state of the window's run: it changes by the transitions above and in no other way. */
export class RunStateMachine {
  private current = $state<RunState>('idle');

  get state(): RunState {
    return this.current;
  }

  can(transition: RunTransition): boolean {
    const { from }: Transition = transitions[transition];
    return from.includes(this.current);
  }

  /** @throws Error where the transition does not start from the present state, which stays */
  go(transition: RunTransition): void {
    if (!this.can(transition)) throw new Error(`a run that is "${this.current}" cannot ${transition}`);
    this.current = transitions[transition].to;
  }
}
