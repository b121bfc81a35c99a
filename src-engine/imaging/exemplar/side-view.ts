import { slopesAtBorder } from './border-slopes.ts';

/** One side of the known pixels, seen so that what is to be filled lies at the right of them and their mirror image at the left. */
export interface SideView {
  /** Of `sideBits`. */
  readonly bit: number;
  readonly width: number;
  readonly height: number;
  /** Columns of the mirror image, and again of the known pixels it shows. */
  readonly mirrored: number;
  /** Index of the crop's pixel that is seen in the first row behind the known ones, and how far it is from there to the next column and row. */
  readonly start: number;
  readonly outwards: number;
  readonly along: number;
  /** [height, mirrored]: the row that each mirrored pixel shows, negative or beyond the last where there is none; null = its own. */
  readonly slanted: Float32Array | null;
}

/** Index of the crop's pixel that is seen at column `x` of row `y`, the nearest one where there is none. */
export const pixelAt = (
  { mirrored, height, start, outwards, along, slanted }: SideView,
  x: number,
  y: number,
): number => {
  if (x >= mirrored) return start + y * along + (x - 2 * mirrored) * outwards;
  const row = slanted ? Math.min(height - 1, Math.max(0, Math.round(slanted[y * mirrored + x]!))) : y;
  return start + row * along + (-1 - x) * outwards;
};

/** Whether the photo holds what a slanted mirror image would show there. */
export function isShown({ mirrored, height, slanted }: SideView, x: number, y: number): boolean {
  if (slanted === null || x >= mirrored) return true;
  const row = slanted[y * mirrored + x]!;
  return row >= 0 && row <= height - 1;
}

/** The view with its mirror image slanted so that lines which cross the border continue beyond it as they are, where they cross it at an angle. */
export function slantedView(view: SideView, picture: Float32Array): SideView {
  const { mirrored, height, width, start, outwards, along } = view;
  const depth = width - 2 * mirrored;
  const colour = (column: number, row: number, channel: number): number =>
    picture[(start + row * along - (1 + column) * outwards) * 3 + channel]!;
  const slopes = slopesAtBorder(colour, mirrored, height, depth);
  if (slopes === null) return view;
  const slanted = new Float32Array(mirrored * height);
  for (let x = 0; x < mirrored; x++) {
    const k = Math.min(x, depth) + 0.5;
    for (let y = 0, b = 0; y < height; y++) {
      // Where the line through this pixel crosses the border: b + slope(b) * k rises with b.
      const crosses = (row: number): number => row + slopes[row]! * k;
      while (b + 1 < height && crosses(b + 1) <= y) b++;
      const edge = y < crosses(0) ? slopes[0]! : slopes[b]!;
      slanted[y * mirrored + x] = y - 2 * edge * k;
    }
  }
  return { ...view, slanted };
}

/** The crop's colours, [height, width, 3], as a side sees them. */
export function coloursFrom(view: SideView, values: Float32Array): Float32Array {
  const { width, height, mirrored, outwards, slanted } = view;
  const out = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const row = out.subarray(y * width * 3, (y + 1) * width * 3);
    const first = pixelAt(view, mirrored, y);
    if (outwards === 1) row.set(values.subarray(first * 3, (first + width - mirrored) * 3), mirrored * 3);
    else
      for (let from = first * 3, to = mirrored * 3; to < row.length; from += outwards * 3, to += 3) {
        row[to] = values[from]!;
        row[to + 1] = values[from + 1]!;
        row[to + 2] = values[from + 2]!;
      }
    if (slanted) continue;
    for (let to = 0, from = (2 * mirrored - 1) * 3; to < mirrored * 3; to += 3, from -= 3) {
      row[to] = row[from]!;
      row[to + 1] = row[from + 1]!;
      row[to + 2] = row[from + 2]!;
    }
  }
  if (slanted) showSlanted(view, slanted, out);
  return out;
}

/** Cubic between four rows (Keys 1981): whole rows would leave steps in slanted lines. @param out its known pixels are there, the mirrored ones are written */
function showSlanted({ width, height, mirrored }: SideView, slanted: Float32Array, out: Float32Array): void {
  const inside = (row: number): number => Math.min(height - 1, Math.max(0, row));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < mirrored; x++) {
      const row = inside(slanted[y * mirrored + x]!);
      const first = Math.floor(row);
      const t = row - first;
      const at = (n: number): number => (inside(first + n) * width + 2 * mirrored - 1 - x) * 3;
      const [before, here, next, after] = [at(-1), at(0), at(1), at(2)];
      for (let c = 0; c < 3; c++) {
        const [a, b, d, e] = [out[before + c]!, out[here + c]!, out[next + c]!, out[after + c]!];
        const value = b + (t / 2) * (d - a + t * (2 * a - 5 * b + 4 * d - e + t * (3 * (b - d) + e - a)));
        out[(y * width + x) * 3 + c] = Math.min(1, Math.max(0, value));
      }
    }
}

/** The crop's flags, [height, width], as a side sees them. */
export function flagsFrom(view: SideView, values: Uint8Array): Uint8Array {
  const { width, height, mirrored, outwards, slanted } = view;
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = out.subarray(y * width, (y + 1) * width);
    const first = pixelAt(view, mirrored, y);
    if (outwards === 1) row.set(values.subarray(first, first + width - mirrored), mirrored);
    else for (let from = first, to = mirrored; to < width; from += outwards, to++) row[to] = values[from]!;
    if (slanted) for (let x = 0; x < mirrored; x++) row[x] = values[pixelAt(view, x, y)]!;
    else {
      row.copyWithin(0, mirrored, 2 * mirrored);
      row.subarray(0, mirrored).reverse();
    }
  }
  return out;
}
