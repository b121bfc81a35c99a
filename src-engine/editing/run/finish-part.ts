import { copyCommonPixels, copyRect } from '#engine/imaging/copy-pixels.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Cancelled } from '#shared/errors.ts';
import type { FillDoubt } from '#shared/runs/run-report.ts';
import { type Rect, rectGrow, rectIntersection } from '#shared/geometry/rect.ts';
import { type CellField, pixelsOfCells } from '#shared/geometry/token-lattice.ts';
import { composite } from '#engine/imaging/blend/composite.ts';
import type { DetailPreview } from './detail-preview.ts';
import { textureNeighbourhood } from '#engine/editing/plan/effort.ts';
import { bandPixels } from '#engine/editing/plan/picture-bytes.ts';
import { fillFromNeighbourhood } from './exemplar-fill.ts';
import type { FloatImage } from '#engine/imaging/resample.ts';
import { canvasAtNative, type LevelCanvas } from './level-canvas.ts';
import { normalisedSamples, toSampleSpace, toSampleValues } from './sample-space.ts';
import type { FinishedPart, Scene } from '#engine/editing/scene.ts';
import { finishSmoothFill } from './smooth-fill.ts';
import { ownCoverage } from '#engine/editing/sources.ts';

/** What a part's last stage needs. */
export interface FinishOptions {
  readonly seed: number;
  /** Whether texture of the photo is copied over the network's layout. */
  readonly exemplars: boolean;
  /** Whether the network's layout is finished by itself, too. */
  readonly keepsLayout: boolean;
  readonly signal: AbortSignal;
  readonly onDetail: (fraction: number) => void | Promise<void>;
  /** Coarse levels of the detail stage as they begin; null = not shown. */
  readonly onPreview: ((preview: DetailPreview) => void) | null;
  readonly addSeconds: (phase: 'detail' | 'blend', seconds: number) => void;
  readonly now: () => number;
}

/** How far a band looks beyond itself: border corrections have faded there. */
const bandMargin = 64;

/** From the finest canvas to final samples: enlarge, bring detail, join the border, match grain, composite. */
export async function finishPart(
  scene: Scene,
  cells: CellField,
  canvas: LevelCanvas,
  options: FinishOptions,
): Promise<FinishedPart> {
  const whole = rectIntersection(pixelsOfCells(cells, cells.span), scene.bounds);
  // Enough of the photo around the part to see its border and grain.
  const margin = Math.max(16, 4 * canvas.factor);
  // Coarse windows over a long strip look farther than texture is looked for.
  const reach = options.exemplars ? textureNeighbourhood(whole, scene.bounds) : scene.bounds;
  const area = rectIntersection(rectIntersection(rectGrow(whole, margin), reach), canvas.rect);
  // Copied pieces and alpha reach across the whole part; bands would show.
  if (options.exemplars) return finishArea(scene, cells, canvas, whole, area, options);
  const { channels } = scene.photo;
  const divisible = channels === 1 || channels === 3;
  const rows = divisible ? Math.max(64, Math.floor(bandPixels / area.width)) : area.height;
  const samples = await scene.readSamples(area);
  const coverage = new Uint8Array(area.width * area.height);
  for (let y = area.y; y < area.y + area.height; y += rows) {
    const band = { ...area, y, height: Math.min(rows, area.y + area.height - y) };
    const seen = rectIntersection(rectGrow(band, rows < area.height ? bandMargin : 0), area);
    const finished = await finishArea(scene, cells, canvas, whole, seen, options);
    copyCommonPixels(copyRect(finished.samples, seen, band, channels), band, samples, area, channels);
    copyCommonPixels(copyRect(finished.coverage, seen, band, 1), band, coverage, area, 1);
    await nextTurn();
    if (options.signal.aborted) throw new Cancelled();
  }
  return { rect: area, samples, coverage };
}

async function finishArea(
  scene: Scene,
  cells: CellField,
  canvas: LevelCanvas,
  whole: Rect,
  area: Rect,
  options: FinishOptions,
): Promise<FinishedPart> {
  const { seed } = options;
  const started = options.now();
  const samples = await scene.readSamples(area);
  const open = await scene.readOpenCoverage(area);
  const coverage = ownCoverage(open, area, cells);
  let fill = toSampleSpace(scene, canvasAtNative(canvas, area));
  const finishPlainly = (plain: FloatImage): void => {
    const photo = normalisedSamples(samples, scene.photo.channels);
    finishSmoothFill({ fill: plain, photo, open, coverage, area, seed });
  };
  const compose = (made: FloatImage): Uint8Array | Uint16Array => {
    const values = toSampleValues(scene, made, samples, open);
    return composite({ original: samples, channels: scene.photo.channels, fill: values, coverage });
  };
  let doubts: readonly FillDoubt[] = [];
  let withoutDetail: Uint8Array | Uint16Array | null = null;
  if (options.exemplars) {
    if (options.keepsLayout) {
      const layout = { ...fill, data: fill.data.slice() };
      finishPlainly(layout);
      withoutDetail = compose(layout);
    }
    options.addSeconds('blend', options.now() - started);
    const detailStarted = options.now();
    const { factor } = canvas;
    const { signal, onPreview, onDetail: onProgress } = options;
    const copied = await fillFromNeighbourhood({
      scene,
      cells,
      whole,
      area,
      guide: { layout: fill, factor },
      seed,
      signal,
      onProgress,
      onPreview,
    });
    ({ fill, doubts } = copied);
    options.addSeconds('detail', options.now() - detailStarted);
  } else {
    finishPlainly(fill);
    options.addSeconds('blend', options.now() - started);
  }
  const compositeStarted = options.now();
  const result = compose(fill);
  options.addSeconds('blend', options.now() - compositeStarted);
  return { rect: area, samples: result, coverage, doubts, ...(withoutDetail && { withoutDetail }) };
}
