import type { Frame } from './frame.ts';
import { type Orientation, type Sides, storedGrid, type StoredGrid, storedSides } from './orientation.ts';
import type { JpegColour } from './read-jpeg.ts';

/** 8-bit pixels as they are displayed: [height, width, channels], 1 channel for grey. */
export interface DisplayedPixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** What was done to a picture, as the file that stores it has its pixels: turned, and in its own colour components. */
export class PixelChange {
  /** Of the stored picture after the edit. */
  readonly width: number;
  readonly height: number;
  /** Where the pixels from before are in it. */
  readonly oldArea: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** [height, width]: 1 where a pixel is new or other than before. */
  readonly changed: Uint8Array;
  private readonly grid: StoredGrid;

  /** @param sides what was added at the displayed sides; `after` is `before` with them @param orientation of the file */
  constructor(
    before: DisplayedPixels,
    private readonly after: DisplayedPixels,
    private readonly colour: JpegColour,
    orientation: Orientation,
    sides: Sides = { left: 0, top: 0, right: 0, bottom: 0 },
  ) {
    const gridBefore = storedGrid(orientation, before.width, before.height);
    const { left, top } = storedSides(orientation, sides);
    this.grid = storedGrid(orientation, after.width, after.height);
    this.width = this.grid.width;
    this.height = this.grid.height;
    this.oldArea = { x: left, y: top, width: gridBefore.width, height: gridBefore.height };
    this.changed = new Uint8Array(this.width * this.height);
    for (let y = 0; y < this.height; y++) {
      const row = this.changed.subarray(y * this.width, (y + 1) * this.width);
      const isOld = y >= top && y < top + gridBefore.height;
      const from = isOld ? Math.min(this.width, Math.max(0, left)) : 0;
      const to = isOld ? Math.min(this.width, left + gridBefore.width) : 0;
      row.fill(1, 0, from);
      row.fill(1, to);
      if (from < to) {
        const old = cursor(gridBefore, from - left, y - top, before.channels);
        compareRow(
          before.data,
          old,
          after.data,
          cursor(this.grid, from, y, after.channels),
          row.subarray(from, to),
        );
      }
    }
  }

  /** The new pixel's value of a component, 0 to 255 (JFIF's Y'CbCr). */
  component(x: number, y: number, component: number): number {
    const { data, channels } = this.after;
    const { origin, perX, perY } = this.grid;
    const at = (origin + x * perX + y * perY) * channels;
    if (this.colour !== 'ycbcr') return data[at + component]!;
    const red = data[at]!;
    const green = data[at + 1]!;
    const blue = data[at + 2]!;
    switch (component) {
      case 0:
        return 0.299 * red + 0.587 * green + 0.114 * blue;
      case 1:
        return 128 - 0.168735892 * red - 0.331264108 * green + 0.5 * blue;
      default:
        return 128 + 0.5 * red - 0.418687589 * green - 0.081312411 * blue;
    }
  }

  /** [mcusDown, mcusAcross]: 1 where an MCU holds a changed pixel. @param frame of the picture after the edit */
  touchedMcus({ mcuWidth, mcuHeight, mcusAcross, mcusDown }: Frame): Uint8Array {
    const touched = new Uint8Array(mcusAcross * mcusDown);
    const { changed, width } = this;
    for (let at = changed.indexOf(1); at >= 0; at = changed.indexOf(1, at)) {
      const x = at % width;
      const column = Math.floor(x / mcuWidth);
      const y = (at - x) / width;
      touched[Math.floor(y / mcuHeight) * mcusAcross + column] = 1;
      // The rest of the MCU's row says nothing new.
      at += Math.min((column + 1) * mcuWidth, width) - x;
    }
    return touched;
  }
}

/** A place in samples, and the step to the next pixel of a stored row. */
interface Cursor {
  readonly at: number;
  readonly step: number;
  readonly channels: number;
}

const cursor = ({ origin, perX, perY }: StoredGrid, x: number, y: number, channels: number): Cursor => ({
  at: (origin + x * perX + y * perY) * channels,
  step: perX * channels,
  channels,
});

/** Marks the pixels that differ. @param changed as many as are compared */
function compareRow(
  before: Uint8Array,
  { at: firstBefore, step: stepBefore, channels }: Cursor,
  after: Uint8Array,
  { at: firstAfter, step: stepAfter }: Cursor,
  changed: Uint8Array,
): void {
  let from = firstBefore;
  let to = firstAfter;
  for (let pixel = 0; pixel < changed.length; pixel++, from += stepBefore, to += stepAfter)
    for (let channel = 0; channel < channels; channel++)
      if (before[from + channel] !== after[to + channel]) changed[pixel] = 1;
}
