import type { Command } from 'commander';
import { basename } from 'node:path';
import { formatNames } from '#shared/pictures/format-names.ts';
import { decodePhoto, readFileBytes } from '#engine/imaging/codec/index.ts';
import { maskByRule } from '#engine/batch/mask-rule.ts';
import { turnsOfRecipe } from '#engine/editing/recipe/recipe.ts';
import { recipeOfFile } from '#engine/editing/recipe/recipe-of-file.ts';
import { maskSource } from '#engine/editing/sources.ts';
import { drawnOnMask } from './drawn-picture.ts';
import type { CommandHost } from './command-host.ts';
import { signedPhoto } from './content-credentials.ts';
import { fileOrigin, findPack, runAndWrite } from './edit-command.ts';
import { addMaskOptions, type MaskOptions, ruleOf } from './fill-mask.ts';
import { addJpegOption, type JpegOptions, notReshaped, planJpeg } from './jpeg-output.ts';
import { addWritingOptions, type WritingOptions } from './conversion-options.ts';
import {
  addRunOptions,
  type RunOptions,
  settingsOf,
  addReadOptions,
  decodeOptionsOf,
  type ReadOptions,
} from './run-options.ts';
import { picturesOf } from './picture-options.ts';
import { addSourceOption, noSourceOf, type SourceOptions } from './source-option.ts';
import { checkOutputs, outputPaths } from './write-result.ts';
import { text } from '#shared/text/text.ts';

/** `tessera fill IN --mask MASK -o OUT` */
export function registerFill(program: Command, host: CommandHost): void {
  const command = program
    .command('fill')
    .description(text.commandHelp.fill.description)
    .argument('<photo>', formatNames());
  addReadOptions(
    addWritingOptions(addJpegOption(addRunOptions(addSourceOption(addMaskOptions(command))))),
  ).action(
    async (
      photo: string,
      options: RunOptions & ReadOptions & WritingOptions & JpegOptions & MaskOptions & SourceOptions,
    ) => {
      await checkOutputs(outputPaths(options.output, options.variants), [
        photo,
        ...(options.mask === undefined ? [] : [options.mask]),
        ...picturesOf(options),
      ]);
      await runAndWrite(host, options, async () => {
        const bytes = await readFileBytes(photo);
        const decoded = await decodePhoto(bytes, basename(photo), decodeOptionsOf(options));
        const { image, metadata, note } = decoded;
        const jpeg = planJpeg(options, basename(photo), bytes, decoded, notReshaped);
        const { mask, note: maskNote } = await maskByRule(ruleOf(options), image);
        const pack = await findPack(options.pack);
        const settings = await settingsOf(options, pack.manifest, drawnOnMask(mask));
        const earlierTurns = turnsOfRecipe(await recipeOfFile(photo, bytes));
        return {
          task: {
            request: { kind: 'fill' },
            image,
            origin: fileOrigin,
            metadata,
            mask: maskSource(mask),
            noSource: await noSourceOf(options, image),
            earlierTurns,
          },
          settings,
          pack,
          note: [note, maskNote].filter((said) => said !== null).join(' ') || null,
          jpeg,
          signed: signedPhoto(options, bytes, decoded),
        };
      });
    },
  );
}
