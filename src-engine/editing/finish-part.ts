import { type Rect, rectGrow, rectIntersection } from '../../src-shared/geometry/rect';
import { cellAt, type CellField, pixelsOfCells } from '../../src-shared/geometry/token-lattice';
import { composite, matchGrain } from '../imaging/blend';
import { fillFromExemplars } from '../imaging/exemplar/fill-from-exemplars';
import { solveMembrane } from '../imaging/exemplar/membrane';
import type { FloatImage } from '../imaging/resample';
import { textureReach } from './effort';
import { canvasAtNative, type LevelCanvas } from './level-canvas';
import type { FinishedPart, Scene } from './scene';

/** What a part's last stage needs. */
export interface FinishOptions {
  readonly seed: number;
  /** Whether texture of the photo is copied over the network's layout. */
  readonly exemplars: boolean;
  readonly signal: AbortSignal;
  readonly onDetail: (fraction: number) => void | Promise<void>;
  readonly addSeconds: (phase: 'detail' | 'blend', seconds: number) => void;
  readonly now: () => number;
}

/** From the finest canvas to final samples: enlarge, join the border, bring detail, match grain, composite. */
export async function finishPart(
  scene: Scene,
  cells: CellField,
  canvas: LevelCanvas,
  options: FinishOptions,
): Promise<FinishedPart> {
  const started = options.now();
  const whole = rectIntersection(pixelsOfCells(cells, cells.span), scene.bounds);
  // Enough of the photo around the part to see its border and grain.
  const margin = Math.max(16, 4 * canvas.factor);
  const area = rectIntersection(rectIntersection(rectGrow(whole, margin), scene.bounds), canvas.rect);
  const samples = await scene.readSamples(area);
  const open = await scene.readOpenCoverage(area);
  const coverage = ownCoverage(open, area, cells);
  const native = toSampleSpace(scene, canvasAtNative(canvas, area));
  const photo = normalised(samples, scene.photo.channels);
  options.addSeconds('blend', options.now() - started);

  const detailStarted = options.now();
  let fill: FloatImage | null = null;
  if (options.exemplars) fill = await exemplarFill(scene, cells, whole, area, native, canvas.factor, options);
  options.addSeconds('detail', options.now() - detailStarted);

  const blendStarted = options.now();
  if (!fill) {
    fill = native;
    joinBorder(fill, photo, open, coverage);
    const known = open.map((value) => (value === 0 ? 1 : 0));
    overlay(fill, photo, known);
    matchGrain(
      fill,
      coverage.map((value) => (value > 0 ? 1 : 0)),
      known,
      area,
      options.seed,
    );
  }
  const values = toSampleValues(scene, fill, samples, open);
  const result = composite({ original: samples, channels: scene.photo.channels, fill: values, coverage });
  options.addSeconds('blend', options.now() - blendStarted);
  return { rect: area, samples: result, coverage };
}

/** The open coverage that lies in the part's cells. */
function ownCoverage(open: Uint8Array, area: Rect, cells: CellField): Uint8Array {
  const own = open.slice();
  for (let y = 0; y < area.height; y++)
    for (let x = 0; x < area.width; x++) {
      if (own[y * area.width + x] === 0) continue;
      const row = Math.floor((area.y + y) / cells.span);
      const column = Math.floor((area.x + x) / cells.span);
      if (cellAt(cells, row, column) === 0) own[y * area.width + x] = 0;
    }
  return own;
}

/** sRGB floats to the photo's own numbers over their full range: [n, 3] in [0, 1], grey repeated. */
function toSampleSpace(scene: Scene, picture: FloatImage): FloatImage {
  const full = scene.photo.bitDepth === 16 ? 65535 : 255;
  const values = scene.colours.toSamples(picture.data);
  if (scene.photo.channels >= 3) return { ...picture, data: values.map((value) => value / full) };
  const data = new Float32Array(values.length * 3);
  for (let pixel = 0; pixel < values.length; pixel++)
    data.fill(values[pixel]! / full, pixel * 3, pixel * 3 + 3);
  return { ...picture, data };
}

/** Samples without alpha, [n, 3] in [0, 1], grey repeated. */
function normalised(samples: Uint8Array | Uint16Array, channels: number): Float32Array {
  const full = samples instanceof Uint16Array ? 65535 : 255;
  const pixels = samples.length / channels;
  const data = new Float32Array(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel++)
    for (let c = 0; c < 3; c++)
      data[pixel * 3 + c] = samples[pixel * channels + (channels < 3 ? 0 : c)]! / full;
  return data;
}

/** At native resolution the known side of the border is exact: spread what is left of the difference into the fill. */
function joinBorder(fill: FloatImage, photo: Float32Array, open: Uint8Array, coverage: Uint8Array): void {
  const difference = new Float32Array(fill.data.length);
  const unknown = new Uint8Array(open.length);
  for (let pixel = 0; pixel < open.length; pixel++) {
    if (coverage[pixel] !== 0) unknown[pixel] = 1;
    else if (open[pixel] === 0)
      for (let c = pixel * 3; c < pixel * 3 + 3; c++) difference[c] = photo[c]! - fill.data[c]!;
  }
  solveMembrane({
    width: fill.width,
    height: fill.height,
    channels: 3,
    values: difference,
    unknown,
    laplacian: null,
    pull: 0.01,
  });
  for (let pixel = 0; pixel < open.length; pixel++)
    if (unknown[pixel] === 1)
      for (let c = pixel * 3; c < pixel * 3 + 3; c++) fill.data[c] = fill.data[c]! + difference[c]!;
}

function overlay(fill: FloatImage, photo: Float32Array, known: Uint8Array): void {
  for (let pixel = 0; pixel < known.length; pixel++)
    if (known[pixel] === 1) for (let c = pixel * 3; c < pixel * 3 + 3; c++) fill.data[c] = photo[c]!;
}

/** Texture copied from the photo around the part, following the network's layout; over `area`. */
async function exemplarFill(
  scene: Scene,
  cells: CellField,
  whole: Rect,
  area: Rect,
  native: FloatImage,
  factor: number,
  options: FinishOptions,
): Promise<FloatImage> {
  const reach = textureReach(whole.width, whole.height);
  const crop = rectIntersection(rectGrow(whole, reach), scene.bounds);
  const samples = await scene.readSamples(crop);
  const open = await scene.readOpenCoverage(crop);
  const own = ownCoverage(open, crop, cells);
  const guide = new Float32Array(crop.width * crop.height * 3);
  for (let y = 0; y < area.height; y++) {
    const from = y * area.width * 3;
    guide.set(
      native.data.subarray(from, from + area.width * 3),
      ((area.y - crop.y + y) * crop.width + area.x - crop.x) * 3,
    );
  }
  const result = await fillFromExemplars(
    {
      width: crop.width,
      height: crop.height,
      photo: normalised(samples, scene.photo.channels),
      hole: own,
      // What is still to be removed elsewhere must not be copied from.
      avoid: open.map((value, i) => (value !== 0 && own[i] === 0 ? 1 : 0)),
      guide: { pixels: guide, scale: factor },
      seed: options.seed,
    },
    { signal: options.signal, onProgress: (progress) => options.onDetail(progress.fraction) },
  );
  const data = new Float32Array(area.width * area.height * 3);
  for (let y = 0; y < area.height; y++) {
    const from = ((area.y - crop.y + y) * crop.width + area.x - crop.x) * 3;
    data.set(result.pixels.subarray(from, from + area.width * 3), y * area.width * 3);
  }
  return { width: area.width, height: area.height, channels: 3, data };
}

/** [n, channels] sample values of the fill; alpha continues smoothly from what surrounds it. */
function toSampleValues(
  scene: Scene,
  fill: FloatImage,
  samples: Uint8Array | Uint16Array,
  open: Uint8Array,
): Float32Array {
  const { channels, bitDepth } = scene.photo;
  const full = bitDepth === 16 ? 65535 : 255;
  const pixels = open.length;
  const values = new Float32Array(pixels * channels);
  const colours = channels < 3 ? 1 : 3;
  for (let pixel = 0; pixel < pixels; pixel++)
    for (let c = 0; c < colours; c++) values[pixel * channels + c] = fill.data[pixel * 3 + c]! * full;
  if (colours === channels) return values;
  const alpha = new Float32Array(pixels).fill(full);
  const unknown = new Uint8Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    if (open[pixel] === 0) alpha[pixel] = samples[pixel * channels + colours]!;
    else unknown[pixel] = 1;
  }
  if (unknown.includes(0))
    solveMembrane({
      width: fill.width,
      height: fill.height,
      channels: 1,
      values: alpha,
      unknown,
      laplacian: null,
    });
  for (let pixel = 0; pixel < pixels; pixel++) values[pixel * channels + colours] = alpha[pixel]!;
  return values;
}
