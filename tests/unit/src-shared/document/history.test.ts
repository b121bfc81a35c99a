import { describe, expect, it } from 'vitest';
import {
  presentState,
  pushState,
  redoLabel,
  redoStep,
  startHistory,
  undoLabel,
  undoStep,
} from '#shared/document/history.ts';

describe('history', () => {
  const painted = pushState(pushState(startHistory('opened'), 'brush', 'one'), 'lasso', 'two');

  it('goes back to the very first state and forward again', () => {
    expect(presentState(undoStep(undoStep(painted)))).toBe('opened');
    expect(presentState(redoStep(redoStep(undoStep(undoStep(painted)))))).toBe('two');
  });

  it('stays where it is at both ends', () => {
    const atStart = undoStep(undoStep(painted));
    expect(undoStep(atStart)).toBe(atStart);
    expect(redoStep(painted)).toBe(painted);
  });

  it('names what undo and redo would do', () => {
    expect([undoLabel(painted), redoLabel(painted)]).toEqual(['lasso', null]);
    const back = undoStep(painted);
    expect([undoLabel(back), redoLabel(back)]).toEqual(['brush', 'lasso']);
  });

  it('drops what could be redone once something new is done', () => {
    const other = pushState(undoStep(painted), 'polygon', 'three');
    expect(other.entries.map((entry) => entry.state)).toEqual(['opened', 'one', 'three']);
    expect(redoLabel(other)).toBeNull();
  });
});
