import { type Command, Option } from 'commander';
import { basename } from 'node:path';
import { formatNames } from '#shared/pictures/format-names.ts';
import { TesseraError } from '#shared/errors.ts';
import { recipeOfFile } from '#engine/editing/recipe/recipe-of-file.ts';
import { decodePhoto, readFileBytes } from '#engine/imaging/codec/index.ts';
import { turnsOfRecipe } from '#engine/editing/recipe/recipe.ts';
import { drawnOnFrame } from './drawn-picture.ts';
import type { CommandHost } from './command-host.ts';
import { signedPhoto } from './content-credentials.ts';
import { fileOrigin, findPack, runAndWrite } from './edit-command.ts';
import { addJpegOption, type JpegOptions, planJpeg } from './jpeg-output.ts';
import { type Length, lengthParser, pixelsOf } from './length-option.ts';
import { addWritingOptions, type WritingOptions } from './conversion-options.ts';
import { picturesOf } from './picture-options.ts';
import {
  addRunOptions,
  type RunOptions,
  settingsOf,
  addReadOptions,
  decodeOptionsOf,
  type ReadOptions,
} from './run-options.ts';
import { addSourceOption, noSourceOf, type SourceOptions } from './source-option.ts';
import { checkOutputs, outputPaths } from './write-result.ts';
import { text } from '#shared/text/text.ts';

const sides = ['left', 'right', 'top', 'bottom'] as const;

type Sides = Record<(typeof sides)[number], Length>;

const nothing: Length = { amount: 0, unit: 'pixels' };

/** In whole pixels. */
const pixelsAdded = (options: Sides, { width, height }: { width: number; height: number }) => ({
  ...{ left: pixelsOf(options.left, width), right: pixelsOf(options.right, width) },
  ...{ top: pixelsOf(options.top, height), bottom: pixelsOf(options.bottom, height) },
});

/** `tessera extend IN --left PX --right PX --top PX --bottom PX -o OUT` */
export function registerExtend(program: Command, host: CommandHost): void {
  const words = text.commandHelp.extend;
  const command = program.command('extend').description(words.description).argument('<photo>', formatNames());
  for (const side of sides) {
    command.addOption(
      new Option(`--${side} <px|%>`, words.sides[side])
        .argParser(lengthParser({ pixels: 20_000, percent: 1000 }))
        .default(nothing, text.commandHelp.shared.none),
    );
  }
  addReadOptions(addWritingOptions(addJpegOption(addRunOptions(addSourceOption(command))))).action(
    async (
      photo: string,
      options: RunOptions & ReadOptions & WritingOptions & JpegOptions & SourceOptions & Sides,
    ) => {
      await checkOutputs(outputPaths(options.output, options.variants), [photo, ...picturesOf(options)]);
      if (sides.every((side) => options[side].amount === 0))
        throw new TesseraError('usage', text.commandLine.usage.nothingToExtend);
      await runAndWrite(host, options, async () => {
        const bytes = await readFileBytes(photo);
        const decoded = await decodePhoto(bytes, basename(photo), decodeOptionsOf(options));
        const { image, metadata, note } = decoded;
        const by = pixelsAdded(options, image);
        const jpeg = planJpeg(options, basename(photo), bytes, decoded, { sides: by, isRotated: false });
        const pack = await findPack(options.pack);
        const settings = await settingsOf(options, pack.manifest, drawnOnFrame(image, by));
        const earlierTurns = turnsOfRecipe(await recipeOfFile(photo, bytes));
        return {
          task: {
            request: { kind: 'extend', by },
            image,
            origin: fileOrigin,
            metadata,
            mask: null,
            noSource: await noSourceOf(options, image),
            earlierTurns,
          },
          settings,
          pack,
          note,
          jpeg,
          signed: signedPhoto(options, bytes, decoded),
        };
      });
    },
  );
}
