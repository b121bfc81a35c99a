import { type Command } from 'commander';
import { basename } from 'node:path';
import { formatNames } from '#shared/pictures/picture-formats.ts';
import { TesseraError } from '#shared/errors.ts';
import { recipeOfFile } from '#engine/editing/recipe/recipe-of-file.ts';
import { decodePhoto, readFileBytes } from '#engine/imaging/codec/index.ts';
import { turnsOfRecipe } from '#engine/editing/recipe/recipe.ts';
import { drawnOnFrame } from './drawn-picture.ts';
import type { CommandHost } from './command-host.ts';
import { fileOrigin, findPack, runAndWrite } from './edit-command.ts';
import { addJpegOption, type JpegOptions, planJpeg } from './jpeg-output.ts';
import { addReadOptions, decodeOptionsOf, type ReadOptions } from './read-options.ts';
import { addMetadataOptions, type MetadataOptions } from './metadata-options.ts';
import { addRunOptions, picturesOf, type RunOptions, settingsOf, wholeNumber } from './run-options.ts';
import { checkOutputs, outputPaths } from './write-result.ts';

type Sides = Record<'left' | 'right' | 'top' | 'bottom', number>;

/** `tessera extend IN --left PX --right PX --top PX --bottom PX -o OUT` */
export function registerExtend(program: Command, host: CommandHost): void {
  const command = program
    .command('extend')
    .description('add to the sides of a photo and fill what was added')
    .argument('<photo>', formatNames());
  for (const side of ['left', 'right', 'top', 'bottom'])
    command.option(`--${side} <px>`, `pixels added at the ${side}`, wholeNumber(0, 20000), 0);
  addReadOptions(addMetadataOptions(addJpegOption(addRunOptions(command)))).action(
    async (photo: string, options: RunOptions & ReadOptions & MetadataOptions & JpegOptions & Sides) => {
      await checkOutputs(outputPaths(options.output, options.variants), [photo, ...picturesOf(options)]);
      const by = { left: options.left, right: options.right, top: options.top, bottom: options.bottom };
      if (by.left + by.right + by.top + by.bottom === 0)
        throw new TesseraError(
          'usage',
          'Nothing to extend: give --left, --right, --top or --bottom in pixels.',
        );
      await runAndWrite(host, options, async () => {
        const bytes = await readFileBytes(photo);
        const decoded = await decodePhoto(bytes, basename(photo), decodeOptionsOf(options));
        const { image, metadata, note } = decoded;
        const jpeg = planJpeg(options, basename(photo), bytes, decoded, by);
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
            earlierTurns,
          },
          settings,
          pack,
          note,
          jpeg,
        };
      });
    },
  );
}
