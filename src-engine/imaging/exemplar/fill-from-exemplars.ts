import { releaseKernels } from '#engine/imaging/kernels/kernels.ts';
import { Cancelled } from '#shared/errors.ts';
import { extendedRectangle, extendSides } from './extend-sides.ts';
import { refineThroughLevels } from './refine-levels.ts';
import type { ExemplarProgress, ExemplarRequest, ExemplarResult } from './request.ts';

/**
 * Fills the hole of a photo's crop with coherent pieces copied from its known pixels, following the guide's low frequencies where
 * there is a guide. Pure and reproducible: the same request gives the same pixels. Yields progress between pieces of work of some
 * 10 to 100 ms; stop iterating to cancel. Throws RangeError for arrays that don't fit width and height.
 */
export function* exemplarSteps(request: ExemplarRequest): Generator<ExemplarProgress, ExemplarResult, void> {
  checkSizes(request);
  const known = extendedRectangle(request.hole, request.width, request.height);
  return yield* known ? extendSides(request, known) : refineThroughLevels(request);
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
  if (request.guide) {
    expect('guide', request.guide.pixels.length, pixels * 3);
    if (!(request.guide.scale >= 1)) throw new RangeError(`guide scale ${request.guide.scale} is below 1`);
  }
}
