import { type Rect, rectArea, rectGrow, rectIntersection } from '#shared/geometry/rect.ts';
import type { CellField } from '#shared/geometry/token-lattice.ts';
import { findFrameLines, type PhotoInCrop } from '#engine/imaging/exemplar/frame-lines.ts';
import { fillFromExemplars } from '#engine/imaging/exemplar/fill-from-exemplars.ts';
import type { ExemplarGuide } from '#engine/imaging/exemplar/request.ts';
import type { FloatImage } from '#engine/imaging/resample/index.ts';
import { type DetailPreview, paintDetail } from './detail-preview.ts';
import { textureNeighbourhood } from '#engine/editing/plan/effort.ts';
import { ownCoverage } from '#engine/editing/own-coverage.ts';
import { normalisedSamples, transparencyOf } from './sample-space.ts';
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

/** Texture copied from the photo around the part, following the network's layout where there is one; over `area`. */
export async function fillFromNeighbourhood(input: ExemplarFillInput): Promise<FloatImage> {
  const { scene, cells, whole, area, seed, signal, onPreview } = input;
  const { crop, open, made } = await lookAround(scene, textureNeighbourhood(whole, scene.bounds));
  const samples = await scene.readSamples(crop);
  const own = ownCoverage(open, crop, cells);
  const isTransparent = transparencyOf(samples, scene.photo.channels);
  const photo = normalisedSamples(samples, scene.photo.channels);
  // Like what was made: known, continued, and not copied.
  const frame = scene.made && findFrameLines(photo, open, crop.width, photoIn(crop, scene.photo.bounds));
  const uncopied = made && frame ? made.map((value, i) => value | frame[i]!) : (made ?? frame);
  let shown = Infinity;
  const result = await fillFromExemplars(
    {
      width: crop.width,
      height: crop.height,
      photo,
      hole: own,
      // What is still to be removed elsewhere, and colours that nobody sees, must not be copied from.
      avoid: open.map((value, i) => ((value !== 0 && own[i] === 0) || isTransparent(i) ? 1 : 0)),
      ...(uncopied && { made: uncopied }),
      ...(input.guide && { guide: guideOver(crop, input.guide, area) }),
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
  const data = new Float32Array(area.width * area.height * 3);
  for (let y = 0; y < area.height; y++) {
    const from = ((area.y - crop.y + y) * crop.width + area.x - crop.x) * 3;
    data.set(result.pixels.subarray(from, from + area.width * 3), y * area.width * 3);
  }
  return { width: area.width, height: area.height, channels: 3, data };
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

/** Photo pixels per pixel to be filled from which on what was made is no source, and times that more of the photo is looked for. */
const enoughPhoto = 0.5;
const wider = 3;

/** What texture is copied from: the crop, widened where much of it was made before, what of it is open, and what was made (null = that counts as photo). */
async function lookAround(
  scene: Scene,
  nearest: Rect,
): Promise<{ readonly crop: Rect; readonly open: Uint8Array; readonly made: Uint8Array | null }> {
  const open = await scene.readOpenCoverage(nearest);
  if (!scene.made) return { crop: nearest, open, made: null };
  let seen = { crop: nearest, open, made: await scene.made.read(nearest) };
  const hole = open.reduce((count, value) => count + (value > 0 ? 1 : 0), 0);
  for (let n = 0; ; n++) {
    const [photo, made] = countKnown(seen);
    if (made === 0) return { ...seen, made: null };
    if (photo >= hole * enoughPhoto) return seen;
    const { width, height } = seen.crop;
    const crop = rectIntersection(rectGrow(seen.crop, Math.min(width, height) >> 1), scene.bounds);
    if (n === wider || rectArea(crop) === rectArea(seen.crop)) return { crop: nearest, open, made: null };
    seen = { crop, open: await scene.readOpenCoverage(crop), made: await scene.made.read(crop) };
  }
}

/** Known pixels of the photo, and of what was made. */
function countKnown({
  open,
  made,
}: {
  readonly open: Uint8Array;
  readonly made: Uint8Array;
}): [number, number] {
  let [photo, ours] = [0, 0];
  for (let i = 0; i < open.length; i++) {
    if (open[i] !== 0) continue;
    if (made[i] === 0) photo++;
    else ours++;
  }
  return [photo, ours];
}

/** The layout over the whole crop; zeros where it says nothing. */
function guideOver(
  crop: Rect,
  { layout, factor }: NonNullable<ExemplarFillInput['guide']>,
  area: Rect,
): ExemplarGuide {
  const pixels = new Float32Array(crop.width * crop.height * 3);
  for (let y = 0; y < area.height; y++) {
    const from = y * area.width * 3;
    pixels.set(
      layout.data.subarray(from, from + area.width * 3),
      ((area.y - crop.y + y) * crop.width + area.x - crop.x) * 3,
    );
  }
  return { pixels, scale: factor };
}
