import type { KeptJpeg } from '#engine/imaging/codec/index.ts';
import type { RunPlan } from '#shared/runs/run-plan.ts';
import type { RunReport } from '#shared/runs/run-report.ts';
import { counted } from '#shared/text/formats.ts';
import { text } from '#shared/text/text.ts';
import { describeSeconds, type Output } from './output.ts';
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
  if (jpeg) {
    const { mcus, touched, changedOutside, largest } = jpeg;
    const outside = `${counted(changedOutside, 'pixel', 'pixels')} outside the selection changed${changedOutside > 0 ? `, by at most ${largest} of 255` : ''}`;
    const blocks = counted(mcus, 'block', 'blocks');
    output.say(
      touched === 0
        ? `The same JPEG: none of its ${blocks} (MCUs) was made anew.`
        : `The same JPEG but for ${touched} of ${blocks} (MCUs), all touching the selection; ${outside}.`,
    );
  }
  if (fileChanges.length > 0) output.say(`Also in the file: ${fileChanges.join('; ')}.`);
  if (source) output.say(`${text.pictures.disclosed[source]} Leave that out with --no-disclosure.`);
  if (credentials === 'signed') output.say(text.pictures.credentials.signed);
  if (recipe === 'beside-file')
    output.warn('The recipe did not fit into the file and lies beside it (.tessera.json).');
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
  const exact = `${changedOutside} samples changed outside the selection${isConverted ? ' (before the result was converted)' : lossy ? ' (before lossy encoding)' : ''}`;
  return `${path}: ${describeSeconds(total)} on ${report.device}, detail ${describeScale(report.finestScale)} (${report.detailStage}), ${exact}.`;
}
