import { randomBits, randomKey } from '../exemplar/keyed-random.ts';
import type { RandomPlace, ThinPlane } from './local-covariance.ts';
import type { Predictor } from './predictor.ts';

/** How far away the texture of a place is looked for, and in how many random places. */
const reach = 40;
const tries = 6;
/** How near another centre must be for its texture to be carried on, pixels. */
const neighbourReach = 4;
/** A new place must be this much better than one that carries a neighbour's texture on: else texture falls apart. */
const coherence = 1.5;

/**
 * Where the photo looks most like the surroundings of a centre, among some places: as the difference of plane indices; 0 = nowhere.
 * @param isWhole centres of known patches @param shifts [height, width]; what was chosen for other centres, 0 = nothing
 */
export function chooseTextureSource(
  { width, height, photo }: ThinPlane,
  isWhole: Uint8Array,
  { pixels, known }: Predictor,
  centre: number,
  shifts: Int32Array,
  place: RandomPlace,
): number {
  const row = Math.floor(centre / width);
  const column = centre - row * width;
  let best = 0;
  let bestCost = Infinity;
  const consider = (source: number, factor: number): void => {
    if (source < 0 || source >= isWhole.length || isWhole[source] === 0) return;
    const shift = source - centre;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < known; i++) {
      const at = pixels[i]! * 3 + 1;
      const difference = photo[at + shift * 3]! - photo[at]!;
      sum += difference;
      squares += difference * difference;
      // It never falls with more pixels.
      if ((i & 7) === 7 && factor * (squares - (sum * sum) / (i + 1)) >= bestCost) return;
    }
    const cost = factor * (squares - (sum * sum) / known + 1e-6 * known);
    if (cost >= bestCost) return;
    bestCost = cost;
    best = shift;
  };
  // Neighbours mostly carry on the same texture: each is looked at once.
  let last = 0;
  for (let y = Math.max(0, row - neighbourReach); y <= Math.min(height - 1, row + neighbourReach); y++)
    for (
      let x = Math.max(0, column - neighbourReach);
      x <= Math.min(width - 1, column + neighbourReach);
      x++
    ) {
      const shift = shifts[y * width + x]!;
      if (shift === 0 || shift === best || shift === last) continue;
      consider(centre + shift, 1);
      last = shift;
    }
  const key = randomKey(place.key, place.x + column, place.y + row);
  for (let n = 0; n < tries; n++) {
    const bits = randomBits(key, 0, n);
    const x = column - reach + ((bits & 0xffff) % (2 * reach + 1));
    const y = row - reach + ((bits >>> 16) % (2 * reach + 1));
    if (x >= 0 && y >= 0 && x < width && y < height) consider(y * width + x, coherence);
  }
  return best;
}
