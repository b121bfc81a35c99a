/** Nodes along a side: between them colours differ by less than a step of 8 bits, where the profile is no odd one. */
export const side = 33;
const full = 65535;
const rampSteps = 1024;

/** RGB samples of 16 bit to sRGB of 16 bit, three to a pixel each. */
type Convert = (samples: Uint16Array) => Promise<Uint16Array>;

/** A conversion of colours that takes long for each of them, as a cube between whose nodes others are found quickly. */
export class ColourCube {
  private constructor(
    /** Where a value of 16 bits lies along a side, in nodes. */
    readonly places: Float32Array,
    /** [red, green, blue, 3], 0 to 255. */
    readonly nodes: Float32Array,
  ) {}

  /** Nodes lie dense where greys grow fast: half of each step is the value's, half that of the grey it becomes. */
  static async of(convert: Convert): Promise<ColourCube> {
    const ramp = Uint16Array.from({ length: 3 * (rampSteps + 1) }, (_, i) =>
      Math.round((Math.floor(i / 3) * full) / rampSteps),
    );
    const places = placesOf(await convert(ramp));
    const values = Uint16Array.from({ length: side }, (_, node) =>
      places.findIndex((place) => place >= node),
    );
    values[side - 1] = full;
    const corners = new Uint16Array(side ** 3 * 3);
    for (let node = 0; node < side ** 3; node++) {
      corners[3 * node] = values[Math.floor(node / side ** 2)]!;
      corners[3 * node + 1] = values[Math.floor(node / side) % side]!;
      corners[3 * node + 2] = values[node % side]!;
    }
    return new ColourCube(
      places,
      Float32Array.from(await convert(corners), (value) => value / 257),
    );
  }

  /**
   * The colour of sRGB at a place in the cube, 0 to 255, as `write` interpolates it, and how it changes along each side.
   * The four nodes are found in `write` once more: through one function it took 1.7 times as long.
   * @param target [4, 3]: colour, slopes along red, green and blue
   */
  look(x: number, y: number, z: number, target: Float64Array): void {
    const { nodes } = this;
    let [axis, next, other] = [0, 1, 2];
    const [i, j, k] = [Math.min(x | 0, side - 2), Math.min(y | 0, side - 2), Math.min(z | 0, side - 2)];
    let [most, middle, least] = [x - i, y - j, z - k];
    if (most < middle) [most, middle, axis, next] = [middle, most, next, axis];
    if (middle < least) [middle, least, next, other] = [least, middle, other, next];
    if (most < middle) [most, middle, axis, next] = [middle, most, next, axis];
    const first = ((i * side + j) * side + k) * 3;
    const second = first + strides[axis]!;
    const third = second + strides[next]!;
    const last = third + strides[other]!;
    for (let c = 0; c < 3; c++) {
      const [a, b, d, e] = [nodes[first + c]!, nodes[second + c]!, nodes[third + c]!, nodes[last + c]!];
      target[c] = a + (b - a) * most + (d - b) * middle + (e - d) * least;
      target[3 + 3 * axis + c] = b - a;
      target[3 + 3 * next + c] = d - b;
      target[3 + 3 * other + c] = e - d;
    }
  }

  /** Writes a colour of 16 bits as three bytes of sRGB, from the four nodes around it (tetrahedral interpolation). */
  write(red: number, green: number, blue: number, target: Uint8Array, at: number): void {
    const { places, nodes } = this;
    const [x, y, z] = [places[red]!, places[green]!, places[blue]!];
    const [i, j, k] = [Math.min(x | 0, side - 2), Math.min(y | 0, side - 2), Math.min(z | 0, side - 2)];
    const first = ((i * side + j) * side + k) * 3;
    let [most, middle, least] = [x - i, y - j, z - k];
    let [one, two, three] = [3 * side * side, 3 * side, 3];
    if (most < middle) [most, middle, one, two] = [middle, most, two, one];
    if (middle < least) [middle, least, two, three] = [least, middle, three, two];
    if (most < middle) [most, middle, one, two] = [middle, most, two, one];
    const [second, third, last] = [first + one, first + one + two, first + one + two + three];
    for (let c = 0; c < 3; c++)
      target[at + c] =
        nodes[first + c]! * (1 - most) +
        nodes[second + c]! * (most - middle) +
        nodes[third + c]! * (middle - least) +
        nodes[last + c]! * least +
        0.5;
  }
}

/** From a node to the next one along red, green and blue. */
const strides = [3 * side * side, 3 * side, 3];

/** Of each value, by what becomes of the ramp of greys. */
function placesOf(greys: Uint16Array): Float32Array {
  const sums = new Float64Array(rampSteps + 1);
  for (let step = 1; step <= rampSteps; step++) {
    const grown = [0, 1, 2].reduce((sum, c) => sum + greys[3 * step + c]! - greys[3 * step - 3 + c]!, 0);
    sums[step] = sums[step - 1]! + Math.abs(grown);
  }
  const total = Math.max(1, sums[rampSteps]!);
  return Float32Array.from({ length: full + 1 }, (_, value) => {
    const step = Math.min(rampSteps - 1, Math.floor((value * rampSteps) / full));
    const share = (value * rampSteps) / full - step;
    const grey = sums[step]! + share * (sums[step + 1]! - sums[step]!);
    return ((value / full + grey / total) / 2) * (side - 1);
  });
}
