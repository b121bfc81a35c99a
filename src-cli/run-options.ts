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
import { text } from '#shared/text/text.ts';

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
  (given: string): number => {
    const value = Number(given);
    if (!/^\d+$/.test(given) || value < low || value > high)
      throw new InvalidArgumentError(text.commandLine.wanted.wholeNumber(low, high));
    return value;
  };

const point = (given: string): { x: number; y: number } => {
  const match = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(given);
  if (!match) throw new InvalidArgumentError(text.commandLine.wanted.point);
  return { x: Number(match[1]), y: Number(match[2]) };
};

const decimal = (given: string): number => {
  const value = Number(given);
  if (!(value >= 1 && value <= 20)) throw new InvalidArgumentError(text.commandLine.wanted.number(1, 20));
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
  const words = text.commandHelp.run;
  return command
    .hook('preAction', (_, action) => {
      checkRunOptions(action.opts());
      const asked = networkOptions.some((name) => action.getOptionValueSource(name) === 'cli');
      action.setOptionValue('thinParts', asked ? 'network' : 'direct');
    })
    .requiredOption(
      '-o, --output <file>',
      words.output(
        writtenFormats()
          .map(({ extensions }) => `.${extensions[0]}`)
          .join(', '),
      ),
    )
    .option('--pack <id|folder>', words.pack)
    .option('--label <name>', words.label)
    .option('--order <name|file>', words.order(namedOrders.join(', ')))
    .option('--from <x,y>', words.from, point)
    .addOption(
      new Option('--schedule <name>', words.schedule)
        .choices(scheduleNames.filter((name) => name !== 'custom'))
        .default('uniform'),
    )
    .option('--ar-steps <n>', words.arSteps, wholeNumber(1, 4096))
    .option('--diffusion-steps <n>', words.diffusionSteps, wholeNumber(1, 1000))
    .addOption(new Option('--effort <name>', words.effort).choices(effortNames).default('balanced'))
    .option('--painted-effort <file>', words.paintedEffort)
    .option('--guidance <g>', words.guidance, decimal)
    .option('--context-guidance <w>', words.contextGuidance, decimal)
    .option('--seed <n>', words.seed, wholeNumber(0, 0xffffffff), 1)
    .option('--variants <n>', words.variants, wholeNumber(1, 16), 1)
    .addOption(new Option('--detail <stage>', words.detail).choices(detailStageNames).default('auto'))
    .addOption(
      new Option('--device <name>', text.commandHelp.shared.device).choices(deviceNames).default('auto'),
    )
    .option('--allow-software-device', text.commandHelp.shared.softwareDevice, false)
    .option('--threads <n>', words.threads, wholeNumber(0, 256), 0)
    .option('--quality <n>', words.quality, wholeNumber(1, 100))
    .option('--json', text.commandHelp.shared.json, false);
}

/** What commander cannot check by itself. @throws TesseraError usage */
function checkRunOptions(options: Pick<RunOptions, 'order' | 'from'>): void {
  const { order, from } = options;
  if (order === undefined) return;
  if (!namedOrder(options) && !/\.\w+$/.test(order))
    throw new TesseraError('usage', text.commandLine.usage.noOrder(order, namedOrders.join(', ')));
  if (from && order !== 'from-subject')
    throw new TesseraError('usage', text.commandLine.usage.fromWithoutSubject(order));
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
    .option('--page <n>', text.commandHelp.read.page, wholeNumber(1, 1000))
    .option('--partial', text.commandHelp.read.partial, false)
    .addOption(
      new Option('--white-balance <name>', text.commandHelp.read.whiteBalance)
        .choices(whiteBalances)
        .default('camera'),
    )
    .option('--exposure <stops>', text.commandHelp.read.exposure(maxExposure), stops, 0);

const stops = (given: string): number => {
  const value = Number(given);
  if (given.trim() === '' || !(Math.abs(value) <= maxExposure))
    throw new InvalidArgumentError(text.commandLine.wanted.number(-maxExposure, maxExposure));
  return value;
};

export const decodeOptionsOf = ({ page, ...others }: ReadOptions): DecodeOptions => ({
  page: page ?? null,
  partial: others.partial,
  whiteBalance: others.whiteBalance,
  exposure: others.exposure,
});
