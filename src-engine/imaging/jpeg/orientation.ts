/** How a picture is stored and how it is shown (EXIF 2.32, tag 0x0112: 1 to 8). */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** The stored pixel (x, y) is the displayed one at `origin` + x * `perX` + y * `perY`, in pixels of the displayed rows. */
export interface StoredGrid {
  /** The size of the picture whose (x, y) it takes. */
  readonly width: number;
  readonly height: number;
  readonly origin: number;
  readonly perX: number;
  readonly perY: number;
}

export const isTurned = (orientation: Orientation): boolean => orientation >= 5;

/** @param width, height of the displayed picture */
export function storedGrid(orientation: Orientation, width: number, height: number): StoredGrid {
  const stored = isTurned(orientation) ? { width: height, height: width } : { width, height };
  const right = width - 1;
  const bottom = (height - 1) * width;
  switch (orientation) {
    case 1:
      return { ...stored, origin: 0, perX: 1, perY: width };
    case 2:
      return { ...stored, origin: right, perX: -1, perY: width };
    case 3:
      return { ...stored, origin: bottom + right, perX: -1, perY: -width };
    case 4:
      return { ...stored, origin: bottom, perX: 1, perY: -width };
    case 5:
      return { ...stored, origin: 0, perX: width, perY: 1 };
    case 6:
      return { ...stored, origin: right, perX: width, perY: -1 };
    case 7:
      return { ...stored, origin: bottom + right, perX: -width, perY: -1 };
    case 8:
      return { ...stored, origin: bottom, perX: -width, perY: 1 };
  }
}

/** The other way round: the displayed pixel (x, y) is the stored one at `origin` + x * `perX` + y * `perY`. */
export function displayedGrid(
  orientation: Orientation,
  storedWidth: number,
  storedHeight: number,
): StoredGrid {
  // A quarter turn is taken back by the other one; all else by itself.
  const back = orientation === 6 ? 8 : orientation === 8 ? 6 : orientation;
  return storedGrid(back, storedWidth, storedHeight);
}

/** What is added at the displayed sides, as sides of the stored picture. */
export function storedSides(orientation: Orientation, { left, top, right, bottom }: Sides): Sides {
  switch (orientation) {
    case 1:
      return { left, top, right, bottom };
    case 2:
      return { left: right, top, right: left, bottom };
    case 3:
      return { left: right, top: bottom, right: left, bottom: top };
    case 4:
      return { left, top: bottom, right, bottom: top };
    case 5:
      return { left: top, top: left, right: bottom, bottom: right };
    case 6:
      return { left: top, top: right, right: bottom, bottom: left };
    case 7:
      return { left: bottom, top: right, right: top, bottom: left };
    case 8:
      return { left: bottom, top: left, right: top, bottom: right };
  }
}

/** Pixels added; negative where pixels are cut off. */
export interface Sides {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
