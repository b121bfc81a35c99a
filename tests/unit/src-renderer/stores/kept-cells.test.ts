import { describe, expect, it } from 'vitest';
import { KeptCells } from '#renderer/stores/kept-cells.ts';

const anywhere = (): boolean => true;

describe('kept tokens', () => {
  it('snap to whole cells of the document-anchored lattice, also left of and above the origin', () => {
    const kept = new KeptCells(16);
    kept.paint(-1, -1, 2, 'a', anywhere);
    expect(kept.list()).toEqual([{ row: -1, column: -1, turnId: 'a' }]);
  });

  it('are those whose middle is under the brush', () => {
    const kept = new KeptCells(16);
    kept.paint(24, 24, 17, 'a', anywhere);
    expect(kept.list().map(({ row, column }) => [row, column])).toEqual([
      [0, 1],
      [1, 0],
      [1, 1],
      [1, 2],
      [2, 1],
    ]);
  });

  it('never lie outside the region', () => {
    const kept = new KeptCells(16);
    expect(kept.paint(24, 24, 40, 'a', (row) => row === 9)).toBe(false);
    expect(kept.size).toBe(0);
  });

  it('belong to one turn each: painting on another turn takes a cell over', () => {
    const kept = new KeptCells(16);
    kept.paint(8, 8, 4, 'a', anywhere);
    kept.paint(24, 8, 4, 'a', anywhere);
    kept.paint(24, 8, 4, 'b', anywhere);
    expect([...kept.counts()]).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    kept.paint(8, 8, 4, null, anywhere);
    expect([...kept.counts().keys()]).toEqual(['b']);
    kept.forget('b');
    expect(kept.size).toBe(0);
  });

  it('are told to a run as one block for each turn', () => {
    const kept = new KeptCells(16);
    kept.paint(8, 8, 4, 'a', anywhere);
    kept.paint(40, 24, 4, 'a', anywhere);
    kept.paint(-8, 8, 4, 'b', anywhere);
    expect(kept.toParts()).toEqual([
      {
        turnId: 'a',
        cells: { span: 16, row: 0, column: 0, rows: 2, columns: 3, cells: Uint8Array.of(1, 0, 0, 0, 0, 1) },
      },
      { turnId: 'b', cells: { span: 16, row: 0, column: -1, rows: 1, columns: 1, cells: Uint8Array.of(1) } },
    ]);
  });
});
