import type { SourcePlane } from '#engine/imaging/exemplar/source-plane.ts';

/** What was copied from where. */
export interface FillDescription {
  readonly holePixels: number;
  /** Pixels of the crop that could be copied from. */
  readonly knownPixels: number;
  /** Share of the hole's pixels that were copied from the photo, 0..1; the rest is guide or smooth interpolation. */
  readonly copiedShare: number;
  /** Connected pieces copied with one offset each. */
  readonly pieces: number;
  /** Mean number of copies of a source pixel that was used at all; 1 = nothing appears twice. */
  readonly repetition: number;
  /** Root mean square difference between neighbouring pieces over their seams before blending, [0, 1] units. */
  readonly seamError: number;
}

/** Measures what was copied from where; `pixels` [height, width, 3] is the filled picture, `sources` [height, width]. */
export function describeFill(plane: SourcePlane, pixels: Float32Array, sources: Int32Array): FillDescription {
  const { width, height, hole, avoid } = plane;
  let holePixels = 0;
  let copied = 0;
  let seams = 0;
  let seamSum = 0;
  let known = 0;
  let used = 0;
  const seen = new Uint8Array(hole.length);
  for (let i = 0; i < hole.length; i++) {
    if (!hole[i]) {
      if (!avoid?.[i]) known++;
      continue;
    }
    holePixels++;
    const source = sources[i]!;
    if (source < 0) continue;
    copied++;
    used += 1 - seen[source]!;
    seen[source] = 1;
    const x = i % width;
    for (const step of [x + 1 < width ? 1 : 0, i + width < width * height ? width : 0]) {
      if (step === 0 || !hole[i + step] || sources[i + step]! < 0) continue;
      const other = sources[i + step]! - step;
      if (other === source) continue;
      seams++;
      for (let c = 0; c < 3; c++) {
        const d = other >= 0 ? pixels[other * 3 + c]! - pixels[source * 3 + c]! : 0;
        seamSum += d * d;
      }
    }
  }
  return {
    holePixels,
    knownPixels: known,
    copiedShare: holePixels > 0 ? copied / holePixels : 0,
    pieces: countPieces(hole, sources, width),
    repetition: used > 0 ? copied / used : 0,
    seamError: seams > 0 ? Math.sqrt(seamSum / (3 * seams)) : 0,
  };
}

/** Counts 4-connected sets of hole pixels that share one offset. */
function countPieces(hole: Uint8Array, sources: Int32Array, width: number): number {
  const seen = new Uint8Array(hole.length);
  const stack: number[] = [];
  let pieces = 0;
  for (let start = 0; start < hole.length; start++) {
    if (!hole[start] || seen[start] || sources[start]! < 0) continue;
    pieces++;
    seen[start] = 1;
    stack.push(start);
    while (stack.length > 0) {
      const i = stack.pop()!;
      const shift = sources[i]! - i;
      const x = i % width;
      for (const next of [x > 0 ? i - 1 : -1, x + 1 < width ? i + 1 : -1, i - width, i + width]) {
        if (next < 0 || next >= hole.length || seen[next] || !hole[next]) continue;
        if (sources[next]! < 0 || sources[next]! - next !== shift) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
  }
  return pieces;
}
