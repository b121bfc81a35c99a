import { invertMatrix, type Matrix, multiplyMatrices } from './matrix.ts';
import { d50 } from './srgb.ts';

type Point = readonly [x: number, y: number];

/** Where white and the primaries lie (CIE 1931). */
export interface Chromaticities {
  readonly white: Point;
  readonly red: Point;
  readonly green: Point;
  readonly blue: Point;
}

export const d65: Point = [0.3127, 0.329];

type NamedChromaticities = Chromaticities & { readonly name: string };

export const bt709: NamedChromaticities = {
  ...{ name: 'BT.709', white: d65, red: [0.64, 0.33], green: [0.3, 0.6], blue: [0.15, 0.06] },
};
export const displayP3: NamedChromaticities = {
  ...{ name: 'P3', white: d65, red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06] },
};
const bt601: NamedChromaticities = {
  ...{ name: 'BT.601', white: d65, red: [0.63, 0.34], green: [0.31, 0.595], blue: [0.155, 0.07] },
};

/** Colour primaries by their number (ITU-T H.273, table 2); 2 is "unspecified". */
export const codedPrimaries: Readonly<Record<number, NamedChromaticities>> = {
  1: bt709,
  2: bt709,
  5: { name: 'BT.470', white: d65, red: [0.64, 0.33], green: [0.29, 0.6], blue: [0.15, 0.06] },
  6: bt601,
  7: bt601,
  9: { name: 'BT.2020', white: d65, red: [0.708, 0.292], green: [0.17, 0.797], blue: [0.131, 0.046] },
  11: { ...displayP3, name: 'DCI P3', white: [0.314, 0.351] },
  12: displayP3,
};

/** The cone responses of Bradford's adaptation (ICC.1:2022, annex E). */
const bradford: Matrix = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296];

/** Linear light of these primaries to XYZ adapted to D50, row-major; null where they span no colours. */
export function toXyzD50({ white, red, green, blue }: Chromaticities): Matrix | null {
  const points = [red, green, blue];
  if ([white, ...points].some(([x, y]) => !(y > 0) || !(x >= 0))) return null;
  const xyzOf = ([x, y]: Point): readonly number[] => [x / y, 1, (1 - x - y) / y];
  const columns = [0, 1, 2].flatMap((row) => points.map((point) => xyzOf(point)[row]!));
  const inverse = invertMatrix(columns);
  if (!inverse) return null;
  const shares = apply(inverse, xyzOf(white));
  const toXyz = columns.map((value, i) => value * shares[i % 3]!);
  const [from, to] = [apply(bradford, xyzOf(white)), apply(bradford, d50)];
  const scaled = bradford.map((value, i) => (value * to[Math.floor(i / 3)]!) / from[Math.floor(i / 3)]!);
  return multiplyMatrices(multiplyMatrices(invertMatrix(bradford)!, scaled), toXyz);
}

const apply = (matrix: Matrix, [x, y, z]: readonly number[]): readonly number[] =>
  [0, 3, 6].map((row) => matrix[row]! * x! + matrix[row + 1]! * y! + matrix[row + 2]! * z!);
