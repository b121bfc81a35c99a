import { coloursOfPhoto } from '#engine/editing/photo-colours.ts';
import { copyRect } from '#engine/imaging/copy-pixels.ts';
import type { RunRequest } from '#shared/runs/run-request.ts';
import { TesseraError } from '#shared/errors.ts';
import { isPictureSizeAllowed, maxPicturePixels } from '#shared/pictures/picture-formats.ts';
import { type Rect, rectGrow, rectIntersection, rectIsEmpty } from '#shared/geometry/rect.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import { compareSteps, type EditSegment } from '#shared/runs/segments.ts';
import { text } from '#shared/text/text.ts';
import { madePixels } from '#engine/editing/recipe/made-pixels.ts';
import type { RecipeTurn } from '#engine/editing/recipe/recipe.ts';
import type { PackManifest } from '#engine/packs/manifest.ts';
import { type KeptPart, keepParts } from './kept-parts.ts';
import { nothingToCopyFrom } from './look-around.ts';
import { type EditPlan, planEdit, withEstimate } from '#engine/editing/plan/plan-edit.ts';
import type { RunSpeed } from '#engine/editing/plan/run-speed.ts';
import { Scene } from '#engine/editing/scene.ts';
import { fillNarrowEdges, narrowEdgeReach } from '#engine/imaging/mask/narrow-edges.ts';
import { type CoverageSource, coverageOutside, type PixelSource } from '#engine/editing/sources.ts';
import { type SaliencyNetwork, salientObjects } from './salient-objects.ts';
import type { ParentPixels } from './take-over-part.ts';
import { allowsThinParts, findThinParts } from '#engine/editing/plan/thin-parts.ts';
import { findTouchedCells, type TouchedCells } from '#engine/editing/plan/touched-cells.ts';

/** What a turn takes over from others of its region; see EditJob in protocol.ts. */
export interface TurnOrigin {
  readonly earlier: readonly EditSegment[];
  readonly kept: readonly KeptPart[];
  readonly parentState: Uint8Array | null;
  /** With `parentState`: what is finished is taken from here; null = it is finished again, to the same pixels. */
  readonly parentPixels: ParentPixels | null;
}

/** A turn that takes over nothing. */
export const fromTheStart: TurnOrigin = {
  earlier: [],
  kept: [],
  parentState: null,
  parentPixels: null,
};

/** Everything an edit is made from; repeated with the same values it gives the same pixels on the same device. */
export interface EditInput extends TurnOrigin {
  readonly request: RunRequest;
  readonly settings: RunSettings;
  readonly photo: PixelSource;
  /** Read for `fill` only; same bounds as the photo. */
  readonly mask: CoverageSource | null;
  /** Same bounds as the photo; at least half covered where texture is never copied from. Absent or null = it may come from everywhere. */
  readonly noSource?: CoverageSource | null;
  readonly manifest: PackManifest;
  /** Called where an extension leaves salient objects out. */
  readonly saliency: SaliencyNetwork;
  /** Turns that led to the photo as it is now. */
  readonly earlierTurns: readonly RecipeTurn[];
}

/** An edit that can begin. */
export interface PreparedEdit {
  /** The document and the mask as they were: what changed is held against them. */
  readonly original: Scene;
  /** What a variant fills: the same with the kept parts in it. */
  readonly createScene: () => Scene;
  /**
   * The windows are the same for all variants; an order may depend on the seed.
   * @param speed measured before on this machine; null = not yet
   */
  readonly planOf: (variant: number, speed: RunSpeed | null) => EditPlan;
  /** False where everything is filled from what surrounds it: the pack need not be opened. */
  readonly needsNetwork: boolean;
  /** Memory for its pixels: see `EditPlan`. */
  readonly pictureBytes: number;
  /** Index of a label among the pack's. */
  readonly labelOf: (settings: RunSettings) => number;
}

/** Seed of a variant. */
export const seedOf = ({ seed }: RunSettings, variant: number): number => (seed + variant) >>> 0;

/** Looks at the mask and checks what the user asked for. @throws TesseraError mask-empty, mask-wrong-size, image-too-large, label-unknown, request-invalid (also where no pixel is left to copy from) */
export async function prepareEdit(input: EditInput): Promise<PreparedEdit> {
  const { settings, manifest, earlier, kept, parentState, parentPixels } = input;
  // A branch keeps to the mask's meaning, and to the sources, of the turn it began with.
  const { copied, maskEdges, salientObjects: objects } = earlier[0]?.settings ?? settings;
  const asked = areaToFill(input);
  const isMask = input.request.kind === 'fill';
  const colours = await coloursOfPhoto(input.photo);
  const original = new Scene(
    input.photo,
    isMask && maskEdges === 'anti-aliased' ? withoutGhosts(asked) : asked,
    undefined,
    colours,
  );
  checkSegments(input);
  const noSource = input.request.kind === 'generate' ? null : (input.noSource ?? null);
  const labelOf = (each: RunSettings): number => labelIndex(manifest, each.label);
  for (const each of [...earlier.map((segment) => segment.settings), settings]) labelOf(each);
  const start = keepParts(original, kept);
  const making = { bounds: original.bounds, read: (rect: Rect) => original.readWholeCoverage(rect) };
  const made = copied === 'photo' ? madePixels(making, input.earlierTurns, input.photo.bounds) : null;
  const salient =
    objects === 'left-out' && input.request.kind === 'extend'
      ? salientObjects(original, input.saliency)
      : null;
  const createScene = (): Scene =>
    new Scene(start.photo, start.coverage, { made, noSource, salient }, colours);
  if (noSource) await checkSource(createScene());
  const whole = await touchedCells(original, manifest, text.refusals.maskIsEmpty);
  const touched =
    kept.length === 0 ? whole : await touchedCells(createScene(), manifest, text.refusals.allIsKept);
  // A branch keeps to the pieces of the turn it began with.
  const wantsThin =
    input.request.kind === 'fill' && allowsThinParts(earlier[0]?.settings ?? settings, manifest);
  const thin = wantsThin ? await findThinParts(createScene(), touched.field) : null;
  const planVariant = (variant: number): EditPlan =>
    planEdit({
      bounds: original.bounds,
      touched,
      thin,
      maskBounds: whole.maskBounds,
      settings: { ...settings, seed: seedOf(settings, variant) },
      earlier,
      earlierIsDecided: parentState !== null,
      finishedIsAtHand: (exemplars) =>
        parentState !== null && parentPixels !== null && (!exemplars || parentPixels.layout !== null),
      manifest,
    });
  // The first one is asked for several times.
  const first = planVariant(0);
  const planOf = (variant: number, speed: RunSpeed | null): EditPlan =>
    withEstimate(variant === 0 ? first : planVariant(variant), speed);
  const needsNetwork = first.run.passes.length > 0;
  return { original, createScene, planOf, needsNetwork, pictureBytes: first.pictureBytes, labelOf };
}

/** The mask with its anti-aliased edges full: see `fillNarrowEdges`. */
const withoutGhosts = (mask: CoverageSource): CoverageSource => ({
  ...mask,
  read: async (rect) => {
    const seen = rectIntersection(rectGrow(rect, narrowEdgeReach), mask.bounds);
    const filled = fillNarrowEdges(await mask.read(seen), seen.width, seen.height);
    return copyRect(filled, seen, rect, 1);
  },
});

/** Rows looked at together. */
const stripHeight = 512;

/** @throws TesseraError request-invalid where every pixel of the photo is forbidden as a source, or filled */
async function checkSource(scene: Scene): Promise<void> {
  const { bounds } = scene.photo;
  const { y, height } = bounds;
  for (let top = y; top < y + height; top += stripHeight) {
    const strip = { ...bounds, y: top, height: Math.min(stripHeight, y + height - top) };
    const filled = await scene.readWholeCoverage(strip);
    const forbidden = await scene.readNoSource(strip);
    if (filled.some((value, i) => value === 0 && forbidden?.[i] !== 1)) return;
  }
  throw nothingToCopyFrom();
}

async function touchedCells(scene: Scene, manifest: PackManifest, problem: string): Promise<TouchedCells> {
  const touched = await findTouchedCells(scene, manifest.tokenPixels);
  if (touched) return touched;
  throw new TesseraError('mask-empty', text.refusals.paintFirst(problem));
}

/** A branch continues in the windows and tokens of its ancestors. */
function checkSegments({ earlier, settings }: EditInput): void {
  const inSequence = earlier.every(
    ({ until }, index) => index === 0 || compareSteps(earlier[index - 1]!.until, until) <= 0,
  );
  if (inSequence && earlier.every((segment) => segment.settings.packId === settings.packId)) return;
  throw new TesseraError('request-invalid', text.refusals.modelOfBeginning);
}

/** The index of a label, whatever its case. @throws TesseraError label-unknown */
function labelIndex({ labels, name, nullLabel }: PackManifest, wanted: string | null): number {
  if (wanted === null) return nullLabel;
  const index = labels.findIndex((label) => label.toLowerCase() === wanted.toLowerCase());
  if (index >= 0) return index;
  throw new TesseraError(
    'label-unknown',
    text.refusals.noSuchLabel(
      name,
      wanted,
      `${labels.slice(0, 40).join(', ')}${labels.length > 40 ? ', ...' : ''}`,
    ),
  );
}

/** What of the document is filled; its bounds are the document's after the edit. */
function areaToFill({ request, photo, mask }: EditInput): CoverageSource {
  switch (request.kind) {
    case 'generate':
      return coverageOutside(allowed(photo.bounds), null);
    case 'extend':
      return coverageOutside(allowed(extendedBounds(photo.bounds, request.by)), photo.bounds);
    case 'fill': {
      if (!mask || rectIsEmpty(mask.bounds)) throw new TesseraError('mask-empty', text.refusals.noMask);
      if (mask.bounds.width !== photo.bounds.width || mask.bounds.height !== photo.bounds.height)
        throw new TesseraError(
          'mask-wrong-size',
          text.refusals.maskHasOtherSize(
            `${mask.bounds.width} x ${mask.bounds.height}`,
            `${photo.bounds.width} x ${photo.bounds.height}`,
          ),
        );
      return mask;
    }
  }
}

/** The same bounds. @throws TesseraError image-too-large where such a picture could not be opened again */
function allowed(bounds: Rect): Rect {
  if (isPictureSizeAllowed(bounds)) return bounds;
  throw new TesseraError(
    'image-too-large',
    text.refusals.tooLarge(`${bounds.width} x ${bounds.height}`, maxPicturePixels / 1e6),
  );
}

const extendedBounds = (
  { x, y, width, height }: Rect,
  { left, right, top, bottom }: Extract<RunRequest, { kind: 'extend' }>['by'],
): Rect => ({ x: x - left, y: y - top, width: width + left + right, height: height + top + bottom });
