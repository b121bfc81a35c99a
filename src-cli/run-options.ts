import { type Command, InvalidArgumentError, Option } from 'commander';
import { TesseraError } from '../src-shared/contract/errors';
import {
  defaultRunSettings,
  detailStageNames,
  type DrawnPicture,
  deviceNames,
  effortNames,
  orderNames,
  type OrderName,
  type RunSettings,
  scheduleNames,
} from '../src-shared/runs/run-settings';
import { coverageOfPicture, readPhotoFile } from '../src-engine/imaging/codec';
import type { PackManifest } from '../src-engine/packs/manifest';

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
  readonly seed: number;
  readonly variants: number;
  readonly detail: RunSettings['detail'];
  readonly device: RunSettings['device'];
  readonly threads: number;
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

/** Adds the shared options of fill, extend and generate. */
export function addRunOptions(command: Command): Command {
  return command
    .requiredOption('-o, --output <file>', 'where the result goes (.png, .jpg, .webp, .avif, .tiff)')
    .option('--pack <id|folder>', 'model pack (default: the bundled one)')
    .option('--label <name>', "one of the pack's labels (default: any)")
    .option(
      '--order <name|file>',
      `${orderNames.filter((name) => name !== 'drawn').join(', ')}, or a grey picture: darker = earlier`,
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
      'a grey picture over the mask: 128 = the effort above, brighter = more of it (up to four times), darker = less',
    )
    .option('--guidance <g>', 'how strongly the label is followed, 1 = not at all', decimal)
    .option('--seed <n>', 'same seed, same result', wholeNumber(0, 0xffffffff), 1)
    .option('--variants <n>', 'writes OUT-1 to OUT-N', wholeNumber(1, 16), 1)
    .addOption(
      new Option('--detail <stage>', 'what brings native detail').choices(detailStageNames).default('auto'),
    )
    .addOption(new Option('--device <name>', 'what computes').choices(deviceNames).default('auto'))
    .option('--threads <n>', 'CPU threads, 0 = all cores', wholeNumber(0, 256), 0)
    .option(
      '--quality <n>',
      'of JPEG, WebP and AVIF, 1 to 100 (default: lossless where the format can)',
      wholeNumber(1, 100),
    )
    .option('--json', 'one JSON object per line on stdout', false);
}

/** The settings of a run, once the pack's defaults are known. @throws TesseraError of reading an order picture, usage */
export async function settingsOf(options: RunOptions, manifest: PackManifest): Promise<RunSettings> {
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
    drawnOrder: order === 'drawn' ? await readDrawnOrder(options.order!) : null,
    paintedEffort: options.paintedEffort === undefined ? null : await readGreyPicture(options.paintedEffort),
    schedule: options.schedule,
    effort: options.effort,
    arSteps: options.arSteps ?? null,
    diffusionSteps: options.diffusionSteps ?? null,
    guidance: options.guidance ?? manifest.defaults.guidance,
    seed: options.seed,
    variants: options.variants,
    detail: options.detail,
    device: options.device,
    threads: options.threads,
  };
}

/** The order as one of the names that need no picture; null where it is a picture's path, or not given. */
const namedOrder = ({ order }: Pick<RunOptions, 'order'>): OrderName | null =>
  orderNames.find((name) => name === order && name !== 'drawn') ?? null;

/** The pictures that options name, as paths. */
export const picturesOf = (options: Pick<RunOptions, 'order' | 'paintedEffort'>): string[] =>
  [namedOrder(options) ? undefined : options.order, options.paintedEffort].filter(
    (path) => path !== undefined,
  );

const longestDrawnSide = 512;

/** @throws TesseraError usage where it is no picture file */
async function readDrawnOrder(path: string): Promise<DrawnPicture> {
  if (/\.\w+$/.test(path)) return readGreyPicture(path);
  throw new TesseraError(
    'usage',
    `"${path}" is no order. Use ${orderNames.filter((name) => name !== 'drawn').join(', ')}, or a picture file.`,
  );
}

/** A picture's grey, at most 512 pixels on a side. */
async function readGreyPicture(path: string): Promise<DrawnPicture> {
  const { image } = await readPhotoFile(path);
  const { width, height, data } = coverageOfPicture(image);
  const factor = Math.max(1, Math.ceil(Math.max(width, height) / longestDrawnSide));
  const columns = Math.ceil(width / factor);
  const rows = Math.ceil(height / factor);
  const grey = new Uint8Array(columns * rows);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      grey[y * columns + x] =
        data[Math.min(height - 1, y * factor) * width + Math.min(width - 1, x * factor)]!;
  return { width: columns, height: rows, grey };
}
