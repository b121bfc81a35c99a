import { describe, expect, it } from 'vitest';
import { type RunState, RunStateMachine, type RunTransition } from '#renderer/stores/run-state.svelte.ts';

/** A way to each state. */
const ways: Readonly<Record<RunState, readonly RunTransition[]>> = {
  idle: [],
  starting: ['start'],
  running: ['start', 'confirm'],
  pausing: ['start', 'confirm', 'pause'],
  cancelling: ['start', 'confirm', 'cancel'],
  accepting: ['start', 'confirm', 'accept'],
  replaying: ['replay'],
};
const states = Object.keys(ways) as RunState[];

/** Where each transition leads from where; everything else is refused. */
const allowed: Readonly<Record<RunTransition, Partial<Record<RunState, RunState>>>> = {
  start: { idle: 'starting' },
  confirm: { starting: 'running' },
  pause: { running: 'pausing' },
  cancel: { running: 'cancelling' },
  accept: { running: 'accepting' },
  carryOn: { pausing: 'running', accepting: 'running' },
  replay: { idle: 'replaying' },
  end: {
    ...{ starting: 'idle', running: 'idle', pausing: 'idle' },
    ...{ cancelling: 'idle', accepting: 'idle', replaying: 'idle' },
  },
};
const transitions = Object.keys(allowed) as RunTransition[];

const machineIn = (state: RunState): RunStateMachine => {
  const machine = new RunStateMachine();
  for (const transition of ways[state]) machine.go(transition);
  expect(machine.state).toBe(state);
  return machine;
};

describe.each(states)('a run that is "%s"', (state) => {
  it.each(transitions)('%s', (transition) => {
    const machine = machineIn(state);
    const next = allowed[transition][state];
    expect(machine.can(transition)).toBe(next !== undefined);
    if (next === undefined)
      expect(() => machine.go(transition)).toThrow(`a run that is "${state}" cannot ${transition}`);
    else machine.go(transition);
    expect(machine.state).toBe(next ?? state);
  });
});
