/** Exact squared Euclidean distances in pixels (Felzenszwalb and Huttenlocher 2012, two passes of lower envelopes). */

const far = 1e20;

/**
 * Squared distance from each pixel's centre to the nearest pixel where `inside` is not 0; 0 there. [height, width]
 * Where nothing is inside, every distance is above 1e19.
 */
export function squaredDistance(inside: Uint8Array, width: number, height: number): Float32Array {
  const distance = new Float32Array(width * height);
  for (let i = 0; i < distance.length; i++) distance[i] = inside[i] !== 0 ? 0 : far;
  const length = Math.max(width, height);
  const workspace = {
    line: new Float64Array(length),
    parabolas: new Int32Array(length),
    borders: new Float64Array(length + 1),
  };
  for (let x = 0; x < width; x++) transformLine(distance, x, width, height, workspace);
  for (let y = 0; y < height; y++) transformLine(distance, y * width, 1, width, workspace);
  return distance;
}

interface Workspace {
  readonly line: Float64Array;
  readonly parabolas: Int32Array;
  readonly borders: Float64Array;
}

/** The lower envelope of parabolas rooted at one line's values, in place. */
function transformLine(
  data: Float32Array,
  start: number,
  stride: number,
  length: number,
  workspace: Workspace,
): void {
  const { line, parabolas, borders } = workspace;
  for (let i = 0; i < length; i++) line[i] = data[start + i * stride]!;
  let last = 0;
  parabolas[0] = 0;
  borders[0] = -Infinity;
  borders[1] = Infinity;
  for (let q = 1; q < length; q++) {
    let crossing = intersection(line, q, parabolas[last]!);
    while (crossing <= borders[last]!) {
      last--;
      crossing = intersection(line, q, parabolas[last]!);
    }
    last++;
    parabolas[last] = q;
    borders[last] = crossing;
    borders[last + 1] = Infinity;
  }
  let at = 0;
  for (let i = 0; i < length; i++) {
    while (borders[at + 1]! < i) at++;
    const root = parabolas[at]!;
    data[start + i * stride] = (i - root) * (i - root) + line[root]!;
  }
}

const intersection = (line: Float64Array, q: number, p: number): number =>
  (line[q]! + q * q - (line[p]! + p * p)) / (2 * q - 2 * p);
