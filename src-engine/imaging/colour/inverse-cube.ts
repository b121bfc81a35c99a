import { type ColourCube, side } from './colour-cube.ts';

/** Cells of sRGB along a side, each with a place in the cube to begin at. */
const cells = 17;
const maxSteps = 12;
/** Nodes that one step may go: farther away the colours say nothing. */
const longestStep = 4;
/** Steps of 8 bits. */
const near = 0.02;
/** Keeps steps short where colours hardly change, or lie in a plane. */
const damping = 0.05;

/** Finds the place in a colour cube where a colour of sRGB lies; of one that lies nowhere, a near one's. */
export class InverseCube {
  /** [cells, cells, cells, 3] */
  private readonly starts: Float32Array;
  private readonly here = new Float64Array(12);
  private readonly there = new Float64Array(12);
  private readonly moved = new Float64Array(3);

  constructor(private readonly cube: ColourCube) {
    this.starts = startsOf(cube);
  }

  /** @param red, green, blue 0 to 255 @param place in nodes along each side, written */
  find(red: number, green: number, blue: number, place: Float64Array): void {
    const { cube, moved } = this;
    let { here, there } = this;
    const cell = 3 * cellOf(red, green, blue);
    for (let axis = 0; axis < 3; axis++) place[axis] = this.starts[cell + axis]!;
    const errorOf = (look: Float64Array): number =>
      (red - look[0]!) ** 2 + (green - look[1]!) ** 2 + (blue - look[2]!) ** 2;
    cube.look(place[0]!, place[1]!, place[2]!, here);
    let error = errorOf(here);
    let held = damping;
    for (let step = 0; step < maxSteps && error > near * near; step++) {
      stepOf(here, red, green, blue, held, moved);
      const length = Math.max(1, Math.hypot(moved[0]!, moved[1]!, moved[2]!) / longestStep);
      for (let axis = 0; axis < 3; axis++) moved[axis] = within(place[axis]! + moved[axis]! / length);
      cube.look(moved[0]!, moved[1]!, moved[2]!, there);
      const after = errorOf(there);
      if (after < error) {
        place.set(moved);
        [here, there] = [there, here];
        error = after;
        held = damping;
      } else held *= 16;
    }
  }
}

const within = (place: number): number => Math.min(side - 1, Math.max(0, place));

/** Levenberg's step, (JtJ + held) d = Jt error, by Cramer's rule. @param look as `ColourCube.look` writes it */
function stepOf(
  look: Float64Array,
  red: number,
  green: number,
  blue: number,
  held: number,
  moved: Float64Array,
): void {
  const [r, g, b] = [red - look[0]!, green - look[1]!, blue - look[2]!];
  const product = (i: number, j: number): number =>
    look[i]! * look[j]! + look[i + 1]! * look[j + 1]! + look[i + 2]! * look[j + 2]!;
  const toward = (i: number): number => look[i]! * r + look[i + 1]! * g + look[i + 2]! * b;
  const [xx, yy, zz] = [product(3, 3) + held, product(6, 6) + held, product(9, 9) + held];
  const [xy, xz, yz] = [product(3, 6), product(3, 9), product(6, 9)];
  const [x, y, z] = [toward(3), toward(6), toward(9)];
  const [a, c, d] = [yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy];
  const whole = xx * a + xy * c + xz * d;
  moved[0] = (a * x + c * y + d * z) / whole;
  moved[1] = (c * x + (xx * zz - xz * xz) * y + (xy * xz - xx * yz) * z) / whole;
  moved[2] = (d * x + (xy * xz - xx * yz) * y + (xx * yy - xy * xy) * z) / whole;
}

const step = 255 / (cells - 1);
const cellOf = (red: number, green: number, blue: number): number =>
  (Math.round(red / step) * cells + Math.round(green / step)) * cells + Math.round(blue / step);

/** Nodes by the cell that their colour lies in; cells without any get a neighbour's, round by round. */
function startsOf({ nodes }: ColourCube): Float32Array {
  const starts = new Float32Array(cells ** 3 * 3);
  const known = new Uint8Array(cells ** 3);
  for (let node = 0; node < side ** 3; node++) {
    const cell = cellOf(nodes[3 * node]!, nodes[3 * node + 1]!, nodes[3 * node + 2]!);
    if (known[cell]) continue;
    known[cell] = 1;
    starts.set([Math.floor(node / side ** 2), Math.floor(node / side) % side, node % side], 3 * cell);
  }
  let ring = [...known.keys()].filter((cell) => known[cell]);
  while (ring.length > 0)
    ring = ring.flatMap((cell) =>
      neighboursOf(cell).filter((neighbour) => {
        if (known[neighbour]) return false;
        known[neighbour] = 1;
        starts.copyWithin(3 * neighbour, 3 * cell, 3 * cell + 3);
        return true;
      }),
    );
  return starts;
}

const neighboursOf = (cell: number): number[] =>
  [1, cells, cells ** 2].flatMap((stride) => {
    const at = Math.floor(cell / stride) % cells;
    return [...(at > 0 ? [cell - stride] : []), ...(at < cells - 1 ? [cell + stride] : [])];
  });
