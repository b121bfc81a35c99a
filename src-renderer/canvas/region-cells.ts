import type { App } from '#renderer/stores/app.svelte.ts';
import type { RunRequest } from '#shared/runs/run-request.ts';
import { type Rect, rectContains } from '#shared/geometry/rect.ts';
import { cellsCovering } from '#shared/geometry/token-lattice.ts';
import type { MaskTiles } from './mask/mask-tiles.ts';

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/**
 * The whole tokens of a region: those that hold any pixel that was made. For a fill what the selection covers, for an
 * extension what lies outside the old picture, for a generated picture everything.
 * @param rect the document pixels a turn changed @param read coverage of a rectangle, 1 byte per pixel
 */
export function regionCells(
  request: RunRequest,
  rect: Rect,
  span: number,
  old: Rect,
  read: (rect: Rect) => Uint8Array,
): Cell[] {
  const block = cellsCovering(rect, span);
  const cells: Cell[] = [];
  const coverage = request.kind === 'fill' ? coveredCells(rect, span, read(rect)) : null;
  for (let row = block.row; row < block.row + block.rows; row++)
    for (let column = block.column; column < block.column + block.columns; column++) {
      const whole = { x: column * span, y: row * span, width: span, height: span };
      const inside =
        coverage !== null
          ? coverage.has(`${row},${column}`)
          : request.kind === 'generate' || !rectContains(old, whole);
      if (inside) cells.push({ row, column });
    }
  return cells;
}

function coveredCells(rect: Rect, span: number, coverage: Uint8Array): Set<string> {
  const found = new Set<string>();
  for (let y = 0; y < rect.height; y++) {
    const row = Math.floor((rect.y + y) / span);
    for (let x = 0; x < rect.width; x++)
      if (coverage[y * rect.width + x] !== 0) {
        const column = Math.floor((rect.x + x) / span);
        found.add(`${row},${column}`);
        // The rest of this cell's row of pixels says nothing new.
        x = (column + 1) * span - rect.x - 1;
      }
  }
  return found;
}

/** The whole tokens of the region under work, worked out once for each turn that is looked at. */
export class RegionCells {
  private key = '';
  private list: readonly Cell[] = [];
  private keys: ReadonlySet<string> = new Set();

  constructor(
    private readonly app: App,
    private readonly mask: MaskTiles,
  ) {}

  get cells(): readonly Cell[] {
    this.refresh();
    return this.list;
  }

  has(row: number, column: number): boolean {
    this.refresh();
    return this.keys.has(`${row},${column}`);
  }

  private refresh(): void {
    const { documents, turns } = this.app;
    const { shown, tree } = turns;
    const { current } = documents;
    if (shown === null || tree === null || current === null) return;
    const key = `${shown.id} ${tree.tokenSpan} ${current.maskRevision} ${this.mask.version}`;
    if (key === this.key) return;
    this.key = key;
    this.list = regionCells(tree.request, shown.rect, tree.tokenSpan, current.bounds, (rect) =>
      this.mask.read(rect),
    );
    this.keys = new Set(this.list.map(({ row, column }) => `${row},${column}`));
  }
}
