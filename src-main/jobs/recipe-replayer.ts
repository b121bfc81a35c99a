import { emptyMask, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import { randomUUID } from 'node:crypto';
import {
  isMade,
  parseRecipe,
  recipeText,
  type RecipeTurn,
  type ReshapedTurn,
  reshapeTurn,
  turnsOfRecipe,
  withRestored,
} from '#engine/editing/recipe/recipe.ts';
import {
  boundsOfTurn,
  pictureRestored,
  planReplay,
  type RepeatedTurn,
  repeatTurn,
  reshapeOfTurn,
  type TurnToRepeat,
} from '#engine/editing/recipe/replay.ts';
import { reshapesOfTurns } from '#engine/editing/recipe/selection-of-turns.ts';
import type { PackDirectories } from '#engine/packs/registry.ts';
import { undoLabels } from '#shared/text/actions.ts';
import type { EditPatch } from '#engine/protocol.ts';
import { Cancelled, TesseraError } from '#shared/errors.ts';
import type { Events } from '#shared/contract/events.ts';
import { type Rect, rectsEqual } from '#shared/geometry/rect.ts';
import { isReshape } from '#shared/runs/run-request.ts';
import { text } from '#shared/text/text.ts';
import {
  type DocumentState,
  joinRecipes,
  noCoverage,
  noSourceWithin,
} from '#main/documents/document-state.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';
import { restorePart } from '#main/pixels/restore-part.ts';
import type { EngineUpdate } from './engine-answers.ts';
import type { EngineHost } from './engine-host.ts';
import { PinnedTiles } from './pinned-tiles.ts';
import { jobOfTurn, maskOfRecipe } from './turn-job.ts';

export interface RecipeReplayerParts {
  readonly engine: EngineHost;
  readonly pixels: PixelOperations;
  readonly packs: PackDirectories;
  /** True while the engine works on a run. */
  isRunning(): boolean;
  emit<Name extends 'run/progress' | 'run/step'>(name: Name, event: Events[Name]): void;
}

/** A recipe repeated on a document: its present state is the result. */
export interface Replayed {
  readonly pixels: TileSnapshot;
  /** Why pixels may differ from those the recipe was written with. */
  readonly doubts: readonly string[];
}

/** A turn on its way: the samples lie in the document's tiles. */
interface Picture {
  readonly pixels: TileSnapshot;
  readonly changedOutsideMask: number;
}

/** Repeats recipes on open documents: each turn becomes one undo step, as if it were accepted. One at a time. */
export class RecipeReplayer {
  private documentId: string | null = null;
  /** What windows call the whole replay; each of its turns is a job of the engine with a name of its own. */
  private runId = '';
  private jobId: string | null = null;
  private ended: Promise<unknown> = Promise.resolve();
  private readonly tiles = new PinnedTiles('replay');

  constructor(private readonly parts: RecipeReplayerParts) {}

  /** True while a recipe is being repeated (on this document). */
  isReplaying(documentId = this.documentId): boolean {
    return this.documentId !== null && this.documentId === documentId;
  }

  /** @throws TesseraError busy */
  refuseWhileReplaying(): void {
    if (this.isReplaying()) throw new TesseraError('busy', text.refusals.isReplaying);
  }

  /** Ends the replay of this name; false where there is none. */
  async cancelRun(runId: string): Promise<boolean> {
    if (this.documentId === null || this.runId !== runId) return false;
    await this.cancel(this.documentId);
    return true;
  }

  /** Ends what runs in a document; the turns that were committed stay. Resolves once nothing runs any more. */
  async cancel(documentId: string): Promise<void> {
    if (!this.isReplaying(documentId)) return;
    this.documentId = null;
    if (this.jobId !== null) await this.parts.engine.cancel(this.jobId);
    await this.ended;
  }

  /**
   * Repeats a recipe (JSON text): on the picture as it is, where a turn was made from it, else on the one that was opened.
   * @param name of the result, for messages
   * @throws TesseraError recipe-missing, recipe-mismatch, busy, those of runs; Cancelled
   */
  async replay(document: OpenDocument, recipe: string, name: string): Promise<Replayed> {
    const turns = parseRecipe(recipe);
    if (this.parts.isRunning() || this.isReplaying())
      throw new TesseraError('busy', text.refusals.replayWaitsForRun);
    if (document.work !== 'none') throw new TesseraError('busy', text.refusals.replayWaitsForTurns);
    this.documentId = document.id;
    this.runId = randomUUID();
    const work = this.run(document, turns, name).finally(() => {
      this.documentId = null;
      this.tiles.release(document);
    });
    this.ended = work.catch(() => undefined);
    return work;
  }

  private async run(document: OpenDocument, turns: readonly RecipeTurn[], name: string): Promise<Replayed> {
    const start = await this.findStart(document, turns, name);
    const doubts = new Set(start.plan.doubts);
    let { base, recipes } = start;
    const { skipped } = start.plan;
    /** Turns that went before, here and in the recipe. */
    const shift = turnsOfRecipe(joinRecipes(recipes)).length - skipped;
    const bases = new Map<number, TileSnapshot>();
    for (const [index, turn] of start.plan.turns.entries()) {
      const before = document.present;
      base = await this.moveTo(document, base, boundsOfTurn(turn, base.bounds));
      bases.set(skipped + index, base);
      const picture = { pixels: base, changedOutsideMask: 0 };
      const earlier = recipes;
      const repeated = isMade(turn)
        ? await repeatTurn<Picture>(turn, picture, (again) => this.runTurn(document, again, earlier))
        : { ...(await this.reshape(document, turn, base)), doubts: [] };
      for (const doubt of repeated.doubts) doubts.add(doubt);
      const done = turns.slice(0, skipped + index + 1);
      const made = await this.restore(document, repeated, done, bases, shift);
      recipes = [...recipes, made.recipe];
      await document.edit(undoLabels[turn.request.kind], async (present): Promise<DocumentState> => {
        if (present.pixels !== before.pixels)
          throw new TesseraError('busy', text.refusals.changedWhileReplaying);
        return {
          pixels: made.picture.pixels,
          ...(await this.areasAfter(present, turn, made.picture.pixels)),
          recipes,
          changedOutsideMask: made.picture.changedOutsideMask,
        };
      });
      base = document.present.pixels;
    }
    return { pixels: base, doubts: [...doubts] };
  }

  /** The selection, which a fill ends, and where texture is never copied from: both lie as the picture does after a turn. */
  private async areasAfter(
    { mask, noSource }: DocumentState,
    { request, input }: RecipeTurn,
    after: TileSnapshot,
  ): Promise<Pick<DocumentState, 'mask' | 'coverage' | 'noSource'>> {
    const nowhere = { mask: emptyMask(after), coverage: noCoverage };
    if (!isReshape(request)) return { ...nowhere, noSource: noSourceWithin(noSource, after) };
    // Those of a picture that lies otherwise than the one which the recipe began with.
    if (!rectsEqual(mask.bounds, input.bounds)) return { ...nowhere, noSource: nowhere };
    const { pixels } = this.parts;
    return {
      ...(await pixels.reshapeSelection(mask, request)),
      noSource: await pixels.reshapeMask(noSource.mask, request),
    };
  }

  /** The strokes after the last of these turns that took the picture back. */
  private async restore(
    document: OpenDocument,
    made: RepeatedTurn<Picture>,
    turns: readonly RecipeTurn[],
    bases: ReadonlyMap<number, TileSnapshot>,
    shift: number,
  ): Promise<RepeatedTurn<Picture>> {
    let { picture } = made;
    const { restored = [] } = turns.at(-1)!;
    for (const part of restored) {
      const original = pictureRestored(part, bases);
      const since = reshapesOfTurns(turns.slice(part.before));
      const pictures = { pixels: picture.pixels, original, since };
      const patched = await this.tiles.write(document, () => restorePart(this.parts.pixels, part, pictures));
      const changedOutsideMask = Math.max(picture.changedOutsideMask, patched.changedOutsideMask);
      picture = { pixels: patched.pixels, changedOutsideMask };
    }
    const parts = restored.map((part) => ({ ...part, before: part.before + shift }));
    return { picture, recipe: withRestored(made.recipe, parts) };
  }

  private async findStart(document: OpenDocument, turns: readonly RecipeTurn[], name: string) {
    const { present, original } = document;
    const describe = async ({ pixels }: DocumentState) => ({
      width: pixels.bounds.width,
      height: pixels.bounds.height,
      channels: pixels.channels,
      hash: await this.parts.pixels.hashPixels(pixels),
    });
    const now = await describe(present);
    const madeFromNow = turns.some(({ input }) => input.hash === now.hash);
    const state = madeFromNow || present.pixels === original.pixels ? present : original;
    const plan = planReplay(turns, state === present ? now : await describe(state), name);
    return { plan, base: state.pixels, recipes: state.recipes };
  }

  private async moveTo(document: OpenDocument, base: TileSnapshot, bounds: Rect): Promise<TileSnapshot> {
    if (base.bounds.x === bounds.x && base.bounds.y === bounds.y) return base;
    const { pixels } = this.parts;
    const moved = await this.tiles.write(document, async () => ({
      pixels: await pixels.movePicture(base, bounds),
    }));
    return moved.pixels;
  }

  /** Crops or rotates the picture again. */
  private async reshape(document: OpenDocument, turn: ReshapedTurn, base: TileSnapshot) {
    const reshape = reshapeOfTurn(turn, base.bounds);
    const { pixels } = this.parts;
    const made = await this.tiles.write(document, async () => ({
      pixels: await pixels.reshapePicture(base, reshape),
      changedOutsideMask: 0,
    }));
    return { picture: made, recipe: recipeText([reshapeTurn(reshape, turn.input, turn.version)]) };
  }

  /** Runs one turn in the engine; its samples go into the document's tiles at once. */
  private async runTurn(
    document: OpenDocument,
    { turn, picture, kept }: TurnToRepeat<Picture>,
    recipes: readonly string[],
  ) {
    const { engine, pixels, packs } = this.parts;
    const mask = await this.writeMask(
      document,
      turn.request.kind === 'fill' ? turn.mask : null,
      picture.pixels,
    );
    const noSource = await this.writeMask(document, turn.noSource ?? null, picture.pixels);
    const job = await jobOfTurn({ turn, picture, kept }, { recipes, mask, noSource, packs });
    if (!this.isReplaying(document.id)) throw new Cancelled();
    const patches: EditPatch[] = [];
    const id = randomUUID();
    this.jobId = id;
    try {
      await engine.request({ type: 'run', id, job }, (update) => {
        if (update.type === 'variant') patches.push(update.patch);
        else this.tell(update);
      });
    } finally {
      this.jobId = null;
    }
    const [patch] = patches;
    if (!patch || !this.isReplaying(document.id)) throw new Cancelled();
    const { rect, samples, bounds, report, recipe } = patch;
    const isFill = turn.request.kind === 'fill';
    const patched = await this.tiles.write(document, () =>
      pixels.applyPatch({ pixels: picture.pixels, mask: isFill ? mask : null, rect, samples, bounds }),
    );
    const counted = turn.request.kind === 'generate' ? 0 : patched.changedOutsideMask;
    const changedOutsideMask = Math.max(counted, report.changedOutsideMask);
    return { picture: { pixels: patched.pixels, changedOutsideMask }, recipe };
  }

  /** A window follows a replay as it follows a run, but for the pictures. */
  private tell(update: EngineUpdate): void {
    const { runId, documentId } = this;
    if (documentId === null) return;
    const names = { runId, documentId };
    if (update.type === 'progress') this.parts.emit('run/progress', { ...names, progress: update.progress });
    else if (update.type === 'step')
      this.parts.emit('run/step', { ...names, variant: update.variant, step: { ...update.step, url: null } });
  }

  /** A mask of the recipe as tiles of the document; an empty one where there is none. */
  private async writeMask(
    document: OpenDocument,
    mask: RecipeTurn['mask'],
    base: TileSnapshot,
  ): Promise<TileSnapshot> {
    if (!mask) return emptyMask(base);
    const written = await this.tiles.write(document, async () => ({
      pixels: await maskOfRecipe(mask, base, this.parts.pixels),
    }));
    return written.pixels;
  }
}
