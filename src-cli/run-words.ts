import type { KeptJpeg } from '#engine/imaging/codec/index.ts';
import type { RunPlan } from '#shared/runs/run-plan.ts';
import type { RunReport } from '#shared/runs/run-report.ts';
import { text } from '#shared/text/text.ts';
import type { Output } from './output.ts';
import type { WrittenResult } from './write-result.ts';

/** Which detail is computed, how long it takes and what memory it needs: said before it runs. */
export function sayPlan(output: Output, plan: RunPlan): void {
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
  const words = text.commandLine.plan;
  const thin = thinPixels > 0 ? words.thin(thinPixels) : null;
  const { least, most } = diffusionStepsOf(passes);
  output.say(
    words.sentence(
      words.detail(detail, detailStage ?? 'off', estimatedSeconds),
      passes.length === 0
        ? // Healing repeated: what is too deep to be continued is copied.
          [thin ?? words.copied]
        : [words.work(tokens, passes.length), words.steps(arSteps, least, most), ...(thin ? [thin] : [])],
    ),
  );
}

/** The fewest and the most of any AR step. */
function diffusionStepsOf(passes: RunPlan['passes']): { readonly least: number; readonly most: number } {
  let [least, most] = [Infinity, 0];
  for (const { diffusionSteps } of passes)
    for (const steps of diffusionSteps) [least, most] = [Math.min(least, steps), Math.max(most, steps)];
  return { least, most };
}

/** What is said of a written variant in JSON. */
export type WrittenVariant = Record<string, unknown> & { readonly output: string };

/** What a file that was written holds, for scripts. */
export const describeWritten = (
  output: string,
  { lossy, isConverted, recipe, source, credentials, fileChanges, jpeg }: WrittenResult,
): WrittenVariant => ({
  output,
  lossyOutput: lossy,
  ...(isConverted && { converted: true }),
  recipe,
  disclosure: source,
  credentials,
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
    doubts: report.doubts ?? [],
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
export function sayWritten(
  { jpeg, fileChanges, source, credentials, recipe }: WrittenResult,
  output: Output,
): void {
  const words = text.commandLine.done;
  if (jpeg) {
    const { mcus, touched, changedOutside, largest } = jpeg;
    output.say(touched === 0 ? words.sameJpeg(mcus) : words.keptJpeg(touched, mcus, changedOutside, largest));
  }
  if (fileChanges.length > 0) output.say(words.alsoInFile(fileChanges));
  if (source) output.say(words.disclosed(text.pictures.disclosed[source], source));
  if (credentials === 'signed') output.say(text.pictures.credentials.signed);
  if (recipe === 'beside-file') output.warn(words.recipeBeside);
}

/** "1/4": window pixels per photo pixel. */
const describeScale = (scale: number): string => `1/${Math.round(1 / scale)}`;

/** One line for people. */
export function summary(
  path: string,
  report: RunReport,
  changedOutside: number,
  { lossy, isConverted }: Pick<WrittenResult, 'lossy' | 'isConverted'>,
): string {
  const total = Object.values(report.seconds).reduce((sum, spent) => sum + spent, 0);
  const words = text.commandLine.done;
  const samples = isConverted
    ? words.samplesBeforeConversion
    : lossy
      ? words.samplesBeforeEncoding
      : words.samples;
  const detail = words.detail(describeScale(report.finestScale), report.detailStage);
  return words.run(path, total, report.device, detail, samples(changedOutside));
}
