/** What is looked at before a border goes this share of the extension's depth into the photo, in about so many cells. */
const STRIP = 1 / 3;
const CELLS = 32;
/** Columns looked at where there are as many: in fewer, grain has a direction by chance. */
const LEAST_COLUMNS = 48;
/** Directions are those of so many cells along the border. */
const WINDOW = 4;
/** Lines steeper than this run along the border rather than across it, rows per column. */
const STEEP = 1.5;
/** Largest slope that a mirror image is slanted by. */
const MOST = 0.8;
/** Coherence of the structure tensor that texture has by chance, and from which on it is a direction for sure. */
const CHANCE = 0.2;
const SURE = 0.8;
/** How much texture without a direction holds the image straight. */
const UPRIGHT = 0.1;
/** How much the slant may stretch the image along the border at its far end. */
const STRETCH = 0.6;
/** Slopes that move nothing by this many pixels are none. */
const LEAST_SHIFT = 2;

/** A colour of the known pixel `column` columns before the border in a row. */
type Colour = (column: number, row: number, channel: number) => number;

/**
 * The slope (rows per column outwards) at which lines cross a border in each row of it; null where all cross it straight or none does.
 * Smooth, so that what is slanted by it neither folds nor tears within `depth` columns.
 * @param columns known before the border @param depth of what is filled behind it
 */
export function slopesAtBorder(
  colour: Colour,
  columns: number,
  height: number,
  depth: number,
): Float32Array | null {
  const strip = Math.min(columns, Math.max(LEAST_COLUMNS, Math.round(depth * STRIP)));
  const cell = Math.ceil(strip / CELLS);
  const across = Math.floor(strip / cell);
  const along = Math.floor(height / cell);
  if (across < 3 || along < 3) return null;
  const cells = meanCells(colour, across, along, cell);
  const { slope, weight, upright } = directions(cells, across, along);
  const smooth = smoothed(slope, weight, upright, depth / cell);
  let most = 0;
  for (const value of smooth) most = Math.max(most, Math.abs(value));
  if (2 * most * depth < LEAST_SHIFT) return null;
  return Float32Array.from({ length: height }, (_, y) => {
    const at = Math.min(along - 1, Math.max(0, (y + 0.5) / cell - 0.5));
    const below = Math.min(along - 1, Math.floor(at) + 1);
    const above = Math.floor(at);
    return smooth[above]! + (smooth[below]! - smooth[above]!) * (at - above);
  });
}

/** [along, across, 3]; the first column is the one farthest from the border. */
function meanCells(colour: Colour, across: number, along: number, cell: number): Float32Array {
  const cells = new Float32Array(across * along * 3);
  for (let v = 0; v < along; v++)
    for (let u = 0; u < across; u++)
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let y = v * cell; y < (v + 1) * cell; y++)
          for (let x = 0; x < cell; x++) sum += colour((across - 1 - u) * cell + x, y, c);
        cells[(v * across + u) * 3 + c] = sum / (cell * cell);
      }
  return cells;
}

/** The direction of the structure tensor of all colours (Di Zenzo 1986) in every row, how much it counts, and how much speaks for none. */
function directions(
  cells: Float32Array,
  across: number,
  along: number,
): { slope: Float64Array; weight: Float64Array; upright: Float64Array } {
  const [xx, xy, yy] = [0, 1, 2].map(() => new Float64Array(along)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let v = 1; v + 1 < along; v++)
    for (let i = 3; i < (across - 1) * 3; i++) {
      const at = v * across * 3 + i;
      const gx = (cells[at + 3]! - cells[at - 3]!) / 2;
      const gy = (cells[at + across * 3]! - cells[at - across * 3]!) / 2;
      // What lies at the border counts most.
      const near = (Math.floor(i / 3) + 1) / across;
      xx[v] = xx[v]! + near * gx * gx;
      xy[v] = xy[v]! + near * gx * gy;
      yy[v] = yy[v]! + near * gy * gy;
    }
  for (const sums of [xx, xy, yy]) sums.set(blurred(sums));
  const slope = new Float64Array(along);
  const weight = new Float64Array(along);
  const upright = new Float64Array(along);
  for (let v = 0; v < along; v++) {
    const energy = xx[v]! + yy[v]!;
    if (energy <= 0) continue;
    const apart = Math.hypot(xx[v]! - yy[v]!, 2 * xy[v]!);
    // The line runs along the eigenvector of the smaller eigenvalue.
    const angle = 0.5 * Math.atan2(2 * xy[v]!, xx[v]! - yy[v]!) + Math.PI / 2;
    const tangent = Math.tan(angle);
    const coherence = apart / energy;
    upright[v] = energy * UPRIGHT;
    if (Math.abs(tangent) > STEEP) continue;
    slope[v] = Math.max(-MOST, Math.min(MOST, tangent));
    weight[v] = energy * Math.min(1, Math.max(0, (coherence - CHANCE) / (SURE - CHANCE))) ** 2;
  }
  return { slope, weight, upright };
}

function blurred(values: Float64Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let v = 0; v < values.length; v++)
    for (let w = Math.max(0, v - 2 * WINDOW); w <= Math.min(values.length - 1, v + 2 * WINDOW); w++)
      out[v] = out[v]! + values[w]! * Math.exp(-((v - w) ** 2) / (2 * WINDOW * WINDOW));
  return out;
}

/** Least squares between the directions found and a slope that changes little: as smooth as it has to be. @param depth in cells */
function smoothed(
  slope: Float64Array,
  weight: Float64Array,
  upright: Float64Array,
  depth: number,
): Float64Array {
  const count = slope.length;
  let total = 0;
  for (let v = 0; v < count; v++) total += weight[v]! + upright[v]!;
  const result = new Float64Array(count);
  if (total === 0) return result;
  for (let stiff = total / count; ; stiff *= 2) {
    // Thomas' algorithm for the tridiagonal system.
    const carry = new Float64Array(count);
    for (let v = 0; v < count; v++) {
      const before = v > 0 ? stiff : 0;
      const after = v + 1 < count ? stiff : 0;
      const pivot = weight[v]! + upright[v]! + before + after - (v > 0 ? before * carry[v - 1]! : 0) + 1e-12;
      carry[v] = after / pivot;
      result[v] = (weight[v]! * slope[v]! + (v > 0 ? before * result[v - 1]! : 0)) / pivot;
    }
    for (let v = count - 2; v >= 0; v--) result[v] = result[v]! + carry[v]! * result[v + 1]!;
    let steepest = 0;
    for (let v = 1; v < count; v++) steepest = Math.max(steepest, Math.abs(result[v]! - result[v - 1]!));
    if (steepest * depth <= STRETCH) return result;
  }
}
