import { randomBits, randomKey } from '#engine/imaging/exemplar/keyed-random.ts';
import { holeLayers } from './hole-layers.ts';
import { createLocalCovariance, type RandomPlace, type ThinPlane } from './local-covariance.ts';
import { patchOffsets, patchPixels } from './patch-pixels.ts';
import { Predictor } from './predictor.ts';

/** A crop of a photo with something thin in it: lines, letters, scratches, specks. */
export interface ThinRequest {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3] in [0, 1]; what it holds inside the hole is never read. */
  readonly photo: Float32Array;
  /** [height, width]; above 0 = filled. */
  readonly hole: Uint8Array;
  /** [height, width], optional; above 0 = neither filled nor looked at (colours nobody sees, what is still to be removed). */
  readonly avoid?: Uint8Array;
  /** [height, width], optional; above 0 = continued where the hole touches it, and no texture is taken from it. */
  readonly noSource?: Uint8Array;
  /** Same seed and input, same pixels. */
  readonly seed: number;
  /** Document position of the top left pixel: with it, random numbers belong to places of the document. */
  readonly origin?: { readonly x: number; readonly y: number };
}

/** Half the side of the square of pixels that one solution predicts. */
const predictedRadius = 1;
/** Share of the missing texture that is put back at the hole's rim, how much more per pixel inwards, and at most. */
const textureShare = { atRim: 0.05, perPixel: 0.06, most: 0.9 } as const;
/** State of a pixel. */
const open = 0;
const known = 1;
const estimated = 2;
const unusable = 3;

/**
 * Fills thin holes at native scale, without a network. Every open pixel is the best linear prediction from the known pixels around it (ordinary
 * kriging: Cressie 1993, section 3.2), under the covariance of the photo's own patches nearby; so edges and the direction of texture continue
 * through the hole, and where nothing is but light, it is continued smoothly. What a prediction cannot know, the texture, is
 * the error that the same prediction makes where the photo is known, close by. Outermost layers first; the work grows with the hole's pixels.
 * @returns [height, width, 3] in [0, 1]; outside the hole exactly the photo's. Where nothing at all is known the hole is mid grey.
 */
export function fillThin(request: ThinRequest): Float32Array {
  const { width, height, photo, hole, avoid, noSource, seed, origin } = request;
  const values = photo.slice();
  const state = new Uint8Array(width * height);
  for (let pixel = 0; pixel < state.length; pixel++)
    state[pixel] = hole[pixel] !== 0 ? open : avoid && avoid[pixel] !== 0 ? unusable : known;
  const { order, depth, layerEnds } = holeLayers(state, open, known, width, height);
  for (let pixel = 0; pixel < hole.length; pixel++)
    if (state[pixel] === open) values.fill(0.5, pixel * 3, pixel * 3 + 3);
  const place = { x: origin?.x ?? 0, y: origin?.y ?? 0, key: randomKey(seed, 0x7468696e) };
  const sources = noSource ? state.map((its, pixel) => (noSource[pixel] !== 0 ? unusable : its)) : state;
  const plane = { width, height, photo, state: sources, known };
  const covariance = createLocalCovariance(plane, order, place);
  const predictor = new Predictor();
  const shifts = new Int32Array(width * height);
  const done = new Uint8Array(width * height);
  let begin = 0;
  for (const end of layerEnds) {
    for (let n = begin; n < end; n++) {
      const centre = order[n]!;
      if (done[centre] === 1) continue;
      const row = Math.floor(centre / width);
      const column = centre - row * width;
      const layer = (depth[centre]! + 1) >> 1;
      predictor.clear();
      for (let place = 0; place < patchPixels; place++) {
        const { x, y } = patchOffsets[place]!;
        const u = column + x;
        const v = row + y;
        if (u < 0 || v < 0 || u >= width || v >= height) continue;
        const pixel = v * width + u;
        const its = state[pixel]!;
        if (its === known || its === estimated) predictor.know(pixel, place, its === estimated);
        else if (
          its === open &&
          done[pixel] === 0 &&
          Math.abs(x) <= predictedRadius &&
          Math.abs(y) <= predictedRadius &&
          (depth[pixel]! + 1) >> 1 === layer
        ) {
          predictor.ask(pixel, place);
          done[pixel] = 1;
        }
      }
      if (predictor.known === 0) continue;
      const shift = chooseTextureSource(plane, covariance.isKnownPatch, predictor, centre, shifts, place);
      shifts[centre] = shift;
      const texture = textureShare.atRim + textureShare.perPixel * (depth[centre]! - 1);
      const share = shift === 0 ? 0 : Math.min(textureShare.most, texture);
      predictor.predict(covariance.at(column, row), values, photo, shift, share);
    }
    for (let n = begin; n < end; n++) state[order[n]!] = estimated;
    begin = end;
  }
  return values;
}

/** How far away the texture of a place is looked for, and in how many random places. */
const reach = 40;
const tries = 6;
/** How near another centre must be for its texture to be carried on, pixels. */
const neighbourReach = 4;
/** A new place must be this much better than one that carries a neighbour's texture on: else texture falls apart. */
const coherence = 1.5;

/**
 * Where the photo looks most like the surroundings of a centre, among some places: as the difference of plane indices; 0 = nowhere.
 * @param isKnownPatch centres of known patches @param shifts [height, width]; what was chosen for other centres, 0 = nothing
 */
function chooseTextureSource(
  { width, height, photo }: ThinPlane,
  isKnownPatch: Uint8Array,
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
    if (source < 0 || source >= isKnownPatch.length || isKnownPatch[source] === 0) return;
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
