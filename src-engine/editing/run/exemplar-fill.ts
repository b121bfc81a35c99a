import { type Rect, rectIntersection } from '#shared/geometry/rect.ts';
import type { FillDoubt } from '#shared/runs/run-report.ts';
import type { CellField } from '#shared/geometry/token-lattice.ts';
import { findFrameLines, type PhotoInCrop } from '#engine/imaging/exemplar/frame-lines.ts';
import { fillFromExemplars } from '#engine/imaging/exemplar/fill-from-exemplars.ts';
import { judgePieces } from '#engine/imaging/exemplar/judge-pieces.ts';
import type { FloatImage } from '#engine/imaging/resample.ts';
import { type DetailPreview, paintDetail } from './detail-preview.ts';
import { textureNeighbourhood } from '#engine/editing/plan/effort.ts';
import { ownCoverage } from '../sources.ts';
import { lookAround, nothingToCopyFrom } from './look-around.ts';
import { colourSamples, transparencyOf } from './sample-space.ts';
import type { Scene } from '#engine/editing/scene.ts';

/** What the detail stage is made from and how it is watched. */
export interface ExemplarFillInput {
  readonly scene: Scene;
  readonly cells: CellField;
  /** Document pixels of the cells. */
  readonly whole: Rect;
  /** Document pixels of `guide`, which the result covers too; inside the part's texture neighbourhood. */
  readonly area: Rect;
  /**
   * The network's layout at native size, in the photo's own numbers over [0, 1], and document pixels per pixel of what the
   * network itself made; null = the surroundings alone decide.
   */
  readonly guide: { readonly layout: FloatImage; readonly factor: number } | null;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void | Promise<void>;
  /** Told of every level at its beginning, coarse first, but of the last one, whose result follows; null = not shown. */
  readonly onPreview: ((preview: DetailPreview) => void) | null;
}

/** What was copied, over `area`, and what speaks against it. */
export interface CopiedTexture {
  readonly fill: FloatImage;
  readonly doubts: readonly FillDoubt[];
}

/**
 * Texture copied from the photo around the part, following the network's layout where there is one; over `area`.
 * @throws TesseraError request-invalid where nothing is left that may be copied
 */
export async function fillFromNeighbourhood(input: ExemplarFillInput): Promise<CopiedTexture> {
  const { scene, cells, whole, area, seed, signal, onPreview } = input;
  const { crop, open, made, noSource, salient } = await lookAround(
    scene,
    textureNeighbourhood(whole, scene.bounds),
  );
  const samples = await scene.readSamples(crop);
  const own = ownCoverage(open, crop, cells);
  const isTransparent = transparencyOf(samples, scene.photo.channels);
  const photo = colourSamples(samples, scene.photo.channels);
  // Like what was made: known, continued, and not copied.
  const frame = scene.made && findFrameLines(photo, open, crop.width, photoIn(crop, scene.photo.bounds));
  const uncopied = made && frame ? made.map((value, i) => value | frame[i]!) : (made ?? frame);
  const avoid = new Uint8Array(open.length);
  for (let i = 0; i < avoid.length; i++)
    if ((open[i] !== 0 && own[i] === 0) || (noSource !== null && noSource[i] !== 0) || isTransparent(i))
      avoid[i] = 1;
  let shown = Infinity;
  const result = await fillFromExemplars(
    {
      width: crop.width,
      height: crop.height,
      photo,
      hole: own,
      // What is still to be removed elsewhere, colours that nobody sees and what the user forbids must not be copied from.
      avoid,
      ...(uncopied && { made: uncopied }),
      ...(salient && { salient }),
      ...(input.guide && {
        guide: {
          pixels: input.guide.layout.data,
          scale: input.guide.factor,
          area: { ...area, x: area.x - crop.x, y: area.y - crop.y },
        },
      }),
      seed,
    },
    {
      signal,
      onProgress: ({ fraction, preview }) => {
        const level = onPreview && preview?.();
        if (level && level.scale > 1 && level.scale < shown) {
          shown = level.scale;
          onPreview(paintDetail(scene, level, crop, own));
        }
        return input.onProgress(fraction);
      },
    },
  );
  if (noSource && result.sources.every((source) => source < 0)) throw nothingToCopyFrom();
  const data = new Float32Array(area.width * area.height * 3);
  for (let y = 0; y < area.height; y++) {
    const from = ((area.y - crop.y + y) * crop.width + area.x - crop.x) * 3;
    data.set(result.pixels.subarray(from, from + area.width * 3), y * area.width * 3);
  }
  const hole = { width: crop.width, height: crop.height, hole: own };
  const doubts = result.isAssembled ? judgePieces(hole, result) : [];
  return { fill: { width: area.width, height: area.height, channels: 3, data }, doubts };
}

/** What of the crop is the photo as it was before the run. */
function photoIn(crop: Rect, photo: Rect): PhotoInCrop {
  const seen = rectIntersection(crop, photo);
  return {
    rect: { ...seen, x: seen.x - crop.x, y: seen.y - crop.y },
    left: seen.x === photo.x,
    top: seen.y === photo.y,
    right: seen.x + seen.width === photo.x + photo.width,
    bottom: seen.y + seen.height === photo.y + photo.height,
  };
}
