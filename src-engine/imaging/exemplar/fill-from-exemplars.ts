import { releaseKernels } from '#engine/imaging/kernels/kernels.ts';
import { Cancelled } from '#shared/errors.ts';
import { extendedRectangle, extendSides } from './extend-sides.ts';
import { refineThroughLevels } from './refine-levels.ts';
import { toUnitFloats } from './pyramid.ts';
import type {
  ExemplarGuide,
  ExemplarProgress,
  ExemplarRequest,
  ExemplarResult,
  UnpaintedRequest,
} from './request.ts';

/**
 * Fills the hole of a photo's crop with coherent pieces copied from its known pixels, following the guide's low frequencies where
 * there is a guide. Pure and reproducible: the same request gives the same pixels. Yields progress between pieces of work of some
 * 10 to 100 ms; stop iterating to cancel. Throws RangeError for arrays that don't fit width and height.
 */
export function* exemplarSteps(request: ExemplarRequest): Generator<ExemplarProgress, ExemplarResult, void> {
  checkSizes(request);
  const { photo, guide, hole, avoid, made, ...rest } = request;
  const own: UnpaintedRequest = {
    ...rest,
    hole: flags(hole),
    ...(avoid && { avoid: flags(avoid) }),
    ...(made && { made: flags(made) }),
    guideScale: guide?.scale ?? null,
  };
  const paint = (): Float32Array => {
    const picture = photo instanceof Float32Array ? photo.slice() : toUnitFloats(photo);
    if (guide) showGuide(guide, request.width, own.hole, picture);
    return picture;
  };
  const known = extendedRectangle(own.hole, own.width);
  if (known) return yield* extendSides(own, paint, known);
  const { salient, ...plain } = own;
  const kept = salient
    ? { ...plain, avoid: flags(salient.map((bits, i) => bits | (plain.avoid?.[i] ?? 0))) }
    : plain;
  return yield* refineThroughLevels({ ...kept, photo: paint() });
}

/** Puts the layout into the hole of a picture. */
function showGuide(guide: ExemplarGuide, width: number, hole: Uint8Array, picture: Float32Array): void {
  const layout = toUnitFloats(guide.pixels);
  const area = guide.area ?? { x: 0, y: 0, width, height: hole.length / width };
  for (let p = 0; p < hole.length; p++) {
    if (hole[p] === 0) continue;
    const x = (p % width) - area.x;
    const y = Math.floor(p / width) - area.y;
    const isCovered = x >= 0 && y >= 0 && x < area.width && y < area.height;
    const from = (y * area.width + x) * 3;
    for (let c = 0; c < 3; c++) picture[p * 3 + c] = isCovered ? layout[from + c]! : 0;
  }
}

/** 1 for each value above 0; the values themselves where they are so already. */
function flags(values: Uint8Array): Uint8Array {
  let most = 0;
  for (let i = 0; i < values.length; i++) most |= values[i]!;
  return most <= 1 ? values : values.map((value) => (value > 0 ? 1 : 0));
}

/** What a caller may pass to follow and stop the work. */
export interface ExemplarCallbacks {
  /** Awaited, so it may also let other work run (a cancel message arrive). */
  readonly onProgress?: (progress: ExemplarProgress) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

/** Runs `exemplarSteps` to its end; throws `Cancelled` soon after `signal` is aborted. */
export async function fillFromExemplars(
  request: ExemplarRequest,
  callbacks: ExemplarCallbacks = {},
): Promise<ExemplarResult> {
  const steps = exemplarSteps(request);
  try {
    for (;;) {
      if (callbacks.signal?.aborted) throw new Cancelled();
      const step = steps.next();
      if (step.done) return step.value;
      await callbacks.onProgress?.(step.value);
    }
  } finally {
    releaseKernels();
  }
}

function checkSizes(request: ExemplarRequest): void {
  const { width, height } = request;
  const pixels = width * height;
  const expect = (name: string, length: number, wanted: number): void => {
    if (length !== wanted) throw new RangeError(`${name} has ${length} values, expected ${wanted}`);
  };
  if (!Number.isInteger(width) || !Number.isInteger(height) || pixels < 1) {
    throw new RangeError(`not a picture: ${width} x ${height}`);
  }
  expect('photo', request.photo.length, pixels * 3);
  expect('hole', request.hole.length, pixels);
  if (request.avoid) expect('avoid', request.avoid.length, pixels);
  if (request.made) expect('made', request.made.length, pixels);
  if (request.salient) expect('salient', request.salient.length, pixels);
  if (request.guide) {
    const { area } = request.guide;
    expect('guide', request.guide.pixels.length, (area ? area.width * area.height : pixels) * 3);
    if (!(request.guide.scale >= 1)) throw new RangeError(`guide scale ${request.guide.scale} is below 1`);
  }
}
