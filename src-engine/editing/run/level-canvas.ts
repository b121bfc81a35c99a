import { type Rect, rectIntersection, rectIsEmpty } from '#shared/geometry/rect.ts';
import { matchBorder } from '#engine/imaging/blend/match-border.ts';
import { type CellRect, cellUnion, pixelsOfCells } from '#shared/geometry/token-lattice.ts';
import { BoxAccumulator, cropFloatImage, type FloatImage, upsample } from '#engine/imaging/resample.ts';
import type { PlannedPass } from '#engine/editing/plan/plan-pass.ts';
import type { Scene } from '#engine/editing/scene.ts';

/** What a canvas pixel is. */
export const pixelKnown = 0;
/** Holds masked photo pixels: made by the network. */
export const pixelOpen = 1;
/** Outside the document. */
export const pixelOutside = 2;

/** The picture at one level, over all windows of a part: known pixels from the photo, open ones from the network. */
export interface LevelCanvas {
  /** The cells it covers, on the level's lattice. */
  readonly cells: CellRect;
  /** Document pixels per canvas pixel. */
  readonly factor: number;
  /** Document pixels it covers (may reach outside the document). */
  readonly rect: Rect;
  /** [height, width, 3] sRGB floats in [-1, 1]; written to as passes finish. */
  readonly picture: FloatImage;
  /** [height, width] pixelKnown, pixelOpen or pixelOutside. */
  readonly state: Uint8Array;
}

/** Few enough that what is read and converted at once stays in the processor's cache. */
const stripPixels = 1 << 18;

/** Reads the part of the photo that a level's windows see, averaged down in strips; open pixels hold mid grey or the coarser canvas. */
export async function createLevelCanvas(
  scene: Scene,
  passes: readonly PlannedPass[],
  tokenPixels: number,
  coarser: LevelCanvas | null,
): Promise<LevelCanvas> {
  const cells = passes.map((pass) => pass.window).reduce(cellUnion);
  const factor = 2 ** passes[0]!.latticeLevel;
  const rect = pixelsOfCells(cells, tokenPixels * factor);
  const width = cells.columns * tokenPixels;
  const height = cells.rows * tokenPixels;
  const colours = new BoxAccumulator(width, height, 3, factor);
  const state = new Uint8Array(width * height).fill(pixelOutside);
  const inside = rectIntersection(rect, scene.bounds);
  const stripHeight = Math.max(factor, Math.floor(stripPixels / Math.max(1, inside.width) / factor) * factor);
  for (let y = inside.y; !rectIsEmpty(inside) && y < inside.y + inside.height;) {
    const next = Math.min(
      inside.y + inside.height,
      rect.y + (Math.floor((y - rect.y) / factor) + stripHeight / factor) * factor,
    );
    const strip = { x: inside.x, y, width: inside.width, height: next - y };
    const samples = await scene.readSamples(strip);
    const coverage = await scene.readOpenCoverage(strip);
    const picture = {
      width: strip.width,
      height: strip.height,
      channels: 3,
      data: scene.colours.toNetwork(samples),
    };
    colours.add(picture, strip.x - rect.x, strip.y - rect.y);
    const columnOf = Int32Array.from({ length: strip.width }, (_, column) =>
      Math.floor((strip.x + column - rect.x) / factor),
    );
    for (let row = 0, from = 0; row < strip.height; row++) {
      const to = Math.floor((strip.y + row - rect.y) / factor) * width;
      for (let column = 0; column < strip.width; column++, from++) {
        const at = to + columnOf[column]!;
        if (coverage[from] !== 0) state[at] = pixelOpen;
        else if (state[at] === pixelOutside) state[at] = pixelKnown;
      }
    }
    y = next;
  }
  const picture = colours.finish();
  const guess = coarser && enlargedOver(coarser, rect, factor, width, height);
  for (let pixel = 0; pixel < state.length; pixel++) {
    if (state[pixel] !== pixelOpen) continue;
    for (let c = pixel * 3; c < pixel * 3 + 3; c++) picture.data[c] = guess ? guess.data[c]! : 0;
  }
  const canvas = { cells, factor, rect, picture, state };
  continueOutside(canvas);
  return canvas;
}

/**
 * Gives pixels outside the document the colour of the nearest pixel inside: the network takes a strange colour there for a line to draw, and
 * enlarging would mix it into the outermost pixels.
 */
function continueOutside({ picture, state }: LevelCanvas): void {
  const { width, height, data } = picture;
  const first = state.findIndex((value) => value !== pixelOutside);
  const last = state.findLastIndex((value) => value !== pixelOutside);
  if (first < 0) return;
  // The document is a rectangle: its first and last pixel are two of its corners.
  const [left, right] = [first % width, last % width];
  const [top, bottom] = [Math.floor(first / width), Math.floor(last / width)];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (state[y * width + x] !== pixelOutside) continue;
      const nearest = Math.min(bottom, Math.max(top, y)) * width + Math.min(right, Math.max(left, x));
      data.copyWithin((y * width + x) * 3, nearest * 3, nearest * 3 + 3);
    }
}

/** The coarser canvas, enlarged, where the finer one lies. */
function enlargedOver(
  coarser: LevelCanvas,
  rect: Rect,
  factor: number,
  width: number,
  height: number,
): FloatImage {
  const times = coarser.factor / factor;
  // Two coarse pixels more on every side keep the interpolation the same wherever the finer canvas ends.
  const left = Math.floor((rect.x - coarser.rect.x) / coarser.factor) - 2;
  const top = Math.floor((rect.y - coarser.rect.y) / coarser.factor) - 2;
  const columns = Math.ceil(width / times) + 5;
  const rows = Math.ceil(height / times) + 5;
  const enlarged = upsample(cropFloatImage(coarser.picture, left, top, columns, rows), times);
  const offsetX = (rect.x - coarser.rect.x) / factor - left * times;
  const offsetY = (rect.y - coarser.rect.y) / factor - top * times;
  return cropFloatImage(enlarged, offsetX, offsetY, width, height);
}

/** The canvas at native resolution over `rect` (document pixels inside the canvas). */
export function canvasAtNative(canvas: LevelCanvas, rect: Rect): FloatImage {
  return enlargedOver(canvas, rect, 1, rect.width, rect.height);
}

/** Once a level's windows are done: evens out the network's colour shift along the border, on its own scale, where texture is small. */
export function matchCanvasBorder(canvas: LevelCanvas): void {
  const open = canvas.state.map((value) => (value === pixelOpen ? 1 : 0));
  const usable = canvas.state.map((value) => (value === pixelKnown ? 1 : 0));
  matchBorder(canvas.picture, open, usable);
  continueOutside(canvas);
}

/** The canvas pixels of one window. */
export function windowPicture(canvas: LevelCanvas, window: CellRect, tokenPixels: number): FloatImage {
  const { x, y } = windowOffset(canvas, window, tokenPixels);
  return cropFloatImage(canvas.picture, x, y, window.columns * tokenPixels, window.rows * tokenPixels);
}

/** The states of one window's pixels. */
export function windowState(canvas: LevelCanvas, window: CellRect, tokenPixels: number): Uint8Array {
  const { x, y } = windowOffset(canvas, window, tokenPixels);
  const width = window.columns * tokenPixels;
  const state = new Uint8Array(width * window.rows * tokenPixels);
  for (let row = 0; row < window.rows * tokenPixels; row++) {
    const from = (y + row) * canvas.picture.width + x;
    state.set(canvas.state.subarray(from, from + width), row * width);
  }
  return state;
}

/** Writes a window's picture into the open pixels of the given tokens. */
export function commitTokens(
  canvas: LevelCanvas,
  window: CellRect,
  tokenPixels: number,
  tokens: Iterable<number>,
  picture: FloatImage,
): void {
  const { x, y } = windowOffset(canvas, window, tokenPixels);
  for (const token of tokens) {
    const top = Math.floor(token / window.columns) * tokenPixels;
    const left = (token % window.columns) * tokenPixels;
    for (let row = top; row < top + tokenPixels; row++)
      for (let column = left; column < left + tokenPixels; column++) {
        const to = (y + row) * canvas.picture.width + x + column;
        if (canvas.state[to] === pixelKnown) continue;
        const from = (row * picture.width + column) * 3;
        for (let c = 0; c < 3; c++) canvas.picture.data[to * 3 + c] = picture.data[from + c]!;
      }
  }
}

const windowOffset = (
  canvas: LevelCanvas,
  window: CellRect,
  tokenPixels: number,
): { x: number; y: number } => ({
  x: (window.column - canvas.cells.column) * tokenPixels,
  y: (window.row - canvas.cells.row) * tokenPixels,
});
