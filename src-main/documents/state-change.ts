import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import { type Rect, rectsEqual } from '#shared/geometry/rect.ts';
import { type DocumentState, noSourceWithin, sameTiles } from './document-state.ts';

/** What a step changed in one map of tiles. */
interface TileChange {
  readonly bounds: Rect;
  readonly set: Readonly<Record<string, string>>;
  readonly removed: readonly string[];
}

/** A state as what it changed of the one before it. */
export interface StateChange {
  readonly pixels: TileChange;
  readonly mask: TileChange;
  readonly coverage: DocumentState['coverage'];
  /** Where texture is never copied from; left out = in the same places as before. */
  readonly noSource?:
    { readonly tiles: TileChange; readonly coverage: DocumentState['coverage'] } | undefined;
  /** How many of the recipes before it stay; left out = all (fewer where a step began again from an older picture). */
  readonly recipesKept?: number | undefined;
  /** The recipe this step added, if it added one. */
  readonly recipe: string | null;
  readonly changedOutsideMask: number | null;
}

/** Keys sorted: the order in which tiles were written must not show (a project saved twice is the same file). */
export function tileChange(before: TileSnapshot | null, after: TileSnapshot): TileChange {
  const set: Record<string, string> = {};
  for (const key of Object.keys(after.tiles).sort())
    if (before?.tiles[key] !== after.tiles[key]) set[key] = after.tiles[key]!;
  const removed = Object.keys(before?.tiles ?? {})
    .filter((key) => !(key in after.tiles))
    .sort();
  return { bounds: after.bounds, set, removed };
}

/** The very same snapshot where nothing changed: a gesture's state then costs no second map of the photo. */
export function applyTileChange(before: TileSnapshot, change: TileChange): TileSnapshot {
  if (
    rectsEqual(before.bounds, change.bounds) &&
    change.removed.length + Object.keys(change.set).length === 0
  )
    return before;
  const tiles = { ...before.tiles, ...change.set };
  for (const key of change.removed) delete tiles[key];
  return { ...before, bounds: change.bounds, tiles };
}

/** What `after` changed; null = the first state, all of it. A step adds at most one recipe. */
export function stateChange(before: DocumentState | null, after: DocumentState): StateChange {
  const earlier = before?.recipes ?? [];
  const differs = earlier.findIndex((recipe, index) => recipe !== after.recipes[index]);
  const kept = differs < 0 ? earlier.length : differs;
  return {
    pixels: tileChange(before?.pixels ?? null, after.pixels),
    mask: tileChange(before?.mask ?? null, after.mask),
    coverage: after.coverage,
    ...noSourceChange(before?.noSource ?? null, after.noSource),
    ...(kept < earlier.length ? { recipesKept: kept } : {}),
    recipe: after.recipes[kept] ?? null,
    changedOutsideMask: after.changedOutsideMask,
  };
}

const noSourceChange = (
  before: DocumentState['noSource'] | null,
  { mask, coverage }: DocumentState['noSource'],
): Pick<StateChange, 'noSource'> =>
  sameTiles(before?.mask ?? { ...mask, tiles: {} }, mask)
    ? {}
    : { noSource: { tiles: tileChange(before?.mask ?? null, mask), coverage } };

/** The state that `change` makes of `before`. */
export function applyStateChange(before: DocumentState, change: StateChange): DocumentState {
  const kept = before.recipes.slice(0, change.recipesKept ?? before.recipes.length);
  const { noSource } = change;
  return {
    pixels: applyTileChange(before.pixels, change.pixels),
    mask: applyTileChange(before.mask, change.mask),
    coverage: change.coverage,
    noSource: noSource
      ? { mask: applyTileChange(before.noSource.mask, noSource.tiles), coverage: noSource.coverage }
      : noSourceWithin(before.noSource, change.pixels),
    recipes: change.recipe === null ? kept : [...kept, change.recipe],
    changedOutsideMask: change.changedOutsideMask,
  };
}
