import type { RunRequest } from '#shared/runs/run-request.ts';
import { basename, join } from 'node:path';
import { type CommandHost, appVersion } from './command-host.ts';
import { describeSeconds, type Output } from './output.ts';
import { commandLineDataFolder, commandLinePackDirectories } from './pack-directories.ts';
import type { RunOptions } from './run-options.ts';
import { type ErrorReport, TesseraError, toErrorReport } from '#shared/errors.ts';
import { metadataChoices, type MetadataOptions } from './metadata-options.ts';
import { outputPaths, type WrittenResult, writeResult } from './write-result.ts';
import type { JpegPlan } from './jpeg-output.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import type { RunPlan } from '#shared/runs/run-plan.ts';
import type { RunReport } from '#shared/runs/run-report.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import { heaviestSettings } from '#shared/runs/segments.ts';
import { counted } from '#shared/text/formats.ts';
import { text } from '#shared/text/text.ts';
import type { Inference } from '#engine/inference/inference.ts';
import type { KeptJpeg, PhotoMetadata } from '#engine/imaging/codec/index.ts';
import { countChangedOutside } from '#engine/imaging/blend/composite.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { pasteRect } from '#engine/editing/scene.ts';
import { checkPackFiles, findDefaultPack, findPackOrFolder, type Pack } from '#engine/packs/registry.ts';
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
  const opener = new PackOpener(inference, speeds);
  const heaviest = heaviestSettings(settings, task.takenOver?.earlier ?? []);
  const edit = {
    request: task.request,
    settings,
    photo: imageSource(task.image, task.origin),
    mask: task.mask,
    noSource: task.noSource,
    manifest: pack.manifest,
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
  if (needsNetwork) await opener.learn(pack, settings, outcome.speed);
  output.endProgress();
  const note = patches[0]?.report.deviceNote;
  if (note) output.warn(note);
  return patches;
}

/** What commands learned of this machine; beside the app's own, which has other threads around it. */
const speeds = new SpeedBook(join(commandLineDataFolder(), 'command-line-speeds.json'));

/** Which detail is computed, how long it takes and what memory it needs: said before it runs. */
function sayPlan(output: Output, plan: RunPlan): void {
  const { passes, tokens, tokenEvaluations, arSteps, diffusionSteps, finestScale, detailStage } = plan;
  const { contextGuidance, estimatedSeconds, memory, thinPixels } = plan;
  const detail = describeScale(finestScale);
  output.event({
    event: 'plan',
    detail,
    detailStage,
    windows: passes.length,
    tokens,
    thinPixels,
    tokenEvaluations,
    arSteps,
    diffusionSteps,
    contextGuidance,
    estimatedSeconds: estimatedSeconds === null ? null : Number(estimatedSeconds.toPrecision(3)),
    estimatedMemoryBytes: memory?.neededBytes ?? null,
  });
  const time = estimatedSeconds === null ? '' : `, about ${describeSeconds(estimatedSeconds)}`;
  const thin =
    thinPixels > 0
      ? `${counted(thinPixels, 'pixel', 'pixels')} of thin lines and small spots continued from what surrounds them, without the network`
      : null;
  if (passes.length === 0) {
    // Healing repeated: what is too deep to be continued is copied.
    const made = thin ?? 'texture of the photo around it copied, without the network';
    output.say(`Detail ${detail} (native detail: ${detailStage})${time}: ${made}.`);
    return;
  }
  const work = `${counted(tokens, 'token', 'tokens')} in ${counted(passes.length, 'window', 'windows')}`;
  const steps = `${counted(arSteps, 'AR step', 'AR steps')} of ${describeDiffusionSteps(passes)}`;
  output.say(
    `Detail ${detail} (native detail: ${detailStage})${time}: ${work}, ${steps}${thin ? `; ${thin}` : ''}.`,
  );
}

/** "4 to 16 diffusion steps" */
function describeDiffusionSteps(passes: RunPlan['passes']): string {
  let [least, most] = [Infinity, 0];
  for (const { diffusionSteps } of passes)
    for (const steps of diffusionSteps) [least, most] = [Math.min(least, steps), Math.max(most, steps)];
  return `${least < most ? `${least} to ` : ''}${counted(most, 'diffusion step', 'diffusion steps')}`;
}

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
    pasteRect(data, to, image.data, from, image.channels);
  }
  pasteRect(data, to, patch.samples, patch.rect, image.channels);
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
}

/**
 * Runs a task and writes every variant: what fill, extend and generate have in common. Where one cannot be written, the
 * others still are, and the error names them.
 */
export async function runAndWrite(
  host: CommandHost,
  options: RunOptions & MetadataOptions,
  prepare: () => Promise<PreparedRun>,
): Promise<void> {
  const output = host.createOutput(options.json);
  await host.withEngine(options, async (inference, signal) => {
    await host.enter('read');
    const { task, settings, pack, note, jpeg } = await prepare();
    for (const said of [note, jpeg?.note]) if (said) output.warn(said);
    await host.enter('run');
    const patches = await runTask(task, settings, pack, inference, signal, output);
    await host.enter('write');
    const paths = outputPaths(options.output, settings.variants);
    const results: WrittenVariant[] = [];
    const failures: ErrorReport[] = [];
    for (const [variant, patch] of patches.entries()) {
      try {
        const result = await writeVariant(task, patch, paths[variant]!, jpeg, options, output);
        if (paths.length > 1) output.event({ event: 'written', ...result });
        results.push(result);
      } catch (error) {
        failures.push(toErrorReport(error));
      }
    }
    const [failure] = failures;
    if (failure) {
      const written = results.map((result) => `"${basename(result.output)}"`).join(', ');
      throw new TesseraError(failure.code, `${failure.message}${written && ` Written: ${written}.`}`);
    }
    const [first] = results;
    output.event({ event: 'done', ...first, ...(results.length > 1 ? { variants: results } : {}) });
  });
}

type WrittenVariant = Record<string, unknown> & { readonly output: string };

async function writeVariant(
  task: EditTask,
  patch: EditPatch,
  path: string,
  jpeg: JpegPlan | null,
  options: RunOptions & MetadataOptions,
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
    stored: jpeg?.stored ?? null,
  });
  output.say(summary(path, patch.report, changedOutside, written.lossy));
  sayWritten(written, output);
  return describeResult(path, patch.report, changedOutside, written);
}

/** What a file that was written holds, for scripts. */
export const describeWritten = (
  output: string,
  { lossy, recipe, source, fileChanges, jpeg }: WrittenResult,
): WrittenVariant => ({
  output,
  lossyOutput: lossy,
  recipe,
  disclosure: source,
  ...(jpeg && { jpeg: numbersOf(jpeg) }),
  fileChanges,
});

/** The fields of `done`. */
export function describeResult(
  path: string,
  report: RunReport,
  changedOutsideMask: number,
  written: WrittenResult,
): WrittenVariant {
  const { output, ...file } = describeWritten(path, written);
  return {
    output,
    pack: report.packId,
    device: report.device,
    deviceNote: report.deviceNote,
    seed: report.seed,
    order: report.order,
    arSteps: report.arSteps,
    diffusionSteps: report.diffusionSteps,
    contextGuidance: report.contextGuidance,
    detail: describeScale(report.finestScale),
    detailStage: report.detailStage,
    seconds: Object.fromEntries(
      Object.entries(report.seconds).map(([phase, spent]) => [phase, Number((spent as number).toFixed(3))]),
    ),
    tokens: report.tokens,
    tokenEvaluations: report.tokenEvaluations,
    changedOutsideMask,
    ...file,
    peakMemoryBytes: report.peakMemoryBytes,
  };
}

const numbersOf = ({ mcus, touched, changedOutside, largest }: KeptJpeg): Record<string, number> => ({
  mcus,
  touched,
  changedOutside,
  largest,
});

/** What was written beside the samples, and what was kept of a JPEG, for people. */
export function sayWritten({ jpeg, fileChanges, source, recipe }: WrittenResult, output: Output): void {
  if (jpeg) {
    const { mcus, touched, changedOutside, largest } = jpeg;
    const outside = `${counted(changedOutside, 'pixel', 'pixels')} outside the selection changed${changedOutside > 0 ? `, by at most ${largest} of 255` : ''}`;
    output.say(
      `The same JPEG but for ${touched} of ${counted(mcus, 'block', 'blocks')} (MCUs), all touching the selection; ${outside}.`,
    );
  }
  if (fileChanges.length > 0) output.say(`Also in the file: ${fileChanges.join('; ')}.`);
  if (source) output.say(`${text.pictures.disclosed[source]} Leave that out with --no-disclosure.`);
  if (recipe === 'beside-file')
    output.warn('The recipe did not fit into the file and lies beside it (.tessera.json).');
}

/** "1/4": window pixels per photo pixel. */
export const describeScale = (scale: number): string => `1/${Math.round(1 / scale)}`;

/** One line for people. */
function summary(path: string, report: RunReport, changedOutside: number, lossy: boolean): string {
  const total = Object.values(report.seconds).reduce((sum, spent) => sum + spent, 0);
  const exact = `${changedOutside} samples changed outside the selection${lossy ? ' (before lossy encoding)' : ''}`;
  return `${path}: ${describeSeconds(total)} on ${report.device}, detail ${describeScale(report.finestScale)} (${report.detailStage}), ${exact}.`;
}
