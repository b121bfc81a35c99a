import { gridTokenCount } from '#shared/geometry/token-grid.ts';
import { type RunSpeed, typicalSpeed } from './run-speed.ts';
import { tokenPositions } from '#engine/sampler/network.ts';
import type { OpenedPack } from '#engine/inference/inference.ts';

/** A network this slow is timed by one call of each size; faster ones by the median of several. */
const slowCallSeconds = 0.4;
const rounds = 5;
/** What a round of the reference work takes on the machine that `typicalSpeed` was measured on. */
const referenceSeconds = 0.008;
/** Tokens per edge of the picture that an autoencoder is timed with. */
const codedEdge = 4;

/**
 * Times a few network calls of an opened pack: how long a run takes can then be said before the first one. About 0.1 s for
 * a network of 7 M parameters, some seconds for one of 700 M.
 * @param now a clock, seconds
 */
export async function calibrate(pack: OpenedPack, now: () => number): Promise<RunSpeed> {
  const { perCall, perEvaluation } = await timeNetwork(pack, now);
  const perCodedToken = pack.manifest.autoencoder ? await timeCoding(pack, now) : 0;
  const slowness = timeReference(now) / referenceSeconds;
  const { perPixel, perThinPixel, perDetailPart, perDetailEdge } = typicalSpeed;
  return {
    perCall,
    perEvaluation,
    perCodedToken,
    perPixel: perPixel * slowness,
    perThinPixel: perThinPixel * slowness,
    perDetailPart: perDetailPart * slowness,
    perDetailEdge: perDetailEdge * slowness,
  };
}

/**
 * Times the network's calls alone.
 * @param isOver asked after each call: no further one is made of its size
 */
export async function timeNetwork(
  pack: OpenedPack,
  now: () => number,
  isOver: () => boolean = () => false,
): Promise<Pick<RunSpeed, 'perCall' | 'perEvaluation'>> {
  const { manifest, network } = pack;
  const { window, nullLabel, channels } = manifest;
  const cache = await network.encodeCondition(Int32Array.of(nullLabel));
  const timeCall = async (count: number): Promise<number> => {
    const tokens = Int32Array.from({ length: count }, (_, token) => token);
    const noisy = Float32Array.from({ length: count * channels }, (_, index) => Math.sin(index));
    const positions = tokenPositions(window, tokens);
    const times: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const started = now();
      await network.predict(cache, noisy, positions, middleOfTheWay(pack));
      const seconds = now() - started;
      if (seconds > slowCallSeconds || isOver()) return seconds;
      // The first one warms up.
      if (round > 0) times.push(seconds);
    }
    return median(times);
  };
  const [few, many] = callSizes(gridTokenCount(window));
  const secondsOfFew = await timeCall(few);
  const secondsOfMany = many > few ? await timeCall(many) : secondsOfFew;
  // seconds = perCall + tokens * perEvaluation through both points, neither below what noise could make of it.
  cache.release();
  const slope = many > few ? (secondsOfMany - secondsOfFew) / (many - few) : 0;
  const perEvaluation = Math.max(slope, secondsOfMany / many / 4, 1e-9);
  const perCall = Math.max(0, secondsOfFew - few * perEvaluation);
  return { perCall, perEvaluation };
}

/** Seconds per token through the autoencoder, there or back. The first picture opens its graphs, the second is timed. */
async function timeCoding({ manifest, tokeniser }: OpenedPack, now: () => number): Promise<number> {
  const { window, tokenPixels } = manifest;
  const grid = { rows: Math.min(codedEdge, window.rows), columns: Math.min(codedEdge, window.columns) };
  const count = gridTokenCount(grid);
  const picture = new Float32Array(count * tokenPixels ** 2 * 3);
  let seconds = 0;
  for (let round = 0; round < 2; round++) {
    const started = now();
    await tokeniser.assemble(await tokeniser.tokenise(picture, grid), grid);
    seconds = now() - started;
  }
  return seconds / (2 * count);
}

/** A typical round of plain work; the first one warms the compiler up. */
function timeReference(now: () => number): number {
  referenceWork();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = now();
    referenceWork();
    times.push(now() - started);
  }
  return Math.max(1e-4, median(times));
}

/** What other work on the machine takes now and then does not move it; what it takes all the time does. */
const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!;

/** A sixteenth and a quarter of the window: what AR steps are about as large as. */
const callSizes = (window: number): readonly [few: number, many: number] => [
  Math.max(1, Math.round(window / 16)),
  Math.max(1, Math.round(window / 4)),
];

/** A time that the network knows: half way between noise and picture. */
function middleOfTheWay({ schedule }: OpenedPack): number {
  const steps = schedule.steps(2, 0);
  return steps[steps.length - 1]!.networkTime;
}

/** A picture edge and a patch edge of the detail stage's inner loop, in pixels. */
const edge = 192;
const patch = 7;
const offsets = 12;

/**
 * A fixed piece of the work that the detail stage consists of: squared differences between patches of a picture. Its
 * time tells how fast this machine runs such loops at the moment.
 * @returns a number that depends on all of it, so that none is optimised away
 */
function referenceWork(): number {
  const picture = Float32Array.from({ length: edge * edge }, (_, i) => ((i * 7919) % 251) / 251);
  let best = 0;
  for (let offset = 1; offset <= offsets; offset++) {
    let sum = 0;
    for (let y = 0; y + patch + offset < edge; y += 2)
      for (let x = 0; x + patch + offset < edge; x += 2) {
        let cost = 0;
        for (let dy = 0; dy < patch; dy++) {
          const row = (y + dy) * edge + x;
          const other = row + offset * edge + offset;
          for (let dx = 0; dx < patch; dx++) {
            const difference = picture[row + dx]! - picture[other + dx]!;
            cost += difference * difference;
          }
        }
        sum += Math.sqrt(cost);
      }
    best = Math.max(best, sum);
  }
  return best;
}
