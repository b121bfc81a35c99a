import { text } from '#shared/text/text.ts';
import type { Pack } from '#engine/packs/registry.ts';
import { TesseraError } from '#shared/errors.ts';
import { type Rect, rectContains, rectIsEmpty } from '#shared/geometry/rect.ts';
import type { Reshape } from '#shared/runs/run-request.ts';
import type { CellField } from '#shared/geometry/token-lattice.ts';
import {
  keptOfTurn,
  type MadeTurn,
  packHash,
  type Provenance,
  type RecipeTurn,
  type ReshapedTurn,
  type RestoredPart,
  turnsOfRecipe,
} from './recipe.ts';

/** What a replay needs to know of the picture it starts from. */
export interface ReplayStart {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** As `hashPixels` gives it. */
  readonly hash: string;
}

/** The turns that are left to repeat, and why the result may differ. */
export interface ReplayPlan {
  readonly turns: readonly RecipeTurn[];
  /** How many turns of the recipe the picture has behind it. */
  readonly skipped: number;
  readonly doubts: readonly string[];
}

/** One turn to be run again: kept parts are made already. */
export interface TurnToRepeat<Picture> {
  readonly turn: MadeTurn;
  readonly picture: Picture;
  readonly kept: readonly { readonly cells: CellField; readonly picture: Picture; readonly recipe: string }[];
}

/** A picture after a turn, and the recipe (JSON text) that was written with it; its last turn is the one that was run. */
export interface RepeatedTurn<Picture> {
  readonly picture: Picture;
  readonly recipe: string;
}

/**
 * Where a replay starts: at the turn that was made from this very picture, else (with a doubt) at the first, where the
 * picture has at least the right size. A picture that was generated needs none.
 * @param start null = no picture at hand @param name of the result, for messages
 * @throws TesseraError recipe-mismatch
 */
export function planReplay(
  turns: readonly RecipeTurn[],
  start: ReplayStart | null,
  name: string,
): ReplayPlan {
  const [first] = turns;
  if (!first) throw new TesseraError('recipe-missing', text.recipes.none(name));
  const skipped = start ? turns.findIndex(({ input }) => input.hash === start.hash) : -1;
  if (skipped >= 0) return { turns: turns.slice(skipped), skipped, doubts: [] };
  const { bounds, channels } = first.input;
  const fits = start?.width === bounds.width && start.height === bounds.height && start.channels === channels;
  if (first.request.kind === 'generate' && (start === null || fits)) return { turns, skipped: 0, doubts: [] };
  if (!fits)
    throw new TesseraError(
      'recipe-mismatch',
      text.recipes.otherPicture(
        name,
        text.recipes.size(bounds.width, bounds.height, channels),
        start && text.recipes.size(start.width, start.height, start.channels),
      ),
    );
  return { turns, skipped: 0, doubts: [text.recipes.doubts.otherInput] };
}

/**
 * Where the picture lies as a turn begins: noise and selections are keyed to where its first pixel was then, and a chain
 * that was made over several files began anew with each.
 * @param picture the one at hand, in pixels
 * @throws TesseraError recipe-mismatch where it was cropped or resized before this turn
 */
export function boundsOfTurn({ input }: RecipeTurn, picture: { width: number; height: number }): Rect {
  const { bounds } = input;
  if (bounds.width !== picture.width || bounds.height !== picture.height)
    throw new TesseraError(
      'recipe-mismatch',
      text.recipes.resizedBetween(
        `${bounds.width} x ${bounds.height}`,
        `${picture.width} x ${picture.height}`,
      ),
    );
  return bounds;
}

/** What a turn that made no pixel does to the picture at `bounds`. @throws TesseraError recipe-mismatch where it does not fit */
export function reshapeOfTurn({ request }: ReshapedTurn, bounds: Rect): Reshape {
  if (request.kind === 'crop' && (rectIsEmpty(request.rect) || !rectContains(bounds, request.rect)))
    throw new TesseraError('recipe-mismatch', text.recipes.cropOutside);
  return request;
}

/** A repeated turn, and why it may differ from what the recipe was written with. */
type DoubtedTurn<Picture> = RepeatedTurn<Picture> & { readonly doubts: readonly string[] };

/**
 * Repeats a turn: the turns whose parts stayed come first, each from the same picture, however deep they go; where several
 * keep parts of the same one, that is run once.
 * @param run runs one turn as its settings say
 * @throws TesseraError recipe-mismatch where the recipe is damaged; those of `run`
 */
export async function repeatTurn<Picture>(
  turn: MadeTurn,
  picture: Picture,
  run: (turn: TurnToRepeat<Picture>) => Promise<RepeatedTurn<Picture>>,
  done = new Map<string, DoubtedTurn<Picture>>(),
): Promise<DoubtedTurn<Picture>> {
  const key = JSON.stringify(turn);
  const known = done.get(key);
  if (known) return known;
  const doubts = new Set<string>();
  const kept: { cells: CellField; picture: Picture; recipe: string }[] = [];
  for (const part of keptOfTurn(turn)) {
    const made = await repeatTurn(part.turn, picture, run, done);
    for (const doubt of made.doubts) doubts.add(doubt);
    kept.push({ cells: part.cells, picture: made.picture, recipe: made.recipe });
  }
  const made = await run({ turn, picture, kept });
  const written = turnsOfRecipe(made.recipe).at(-1);
  for (const doubt of written ? differences(turn, written) : []) doubts.add(doubt);
  const repeated = { ...made, doubts: [...doubts] };
  done.set(key, repeated);
  return repeated;
}

/**
 * The picture that a stroke took a later one back to: before the turn it names.
 * @param pictures those before each repeated turn, by its place in the recipe
 * @throws TesseraError recipe-mismatch where that turn is not among them
 */
export function pictureRestored<Picture>(
  { before }: RestoredPart,
  pictures: ReadonlyMap<number, Picture>,
): Picture {
  const picture = pictures.get(before);
  if (picture === undefined) throw new TesseraError('recipe-mismatch', text.recipes.olderPhoto);
  return picture;
}

/** Why a turn that was run again may not give the same pixels: what it was made with, and with what it was made now. */
export function differences(turn: RecipeTurn, now: RecipeTurn): string[] {
  const found: string[] = [];
  if (turn.request.kind !== 'generate' && turn.input.hash !== now.input.hash)
    found.push(text.recipes.doubts.otherInput);
  if (turn.pack.hash !== now.pack.hash) found.push(text.recipes.doubts.otherPack(turn.pack.id));
  if (turn.engineRevision !== now.engineRevision)
    found.push(
      text.recipes.doubts.otherRevision(turn.version, now.version, turn.engineRevision, now.engineRevision),
    );
  if (turn.device !== now.device) found.push(text.recipes.doubts.otherDevice(turn.device, now.device));
  if (turn.settings.numbers === null) found.push(text.recipes.doubts.effortOnly(turn.settings.effort));
  return found;
}

/**
 * The pack that a turn is repeated with: the same content before the same id, since an id depends on where a pack was
 * imported to. A recipe's id never names a folder of the disk.
 * @returns undefined where there is neither
 */
export function packOfTurn(packs: readonly Pack[], { id, hash }: Provenance['pack']): Pack | undefined {
  return (
    packs.find(({ manifest }) => packHash(manifest) === hash) ??
    packs.find(({ manifest }) => manifest.id === id)
  );
}
