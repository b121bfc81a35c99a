import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import type { KeptPixels } from '#engine/protocol.ts';
import { noCoverage } from '#main/documents/document-state.ts';
import { applyTileChange, tileChange } from '#main/documents/state-change.ts';
import type { MeasuredMask } from '#main/pixels/pixel-operations.ts';
import type { StoredRun, StoredTurn, Lineage, Region } from './region.ts';
import type { RegionRecord, RunRecord, TurnRecord } from './records.ts';

/** A turn as turn.json holds it. */
export const turnRecord = (region: Region, turn: StoredTurn): TurnRecord => ({
  version: 1,
  region: regionRecord(region),
  turn: {
    ...lineageRecord(region, turn),
    id: turn.id,
    run: { ...turn.run },
    rect: { ...turn.rect },
    report: turn.report,
    recipe: turn.recipe,
    pixels: changeOf(region.base.pixels, turn.pixels),
    layout: turn.layout && changeOf(region.base.pixels, turn.layout),
    changedOutsideMask: turn.changedOutsideMask,
    steps: turn.steps.map((step) => ({ ...step, at: { ...step.at }, rect: { ...step.rect } })),
    createdAt: turn.createdAt,
  },
});

/** A run as job.json holds it. */
export const runRecord = (region: Region, run: StoredRun): RunRecord => ({
  version: 1,
  region: regionRecord(region),
  run: { ...lineageRecord(region, run), id: run.id, startedAt: run.startedAt },
});

/** The picture a region starts from, as its record says. `like` gives folder and format: the document's own. */
export const basePixels = ({ pixels }: RegionRecord, like: TileSnapshot): TileSnapshot =>
  applyTileChange({ ...like, bounds: pixels.bounds, tiles: {} }, pixels);

/** The mask a region starts from. */
export const baseMask = ({ mask }: RegionRecord, like: TileSnapshot): TileSnapshot =>
  applyTileChange({ ...like, bounds: mask.bounds, tiles: {} }, mask);

/** Where texture is never copied from in it. */
export const baseNoSource = ({ noSource }: RegionRecord, like: TileSnapshot): MeasuredMask => ({
  mask: applyTileChange(
    { ...like, tiles: {} },
    noSource?.tiles ?? { bounds: like.bounds, set: {}, removed: [] },
  ),
  coverage: noSource?.coverage ?? noCoverage,
});

/** A turn of a region whose picture is `base`. */
export function storedTurn({ turn }: TurnRecord, base: TileSnapshot): StoredTurn {
  return {
    ...turn,
    kept: keptOf(turn.kept, base),
    pixels: applyTileChange(base, turn.pixels),
    layout: turn.layout && applyTileChange(base, turn.layout),
  };
}

/** A run in a region whose picture is `base`. */
export const storedRun = ({ run }: RunRecord, base: TileSnapshot): StoredRun => ({
  ...run,
  kept: keptOf(run.kept, base),
});

function keptOf(kept: TurnRecord['turn']['kept'], base: TileSnapshot): KeptPixels[] {
  return kept.map(({ pixels, cells, recipe }) => ({ pixels: applyTileChange(base, pixels), cells, recipe }));
}

function regionRecord({ id, request, base, bounds, passes, tokenSpan }: Region): RegionRecord {
  return {
    id,
    request,
    pixels: changeOf(null, base.pixels),
    mask: changeOf(null, base.mask),
    coverage: base.coverage,
    ...(base.noSource.coverage.pixels > 0 && {
      noSource: { tiles: changeOf(null, base.noSource.mask), coverage: base.noSource.coverage },
    }),
    bounds,
    passes: [...passes],
    tokenSpan,
  };
}

function lineageRecord(
  { base }: Region,
  { settings, start, parentId, earlier, kept }: Lineage,
): Pick<TurnRecord['turn'], keyof Lineage> {
  return {
    settings,
    start: start as TurnRecord['turn']['start'],
    parentId,
    earlier: earlier.map((segment) => ({ ...segment, until: { ...segment.until } })),
    kept: kept.map(({ pixels, cells, recipe }) => ({
      pixels: changeOf(base.pixels, pixels),
      cells: { ...cells },
      recipe,
    })),
  };
}

function changeOf(before: TileSnapshot | null, after: TileSnapshot): RegionRecord['pixels'] {
  const { bounds, set, removed } = tileChange(before, after);
  return { bounds: { ...bounds }, set: { ...set }, removed: [...removed] };
}
