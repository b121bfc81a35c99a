import type { CellRect } from './token-lattice.ts';
import type { TokenGrid } from './token-grid.ts';

/** What a pack says about its windows, in tokens. */
export interface WindowShape {
  readonly window: TokenGrid;
  /** True where smaller and other-shaped windows run too. */
  readonly anyWindow: boolean;
}

/** At most this share of a window's side may be masked, so that the network sees enough of the photo around it. */
const maxMaskedShare = 3 / 4;

/** True where one window shows the block with enough context on each axis, or the whole document's extent of that axis. */
export function windowShows(block: CellRect, document: CellRect, { window }: WindowShape): boolean {
  const fits = (masked: number, whole: number, side: number): boolean =>
    whole <= side || masked <= Math.max(1, Math.floor(side * maxMaskedShare));
  return (
    fits(block.rows, document.rows, window.rows) && fits(block.columns, document.columns, window.columns)
  );
}

/**
 * The window around a block: centred on it, moved inside the document where that is larger; where it is smaller, cut to it
 * (packs with any window) or centred over it (tokens outside are then simply absent).
 */
export function windowAround(
  block: CellRect,
  document: CellRect,
  { window, anyWindow }: WindowShape,
): CellRect {
  const [row, rows] = placeAxis(block.row, block.rows, document.row, document.rows, window.rows, anyWindow);
  const [column, columns] = placeAxis(
    block.column,
    block.columns,
    document.column,
    document.columns,
    window.columns,
    anyWindow,
  );
  return { row, column, rows, columns };
}

function placeAxis(
  block: number,
  blockLength: number,
  document: number,
  documentLength: number,
  side: number,
  anyWindow: boolean,
): [start: number, length: number] {
  if (documentLength <= side)
    return anyWindow
      ? [document, documentLength]
      : [document - Math.floor((side - documentLength) / 2), side];
  const centred = block - Math.floor((side - blockLength) / 2);
  return [Math.min(Math.max(centred, document), document + documentLength - side), side];
}
