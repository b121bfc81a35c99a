import { basename } from 'node:path';
import type { Command } from 'commander';
import { TesseraError } from '#shared/errors.ts';
import { decodePhoto, readFileBytes } from '#engine/imaging/codec/index.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import {
  earlierOfTurn,
  isMade,
  maskOfTurn,
  noSourceOfTurn,
  parseRecipe,
  recipeText,
  reshapeTurn,
  type RecipeTurn,
  settingsOfTurn,
  withRestored,
  type Provenance,
} from '#engine/editing/recipe/recipe.ts';
import { unpackMask } from '#engine/editing/recipe/packed-mask.ts';
import { hashPixels } from '#engine/editing/recipe/pixel-hashes.ts';
import { recipeOfFile } from '#engine/editing/recipe/recipe-of-file.ts';
import { reshapesOfTurns, isRotated, sidesOfTurns } from '#engine/editing/recipe/selection-of-turns.ts';
import {
  boundsOfTurn,
  pictureRestored,
  planReplay,
  repeatTurn,
  reshapeOfTurn,
  type TurnToRepeat,
  packOfTurn,
} from '#engine/editing/recipe/replay.ts';
import { laidAfter, restorableRect, restoreOriginal } from '#engine/editing/restore-original.ts';
import { boundsAfter, reshapeImage } from '#engine/editing/reshape.ts';
import { copyCommonPixels } from '#engine/imaging/copy-pixels.ts';
import { rectIsEmpty } from '#shared/geometry/rect.ts';
import { isProjectPath } from '#engine/project-file/names.ts';
import { recipeOfProject } from '#engine/project-file/read-project-file.ts';
import { imageSource } from '#engine/editing/sources.ts';
import type { Inference } from '#engine/inference/inference.ts';
import { type Pack, listUsablePacks, openPack, openPackOrFolder } from '#engine/packs/registry.ts';
import type { EditPatch } from '#engine/protocol.ts';
import { ownProcess } from './command-host.ts';
import { signedPhoto } from './content-credentials.ts';
import { applyPatch } from './apply-patch.ts';
import { runTask } from './edit-command.ts';
import { describeResult, describeWritten, sayWritten } from './run-words.ts';
import { emptyPicture } from './generate.ts';
import { addJpegOption, type JpegOptions, planJpeg } from './jpeg-output.ts';
import { addMetadataOptions, metadataChoices, type MetadataOptions } from './metadata-options.ts';
import { createOutput, type Output } from './output.ts';
import { commandLinePackDirectories } from './pack-directories.ts';
import { addReadOptions, decodeOptionsOf, type ReadOptions, wholeNumber } from './run-options.ts';
import { checkOutputs, writeResult } from './write-result.ts';
import { text } from '#shared/text/text.ts';

interface ReplayOptions extends JpegOptions, MetadataOptions, ReadOptions {
  readonly pack?: readonly string[];
  readonly json: boolean;
}

/** `tessera replay OUT [IN] -o OUT2` */
export function registerReplay(program: Command): void {
  const words = text.commandHelp.replay;
  const command = program
    .command('replay')
    .description(words.description)
    .argument('<result>', words.result)
    .argument('[photo]', words.photo)
    .requiredOption('-o, --output <file>', words.output)
    .option('--pack <id|folder>', words.pack, (pack: string, before: readonly string[] = []) => [
      ...before,
      pack,
    ])
    .option('--quality <n>', text.commandHelp.shared.quality, wholeNumber(1, 100))
    .option('--json', text.commandHelp.shared.json, false);
  addReadOptions(addMetadataOptions(addJpegOption(command))).action(
    async (result: string, photo: string | undefined, options: ReplayOptions) => {
      await checkOutputs([options.output], photo === undefined ? [result] : [result, photo]);
      await replay(result, photo, options);
    },
  );
}

/** A picture between turns. */
interface Picture {
  readonly image: SampleImage;
  /** Document coordinates of its top left pixel. */
  readonly origin: { readonly x: number; readonly y: number };
}

async function replay(result: string, photo: string | undefined, options: ReplayOptions): Promise<void> {
  const output = createOutput(options.json);
  const turns = await findRecipe(result);
  const bytes = photo === undefined ? null : await readFileBytes(photo);
  const original = bytes && (await decodePhoto(bytes, basename(photo!), decodeOptionsOf(options)));
  const first = turns[0]!;
  if (options.jpeg === 'keep' && !bytes)
    throw new TesseraError('usage', text.commandLine.usage.keepWithoutPhoto);
  if (!original && first.request.kind !== 'generate')
    throw new TesseraError('usage', text.commandLine.usage.needsPhoto(basename(result)));
  const image = original?.image ?? emptyPicture(first.input.bounds.width, first.input.bounds.height);
  const start = original && { ...image, hash: await hashPixels(imageSource(image)) };
  const plan = planReplay(turns, start, basename(result));
  const packOf = await packsOfTurns(plan.turns.filter(isMade), options.pack ?? []);
  const doubts = new Set(plan.doubts);
  const reshaped = { sides: sidesOfTurns(plan.turns), isRotated: isRotated(plan.turns) };
  const jpeg = bytes && planJpeg(options, basename(photo!), bytes, original!, reshaped);
  for (const note of [original?.note, jpeg?.note]) if (note) output.warn(note);
  await ownProcess.withEngine({ allowSoftwareDevice: false }, async (inference, signal) => {
    let picture: Picture = { image, origin: plan.turns[0]!.input.bounds };
    const pictures = new Map<number, Picture>();
    const runs: { readonly patch: EditPatch; readonly changedOutside: number }[] = [];
    let recipe = '';
    for (const [index, turn] of plan.turns.entries()) {
      picture = { ...picture, origin: boundsOfTurn(turn, picture.image) };
      pictures.set(plan.skipped + index, picture);
      const earlierTurns = turns.slice(0, plan.skipped + index);
      const done = [...earlierTurns, turn];
      const bounds = { ...picture.origin, width: picture.image.width, height: picture.image.height };
      if (!isMade(turn)) {
        const reshape = reshapeOfTurn(turn, bounds);
        const image = await reshapeImage(picture.image, bounds, reshape);
        picture = await restoreParts({ image, origin: boundsAfter(bounds, reshape) }, done, pictures);
        recipe = recipeText([...earlierTurns, reshapeTurn(reshape, turn.input, turn.version)]);
        continue;
      }
      const repeated = await repeatTurn(turn, picture, async (again) => {
        const { patch, ...applied } = await runTurn(
          again,
          packOf(again.turn),
          earlierTurns,
          inference,
          signal,
          output,
        );
        runs.push({ patch, changedOutside: applied.changedOutside });
        ({ recipe } = patch);
        return { picture: { image: applied.image, origin: patch.bounds }, recipe: patch.recipe };
      });
      picture = await restoreParts(repeated.picture, done, pictures);
      for (const doubt of repeated.doubts) doubts.add(doubt);
    }
    const last = runs.at(-1);
    const written = await writeResult({
      path: options.output,
      before: image,
      after: picture.image,
      metadata: original?.metadata ?? null,
      recipe: withRestored(recipe, turns.at(-1)!.restored),
      earlierTurns: plan.skipped,
      choices: metadataChoices(options),
      quality: options.quality ?? null,
      stored: jpeg?.stored ?? null,
      signed: bytes && signedPhoto(options, bytes, original!),
    });
    for (const doubt of doubts) output.warn(text.commandLine.done.notPromised(doubt));
    const count = plan.turns.length;
    output.say(text.commandLine.done.repeated(options.output, count));
    sayWritten(written, output);
    output.event({
      event: 'done',
      ...(last
        ? describeResult(options.output, last.patch.report, last.changedOutside, written)
        : describeWritten(options.output, written)),
      turns: count,
      exact: doubts.size === 0,
    });
  });
}

/** The picture after the last of these turns and the strokes that took it back to an earlier one. */
async function restoreParts(
  { image, origin }: Picture,
  turns: readonly RecipeTurn[],
  pictures: ReadonlyMap<number, Picture>,
): Promise<Picture> {
  const { restored = [] } = turns.at(-1)!;
  const data = restored.length === 0 ? image.data : image.data.slice();
  const present = imageSource({ ...image, data }, origin);
  for (const part of restored) {
    const earlier = pictureRestored(part, pictures);
    const steps = reshapesOfTurns(turns.slice(part.before));
    const original = laidAfter(imageSource(earlier.image, earlier.origin), steps);
    const rect = restorableRect(present.bounds, original.bounds, part.rect);
    if (rectIsEmpty(rect)) continue;
    const samples = await restoreOriginal(present, original, unpackMask(part, present.bounds), rect);
    copyCommonPixels(samples, rect, data, present.bounds, image.channels);
  }
  return { image: { ...image, data }, origin };
}

/** Runs one turn as its recipe says; kept parts are made already. */
async function runTurn(
  { turn, picture: { image, origin }, kept }: TurnToRepeat<Picture>,
  pack: Pack,
  earlierTurns: readonly RecipeTurn[],
  inference: Inference,
  signal: AbortSignal,
  output: Output,
): Promise<{ patch: EditPatch; image: SampleImage; changedOutside: number }> {
  const bounds = { x: origin.x, y: origin.y, width: image.width, height: image.height };
  const mask = turn.request.kind === 'fill' ? maskOfTurn(turn, bounds) : null;
  const noSource = noSourceOfTurn(turn, bounds);
  const takenOver = {
    earlier: earlierOfTurn(turn),
    kept: kept.map(({ cells, picture, recipe }) => ({
      pixels: imageSource(picture.image, picture.origin),
      cells,
      provenance: parseRecipe(recipe).at(-1)!,
    })),
  };
  const task = {
    request: turn.request,
    image,
    origin,
    hash: null,
    mask,
    noSource,
    earlierTurns,
    takenOver,
  };
  const patches = await runTask(task, settingsOfTurn(turn), pack, inference, signal, output);
  const patch = patches[0]!;
  return { patch, ...(await applyPatch(task, patch)) };
}

/** The recipe inside a result or a project, or beside a result. @throws TesseraError recipe-missing, project-invalid */
async function findRecipe(result: string): Promise<RecipeTurn[]> {
  const recipe = isProjectPath(result)
    ? await recipeOfProject(result)
    : await recipeOfFile(result, await readFileBytes(result));
  if (recipe === null) throw new TesseraError('recipe-missing', text.refusals.noRecipe(basename(result)));
  return parseRecipe(recipe);
}

/**
 * The packs that turns of a recipe, and the parts they keep, are repeated with: for each, what the user gave comes before
 * what is installed.
 * @param given ids or folders @throws TesseraError pack-not-found, usage where one of `given` made none of the turns; those of packs/registry
 */
async function packsOfTurns(
  turns: readonly Provenance[],
  given: readonly string[],
): Promise<(provenance: Provenance) => Pack> {
  const directories = commandLinePackDirectories();
  const offered = await Promise.all(given.map((name) => openPackOrFolder(name, directories)));
  const installed = await listUsablePacks(directories);
  const chosen = new Map<string, Pack>();
  for (const { pack } of turns.flatMap(provenancesOf)) {
    if (chosen.has(keyOf(pack))) continue;
    const own = packOfTurn(offered, pack);
    const known = packOfTurn(installed, pack);
    if (!own && !known) throw new TesseraError('pack-not-found', text.commandLine.packNotInstalled(pack.id));
    chosen.set(keyOf(pack), own ?? (await openPack(known!.manifest.id, directories)));
  }
  const used = new Set(chosen.values());
  const unused = given.find((_, index) => !used.has(offered[index]!));
  if (unused !== undefined)
    throw new TesseraError(
      'usage',
      text.commandLine.usage.packUnused(
        unused,
        [...new Set(turns.flatMap(provenancesOf).map(({ pack }) => pack.id))].join(', '),
      ),
    );
  return ({ pack }) => chosen.get(keyOf(pack))!;
}

const keyOf = ({ id, hash }: Provenance['pack']): string => `${id} ${hash}`;

const provenancesOf = (provenance: Provenance): Provenance[] => [
  provenance,
  ...provenance.kept.flatMap((part) => provenancesOf(part.making)),
];
