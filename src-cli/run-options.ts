import type { DecodeOptions } from '#engine/imaging/codec/index.ts';
import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { TesseraError } from '#shared/errors.ts';
import { maxExposure, type WhiteBalance, whiteBalances } from '#shared/pictures/opening.ts';
import { writtenFormats } from '#shared/pictures/picture-formats.ts';
import {
  detailStageNames,
  deviceNames,
  effortNames,
  namedOrders,
  type OrderName,
  type RunSettings,
  scheduleNames,
} from '#shared/runs/run-settings.ts';
import type { PackManifest } from '#engine/packs/manifest.ts';
import { type DrawnOn, readDrawnPicture } from './drawn-picture.ts';

/** The options that every command with a run has, as commander parses them. */
export interface RunOptions {
  readonly output: string;
  readonly pack?: string;
  readonly label?: string;
  readonly order?: string;
  readonly from?: { x: number; y: number };
  readonly schedule: RunSettings['schedule'];
  readonly arSteps?: number;
  readonly diffusionSteps?: number;
  readonly paintedEffort?: string;
  readonly effort: RunSettings['effort'];
  readonly guidance?: number;
  readonly contextGuidance?: number;
  readonly seed: number;
  readonly variants: number;
  readonly detail: RunSettings['detail'];
  /** Set by the command itself: whether any option was given that only the network can follow. */
  readonly thinParts: RunSettings['thinParts'];
  readonly device: RunSettings['device'];
  readonly threads: number;
  readonly allowSoftwareDevice: boolean;
  readonly quality?: number;
  readonly json: boolean;
}

/** Parses a whole number in a range; commander turns the error into usage text. */
export const wholeNumber =
  (low: number, high: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < low || value > high)
      throw new InvalidArgumentError(`It must be a whole number from ${low} to ${high}.`);
    return value;
  };

const point = (text: string): { x: number; y: number } => {
  const match = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(text);
  if (!match) throw new InvalidArgumentError('It must be X,Y in pixels.');
  return { x: Number(match[1]), y: Number(match[2]) };
};

const decimal = (text: string): number => {
  const value = Number(text);
  if (!(value >= 1 && value <= 20)) throw new InvalidArgumentError('It must be a number from 1 to 20.');
  return value;
};

/** Where one of these is given, thin lines and small spots are filled by the network too. */
const networkOptions = [
  'pack',
  'label',
  'order',
  'from',
  'arSteps',
  'diffusionSteps',
  'paintedEffort',
  'detail',
];

/** Adds the shared options of fill, extend and generate. */
export function addRunOptions(command: Command): Command {
  return command
    .hook('preAction', (_, action) => {
      checkRunOptions(action.opts());
      const asked = networkOptions.some((name) => action.getOptionValueSource(name) === 'cli');
      action.setOptionValue('thinParts', asked ? 'network' : 'direct');
    })
    .requiredOption(
      '-o, --output <file>',
      `where the result goes (${writtenFormats()
        .map(({ extensions }) => `.${extensions[0]}`)
        .join(', ')})`,
    )
    .option('--pack <id|folder>', 'model pack (default: the bundled one)')
    .option('--label <name>', "one of the pack's labels (default: any)")
    .option(
      '--order <name|file>',
      `${namedOrders.join(', ')}, or a grey picture as large as the finished one: darker = earlier`,
    )
    .option('--from <x,y>', 'from-subject: where it starts, in pixels', point)
    .addOption(
      new Option('--schedule <name>', 'how tokens are shared over AR steps')
        .choices(scheduleNames.filter((name) => name !== 'custom'))
        .default('uniform'),
    )
    .option('--ar-steps <n>', 'AR steps per window, if it has as many tokens', wholeNumber(1, 4096))
    .option('--diffusion-steps <n>', 'diffusion steps per AR step', wholeNumber(1, 1000))
    .addOption(
      new Option('--effort <name>', 'sets both of the above and the finest detail')
        .choices(effortNames)
        .default('balanced'),
    )
    .option(
      '--painted-effort <file>',
      'a grey picture as large as the finished one: 128 = the effort above, brighter = more of it (up to four times), darker = less',
    )
    .option('--guidance <g>', 'how strongly the label is followed, 1 = not at all', decimal)
    .option(
      '--context-guidance <w>',
      "how strongly the photo around it is followed, 1 = as the model does by itself (default: the pack's; nothing to follow when generating)",
      decimal,
    )
    .option('--seed <n>', 'same seed, same result', wholeNumber(0, 0xffffffff), 1)
    .option('--variants <n>', 'writes OUT-1 to OUT-N', wholeNumber(1, 16), 1)
    .addOption(
      new Option('--detail <stage>', 'what brings native detail').choices(detailStageNames).default('auto'),
    )
    .addOption(new Option('--device <name>', 'what computes').choices(deviceNames).default('auto'))
    .option('--allow-software-device', 'let a software renderer count as a GPU (for tests; slow)', false)
    .option('--threads <n>', 'CPU threads, 0 = all cores', wholeNumber(0, 256), 0)
    .option(
      '--quality <n>',
      'of JPEG, WebP and AVIF, 1 to 100 (default: lossless where the format can)',
      wholeNumber(1, 100),
    )
    .option('--json', 'one JSON object per line on stdout', false);
}

/** What commander cannot check by itself. @throws TesseraError usage */
function checkRunOptions(options: Pick<RunOptions, 'order' | 'from'>): void {
  const { order, from } = options;
  if (order === undefined) return;
  if (!namedOrder(options) && !/\.\w+$/.test(order))
    throw new TesseraError(
      'usage',
      `"${order}" is no order. Use ${namedOrders.join(', ')}, or a picture file.`,
    );
  if (from && order !== 'from-subject')
    throw new TesseraError(
      'usage',
      `--from says where the order "from-subject" starts, and --order asks for "${order}". Leave one of them out.`,
    );
}

/**
 * The settings of a run, once the pack's defaults are known. @param drawnOn what pictures of options lie over
 * @throws TesseraError of reading these
 */
export async function settingsOf(
  options: RunOptions,
  manifest: PackManifest,
  drawnOn: DrawnOn,
): Promise<RunSettings> {
  const order: OrderName =
    options.order === undefined
      ? options.from
        ? 'from-subject'
        : manifest.defaults.order
      : (namedOrder(options) ?? 'drawn');
  return {
    ...defaultRunSettings,
    packId: manifest.id,
    label: options.label ?? null,
    order,
    subject: options.from ?? null,
    drawnOrder: order === 'drawn' ? await readDrawnPicture(options.order!, '--order', drawnOn) : null,
    paintedEffort:
      options.paintedEffort === undefined
        ? null
        : await readDrawnPicture(options.paintedEffort, '--painted-effort', drawnOn),
    schedule: options.schedule,
    effort: options.effort,
    arSteps: options.arSteps ?? null,
    diffusionSteps: options.diffusionSteps ?? null,
    guidance: options.guidance ?? manifest.defaults.guidance,
    contextGuidance: options.contextGuidance ?? manifest.defaults.contextGuidance,
    seed: options.seed,
    variants: options.variants,
    detail: options.detail,
    thinParts: options.thinParts,
    device: options.device,
    threads: options.threads,
  };
}

/** The order as one of the names that need no picture; null where it is a picture's path, or not given. */
const namedOrder = ({ order }: Pick<RunOptions, 'order'>): OrderName | null =>
  namedOrders.find((name) => name === order) ?? null;

/** How a photo is read. */
export interface ReadOptions {
  readonly page?: number;
  readonly partial: boolean;
  readonly whiteBalance: WhiteBalance;
  readonly exposure: number;
}

/** The options of commands that read a photo. */
export const addReadOptions = (command: Command): Command =>
  command
    .option('--page <n>', 'which picture of a photo file that holds several, from 1', wholeNumber(1, 1000))
    .option('--partial', 'open a damaged photo as far as it goes', false)
    .addOption(
      new Option('--white-balance <name>', 'of a camera raw file').choices(whiteBalances).default('camera'),
    )
    .option('--exposure <stops>', `of a camera raw file: -${maxExposure} to ${maxExposure}`, stops, 0);

const stops = (given: string): number => {
  const value = Number(given);
  if (given.trim() === '' || !(Math.abs(value) <= maxExposure))
    throw new InvalidArgumentError(`It must be a number from -${maxExposure} to ${maxExposure}.`);
  return value;
};

export const decodeOptionsOf = ({ page, ...others }: ReadOptions): DecodeOptions => ({
  page: page ?? null,
  partial: others.partial,
  whiteBalance: others.whiteBalance,
  exposure: others.exposure,
});
