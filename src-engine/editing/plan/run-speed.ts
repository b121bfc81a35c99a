import { z } from 'zod';
import type { PhaseSeconds } from '#shared/runs/run-report.ts';
import { typicalDetail } from './work-meter.ts';

/** What a run does, counted before it does it. Guidance by the label doubles `evaluations`, not `calls`; by the context both. */
export interface RunWork {
  /** Network calls that go through the trunk. */
  readonly calls: number;
  /** Tokens in all those calls. */
  readonly evaluations: number;
  /** Tokens that go through an autoencoder, to latents or back; 0 for packs whose tokens are pixels. */
  readonly codedTokens: number;
  /** Pixels of all parts at the photo's own resolution: read, blended and composited. */
  readonly pixels: number;
  /** Masked pixels that are continued from what surrounds them. */
  readonly thinPixels: number;
  /** Parts of the mask whose detail is copied from the photo, and the edges in pixels of squares as large as they are. */
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
  perDetailPart: positive,
  perDetailEdge: positive,
});
export type RunSpeed = z.infer<typeof runSpeedSchema>;

/** A 7 M parameter network on 2 cores; what plain code takes is scaled by how fast the machine is found to be. */
export const typicalSpeed: RunSpeed = {
  perCall: 2.3e-3,
  perEvaluation: 1e-4,
  perCodedToken: 0,
  perPixel: 2.5e-7,
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
  thinSeconds(work.thinPixels, speed);

/** Predicting a pixel costs about as much as blending so many: both are plain code, and faster or slower together. */
const blendedPerThin = 160;

/** Seconds to fill thin pieces of so many pixels. */
export const thinSeconds = (pixels: number, speed: Pick<RunSpeed, 'perPixel'>): number =>
  pixels * blendedPerThin * speed.perPixel;

/** Half of what a run differed from its prediction (in the logarithm) is believed: one slow run is not the machine. */
const believed = 0.5;
const maxCorrection = 8;

/** The speed after a run was seen: each stage scaled towards what it really took; stages that did nothing stay. */
export function learnedSpeed(speed: RunSpeed, work: RunWork, measured: PhaseSeconds): RunSpeed {
  const sampling = correction(measured.sample, samplingSeconds(work, speed));
  const coding = correction(measured.encode + measured.decode, codingSeconds(work, speed));
  // Tokens that are pixels cost nothing to make: what `encode` takes then is reading the photo.
  const reading = work.codedTokens === 0 ? measured.encode + measured.decode : 0;
  const pixels = correction(measured.blend + reading, work.pixels * speed.perPixel);
  const detail = correction(measured.detail, detailSeconds(work, speed));
  return {
    perCall: speed.perCall * sampling,
    perEvaluation: speed.perEvaluation * sampling,
    perCodedToken: speed.perCodedToken * coding,
    perPixel: speed.perPixel * pixels,
    perDetailPart: speed.perDetailPart * detail,
    perDetailEdge: speed.perDetailEdge * detail,
  };
}

function correction(actual: number, predicted: number): number {
  if (!(actual > 0) || !(predicted > 0)) return 1;
  const ratio = Math.min(maxCorrection, Math.max(1 / maxCorrection, actual / predicted));
  return ratio ** believed;
}
