import { z } from 'zod';
import type { PhaseSeconds, RunProgress } from '#shared/runs/run-report.ts';

/** What a run does, counted before it does it. Guidance by the label doubles `evaluations`, not `calls`; by the context both. */
export interface RunWork {
  /** Network calls that go through the trunk. */
  readonly calls: number;
  /** Tokens in all those calls. */
  readonly evaluations: number;
  /** Tokens that go through an autoencoder, to latents or back; 0 for packs whose tokens are pixels. */
  readonly codedTokens: number;
  /** Pixels of all parts at the photo's own resolution and what is read around them: read, blended and composited. */
  readonly pixels: number;
  /** Masked pixels that are continued from what surrounds them. */
  readonly thinPixels: number;
  /** Parts of the mask whose detail is copied from the photo, and the edges in pixels of squares about as large as they are. */
  readonly detailParts: number;
  readonly detailEdges: number;
}

const positive = z.number().positive().max(1e4);

/** How fast this machine does each of them with one pack on one device. Seconds. */
export const runSpeedSchema = z.object({
  /** A call costs this much however few tokens it has: small steps are dearer per token. */
  perCall: z.number().min(0).max(1e4),
  perEvaluation: positive,
  perCodedToken: z.number().min(0).max(1e4),
  perPixel: positive,
  /** Of a thin piece, which is continued from what surrounds it. */
  perThinPixel: positive,
  perDetailPart: positive,
  perDetailEdge: positive,
});
export type RunSpeed = z.infer<typeof runSpeedSchema>;

/**
 * What copying detail costs on 2 cores before it was measured here: seconds per part of the mask, and per pixel of the edge of
 * a square about as large (`detailEdge`).
 */
const typicalDetail = { perDetailPart: 0.3, perDetailEdge: 2.5e-3 } as const;

/** Pixels from which on copying costs more by the area of a part than by its edge. */
const areaCounts = 4e6;

/**
 * What copying into a part of so many pixels is counted as: the edge of a square as large, since its coarse levels have a fixed size and its fine ones
 * carry whole pieces, and the area of large ones.
 */
export const detailEdge = (pixels: number): number => Math.sqrt(pixels) * (1 + pixels / areaCounts);

/** A 7 M parameter network on 2 cores; what plain code takes is scaled by how fast the machine is found to be. */
export const typicalSpeed: RunSpeed = {
  perCall: 2.3e-3,
  perEvaluation: 1e-4,
  perCodedToken: 0,
  perPixel: 1e-6,
  perThinPixel: 4e-5,
  ...typicalDetail,
};

/** Seconds of the network's calls. */
export const samplingSeconds = (work: Pick<RunWork, 'calls' | 'evaluations'>, speed: RunSpeed): number =>
  work.calls * speed.perCall + work.evaluations * speed.perEvaluation;

/** Seconds of the whole run, opening the pack left out. */
export const runSeconds = (work: RunWork, speed: RunSpeed): number =>
  samplingSeconds(work, speed) +
  codingSeconds(work, speed) +
  work.pixels * speed.perPixel +
  detailSeconds(work, speed);

const codingSeconds = (work: RunWork, speed: RunSpeed): number => work.codedTokens * speed.perCodedToken;

const detailSeconds = (work: RunWork, speed: RunSpeed): number =>
  work.detailParts * speed.perDetailPart +
  work.detailEdges * speed.perDetailEdge +
  work.thinPixels * speed.perThinPixel;

/** Half of what a run differed from its prediction (in the logarithm) is believed: one slow run is not the machine. */
const believed = 0.5;
const maxCorrection = 6;

/** The speed after a run was seen: what each stage is made of is scaled towards what it really took; stages that did nothing stay. */
export function learnedSpeed(speed: RunSpeed, work: RunWork, measured: PhaseSeconds): RunSpeed {
  const [perCall, perEvaluation] = learned(measured.sample, [
    [work.calls, speed.perCall],
    [work.evaluations, speed.perEvaluation],
  ]);
  // Tokens that are pixels cost nothing to make: what `encode` takes then is reading the photo.
  const coded = measured.encode + measured.decode;
  const [perCodedToken] = learned(coded, [[work.codedTokens, speed.perCodedToken]]);
  const read = measured.blend + (work.codedTokens === 0 ? coded : 0);
  const [perPixel] = learned(read, [[work.pixels, speed.perPixel]]);
  // Where both were made, most of the time is the copying's.
  const copies = work.detailParts > 0;
  const thinSeconds = work.thinPixels * speed.perThinPixel;
  const [perThinPixel] = copies
    ? [speed.perThinPixel]
    : learned(measured.detail, [[work.thinPixels, speed.perThinPixel]]);
  const [perDetailPart, perDetailEdge] = learned(copies ? measured.detail - thinSeconds : 0, [
    [work.detailParts, speed.perDetailPart],
    [work.detailEdges, speed.perDetailEdge],
  ]);
  return { perCall, perEvaluation, perCodedToken, perPixel, perThinPixel, perDetailPart, perDetailEdge };
}

/**
 * Prices of a stage after it took `actual` seconds: each changes by its share of the prediction, so that small runs teach what every run costs and large
 * ones what grows with them (least change of the prices' logarithms).
 * @param parts how much there was of each, and its price in seconds
 */
function learned<const Parts extends readonly (readonly [number, number])[]>(
  actual: number,
  parts: Parts,
): { [Each in keyof Parts]: number } {
  const seconds = parts.map(([amount, price]) => amount * price);
  const predicted = seconds.reduce((sum, each) => sum + each, 0);
  const squares = seconds.reduce((sum, each) => sum + each * each, 0);
  const differs = actual > 0 && predicted > 0 ? actual / predicted : 1;
  const step = believed * Math.log(Math.min(maxCorrection, Math.max(1 / maxCorrection, differs)));
  const prices = parts.map(([, price], i) =>
    squares === 0 ? price : price * Math.exp((step * seconds[i]! * predicted) / squares),
  );
  return prices as { [Each in keyof Parts]: number };
}

/** Seconds of the prediction that count as much as what was really seen. */
const trust = (predicted: number): number => Math.max(1, 0.25 * predicted);

/**
 * Turns work done into a fraction and a remaining time. All stages are counted in one currency, the seconds they were
 * predicted to take; what is left is stretched by the pace seen so far.
 */
export class WorkMeter {
  private readonly started: number;
  private done = 0;
  private skipped = 0;

  /**
   * @param predicted seconds of the whole run
   * @param trusted whether they were predicted from a measured speed: only then is a time said before anything was seen
   */
  constructor(
    private readonly predicted: number,
    private readonly trusted: boolean,
    private readonly now: () => number,
  ) {
    this.started = now();
  }

  /** @param predictedSeconds of everything that is done */
  setDone(predictedSeconds: number): void {
    this.done = Math.min(this.predicted, predictedSeconds);
  }

  /** @param predictedSeconds of work that is done, but was done before: it says nothing of the pace */
  skip(predictedSeconds: number): void {
    this.skipped += predictedSeconds;
  }

  /** `fraction` never reaches 1 before the end. */
  read(): Pick<RunProgress, 'fraction' | 'remainingSeconds'> {
    const fraction = Math.min(0.999, this.done / Math.max(1e-9, this.predicted));
    const elapsed = this.now() - this.started;
    const left = this.predicted - this.done;
    const seen = Math.max(0, this.done - this.skipped);
    if (this.trusted) {
      const prior = trust(this.predicted);
      return { fraction, remainingSeconds: (left * (elapsed + prior)) / (seen + prior) };
    }
    const known = seen > 0.03 * this.predicted && elapsed > 0.5;
    return { fraction, remainingSeconds: known ? (left * elapsed) / seen : null };
  }
}
