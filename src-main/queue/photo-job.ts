import { lstat, mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { nameByTemplate } from '#engine/batch/names.ts';
import type { JobPhases } from '#engine/batch/job-phases.ts';
import { fullOpacity, opacityOf, opacityPart } from '#engine/editing/recipe/fill-opacity.ts';
import { type MadeTurn, parseRecipe, turnsOfRecipe, withRestored } from '#engine/editing/recipe/recipe.ts';
import { digitalSourceOf } from '#engine/editing/recipe/recipe-of-file.ts';
import { type RepeatedTurn, repeatTurn, type TurnToRepeat } from '#engine/editing/recipe/replay.ts';
import { describeWriteError } from '#engine/files/system-errors.ts';
import type { PackDirectories } from '#engine/packs/registry.ts';
import type { EditPatch } from '#engine/protocol.ts';
import { emptyMask, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import { Cancelled, TesseraError } from '#shared/errors.ts';
import { formatNames } from '#shared/pictures/format-names.ts';
import { type ExportFormat, formatOfFileName, writtenFormats } from '#shared/pictures/picture-formats.ts';
import type { RunProgress } from '#shared/runs/run-report.ts';
import { text } from '#shared/text/text.ts';
import { joinRecipes } from '#main/documents/document-state.ts';
import type { EngineHost } from '#main/jobs/engine-host.ts';
import { jobOfTurn, maskOfRecipe } from '#main/jobs/turn-job.ts';
import type {
  DisplayPicture,
  ExportRequest,
  OpenedPicture,
  PixelOperations,
} from '#main/pixels/pixel-operations.ts';
import { restorePart } from '#main/pixels/restore-part.ts';
import type { Batch } from './batch-file.ts';

export interface PhotoJobParts {
  readonly background: EngineHost['background'];
  readonly pixels: PixelOperations;
  readonly packs: PackDirectories;
  /** What signs content credentials. */
  readonly credentials: NonNullable<ExportRequest['credentials']>;
}

/** One photo from its file to the file of its result. */
export interface PhotoTask {
  readonly photo: string;
  readonly output: string;
  readonly turns: readonly MadeTurn[];
  readonly rule: Batch['rule'];
  readonly file: Batch['file'];
  /** The output may be there: this photo was being computed when the app was ended, and may have written it. */
  readonly wasBegun: boolean;
}

export interface PhotoRun {
  /** An empty folder for tiles; the caller deletes it. */
  readonly folder: string;
  readonly phases: JobPhases;
  readonly signal: AbortSignal;
  onProgress(progress: RunProgress): void;
  /** Small, for lists. */
  onPicture(which: 'before' | 'after', picture: DisplayPicture): Promise<void>;
}

/** A picture on its way. */
interface Picture {
  readonly pixels: TileSnapshot;
  readonly changedOutsideMask: number;
}

const thumbnailSide = 128;

/**
 * Does one photo: decoded and written apart from the engine, computed behind every other run.
 * @throws TesseraError those of the codec, of rules, of runs and of writing; Cancelled. Nothing was written then.
 */
export async function fillPhoto(
  task: PhotoTask,
  parts: PhotoJobParts,
  run: PhotoRun,
): Promise<{ readonly seconds: number; readonly changedOutsideMask: number }> {
  const format = writtenFormat(task.output);
  const { pixels } = parts;
  const original = join(run.folder, 'original');
  const source = { kind: 'file', path: task.photo } as const;
  const opened = await pixels.openPicture(source, join(run.folder, 'tiles'), original);
  await run.onPicture('before', await pixels.displayRect(opened.pixels, opened.pixels.bounds, thumbnailSide));
  assertPlace(task, opened.pixels);
  await run.phases.enter('run');
  const started = performance.now();
  const before = opened.recipe === null ? [] : [opened.recipe];
  let recipes: readonly string[] = before;
  let picture: Picture = { pixels: opened.pixels, changedOutsideMask: 0 };
  for (const turn of task.turns) {
    const earlier = recipes;
    const whole = await repeatTurn(turn, picture, (again) => runTurn(again, earlier, task, parts, run));
    const made = await lowerOpacity(turn, picture, whole, earlier, pixels);
    recipes = [...recipes, made.recipe];
    picture = {
      pixels: made.picture.pixels,
      changedOutsideMask: Math.max(picture.changedOutsideMask, made.picture.changedOutsideMask),
    };
  }
  const seconds = (performance.now() - started) / 1000;
  await run.phases.enter('write');
  if (run.signal.aborted) throw new Cancelled();
  await writeResult(task, format, opened, { picture, recipes, before, original }, parts);
  const { bounds } = picture.pixels;
  await run.onPicture('after', await pixels.displayRect(picture.pixels, bounds, thumbnailSide));
  return { seconds, changedOutsideMask: picture.changedOutsideMask };
}

/** @throws TesseraError file-unsupported */
function writtenFormat(output: string): ExportFormat {
  const format = formatOfFileName(basename(output));
  if (format?.written) return format.id as ExportFormat;
  throw new TesseraError(
    'file-unsupported',
    text.queue.outputUnwritable(basename(output), formatNames(writtenFormats(), 'and')),
  );
}

/** Nothing is ever written over: neither a photo nor anything else. @throws TesseraError request-denied */
export async function assertFree({
  output,
  wasBegun,
}: Pick<PhotoTask, 'output' | 'wasBegun'>): Promise<void> {
  if (wasBegun) return;
  const isFree = await lstat(output).then(
    () => false,
    // What cannot be looked at is told by writing it.
    () => true,
  );
  if (!isFree) throw new TesseraError('request-denied', text.queue.outputExists(basename(output)));
}

/** The same place is one in photos of the same size only. @throws TesseraError mask-wrong-size */
function assertPlace({ rule, turns }: PhotoTask, { bounds }: TileSnapshot): void {
  const wanted = turns[0]?.input.bounds;
  const needsIt = rule === 'place' && turns.some(({ request }) => request.kind === 'fill');
  if (!needsIt || !wanted) return;
  if (bounds.width !== wanted.width || bounds.height !== wanted.height)
    throw new TesseraError(
      'mask-wrong-size',
      text.queue.otherSize(bounds.width, bounds.height, wanted.width, wanted.height),
    );
}

async function runTurn(
  { turn, picture, kept }: TurnToRepeat<Picture>,
  recipes: readonly string[],
  task: PhotoTask,
  { background, pixels, packs }: PhotoJobParts,
  { signal, onProgress }: PhotoRun,
): Promise<RepeatedTurn<Picture>> {
  const isFill = turn.request.kind === 'fill';
  const mask = isFill ? await maskOf(turn, picture.pixels, task, pixels) : emptyMask(picture.pixels);
  const noSource = await maskOfRecipe(turn.noSource ?? null, picture.pixels, pixels);
  const job = await jobOfTurn({ turn, picture, kept }, { recipes, mask, noSource, packs });
  const patches: EditPatch[] = [];
  await background.run(
    job,
    (update) => {
      if (update.type === 'variant') patches.push(update.patch);
      else if (update.type === 'progress') onProgress(update.progress);
    },
    signal,
  );
  const [patch] = patches;
  if (!patch) throw new TesseraError('internal', text.refusals.noResult);
  const { rect, samples, bounds, report, recipe } = patch;
  const patched = await pixels.applyPatch({
    ...{ pixels: picture.pixels, mask: isFill ? mask : null, rect, samples, bounds },
  });
  const changedOutsideMask = Math.max(patched.changedOutsideMask, report.changedOutsideMask);
  return { picture: { pixels: patched.pixels, changedOutsideMask }, recipe };
}

/** The opacity that was chosen for a fill holds in every photo. */
async function lowerOpacity(
  turn: MadeTurn,
  { pixels: before }: Picture,
  { picture, recipe }: RepeatedTurn<Picture>,
  earlier: readonly string[],
  pixels: Pick<PixelOperations, 'restoreOriginal'>,
): Promise<RepeatedTurn<Picture>> {
  const opacity = opacityOf(turn);
  if (opacity === fullOpacity) return { picture, recipe };
  const [made] = parseRecipe(recipe) as MadeTurn[];
  const part = await opacityPart(made!, opacity, turnsOfRecipe(joinRecipes(earlier)).length);
  const faded = await restorePart(pixels, part, { pixels: picture.pixels, original: before });
  const changedOutsideMask = Math.max(picture.changedOutsideMask, faded.changedOutsideMask);
  return { picture: { pixels: faded.pixels, changedOutsideMask }, recipe: withRestored(recipe, [part]) };
}

async function maskOf(
  turn: MadeTurn,
  picture: TileSnapshot,
  { rule, photo }: PhotoTask,
  pixels: PixelOperations,
): Promise<TileSnapshot> {
  if (rule === 'place') return maskOfRecipe(turn.mask, picture, pixels);
  if (!('file' in rule)) return (await pixels.maskByRule(picture, rule)).mask;
  const file = join(dirname(photo), nameByTemplate(rule.file, photo));
  try {
    return (await pixels.maskByRule(picture, file)).mask;
  } catch (error) {
    const isOther = error instanceof TesseraError && error.code === 'mask-wrong-size';
    throw isOther ? new TesseraError(error.code, text.queue.maskOfOtherSize(basename(file))) : error;
  }
}

async function writeResult(
  task: PhotoTask,
  format: ExportFormat,
  opened: OpenedPicture,
  made: {
    readonly picture: Picture;
    readonly recipes: readonly string[];
    readonly before: readonly string[];
    readonly original: string;
  },
  { pixels, credentials }: PhotoJobParts,
): Promise<void> {
  const { output, photo, file } = task;
  await mkdir(dirname(output), { recursive: true }).catch((error: unknown) => {
    throw describeWriteError(error, output);
  });
  // Another photo of the list may have written it meanwhile.
  await assertFree(task);
  const recipe = joinRecipes(made.recipes);
  await pixels.exportPicture({
    pixels: made.picture.pixels,
    path: output,
    format,
    quality: null,
    metadata: opened.metadata,
    keepsMetadata: file.keepsMetadata,
    recipe: file.recipe ? recipe : null,
    source: file.disclosure ? digitalSourceOf(turnsOfRecipe(recipe)) : null,
    without: file.without,
    credentials: file.c2pa && file.disclosure ? credentials : null,
    original: { path: photo, hash: opened.fileHash },
    since: { pixels: opened.pixels, recipes: made.recipes.slice(made.before.length) },
    stored: opened.storesOriginal ? made.original : null,
  });
}

/** What of a turn holds in other photos, wherever they are filled: not its place, nor what was kept and branched there. */
export const withoutPlace = (turn: MadeTurn): MadeTurn => ({
  ...turn,
  ...{ mask: null, noSource: undefined, kept: [], earlier: [] },
  settings: { ...turn.settings, subject: null },
});
