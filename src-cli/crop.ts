import { type Command, Option } from 'commander';
import { basename } from 'node:path';
import { formatNames } from '#shared/pictures/format-names.ts';
import { TesseraError } from '#shared/errors.ts';
import { type Rect, rectContains, rectIsEmpty, rectsEqual } from '#shared/geometry/rect.ts';
import { type Reshape, reshapeSchema, straightenLimits } from '#shared/runs/run-request.ts';
import { hashPixels } from '#engine/editing/recipe/pixel-hashes.ts';
import { type RecipeTurn, recipeText, reshapeTurn, turnsOfRecipe } from '#engine/editing/recipe/recipe.ts';
import { recipeOfFile } from '#engine/editing/recipe/recipe-of-file.ts';
import { isRotated, sidesOfTurns } from '#engine/editing/recipe/selection-of-turns.ts';
import { boundsAfter, reshapeImage } from '#engine/editing/reshape.ts';
import { imageSource } from '#engine/editing/sources.ts';
import { decodePhoto, readFileBytes } from '#engine/imaging/codec/index.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { appVersion } from './app-version.ts';
import type { CommandHost } from './command-host.ts';
import { signedPhoto } from './content-credentials.ts';
import { describeWritten, sayWritten } from './run-words.ts';
import { addJpegOption, type JpegOptions, planJpeg } from './jpeg-output.ts';
import { type Length, lengthParser, pixelsOf } from './length-option.ts';
import { addMetadataOptions, metadataChoices, type MetadataOptions } from './metadata-options.ts';
import { addReadOptions, decodeOptionsOf, type ReadOptions, wholeNumber } from './run-options.ts';

import { checkOutputs, writeResult } from './write-result.ts';
import { text } from '#shared/text/text.ts';

const lengths = ['left', 'top', 'width', 'height'] as const;

type Part = Partial<Record<(typeof lengths)[number], Length>>;

const { most } = straightenLimits;

interface CropOptions extends Part, JpegOptions, MetadataOptions, ReadOptions {
  readonly rotate?: '90' | '180' | '270';
  readonly straighten?: number;
  readonly json: boolean;
}

/** `tessera crop IN --left PX --top PX --width PX --height PX --straighten 1.5 --rotate 90 -o OUT` */
export function registerCrop(program: Command, host: CommandHost): void {
  const words = text.commandHelp.crop;
  const command = program
    .command('crop')
    .description(words.description)
    .argument('<photo>', formatNames())
    .requiredOption('-o, --output <file>', text.commandHelp.shared.output);
  for (const name of lengths)
    command.addOption(
      new Option(`--${name} <px|%>`, words[name]).argParser(
        lengthParser({ pixels: 1_000_000, percent: 100 }),
      ),
    );
  command
    .addOption(new Option('--rotate <degrees>', words.rotate).choices(['90', '180', '270']))
    .option('--straighten <degrees>', words.straighten(most), parseDegrees)
    .option('--quality <n>', text.commandHelp.shared.quality, wholeNumber(1, 100))
    .option('--json', text.commandHelp.shared.json, false);
  addReadOptions(addMetadataOptions(addJpegOption(command))).action(
    async (photo: string, options: CropOptions) => {
      await checkOutputs([options.output], [photo]);
      await crop(host, photo, options);
    },
  );
}

/** @throws TesseraError usage */
function parseDegrees(given: string): number {
  const degrees = Number(given);
  if (given.trim() !== '' && degrees === 0) return 0;
  const parsed = reshapeSchema.safeParse({ kind: 'straighten', degrees, corners: 'cut' });
  if (parsed.success) return degrees;
  throw new TesseraError('usage', text.commandLine.usage.noAngle(given, most));
}

async function crop(host: CommandHost, photo: string, options: CropOptions): Promise<void> {
  const output = host.createOutput(options.json);
  const bytes = await readFileBytes(photo);
  const decoded = await decodePhoto(bytes, basename(photo), decodeOptionsOf(options));
  const { image: before, metadata, note } = decoded;
  const { image, turns } = await reshaped(before, reshapesOf(options, before));
  const shape = { sides: sidesOfTurns(turns), isRotated: isRotated(turns) };
  const jpeg = planJpeg(options, basename(photo), bytes, decoded, shape);
  for (const said of [note, jpeg.note]) if (said) output.warn(said);
  const earlier = turnsOfRecipe(await recipeOfFile(photo, bytes));
  const written = await writeResult({
    path: options.output,
    before,
    after: image,
    metadata,
    recipe: recipeText([...earlier, ...turns]),
    earlierTurns: earlier.length,
    choices: metadataChoices(options),
    quality: options.quality ?? null,
    stored: jpeg.stored,
    signed: signedPhoto(options, bytes, decoded),
  });
  const { width, height } = image;
  const { straightened, cropped, croppedBeforeEncoding } = text.commandLine.done;
  const exact = written.lossy && !written.jpeg ? croppedBeforeEncoding : cropped;
  output.say((options.straighten ? straightened : exact)(options.output, width, height));
  sayWritten(written, output);
  output.event({ event: 'done', ...describeWritten(options.output, written), width, height });
}

/** What the options ask for, one after the other. @throws TesseraError usage */
function reshapesOf(options: CropOptions, { width, height }: SampleImage): Reshape[] {
  const all = { x: 0, y: 0, width, height };
  const x = options.left ? pixelsOf(options.left, width) : 0;
  const y = options.top ? pixelsOf(options.top, height) : 0;
  const rect: Rect = {
    ...{ x, y },
    width: options.width ? pixelsOf(options.width, width) : width - x,
    height: options.height ? pixelsOf(options.height, height) : height - y,
  };
  if (rectIsEmpty(rect) || !rectContains(all, rect))
    throw new TesseraError('usage', text.commandLine.usage.partOutside(width, height));
  const reshapes: Reshape[] = [];
  if (!rectsEqual(rect, all)) reshapes.push({ kind: 'crop', rect });
  if (options.straighten) reshapes.push({ kind: 'straighten', degrees: options.straighten, corners: 'cut' });
  if (options.rotate) reshapes.push({ kind: 'rotate', degrees: Number(options.rotate) as 90 | 180 | 270 });
  if (reshapes.length === 0) throw new TesseraError('usage', text.commandLine.usage.nothingToCrop);
  return reshapes;
}

/** The picture once all is done, and the turns that say so. */
async function reshaped(
  photo: SampleImage,
  reshapes: readonly Reshape[],
): Promise<{ readonly image: SampleImage; readonly turns: readonly RecipeTurn[] }> {
  let image = photo;
  let bounds: Rect = { x: 0, y: 0, width: photo.width, height: photo.height };
  const turns: RecipeTurn[] = [];
  for (const reshape of reshapes) {
    const { channels, bitDepth } = image;
    const hash = await hashPixels(imageSource(image, bounds));
    turns.push(reshapeTurn(reshape, { bounds, channels, bitDepth, hash }, appVersion));
    image = await reshapeImage(image, bounds, reshape);
    bounds = boundsAfter(bounds, reshape);
  }
  return { image, turns };
}
