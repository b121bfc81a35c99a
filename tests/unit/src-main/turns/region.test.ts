import { describe, expect, it } from 'vitest';
import { emptySnapshot } from '#engine/tiles/snapshot.ts';
import { noCoverage } from '#main/documents/document-state.ts';
import { SerialQueue } from '#main/documents/serial-queue.ts';
import { type ActiveRun, type PausedRun, Region, type StoredTurn } from '#main/turns/region.ts';

const bounds = { x: 0, y: 0, width: 60, height: 40 };
const layout = { directory: '', bounds, bitDepth: 8 } as const;
const mask = emptySnapshot({ ...layout, channels: 1 });

const newRegion = (): Region => {
  const pixels = emptySnapshot({ ...layout, channels: 3 });
  const nothing = { mask, coverage: noCoverage };
  const base = { pixels, mask, coverage: noCoverage, noSource: nothing, recipes: [] };
  return new Region('region', { id: 'document', folder: '' }, { kind: 'fill' }, base, new SerialQueue());
};
const active = (id = 'run') => ({ run: { id }, variant: 0, steps: [] }) as unknown as ActiveRun;
const paused = (id = 'run') => ({ run: { id }, reason: 'paused', variant: 0 }) as unknown as PausedRun;
const turn = (id: string, run = 'run', parentId: string | null = null) =>
  ({ id, run: { id: run, variant: 0 }, parentId }) as unknown as StoredTurn;

/** Regions with one finished turn, in each state a run can be in. */
const states = {
  none: () => {
    const region = newRegion();
    region.restoreTurns([turn('turn')]);
    return region;
  },
  running: () => {
    const region = states.none();
    region.begin(active());
    return region;
  },
  interrupted: () => {
    const region = states.running();
    region.interrupt(paused());
    return region;
  },
};
type State = keyof typeof states;
const stateOf = (region: Region): State =>
  region.running ? 'running' : region.interrupted ? 'interrupted' : 'none';

/** Each transition, the states it starts from and the one it leads to (null = the same). */
const transitions: readonly [
  name: string,
  from: readonly State[],
  to: State | null,
  make: (region: Region) => void,
][] = [
  ['begin', ['none'], 'running', (region) => region.begin(active('next'))],
  ['resume', ['interrupted'], 'running', (region) => region.resume(active())],
  ['interrupt', ['running'], 'interrupted', (region) => region.interrupt(paused())],
  ['end', ['running'], 'none', (region) => region.end()],
  ['dropInterrupted', ['interrupted'], 'none', (region) => region.dropInterrupted()],
  ['restoreInterrupted', ['none'], 'interrupted', (region) => region.restoreInterrupted(paused())],
  ['restoreTurns', [], null, (region) => region.restoreTurns([turn('other')])],
  ['addTurn', ['running'], null, (region) => region.addTurn(turn('new'))],
  ['dropTurn', ['none', 'running', 'interrupted'], null, (region) => void region.dropTurn('turn')],
  ['dropAll', ['none', 'interrupted'], 'none', (region) => region.dropAll()],
  ['accept', ['none', 'interrupted'], 'none', (region) => region.accept('turn')],
];

describe.each(transitions)('%s of a region', (_, from, to, make) => {
  it.each(Object.keys(states) as State[])('while its run is "%s"', (state) => {
    const region = states[state]();
    if (from.includes(state)) {
      make(region);
      expect(stateOf(region)).toBe(to ?? state);
      return;
    }
    const before = { run: region.running ?? region.interrupted, turns: region.turns, accepted: null };
    expect(() => make(region)).toThrow('a region cannot');
    expect({
      run: region.running ?? region.interrupted,
      turns: region.turns,
      accepted: region.accepted,
    }).toEqual(before);
  });
});

describe('a region', () => {
  it('is left by a run under the name it began with only', () => {
    const region = states.running();
    expect(() => region.interrupt(paused('other'))).toThrow('not the active one');
    expect(() => region.addTurn(turn('new', 'other'))).toThrow('not the active one');
    region.interrupt(paused());
    expect(() => region.resume(active('other'))).toThrow('another one waits');
    expect(region.interrupted?.run.id).toBe('run');
  });

  it('has a turn once, and gives what branched from a dropped one to its parent', () => {
    const region = states.running();
    region.addTurn(turn('child', 'run', 'turn'));
    region.addTurn(turn('grandchild', 'run', 'child'));
    expect(() => region.addTurn(turn('child'))).toThrow('twice');
    expect(region.dropTurn('child').map(({ id }) => id)).toEqual(['grandchild']);
    expect(region.turns.map(({ id, parentId }) => [id, parentId])).toEqual([
      ['turn', null],
      ['grandchild', 'turn'],
    ]);
    expect(() => region.dropTurn('child')).toThrow('not there');
    expect(() => states.none().accept('child')).toThrow('not there');
  });

  it('forgets that a turn was accepted when another run begins', () => {
    const region = states.none();
    region.accept('turn');
    expect(region.accepted).toBe('turn');
    region.begin(active());
    expect(region.accepted).toBeNull();
  });

  it('keeps the windows of its first plan', () => {
    const region = newRegion();
    const window = { level: 0, crop: bounds, scale: 1, grid: { rows: 5, columns: 8 } };
    region.takeWindows({ passes: [window], tokenSpan: 8 });
    region.takeWindows({ passes: [{ ...window, level: 1 }], tokenSpan: 16 });
    expect(region).toMatchObject({ passes: [window], tokenSpan: 8 });
  });

  it('is empty without turns and without a run', () => {
    expect(newRegion().isEmpty).toBe(true);
    for (const state of Object.values(states)) expect(state().isEmpty).toBe(false);
    const region = states.interrupted();
    region.dropAll();
    expect(region.isEmpty).toBe(true);
  });
});
