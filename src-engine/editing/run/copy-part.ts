import { TesseraError } from '#shared/errors.ts';
import { rectGrow, rectIntersection } from '#shared/geometry/rect.ts';
import { type CellField, pixelsOfCells } from '#shared/geometry/token-lattice.ts';
import { text } from '#shared/text/text.ts';
import { textureNeighbourhood } from '#engine/editing/plan/effort.ts';
import { ownCoverage } from '../sources.ts';
import type { FinishedPart, Scene } from '#engine/editing/scene.ts';
import { composite } from '#engine/imaging/blend/composite.ts';
import { fillFromNeighbourhood } from './exemplar-fill.ts';
import type { FinishOptions } from './finish-part.ts';
import { toSampleValues } from './sample-space.ts';

/** How far around a part its transparency is looked at, in pixels. */
const margin = 16;

/**
 * Fills a part with texture of the photo around it, without any network.
 * @throws TesseraError request-invalid where nothing around it is known; Cancelled
 */
export async function copyPart(
  scene: Scene,
  cells: CellField,
  { seed, signal, onDetail }: Pick<FinishOptions, 'seed' | 'signal' | 'onDetail'>,
): Promise<FinishedPart> {
  const { channels } = scene.photo;
  const whole = rectIntersection(pixelsOfCells(cells, cells.span), scene.bounds);
  const seen = textureNeighbourhood(whole, scene.bounds);
  if ((await scene.readOpenCoverage(seen)).every((value) => value > 0)) throw nothingAround();
  const area = rectIntersection(rectGrow(whole, margin), seen);
  const samples = await scene.readSamples(area);
  const open = await scene.readOpenCoverage(area);
  const coverage = ownCoverage(open, area, cells);
  const { fill, doubts } = await fillFromNeighbourhood({
    ...{ scene, cells, whole, area, seed, signal },
    guide: null,
    onProgress: onDetail,
    onPreview: null,
  });
  const values = toSampleValues(scene, fill, samples, open);
  return {
    rect: area,
    samples: composite({ original: samples, channels, fill: values, coverage }),
    coverage,
    doubts,
  };
}

const nothingAround = (): TesseraError =>
  new TesseraError('request-invalid', text.refusals.nothingToHealFrom);
