import { refineThroughLevels } from './refine-levels.ts';
import {
  type ExemplarPreview,
  type ExemplarProgress,
  type ExemplarResult,
  type OwnRequest,
  sideBits,
  type UnpaintedRequest,
} from './request.ts';
import { coloursFrom, flagsFrom, isShown, pixelAt, type SideView, slantedView } from './side-view.ts';

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

/** The rectangle of known pixels where everything around it, and nothing within, is to be filled: a picture that is extended. Null for other holes. */
export function extendedRectangle(hole: Uint8Array, width: number): Box | null {
  const first = hole.indexOf(0);
  const last = hole.lastIndexOf(0);
  if (first < 0) return null;
  // Of a rectangle, the first and the last pixel are two corners.
  const [left, right] = [first % width, (last % width) + 1];
  const [top, bottom] = [Math.floor(first / width), Math.floor(last / width) + 1];
  const [columns, rows] = [right - left, bottom - top];
  if (columns < LEAST_KNOWN || rows < LEAST_KNOWN || columns * rows === hole.length) return null;
  for (let y = top; y < bottom; y++) {
    const row = hole.subarray(y * width, (y + 1) * width);
    const isFilled = (from: number, to: number): boolean => !row.subarray(from, to).includes(0);
    if (!isFilled(0, left) || !isFilled(right, width)) return null;
    for (let x = left; x < right; x++) if (row[x] !== 0) return null;
  }
  return { left, top, right, bottom };
}

/**
 * Extends a picture side by side, each of which sees those before it. The photo's mirror image at the border is there to be copied from as well:
 * of everything that a photo holds, it alone continues the whole border without a step.
 * @param paint makes the photo, with the layout in its hole where there is one: [height, width, 3]
 * @param known what `extendedRectangle` found in the request's hole
 */
export function* extendSides(
  request: UnpaintedRequest,
  paint: () => Float32Array,
  known: Box,
): Generator<ExemplarProgress, ExemplarResult, void> {
  const { width, height } = request;
  let pixels: Float32Array | null = paint();
  let sources: Int32Array | null = null;
  const views = listViews(known, width, height);
  const areaOf = (view: SideView): number => view.width * view.height;
  const total = views.reduce((sum, view) => sum + areaOf(view), 0);
  let done = 0;
  let isAssembled = false;
  for (const straight of views) {
    const view = request.made ? straight : slantedView(straight, (pixels ??= paint()));
    const share = areaOf(view) / total;
    const ofView = requestOf(view, request, (pixels ??= paint()));
    // A side that comes alone sees all it needs: without the picture a tenth of the memory is free meanwhile.
    if (views.length === 1) pixels = null;
    const made = ofView.made ? columnsMade(ofView.made, view) : 0;
    const steps = refineThroughLevels(ofView, { mirrored: view.mirrored, made });
    for (;;) {
      const step = steps.next();
      if (step.done) {
        sources ??= new Int32Array(width * height).fill(-1);
        takeOver(view, step.value, (pixels ??= paint()), sources);
        isAssembled ||= step.value.isAssembled;
        break;
      }
      const { fraction, stage, preview } = step.value;
      yield {
        fraction: done + share * fraction,
        stage,
        ...(preview && { preview: () => previewOfCrop(preview(), view, pixels ?? paint(), width, height) }),
      };
    }
    done += share;
  }
  return {
    pixels: pixels ?? paint(),
    sources: sources ?? new Int32Array(width * height).fill(-1),
    isAssembled,
  };
}

/** Left and right at the photo's own height first, then above and below over the new width. */
function listViews({ left, top, right, bottom }: Box, width: number, height: number): SideView[] {
  const [columns, rows] = [right - left, bottom - top];
  const sides: {
    bit: number;
    depth: number;
    known: number;
    height: number;
    start: number;
    outwards: number;
    along: number;
  }[] = [
    {
      ...{ bit: sideBits.right, depth: width - right, known: columns, height: rows },
      ...{ start: top * width + right, outwards: 1, along: width },
    },
    {
      ...{ bit: sideBits.left, depth: left, known: columns, height: rows },
      ...{ start: top * width + left - 1, outwards: -1, along: width },
    },
    {
      ...{ bit: sideBits.top, depth: top, known: rows, height: width },
      ...{ start: (top - 1) * width, outwards: -width, along: 1 },
    },
    {
      ...{ bit: sideBits.bottom, depth: height - bottom, known: rows, height: width },
      ...{ start: bottom * width, outwards: width, along: 1 },
    },
  ];
  return sides
    .filter(({ depth }) => depth > 0)
    .map(({ depth, known, ...side }) => {
      const mirrored = known < WHOLE_CELLS ? known : known - (known % WHOLE_CELLS);
      return { ...side, mirrored, width: 2 * mirrored + depth, slanted: null };
    });
}

/** The crop as a side sees it; sides that are not filled yet show the layout, where there is one. */
function requestOf(view: SideView, request: UnpaintedRequest, picture: Float32Array): OwnRequest {
  const { width, height, mirrored } = view;
  const hole = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) hole.fill(1, y * width + 2 * mirrored, (y + 1) * width);
  const { salient, made, ...rest } = request;
  const avoided = salient
    ? salient.map((bits, i) => ((bits & view.bit) > 0 ? 1 : (rest.avoid?.[i] ?? 0)))
    : rest.avoid;
  const avoid = avoided ? flagsFrom(view, avoided) : view.slanted && new Uint8Array(width * height);
  if (avoid && view.slanted)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < mirrored; x++) if (!isShown(view, x, y)) avoid[y * width + x] = 1;
  return {
    ...rest,
    width,
    height,
    photo: coloursFrom(view, picture),
    hole,
    ...(avoid && { avoid }),
    ...(made && { made: flagsFrom(view, made) }),
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
      const to = pixelAt(view, x, y);
      for (let c = 0; c < 3; c++) pixels[to * 3 + c] = made.pixels[from * 3 + c]!;
      const source = made.sources[from]!;
      const column = source % view.width;
      sources[to] = source < 0 ? -1 : pixelAt(view, column, (source - column) / view.width);
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
      const at = pixelAt(view, x, y);
      const from = Math.floor(y / scale) * level.width + Math.floor(x / scale);
      show(at % cropWidth, Math.floor(at / cropWidth), level.pixels, from);
    }
  return { width, height, scale, pixels: out };
}
