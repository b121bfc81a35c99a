import { type Rect, rectArea, rectContains, rectIntersection, rectIsEmpty } from '#shared/geometry/rect.ts';
import { type ExtendBy, isReshape, type Straighten } from '#shared/runs/run-request.ts';
import { boundsAfter, rectBefore, reshapeSamples } from '#engine/editing/reshape.ts';
import { straightened } from '#engine/editing/straighten.ts';
import { type CoverageSource, coverageOutside } from '#engine/editing/sources.ts';
import { unpackMask } from './packed-mask.ts';
import type { RecipeTurn } from './recipe.ts';

/**
 * Which pixels of a document Tessera makes or has made, above 0, and which are the photo's own, 0. A turn whose result has another size than
 * what came next (the picture was cropped or resized by another program) and those before it say nothing; a picture that was generated counts
 * as a photo, and strokes that restored the photo are left out.
 * @param present what is made now @param turns those before @param bounds of the picture after the last of them
 */
export function madePixels(
  present: CoverageSource,
  turns: readonly RecipeTurn[],
  bounds: Rect,
): CoverageSource {
  const areas = [present];
  let after = bounds;
  for (const [index, turn] of [...turns.entries()].reverse()) {
    const before = boundsBefore(turn, after);
    if (!before || turn.request.kind === 'generate') break;
    if (turn.request.kind === 'rotate' || turn.request.kind === 'straighten') {
      const nothing = { bounds: before, read: async (rect: Rect) => new Uint8Array(rectArea(rect)) };
      const made = madePixels(nothing, turns.slice(0, index), before);
      areas.push(
        turn.request.kind === 'rotate'
          ? rotated(made, before, after, turn.request.degrees)
          : straightenedCoverage(made, before, after, turn.request),
      );
      break;
    }
    if (turn.request.kind !== 'crop')
      areas.push(turn.request.kind === 'extend' ? coverageOutside(after, before) : selectionOf(turn, before));
    after = before;
  }
  return {
    bounds: present.bounds,
    async read(rect) {
      const made = new Uint8Array(rect.width * rect.height);
      for (const area of areas) {
        const common = rectIntersection(rect, area.bounds);
        if (rectIsEmpty(common)) continue;
        const read = await area.read(common);
        for (let y = 0; y < common.height; y++) {
          const to = (common.y - rect.y + y) * rect.width + common.x - rect.x;
          for (let x = 0; x < common.width; x++) if (read[y * common.width + x] !== 0) made[to + x] = 255;
        }
      }
      return made;
    },
  };
}

/** Where the picture lay before a turn that left it at `after`; null where the turn did not. */
function boundsBefore({ request, input: { bounds } }: RecipeTurn, after: Rect): Rect | null {
  const { x, y, width, height } =
    request.kind === 'extend'
      ? extended(bounds, request.by)
      : isReshape(request)
        ? boundsAfter(bounds, request)
        : bounds;
  const fits = width === after.width && height === after.height;
  return fits ? { ...bounds, x: after.x + bounds.x - x, y: after.y + bounds.y - y } : null;
}

const extended = (bounds: Rect, { left, right, top, bottom }: ExtendBy): Rect => ({
  x: bounds.x - left,
  y: bounds.y - top,
  width: left + bounds.width + right,
  height: top + bounds.height + bottom,
});

/** Coverage of a picture, as it lies once that is rotated. */
const rotated = (
  made: CoverageSource,
  before: Rect,
  after: Rect,
  degrees: 90 | 180 | 270,
): CoverageSource => ({
  bounds: after,
  async read(rect) {
    const there = rectBefore(rect, after, before, degrees);
    const image = { ...there, channels: 1, bitDepth: 8, data: await made.read(there) } as const;
    return reshapeSamples(image, there, { kind: 'rotate', degrees }).data;
  },
});

/** Coverage of a picture, as it lies once that is straightened. */
function straightenedCoverage(
  made: CoverageSource,
  before: Rect,
  after: Rect,
  straighten: Straighten,
): CoverageSource {
  const source = { bounds: before, channels: 1, bitDepth: 8, iccProfile: null, read: made.read } as const;
  const { bounds, read } = straightened(source, before, straighten);
  const [right, down] = [bounds.x - after.x, bounds.y - after.y];
  return {
    bounds: after,
    read: async (rect) => (await read({ ...rect, x: rect.x + right, y: rect.y + down })) as Uint8Array,
  };
}

/** The mask of a turn, moved to where the picture lies now. One that is damaged selects nothing: whoever wrote the file may have made it up. */
function selectionOf({ mask, input }: RecipeTurn, bounds: Rect): CoverageSource {
  const nothing = {
    bounds: { ...bounds, width: 0, height: 0 },
    read: () => Promise.resolve(new Uint8Array()),
  };
  if (!mask || !rectContains(input.bounds, mask.rect)) return nothing;
  const [right, down] = [bounds.x - input.bounds.x, bounds.y - input.bounds.y];
  const moved = (rect: Rect, times: 1 | -1): Rect => ({
    ...rect,
    x: rect.x + times * right,
    y: rect.y + times * down,
  });
  try {
    const coverage = unpackMask(mask, mask.rect);
    return { bounds: moved(mask.rect, 1), read: (rect) => coverage.read(moved(rect, -1)) };
  } catch {
    return nothing;
  }
}
