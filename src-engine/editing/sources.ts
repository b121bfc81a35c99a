import { copyRect } from '#engine/imaging/copy-pixels.ts';
import { boundsOfTiles, readPixels, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import { type Rect, rectIntersection } from '#shared/geometry/rect.ts';
import type { CoverageMask, SampleImage } from '#engine/imaging/samples.ts';
import { cellAt, cellsCovering, type CellField } from '#shared/geometry/token-lattice.ts';

/** A picture that is read in pieces: a whole image in memory (command line) or tiles on disk (app). */
export interface PixelSource {
  readonly bounds: Rect;
  readonly channels: SampleImage['channels'];
  readonly bitDepth: SampleImage['bitDepth'];
  readonly iccProfile: Uint8Array | null;
  /** What `hashPixels` finds, where it may be known already. */
  readonly hash?: () => Promise<string>;
  /** @param rect inside `bounds` @returns [rect.height, rect.width, channels]; the caller may not write to it */
  read(rect: Rect): Promise<Uint8Array | Uint16Array>;
}

/** Coverage that is read in pieces; 0 = untouched. */
export interface CoverageSource {
  readonly bounds: Rect;
  /** Nothing is covered outside of it, where that is known without reading. */
  readonly coveredWithin?: Rect;
  /** @param rect inside `bounds` @returns [rect.height, rect.width]; the caller may not write to it */
  read(rect: Rect): Promise<Uint8Array>;
}

/** A decoded picture as a source; its top left pixel is `origin`. */
export function imageSource(
  image: SampleImage,
  origin: { x: number; y: number } = { x: 0, y: 0 },
): PixelSource {
  const { width, height, channels, bitDepth, iccProfile, data } = image;
  const bounds = { ...origin, width, height };
  return {
    bounds,
    channels,
    bitDepth,
    iccProfile,
    read: (rect) => Promise.resolve(lookInto(data, bounds, rect, channels)),
  };
}

/** A mask in memory as a source. */
export function maskSource(mask: CoverageMask): CoverageSource {
  const bounds = { x: 0, y: 0, width: mask.width, height: mask.height };
  return { bounds, read: (rect) => Promise.resolve(lookInto(mask.data, bounds, rect, 1)) };
}

/** Everything covered but `known` (null = everything): what extending and generating fill. */
export function coverageOutside(bounds: Rect, known: Rect | null): CoverageSource {
  return {
    bounds,
    read: (rect) => {
      const data = new Uint8Array(rect.width * rect.height).fill(255);
      if (known)
        for (
          let y = Math.max(rect.y, known.y);
          y < Math.min(rect.y + rect.height, known.y + known.height);
          y++
        ) {
          const from = Math.max(rect.x, known.x) - rect.x;
          const to = Math.min(rect.x + rect.width, known.x + known.width) - rect.x;
          if (from < to) data.fill(0, (y - rect.y) * rect.width + from, (y - rect.y) * rect.width + to);
        }
      return Promise.resolve(data);
    },
  };
}

/** As copyRect; whole rows are not copied. */
const lookInto = <Samples extends Uint8Array | Uint16Array>(
  data: Samples,
  bounds: Rect,
  rect: Rect,
  channels: number,
): Samples => {
  if (rect.width !== bounds.width) return copyRect(data, bounds, rect, channels);
  const rowLength = bounds.width * channels;
  const from = (rect.y - bounds.y) * rowLength;
  return data.subarray(from, from + rect.height * rowLength) as Samples;
};

/** A document's pixels as a source. */
export function tilePixels(snapshot: TileSnapshot): PixelSource {
  const { bounds, channels, bitDepth, iccProfile } = snapshot;
  return { bounds, channels, bitDepth, iccProfile, read: (rect) => readPixels(snapshot, rect) };
}

/** The mask covers the document's pixels, also where it was drawn before the document was extended. */
export function tileCoverage(mask: TileSnapshot, { bounds }: TileSnapshot): CoverageSource {
  const coveredWithin = rectIntersection(boundsOfTiles(mask), bounds);
  return { bounds, coveredWithin, read: async (rect) => (await readPixels(mask, rect)) as Uint8Array };
}

/** The open coverage that lies in the part's cells. */
export function ownCoverage(open: Uint8Array, area: Rect, cells: CellField): Uint8Array {
  const own = open.slice();
  const covering = cellsCovering(area, cells.span);
  for (let y = 0; y < area.height; y++) {
    const row = Math.floor((area.y + y) / cells.span);
    for (let column = covering.column; column < covering.column + covering.columns; column++) {
      if (cellAt(cells, row, column) !== 0) continue;
      const from = Math.max(0, column * cells.span - area.x);
      const to = Math.min(area.width, (column + 1) * cells.span - area.x);
      own.fill(0, y * area.width + from, y * area.width + to);
    }
  }
  return own;
}
