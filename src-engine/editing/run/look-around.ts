import { TesseraError } from '#shared/errors.ts';
import { type Rect, rectArea, rectGrow, rectIntersection } from '#shared/geometry/rect.ts';
import { text } from '#shared/text/text.ts';
import type { Scene } from '#engine/editing/scene.ts';

/** Photo pixels per pixel to be filled from which on what was made is no source, and times that more of the photo is looked for. */
const enoughPhoto = 0.5;
const wider = 3;
/** Where much is forbidden as a source, more of the photo is looked for up to so many pixels: memory is some 60 bytes for each. */
const maxPixels = 36_000_000;

/** A crop and what of it is open. */
interface Surroundings {
  readonly crop: Rect;
  readonly open: Uint8Array;
  /** What earlier turns made; null = that counts as photo. */
  readonly made: Uint8Array | null;
  /** Where texture is never copied from; null = nowhere. */
  readonly noSource: Uint8Array | null;
  /** Objects that are not copied (see `NotCopied`), since there is enough beside them; null = everything may be copied. */
  readonly salient: Uint8Array | null;
}

const look = async (scene: Scene, crop: Rect): Promise<Surroundings> => ({
  crop,
  open: await scene.readOpenCoverage(crop),
  made: (await scene.made?.read(crop)) ?? null,
  noSource: await scene.readNoSource(crop),
  salient: null,
});

/**
 * What texture is copied from: the crop, widened where much of it was made before or is forbidden.
 * @throws TesseraError request-invalid where all of it is forbidden
 */
export async function lookAround(scene: Scene, nearest: Rect): Promise<Surroundings> {
  const seen = await lookFarEnough(scene, nearest);
  const salient = await scene.readSalient(seen.crop);
  if (!salient) return seen;
  const hole = countOpen(seen);
  const beside = { ...seen, noSource: seen.noSource?.map((value, i) => value | salient[i]!) ?? salient };
  return countKnown(beside).photo >= hole * enoughPhoto ? { ...seen, salient } : seen;
}

async function lookFarEnough(scene: Scene, nearest: Rect): Promise<Surroundings> {
  const first = await look(scene, nearest);
  const hole = countOpen(first);
  let seen = first;
  for (let n = 0; ; n++) {
    const { photo, ours, forbidden } = countKnown(seen);
    const isEnough = photo >= hole * enoughPhoto;
    if (ours === 0 && (isEnough || forbidden === 0)) return { ...seen, made: null };
    if (isEnough) return seen;
    const { width, height } = seen.crop;
    const crop = rectIntersection(rectGrow(seen.crop, Math.min(width, height) >> 1), scene.bounds);
    const mayGrow = forbidden > 0 ? rectArea(crop) <= maxPixels : n < wider;
    if (!mayGrow || rectArea(crop) === rectArea(seen.crop)) {
      if (forbidden === 0) return { ...first, made: null };
      if (photo + ours === 0) throw nothingToCopyFrom();
      return { ...seen, made: null };
    }
    seen = await look(scene, crop);
  }
}

function countOpen({ open }: Surroundings): number {
  let count = 0;
  for (let i = 0; i < open.length; i++) if (open[i] !== 0) count++;
  return count;
}

/** Known pixels that may be copied: of the photo, and of what was made; and known ones that may not. */
function countKnown({ open, made, noSource }: Surroundings): {
  readonly photo: number;
  readonly ours: number;
  readonly forbidden: number;
} {
  let known = 0;
  let ours = 0;
  let forbidden = 0;
  for (let i = 0; i < open.length; i++) {
    if (open[i] !== 0) continue;
    known++;
    if (noSource !== null && noSource[i] !== 0) forbidden++;
    else if (made !== null && made[i] !== 0) ours++;
  }
  return { photo: known - ours - forbidden, ours, forbidden };
}

/** Every pixel that could be copied is forbidden, or filled itself. */
export const nothingToCopyFrom = (): TesseraError =>
  new TesseraError('request-invalid', text.refusals.nothingToCopyFrom);
