import { basename, join } from 'node:path';
import { conversionOf, type WritingOptions } from './conversion-options.ts';
import type { PictureToFill } from './apply-patch.ts';
import { appVersion } from './app-version.ts';
import type { CommandHost } from './command-host.ts';
import type { Output } from './output.ts';
import { commandLineDataFolder, commandLinePackDirectories } from './pack-directories.ts';
import type { RunOptions } from './run-options.ts';
import { toErrorReport } from '#shared/error-report.ts';
import { type ErrorReport, TesseraError } from '#shared/errors.ts';
import { describeResult, sayPlan, sayWritten, summary, type WrittenVariant } from './run-words.ts';
import { metadataChoices } from './metadata-options.ts';
import { outputPaths } from './write-result.ts';
import type { PhotoFile, ReadPhoto, VariantToWrite } from './photos/photo-files.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import { text } from '#shared/text/text.ts';
import { heaviestSettings } from '#shared/runs/segments.ts';
import type { Inference } from '#engine/inference/inference.ts';
import { saliencyNetwork } from '#engine/inference/saliency.ts';
import type { CoverageMask } from '#engine/imaging/samples.ts';
import { checkPackFiles, findDefaultPack, findPackOrFolder, type Pack } from '#engine/packs/registry.ts';
import { DeviceChoices } from '#engine/editing/plan/device-choices.ts';
import { PackOpener } from '#engine/editing/plan/pack-opener.ts';
import { SpeedBook } from '#engine/editing/plan/speed-book.ts';
import { parseRecipe, type RecipeTurn, recipeText } from '#engine/editing/recipe/recipe.ts';
import { fullOpacity } from '#engine/editing/recipe/fill-opacity.ts';
import { fromTheStart, prepareEdit, type TurnOrigin } from '#engine/editing/run/prepare-edit.ts';
import { runEdit } from '#engine/editing/run/run-edit.ts';
import { type CoverageSource, imageSource } from '#engine/editing/sources.ts';
import type { EditPatch } from '#engine/protocol.ts';

/** A picture in memory and what is done to it. */
export interface EditTask extends PictureToFill {
  /** Of its pixels, where it is known; null = it is to be found. */
  readonly hash: string | null;
  /** At least half covered where texture is never copied from; null = nowhere. */
  readonly noSource: CoverageSource | null;
  readonly earlierTurns: readonly RecipeTurn[];
  /** What a replayed turn took over from others. */
  readonly takenOver?: Pick<TurnOrigin, 'earlier' | 'kept'>;
}

/** Where pictures from files begin. */
export const fileOrigin = { x: 0, y: 0 };

/** The pack a command asked for; its files are hashed once they are needed. @throws TesseraError of packs/registry */
export const findPack = (wanted: string | undefined): Promise<Pack> =>
  wanted === undefined
    ? findDefaultPack(commandLinePackDirectories())
    : findPackOrFolder(wanted, commandLinePackDirectories());

/** Runs one task with a pack; progress goes to `output`. @throws TesseraError pack-hash-mismatch, memory-insufficient before anything runs */
export async function runTask(
  task: EditTask,
  settings: RunSettings,
  pack: Pack,
  inference: Inference,
  signal: AbortSignal,
  output: Output,
): Promise<EditPatch[]> {
  const opener = openerOf(inference);
  const heaviest = heaviestSettings(settings, task.takenOver?.earlier ?? []);
  const edit = {
    request: task.request,
    settings,
    photo: {
      ...imageSource(task.image, task.origin),
      ...(task.hash !== null && { hash: () => Promise.resolve(task.hash!) }),
    },
    mask: task.mask,
    noSource: task.noSource,
    manifest: pack.manifest,
    saliency: saliencyNetwork(commandLinePackDirectories().bundled),
    earlierTurns: task.earlierTurns,
    ...fromTheStart,
    ...task.takenOver,
  };
  const prepared = await prepareEdit(edit);
  const { needsNetwork, pictureBytes } = prepared;
  if (needsNetwork) await checkPackFiles(pack);
  const needs = { ...heaviest, pictureBytes };
  const memory = await opener.memory(needsNetwork ? pack : null, needs);
  const patches: EditPatch[] = [];
  const outcome = await opener.useIf(needsNetwork, pack, needs, ({ opened, speed, loadSeconds }) =>
    runEdit(
      {
        ...edit,
        speed,
        pack: opened,
        loadSeconds,
        appVersion,
        resume: null,
        keepsLayout: false,
      },
      {
        signal,
        onPlan: (plan) => sayPlan(output, { ...plan, memory }),
        onProgress: (progress) => output.progress(progress),
        onVariant: ({ patch }) =>
          patches.push({
            ...patch,
            recipe: recipeText([...task.earlierTurns, ...parseRecipe(patch.recipe)]),
          }),
      },
      prepared,
    ),
  );
  const used = patches[0]?.report.device as RunSettings['device'] | undefined;
  if (needsNetwork && used) await opener.learn(pack, { ...settings, device: used }, outcome.speed);
  output.endProgress();
  const note = patches[0]?.report.deviceNote;
  if (note) output.warn(note);
  return patches;
}

/** What commands learned of this machine; beside the app's own, which has other threads around it. */
const speeds = new SpeedBook(join(commandLineDataFolder(), 'command-line-speeds.json'));
const deviceChoices = join(commandLineDataFolder(), 'command-line-devices.json');

const openerOf = (inference: Inference): PackOpener =>
  new PackOpener(inference, speeds, new DeviceChoices(inference, deviceChoices));

/** What a command made of its arguments. */
export interface PreparedRun {
  readonly task: EditTask;
  readonly settings: RunSettings;
  readonly pack: Pack;
  /** Of a fill, in percent; left out = all of it shows. */
  readonly opacity?: number;
}

/**
 * Runs a task and writes every variant: what fill, extend and generate have in common. Where one cannot be written, the
 * others still are, and the error names them.
 */
export async function runAndWrite<Photo extends ReadPhoto | null>(
  host: CommandHost,
  options: RunOptions & WritingOptions,
  open: () => Promise<{ readonly photo: Photo; readonly file: PhotoFile }>,
  prepare: (photo: Photo) => Promise<PreparedRun>,
): Promise<void> {
  const output = host.createOutput(options.json);
  await host.withEngine(options, async (inference, signal) => {
    await host.enter('read');
    const { photo, file } = await open();
    try {
      const { task, settings, pack, opacity = fullOpacity } = await prepare(photo);
      for (const said of photo?.notes ?? []) output.warn(said);
      await host.enter('run');
      const patches = await runTask(task, settings, pack, inference, signal, output);
      await host.enter('write');
      const variants = patches.map((patch) => ({
        ...variantToWrite(task, photo?.mask ?? null, patch, options),
        opacity,
      }));
      await writeVariants(file, variants, patches, outputPaths(options.output, settings.variants), output);
      // Nobody waits any more: the next command knows which device is faster.
      const usedCpu = inference.isOpen(pack, { device: 'cpu', threads: settings.threads });
      if (host.measuresDevices && settings.device === 'auto' && usedCpu)
        await openerOf(inference).chooseDevice(pack, settings, signal);
    } finally {
      file.close();
    }
  });
}

function variantToWrite(
  { request, image, origin, earlierTurns }: EditTask,
  mask: CoverageMask | null,
  { rect, samples, bounds, recipe }: EditPatch,
  options: WritingOptions & Pick<RunOptions, 'quality'>,
): Omit<VariantToWrite, 'path' | 'opacity'> {
  return {
    ...{ request, image, origin, mask },
    patch: { rect, samples, bounds, recipe },
    earlierTurns: earlierTurns.length,
    choices: metadataChoices(options),
    quality: options.quality ?? null,
    conversion: conversionOf(options),
  };
}

async function writeVariants(
  file: PhotoFile,
  variants: readonly Omit<VariantToWrite, 'path'>[],
  patches: readonly EditPatch[],
  paths: readonly string[],
  output: Output,
): Promise<void> {
  const results: WrittenVariant[] = [];
  const failures: ErrorReport[] = [];
  for (const [index, { report }] of patches.entries()) {
    const path = paths[index]!;
    try {
      const written = await file.write({ ...variants[index]!, path }, index === patches.length - 1);
      const { changedOutside } = written;
      output.say(summary(path, report, changedOutside, written));
      for (const doubt of report.doubts ?? []) output.say(text.run.doubts[doubt]);
      sayWritten(written, output);
      const result = describeResult(path, report, changedOutside, written);
      if (paths.length > 1) output.event({ event: 'written', ...result });
      results.push(result);
    } catch (error) {
      failures.push(toErrorReport(error));
    }
  }
  const [failure] = failures;
  if (failure) {
    const written = results.map((result) => `"${basename(result.output)}"`).join(', ');
    const { code, message } = failure;
    throw new TesseraError(code, written ? text.commandLine.done.othersWritten(message, written) : message);
  }
  const [first] = results;
  output.event({ event: 'done', ...first, ...(results.length > 1 ? { variants: results } : {}) });
}
