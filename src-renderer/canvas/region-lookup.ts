import type { App } from '#renderer/stores/app.svelte.ts';
import type { MaskTiles } from './mask/mask-tiles.ts';
import { type Cell, regionCells } from './region-cells.ts';

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
