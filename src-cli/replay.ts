import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { TesseraError } from '../src-shared/contract/errors';
import { decodePhoto, noMetadata, readFileBytes, readRecipe } from '../src-engine/imaging/codec';
import type { SampleImage } from '../src-engine/imaging/samples';
import type { KeptPart } from '../src-engine/editing/kept-parts';
import {
  earlierOfTurn,
  hashPixels,
  keptOfTurn,
  maskOfTurn,
  packHash,
  parseRecipe,
  recipeSidecar,
  type RecipeTurn,
  settingsOfTurn,
} from '../src-engine/editing/recipe';
import { imageSource } from '../src-engine/editing/sources';
import type { Inference } from '../src-engine/inference/inference';
import type { EditPatch } from '../src-engine/protocol';
import { applyPatch, describeResult, findPack, runTask, withEngine } from './edit-command';
import { emptyPicture } from './generate';
import { createOutput, type Output } from './output';
import { wholeNumber } from './run-options';
import { appVersion } from './version';
import { checkOutputs, writeResult } from './write-result';

interface ReplayOptions {
  readonly output: string;
  readonly quality?: number;
  readonly json: boolean;
}

/** `tessera replay OUT [IN] -o OUT2` */
export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description('repeat the recipe found in a result, from the photo it was made of')
    .argument('<result>', 'a picture that Tessera made')
    .argument('[photo]', 'the photo it was made from (not needed for a generated picture)')
    .requiredOption('-o, --output <file>', 'where the repeated result goes')
    .option('--quality <n>', 'of JPEG, WebP and AVIF, 1 to 100', wholeNumber(1, 100))
    .option('--json', 'one JSON object per line on stdout', false)
    .action(async (result: string, photo: string | undefined, options: ReplayOptions) => {
      checkOutputs([options.output], photo === undefined ? [result] : [result, photo]);
      await replay(result, photo, options);
    });
}

async function replay(result: string, photo: string | undefined, options: ReplayOptions): Promise<void> {
  const output = createOutput(options.json);
  const turns = await findRecipe(result);
  const original =
    photo === undefined ? null : await decodePhoto(await readFileBytes(photo), basename(photo));
  const start = await findStart(turns, original?.image ?? null, basename(result));
  const doubts = new Set(start.doubts);
  await withEngine(async (inference, signal) => {
    let image = start.image;
    let last: Record<string, unknown> = {};
    let recipe = '';
    for (const [index, turn] of start.turns.entries()) {
      const earlierTurns = turns.slice(0, turns.length - start.turns.length + index);
      const repeated = await repeatTurn(turn, image, earlierTurns, {
        inference,
        signal,
        output,
        doubt: (reason) => doubts.add(reason),
        made: new Map(),
      });
      image = repeated.image;
      recipe = repeated.patch.recipe;
      last = { report: repeated.patch.report, changedOutside: repeated.changedOutside };
    }
    const written = await writeResult(
      options.output,
      image,
      original?.metadata ?? noMetadata,
      recipe,
      options.quality ?? null,
    );
    for (const doubt of doubts) sayDoubt(output, doubt);
    const { report, changedOutside } = last as {
      report: Parameters<typeof describeResult>[1];
      changedOutside: number;
    };
    output.say(
      `${options.output}: ${start.turns.length} turn${start.turns.length === 1 ? '' : 's'} repeated.`,
    );
    output.event({
      event: 'done',
      ...describeResult(options.output, report, changedOutside, written.lossy, written.recipe),
      turns: start.turns.length,
      exact: doubts.size === 0,
    });
  });
}

/** What repeating turns needs. */
interface Replay {
  readonly inference: Inference;
  readonly signal: AbortSignal;
  readonly output: Output;
  /** A reason why the pixels may differ. */
  readonly doubt: (reason: string) => void;
  /** Turns that were repeated already, by their recipe: parts of one may be kept in several. */
  readonly made: Map<string, Promise<Repeated>>;
}

interface Repeated {
  readonly image: SampleImage;
  readonly patch: EditPatch;
  readonly changedOutside: number;
}

/** Repeats a turn over `image`, and before it those whose parts it kept. */
async function repeatTurn(
  turn: RecipeTurn,
  image: SampleImage,
  earlierTurns: readonly RecipeTurn[],
  replay: Replay,
): Promise<Repeated> {
  const pack = await findPack(turn.pack.id);
  if (packHash(pack.manifest) !== turn.pack.hash)
    replay.doubt(`the pack "${turn.pack.id}" is not the one it was made with`);
  if (turn.version !== appVersion)
    replay.doubt(`it was made with version ${turn.version}, this is ${appVersion}`);
  const kept: KeptPart[] = [];
  for (const part of keptOfTurn(turn)) {
    const key = JSON.stringify(part.turn);
    if (!replay.made.has(key)) replay.made.set(key, repeatTurn(part.turn, image, earlierTurns, replay));
    const { image: result, patch } = await replay.made.get(key)!;
    const making = parseRecipe(patch.recipe).at(-1)!;
    kept.push({ pixels: imageSource(result, patch.bounds), cells: part.cells, making });
  }
  const origin = { x: turn.input.bounds.x, y: turn.input.bounds.y };
  const bounds = { ...origin, width: image.width, height: image.height };
  const mask = turn.request.kind === 'fill' ? maskOfTurn(turn, bounds) : null;
  const takenOver = { earlier: earlierOfTurn(turn), kept };
  const task = { request: turn.request, image, origin, metadata: null, mask, earlierTurns, takenOver };
  const { inference, signal, output } = replay;
  const patches = await runTask(task, settingsOfTurn(turn), pack, inference, signal, output);
  const patch = patches[0]!;
  if (patch.report.device !== turn.device)
    replay.doubt(`it was made on ${turn.device}, this ran on ${patch.report.device}`);
  return { patch, ...(await applyPatch(task, patch)) };
}

const sayDoubt = (output: Output, doubt: string): void =>
  output.warn(`The same pixels are not promised: ${doubt}.`);

/** The recipe inside a result, or beside it. @throws TesseraError recipe-missing */
async function findRecipe(result: string): Promise<RecipeTurn[]> {
  let text = await readRecipe(await readFileBytes(result));
  text ??= await readFile(recipeSidecar(result), 'utf8').catch(() => null);
  if (text === null)
    throw new TesseraError(
      'recipe-missing',
      `"${basename(result)}" holds no recipe, and there is no recipe file beside it. Only results of Tessera that kept their metadata can be repeated.`,
    );
  return parseRecipe(text);
}

/** Which picture the replay starts from, and the turns from there on. */
async function findStart(
  turns: RecipeTurn[],
  photo: SampleImage | null,
  name: string,
): Promise<{ image: SampleImage; turns: RecipeTurn[]; doubts: string[] }> {
  const first = turns[0]!;
  if (photo === null) {
    if (first.request.kind !== 'generate')
      throw new TesseraError(
        'usage',
        `"${name}" was made from a photo: give it as well, "tessera replay ${name} PHOTO -o OUT".`,
      );
    return { image: emptyPicture(first.input.bounds.width, first.input.bounds.height), turns, doubts: [] };
  }
  const hash = await hashPixels(imageSource(photo));
  const at = turns.findIndex((turn) => turn.input.hash === hash);
  if (at >= 0) return { image: photo, turns: turns.slice(at), doubts: [] };
  const { bounds, channels } = first.input;
  if (bounds.width !== photo.width || bounds.height !== photo.height || channels !== photo.channels)
    throw new TesseraError(
      'recipe-mismatch',
      `"${name}" was made from a picture of ${bounds.width} x ${bounds.height} pixels with ${channels} channels; this one has ${photo.width} x ${photo.height} with ${photo.channels}. Give the photo it was made from.`,
    );
  return { image: photo, turns, doubts: ['the photo is not, sample for sample, the one it was made from'] };
}
