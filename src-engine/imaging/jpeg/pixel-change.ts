import type { Frame } from './frame.ts';
import {
  displayedGrid,
  type Orientation,
  type Sides,
  storedGrid,
  type StoredGrid,
  storedSides,
} from './orientation.ts';
import type { JpegColour } from './read-jpeg.ts';

/** 8-bit pixels as they are displayed: [height, width, channels], 1 channel for grey. */
export interface DisplayedPixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** [component, 4]: what is added, then the shares of red, green and blue (JFIF 1.02, "Conversion to and from RGB"). */
const toComponents = Float64Array.of(
  ...[0, 0.299, 0.587, 0.114],
  ...[128, -0.168735892, -0.331264108, 0.5],
  ...[128, 0.5, -0.418687589, -0.081312411],
);

/** Samples of a row that are compared at once where it is not the same as before. */
const pieceLength = 512;

/** What was done to a picture, as the file that stores it has its pixels: turned, and in its own colour components. */
export class PixelChange {
  /** The size of the stored picture after the edit. */
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
  /** The range of `changed`: beyond these there is no 1. */
  private firstChanged: number;
  private lastChanged = -1;
  private readonly grid: StoredGrid;

  /** @param sides what was added at the displayed sides; `after` is `before` with them @param orientation of the file */
  constructor(
    before: DisplayedPixels,
    private readonly after: DisplayedPixels,
    private readonly colour: JpegColour,
    orientation: Orientation,
    sides: Sides = { left: 0, top: 0, right: 0, bottom: 0 },
  ) {
    const { left, top } = storedSides(orientation, sides);
    this.grid = storedGrid(orientation, after.width, after.height);
    this.width = this.grid.width;
    this.height = this.grid.height;
    this.oldArea = { ...storedGrid(orientation, before.width, before.height), x: left, y: top };
    this.changed = new Uint8Array(this.width * this.height);
    this.firstChanged = this.changed.length;
    this.markNew();
    this.markDiffering(before, sides, displayedGrid(orientation, this.width, this.height));
  }

  private markNew(): void {
    const { width, height, oldArea } = this;
    const left = Math.min(width, Math.max(0, oldArea.x));
    const right = Math.min(width, Math.max(0, oldArea.x + oldArea.width));
    for (let y = 0; y < height; y++) {
      const isOld = y >= oldArea.y && y < oldArea.y + oldArea.height;
      this.fill(y * width, y * width + (isOld ? left : width));
      this.fill(y * width + right, (y + 1) * width);
    }
  }

  private fill(from: number, end: number): void {
    if (from >= end) return;
    this.changed.fill(1, from, end);
    this.firstChanged = Math.min(this.firstChanged, from);
    this.lastChanged = Math.max(this.lastChanged, end - 1);
  }

  /** Goes through displayed rows, nearly all of which are the same. @param grid where displayed pixels are stored */
  private markDiffering(before: DisplayedPixels, sides: Sides, { origin, perX, perY }: StoredGrid): void {
    const { after } = this;
    const { channels } = before;
    const first = Math.max(0, -sides.left);
    const pixels = Math.min(before.width, after.width - sides.left) - first;
    if (pixels <= 0) return;
    for (let y = Math.max(0, -sides.top); y < before.height && y + sides.top < after.height; y++) {
      const old = rowOf(before, first, y, pixels);
      const now = rowOf(after, first + sides.left, y + sides.top, pixels);
      if (Buffer.compare(old, now) === 0) continue;
      const start = origin + (first + sides.left) * perX + (y + sides.top) * perY;
      for (let from = 0; from < old.length; from += pieceLength) {
        const end = Math.min(old.length, from + pieceLength);
        if (Buffer.compare(old.subarray(from, end), now.subarray(from, end)) === 0) continue;
        for (let at = from; at < end; at++)
          if (old[at] !== now[at]) this.mark(start + Math.floor(at / channels) * perX);
      }
    }
  }

  private mark(at: number): void {
    this.changed[at] = 1;
    if (at < this.firstChanged) this.firstChanged = at;
    if (at > this.lastChanged) this.lastChanged = at;
  }

  /** The new pixel's value of a component, 0 to 255 (JFIF's Y'CbCr). */
  component(x: number, y: number, component: number): number {
    const { data, channels } = this.after;
    const { origin, perX, perY } = this.grid;
    const at = (origin + x * perX + y * perY) * channels;
    if (this.colour !== 'ycbcr') return data[at + component]!;
    const row = component * 4;
    return (
      toComponents[row]! +
      toComponents[row + 1]! * data[at]! +
      toComponents[row + 2]! * data[at + 1]! +
      toComponents[row + 3]! * data[at + 2]!
    );
  }

  /** [mcusDown, mcusAcross]: 1 where all pixels of a touched MCU and those next to it changed. */
  wholeMcus(touched: Uint8Array, frame: Frame): Uint8Array {
    return touched.map((isTouched, mcu) => (isTouched === 1 && this.isAllChanged(mcu, frame) ? 1 : 0));
  }

  private isAllChanged(mcu: number, { mcuWidth, mcuHeight, mcusAcross }: Frame): boolean {
    const { changed, width, height } = this;
    const left = (mcu % mcusAcross) * mcuWidth;
    const top = Math.floor(mcu / mcusAcross) * mcuHeight;
    for (let y = Math.max(0, top - 1); y < Math.min(height, top + mcuHeight + 1); y++) {
      const row = y * width;
      const end = row + Math.min(width, left + mcuWidth + 1);
      if (changed.subarray(row + Math.max(0, left - 1), end).includes(0)) return false;
    }
    return true;
  }

  /** [mcusDown, mcusAcross]: 1 where an MCU holds a changed pixel. @param frame of the picture after the edit */
  touchedMcus({ mcuWidth, mcuHeight, mcusAcross, mcusDown }: Frame): Uint8Array {
    const touched = new Uint8Array(mcusAcross * mcusDown);
    const { width } = this;
    const changed = this.changed.subarray(0, this.lastChanged + 1);
    for (let at = changed.indexOf(1, this.firstChanged); at >= 0; at = changed.indexOf(1, at)) {
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

const rowOf = (
  { width, channels, data }: DisplayedPixels,
  x: number,
  y: number,
  pixels: number,
): Uint8Array => data.subarray((y * width + x) * channels, (y * width + x + pixels) * channels);
