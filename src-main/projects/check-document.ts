import { text } from '#shared/text/text.ts';
import { parseRecipe } from '#engine/editing/recipe/recipe.ts';
import type { ProjectDocument } from '#engine/project-file/document.ts';
import { projectInvalid } from '#engine/project-file/project-invalid.ts';
import { tileSampleCount, type TileFormat } from '#engine/tiles/tile-file.ts';
import { positionOfTile, tileRect } from '#engine/tiles/tile-grid.ts';
import { isPictureSizeAllowed } from '#shared/pictures/picture-formats.ts';
import { type Rect, rectIntersection, rectIsEmpty, rectsEqual } from '#shared/geometry/rect.ts';

/** Tiles of all states together, as every state names them: what the history costs in memory. */
const maxHistoryTiles = 10_000_000;

/** How many bytes a tile's samples have, by name; a tile that no state names is not in it. */
export type TileBytes = ReadonlyMap<string, number>;

/**
 * Holds a stranger's document.json against what every document of ours satisfies: sizes, tiles inside their picture, one
 * format per tile, no tile missing, recipes that can be read.
 * @param tiles sizes of the tile files at hand, by name
 * @throws TesseraError project-invalid
 */
export function checkDocument(
  { picture, states }: ProjectDocument,
  tiles: ReadonlyMap<string, number>,
  name: string,
): TileBytes {
  const wrong = (reason: string): Error => projectInvalid(name, reason);
  const photo: TileFormat = picture;
  const mask: TileFormat = { channels: 1, bitDepth: 8, tileSize: picture.tileSize };
  const bytes = new Map<string, number>();
  const live = { pixels: new Set<string>(), mask: new Set<string>(), noSource: new Set<string>() };
  let named = 0;
  for (const [index, state] of states.entries()) {
    const { bounds } = state.pixels;
    if (rectIsEmpty(bounds) || !isPictureSizeAllowed(bounds))
      throw wrong(text.projects.reasons.size(bounds.width, bounds.height));
    const maps = { pixels: state.pixels, mask: state.mask, noSource: state.noSource?.tiles };
    for (const part of ['pixels', 'mask', 'noSource'] as const) {
      const map = maps[part];
      if (!map) continue;
      if (!rectsEqual(bounds, map.bounds)) throw wrong(text.projects.reasons.selectionSize);
      const format = part === 'pixels' ? photo : mask;
      for (const [key, file] of Object.entries(map.set)) {
        checkTile(key, file, bounds, format);
        live[part].add(key);
      }
      for (const key of map.removed) live[part].delete(key);
    }
    for (const names of Object.values(live)) named += names.size;
    if (named > maxHistoryTiles) throw wrong(text.projects.reasons.longHistory);
    if (state.recipe !== null) checkRecipe(state.recipe, index);
  }
  return bytes;

  function checkTile(key: string, file: string, bounds: Rect, format: TileFormat): void {
    if (rectIsEmpty(rectIntersection(tileRect(positionOfTile(key), format.tileSize), bounds)))
      throw wrong(text.projects.reasons.partOutside);
    const size = tiles.get(file);
    if (size === undefined) throw wrong(text.projects.reasons.missingPart(file));
    const expected = tileSampleCount(format) * (format.bitDepth / 8);
    const compressed = file.endsWith('.z');
    if (compressed !== (format.channels === 1) || (!compressed && size !== expected))
      throw wrong(text.projects.reasons.wrongPartSize(file));
    if ((bytes.get(file) ?? expected) !== expected) throw wrong(text.projects.reasons.twoFormats(file));
    bytes.set(file, expected);
  }

  function checkRecipe(recipe: string, index: number): void {
    try {
      parseRecipe(recipe);
    } catch (error) {
      throw projectInvalid(name, text.projects.reasons.damagedRecipe(index), error);
    }
  }
}
