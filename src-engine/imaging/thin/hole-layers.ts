/** The open pixels, from the rim inwards. */
export interface HoleLayers {
  /** Indices of the open pixels that known ones can be reached from, nearest to the rim first. */
  readonly order: Int32Array;
  /** [height, width]; steps along rows and columns to the nearest known pixel, 0 where nothing is open. */
  readonly depth: Uint16Array;
  /** Where each layer of two pixels ends in `order`. */
  readonly layerEnds: readonly number[];
}

/** Orders the pixels of `state` that are `open` by their distance to those that are `known`; others are walls. */
export function holeLayers(
  state: Uint8Array,
  open: number,
  known: number,
  width: number,
  height: number,
): HoleLayers {
  const depth = new Uint16Array(state.length);
  const found: number[] = [];
  const neighbours = [0, 0, 0, 0];
  const look = (pixel: number): void => {
    const x = pixel % width;
    neighbours[0] = x > 0 ? pixel - 1 : -1;
    neighbours[1] = x + 1 < width ? pixel + 1 : -1;
    neighbours[2] = pixel - width;
    neighbours[3] = pixel + width < width * height ? pixel + width : -1;
  };
  for (let pixel = 0; pixel < state.length; pixel++) {
    if (state[pixel] !== open) continue;
    look(pixel);
    if (neighbours.some((other) => other >= 0 && state[other] === known)) {
      depth[pixel] = 1;
      found.push(pixel);
    }
  }
  const layerEnds: number[] = [];
  for (let n = 0; n < found.length; n++) {
    const pixel = found[n]!;
    if (n > 0 && Math.ceil(depth[pixel]! / 2) > Math.ceil(depth[found[n - 1]!]! / 2)) layerEnds.push(n);
    look(pixel);
    for (const other of neighbours) {
      if (other < 0 || state[other] !== open || depth[other] !== 0) continue;
      depth[other] = depth[pixel]! + 1;
      found.push(other);
    }
  }
  layerEnds.push(found.length);
  return { order: Int32Array.from(found), depth, layerEnds };
}
