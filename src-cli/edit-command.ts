import type { RunRequest } from '#shared/runs/run-request.ts';
import { basename, join } from 'node:path';
import { conversionOf, type WritingOptions } from './conversion-options.ts';
import { type CommandHost, appVersion } from './command-host.ts';
import type { Output } from './output.ts';
import { commandLineDataFolder, commandLinePackDirectories } from './pack-directories.ts';
import type { RunOptions } from './run-options.ts';
import { toErrorReport } from '#shared/error-report.ts';
import { type ErrorReport, TesseraError } from '#shared/errors.ts';
import { describeResult, sayPlan, sayWritten, summary, type WrittenVariant } from './run-words.ts';
import { metadataChoices } from './metadata-options.ts';
import { outputPaths, writeResult } from './write-result.ts';
import type { JpegPlan } from './jpeg-output.ts';
import type { SignedPhoto } from './content-credentials.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import { text } from '#shared/text/text.ts';
import { heaviestSettings } from '#shared/runs/segments.ts';
import type { Inference } from '#engine/inference/inference.ts';
import { saliencyNetwork } from '#engine/inference/saliency.ts';
import type { PhotoMetadata } from '#engine/imaging/codec/index.ts';
import { countChangedOutside } from '#engine/imaging/blend/composite.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { copyCommonPixels } from '#engine/imaging/copy-pixels.ts';
import { checkPackFiles, findDefaultPack, findPackOrFolder, type Pack } from '#engine/packs/registry.ts';
import { DeviceChoices } from '#engine/editing/plan/device-choices.ts';
import { PackOpener } from '#engine/editing/plan/pack-opener.ts';
import { SpeedBook } from '#engine/editing/plan/speed-book.ts';
import { parseRecipe, type RecipeTurn, recipeText } from '#engine/editing/recipe/recipe.ts';
import { fromTheStart, prepareEdit, type TurnOrigin } from '#engine/editing/run/prepare-edit.ts';
import { runEdit } from '#engine/editing/run/run-edit.ts';
import { type CoverageSource, coverageOutside, imageSource } from '#engine/editing/sources.ts';
import type { EditPatch } from '#engine/protocol.ts';

/** A picture in memory and what is done to it. */
export interface EditTask {
  readonly request: RunRequest;
  readonly image: SampleImage;
  /** Document coordinates of its top left pixel: windows and noise are anchored to the document. */
  readonly origin: { readonly x: number; readonly y: number };
  readonly metadata: PhotoMetadata | null;
  /** For `fill`. */
  readonly mask: CoverageSource | null;
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
    photo: imageSource(task.image, task.origin),
    mask: task.mask,
    noSource: task.noSource,
    manifest: pack.manifest,
    saliency: saliencyNetwork(commandLinePackDirectories().bundled),
    earlierTurns: task.earlierTurns,
    ...fromTheStart,
    ...task.takenOver,
  };
  const prepared = await prepareEdit(edit);
  const { needsNetwork } = prepared;
  if (needsNetwork) await checkPackFiles(pack);
  const memory = needsNetwork ? await opener.memory(pack, heaviest) : null;
  const patches: EditPatch[] = [];
  const outcome = await opener.useIf(needsNetwork, pack, heaviest, ({ opened, speed, loadSeconds }) =>
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
        onPlan: (plan) => sayPlan(output, memory ? { ...plan, memory } : plan),
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

const comparedRows = 64;

/** A task's picture with a patch in it, and an independent count of what changed outside the mask. */
export async function applyPatch(
  task: EditTask,
  patch: EditPatch,
): Promise<{ image: SampleImage; changedOutside: number }> {
  const { image } = task;
  const { width, height } = patch.bounds;
  const to: Rect = patch.bounds;
  const from: Rect = { ...task.origin, width: image.width, height: image.height };
  const length = width * height * image.channels;
  let data: SampleImage['data'];
  if (length === image.data.length) data = image.data.slice();
  else {
    data = image.bitDepth === 16 ? new Uint16Array(length) : new Uint8Array(length);
    copyCommonPixels(image.data, from, data, to, image.channels);
  }
  copyCommonPixels(patch.samples, patch.rect, data, to, image.channels);
  const coverage =
    task.request.kind === 'fill'
      ? task.mask!
      : coverageOutside(to, task.request.kind === 'extend' ? from : null);
  let changedOutside = 0;
  // Where rows lie one behind the other, many are compared at once.
  const rows = from.width === width ? comparedRows : 1;
  for (let y = from.y; y < from.y + from.height; y += rows) {
    const strip = { ...from, y, height: Math.min(rows, from.y + from.height - y) };
    const at = ((y - to.y) * width + from.x - to.x) * image.channels;
    const span = from.width * image.channels;
    changedOutside += countChangedOutside(
      image.data.subarray((y - from.y) * span, (y - from.y + strip.height) * span),
      data.subarray(at, at + strip.height * span),
      await coverage.read(strip),
      image.channels,
    );
  }
  return { image: { ...image, width, height, data }, changedOutside };
}

/** What a command made of its arguments. */
export interface PreparedRun {
  readonly task: EditTask;
  readonly settings: RunSettings;
  readonly pack: Pack;
  /** What reading the photo did to it (CMYK converted, pages left out); null = nothing. */
  readonly note: string | null;
  /** Null where there is no photo. */
  readonly jpeg: JpegPlan | null;
  readonly signed: SignedPhoto | null;
}

/**
 * Runs a task and writes every variant: what fill, extend and generate have in common. Where one cannot be written, the
 * others still are, and the error names them.
 */
export async function runAndWrite(
  host: CommandHost,
  options: RunOptions & WritingOptions,
  prepare: () => Promise<PreparedRun>,
): Promise<void> {
  const output = host.createOutput(options.json);
  await host.withEngine(options, async (inference, signal) => {
    await host.enter('read');
    const prepared = await prepare();
    const { task, settings, pack, note, jpeg } = prepared;
    for (const said of [note, jpeg?.note]) if (said) output.warn(said);
    await host.enter('run');
    const patches = await runTask(task, settings, pack, inference, signal, output);
    await host.enter('write');
    const paths = outputPaths(options.output, settings.variants);
    const results: WrittenVariant[] = [];
    const failures: ErrorReport[] = [];
    for (const [variant, patch] of patches.entries()) {
      try {
        const result = await writeVariant(prepared, patch, paths[variant]!, options, output);
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
    // Nobody waits any more: the next command knows which device is faster.
    const usedCpu = inference.isOpen(pack, { device: 'cpu', threads: settings.threads });
    if (host.measuresDevices && settings.device === 'auto' && usedCpu)
      await openerOf(inference).chooseDevice(pack, settings, signal);
  });
}

async function writeVariant(
  { task, jpeg, signed }: PreparedRun,
  patch: EditPatch,
  path: string,
  options: RunOptions & WritingOptions,
  output: Output,
): Promise<WrittenVariant> {
  const { image, changedOutside } = await applyPatch(task, patch);
  const written = await writeResult({
    path,
    before: task.image,
    after: image,
    metadata: task.metadata,
    recipe: patch.recipe,
    earlierTurns: task.earlierTurns.length,
    choices: metadataChoices(options),
    quality: options.quality ?? null,
    conversion: conversionOf(options),
    stored: jpeg?.stored ?? null,
    signed,
  });
  output.say(summary(path, patch.report, changedOutside, written));
  for (const doubt of patch.report.doubts ?? []) output.say(text.run.doubts[doubt]);
  sayWritten(written, output);
  return describeResult(path, patch.report, changedOutside, written);
}
