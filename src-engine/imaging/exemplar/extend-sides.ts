import { refineThroughLevels } from './refine-levels.ts';
import type { ExemplarPreview, ExemplarProgress, ExemplarRequest, ExemplarResult } from './request.ts';
import { toUnitFloats } from './pyramid.ts';

/** The known rows or columns that are mirrored are a multiple of this where there are as many, so that the mirror lies between two pixels at every level. */
const WHOLE_CELLS = 64;
/** Known rows or columns fewer than this aren't mirrored: there is nothing to continue. */
const LEAST_KNOWN = 16;

/** Columns and rows of a crop, half open. */
interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** One side of the known pixels, seen so that what is to be filled lies at the right of them and their mirror image at the left. */
interface SideView {
  readonly width: number;
  readonly height: number;
  /** Columns of the mirror image, and again of the known pixels it shows. */
  readonly mirrored: number;
  /** [height, width]; index of the crop's pixel that is seen. */
  readonly pixels: Int32Array;
}

/** The rectangle of known pixels where everything around it, and nothing within, is to be filled: a picture that is extended. Null for other holes. */
export function extendedRectangle(hole: Uint8Array, width: number, height: number): Box | null {
  const known: Box = { left: width, top: height, right: 0, bottom: 0 };
  let count = 0;
  for (let i = 0; i < hole.length; i++) {
    if (hole[i]! > 0) continue;
    const x = i % width;
    const y = (i - x) / width;
    known.left = Math.min(known.left, x);
    known.right = Math.max(known.right, x + 1);
    known.top = Math.min(known.top, y);
    known.bottom = y + 1;
    count++;
  }
  const [columns, rows] = [known.right - known.left, known.bottom - known.top];
  if (count === width * height || count !== columns * rows) return null;
  return columns < LEAST_KNOWN || rows < LEAST_KNOWN ? null : known;
}

/**
 * Extends a picture side by side, each of which sees those before it. The photo's mirror image at the border is there to be copied from as well:
 * of everything that a photo holds, it alone continues the whole border without a step.
 * @param known what `extendedRectangle` found in the request's hole
 */
export function* extendSides(
  request: ExemplarRequest,
  known: Box,
): Generator<ExemplarProgress, ExemplarResult, void> {
  const { width, height } = request;
  const pixels = toUnitFloats(request.photo).slice();
  const sources = new Int32Array(width * height).fill(-1);
  const guide = request.guide && toUnitFloats(request.guide.pixels);
  // Not yet filled sides show the layout.
  if (guide) forEachHole(request.hole, (i) => pixels.set(guide.subarray(i * 3, i * 3 + 3), i * 3));
  const views = listViews({ ...known }, width, height);
  const total = views.reduce((sum, view) => sum + view.pixels.length, 0);
  let done = 0;
  let isAssembled = false;
  for (const view of views) {
    const share = view.pixels.length / total;
    const ofView = requestOf(view, request, pixels);
    const made = ofView.made ? columnsMade(ofView.made, view) : 0;
    const steps = refineThroughLevels(ofView, { mirrored: view.mirrored, made });
    for (;;) {
      const step = steps.next();
      if (step.done) {
        takeOver(view, step.value, pixels, sources);
        isAssembled ||= step.value.isAssembled;
        break;
      }
      const { fraction, stage, preview } = step.value;
      yield {
        fraction: done + share * fraction,
        stage,
        ...(preview && { preview: () => previewOfCrop(preview(), view, pixels, width, height) }),
      };
    }
    done += share;
  }
  return { pixels, sources, isAssembled };
}

function forEachHole(hole: Uint8Array, visit: (i: number) => void): void {
  for (let i = 0; i < hole.length; i++) if (hole[i]! > 0) visit(i);
}

/** Left and right at the photo's own height first, then above and below over the new width. */
function listViews(known: Box, width: number, height: number): SideView[] {
  const views: SideView[] = [];
  const add = (depth: number, length: number, from: number, to: number, at: SideGeometry): void => {
    if (depth > 0) views.push(viewSide(depth, length, from, to, at));
  };
  const { left, top, right, bottom } = known;
  add(width - right, right - left, top, bottom, (out, along) => along * width + right + out);
  add(left, right - left, top, bottom, (out, along) => along * width + left - 1 - out);
  add(top, bottom - top, 0, width, (out, along) => (top - 1 - out) * width + along);
  add(height - bottom, bottom - top, 0, width, (out, along) => (bottom + out) * width + along);
  return views;
}

/** The crop's pixel `out` pixels beyond the border (-1 = the last known one), `along` its other axis. */
type SideGeometry = (out: number, along: number) => number;

function viewSide(depth: number, length: number, from: number, to: number, at: SideGeometry): SideView {
  const mirrored = length < WHOLE_CELLS ? length : length - (length % WHOLE_CELLS);
  const width = 2 * mirrored + depth;
  const height = to - from;
  const pixels = new Int32Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      pixels[y * width + x] = at(x < mirrored ? -1 - x : x - 2 * mirrored, from + y);
  return { width, height, mirrored, pixels };
}

/** @param picture [height, width, 3] of the crop; sides that are not filled yet show the layout, where there is one */
function requestOf(
  { width, height, mirrored, pixels }: SideView,
  request: ExemplarRequest,
  picture: Float32Array,
): ExemplarRequest {
  const photo = new Float32Array(pixels.length * 3);
  for (let i = 0; i < pixels.length; i++)
    for (let c = 0, from = pixels[i]! * 3; c < 3; c++) photo[i * 3 + c] = picture[from + c]!;
  const ofView = (flags: Uint8Array): Uint8Array => {
    const out = new Uint8Array(pixels.length);
    for (let i = 0; i < out.length; i++) out[i] = flags[pixels[i]!]!;
    return out;
  };
  const hole = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y++) hole.fill(1, y * width + 2 * mirrored, (y + 1) * width);
  const { avoid, made, guide } = request;
  return {
    ...request,
    width,
    height,
    photo,
    hole,
    ...(avoid && { avoid: ofView(avoid) }),
    ...(made && { made: ofView(made) }),
    ...(guide && { guide: { pixels: photo, scale: guide.scale } }),
  };
}

/** Whole columns before the hole that were made before; 0 where nothing else is left to mirror. */
function columnsMade(made: Uint8Array, { width, height, mirrored }: SideView): number {
  for (let columns = 0; columns < mirrored; columns++) {
    const x = 2 * mirrored - 1 - columns;
    for (let y = 0; y < height; y++) if (made[y * width + x] === 0) return columns;
  }
  return 0;
}

/** Puts a finished side into the crop. */
function takeOver(view: SideView, made: ExemplarResult, pixels: Float32Array, sources: Int32Array): void {
  for (let y = 0; y < view.height; y++)
    for (let x = 2 * view.mirrored; x < view.width; x++) {
      const from = y * view.width + x;
      const to = view.pixels[from]!;
      for (let c = 0; c < 3; c++) pixels[to * 3 + c] = made.pixels[from * 3 + c]!;
      const source = made.sources[from]!;
      sources[to] = source < 0 ? -1 : view.pixels[source]!;
    }
}

/** A side's preview in its place in the crop, at the same scale. */
function previewOfCrop(
  level: ExemplarPreview,
  view: SideView,
  pixels: Float32Array,
  cropWidth: number,
  cropHeight: number,
): ExemplarPreview {
  const { scale } = level;
  const width = Math.ceil(cropWidth / scale);
  const height = Math.ceil(cropHeight / scale);
  const out = new Float32Array(width * height * 3);
  const show = (x: number, y: number, values: Float32Array, from: number): void => {
    const to = (Math.floor(y / scale) * width + Math.floor(x / scale)) * 3;
    out.set(values.subarray(from * 3, from * 3 + 3), to);
  };
  for (let y = 0; y < cropHeight; y += scale)
    for (let x = 0; x < cropWidth; x += scale) show(x, y, pixels, y * cropWidth + x);
  for (let y = 0; y < view.height; y++)
    for (let x = 2 * view.mirrored; x < view.width; x++) {
      const at = view.pixels[y * view.width + x]!;
      const from = Math.floor(y / scale) * level.width + Math.floor(x / scale);
      show(at % cropWidth, Math.floor(at / cropWidth), level.pixels, from);
    }
  return { width, height, scale, pixels: out };
}
