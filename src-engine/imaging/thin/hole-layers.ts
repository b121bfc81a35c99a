/** The open pixels, from the rim inwards. */
export interface HoleLayers {
  /** Indices of the open pixels that known ones can be reached from: layer by layer, in each the deeper pixels first. */
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
  const rings: Int32Array[] = [];
  let ring: number[] = [];
  for (let pixel = 0; pixel < state.length; pixel++) {
    if (state[pixel] !== open) continue;
    const x = pixel % width;
    if (
      (x > 0 && state[pixel - 1] === known) ||
      (x + 1 < width && state[pixel + 1] === known) ||
      (pixel >= width && state[pixel - width] === known) ||
      (pixel + width < state.length && state[pixel + width] === known)
    ) {
      depth[pixel] = 1;
      ring.push(pixel);
    }
  }
  for (let next = 2; ring.length > 0; next++) {
    rings.push(Int32Array.from(ring));
    const inner: number[] = [];
    const visit = (pixel: number): void => {
      if (state[pixel] !== open || depth[pixel] !== 0) return;
      depth[pixel] = next;
      inner.push(pixel);
    };
    for (const pixel of ring) {
      const x = pixel % width;
      if (x > 0) visit(pixel - 1);
      if (x + 1 < width) visit(pixel + 1);
      if (pixel >= width) visit(pixel - width);
      if (pixel + width < height * width) visit(pixel + width);
    }
    ring = inner;
  }
  const order = new Int32Array(rings.reduce((sum, { length }) => sum + length, 0));
  const layerEnds: number[] = [];
  let end = 0;
  for (let outer = 0; outer < rings.length; outer += 2) {
    for (const pixels of [rings[outer + 1], rings[outer]]) {
      if (!pixels) continue;
      order.set(pixels, end);
      end += pixels.length;
    }
    layerEnds.push(end);
  }
  return { order, depth, layerEnds };
}
