/** A window's grid of tokens, indexed row-major: index = row * columns + column. */
export interface TokenGrid {
  readonly rows: number;
  readonly columns: number;
}

/** How many tokens the grid has. */
export const gridTokenCount = (grid: TokenGrid): number => grid.rows * grid.columns;

/** The row of a token index. */
export const tokenRow = (grid: TokenGrid, token: number): number => Math.floor(token / grid.columns);

/** The column of a token index. */
export const tokenColumn = (grid: TokenGrid, token: number): number => token % grid.columns;
