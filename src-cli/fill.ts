import type { Command } from 'commander';
import { formatNames } from '#shared/pictures/format-names.ts';
import { maskSource } from '#engine/editing/sources.ts';
import { drawnOnMask } from './drawn-picture.ts';
import type { CommandHost } from './command-host.ts';
import { fileOrigin, findPack, runAndWrite } from './edit-command.ts';
import { addOpacityOption, type OpacityOptions } from './fill-opacity.ts';
import { addMaskOptions, type MaskOptions, ruleOf } from './fill-mask.ts';
import { addJpegOption, type JpegOptions } from './jpeg-output.ts';
import { addWritingOptions, type WritingOptions } from './conversion-options.ts';
import {
  addRunOptions,
  type RunOptions,
  settingsOf,
  addReadOptions,
  type ReadOptions,
} from './run-options.ts';
import { photoOptions } from './photos/photo-files.ts';
import { picturesOf } from './picture-options.ts';
import { addSourceOption, type SourceOptions } from './source-option.ts';
import { checkOutputs, outputPaths } from './write-result.ts';
import { text } from '#shared/text/text.ts';

/** `tessera fill IN --mask MASK -o OUT` */
export function registerFill(program: Command, host: CommandHost): void {
  const command = program
    .command('fill')
    .description(text.commandHelp.fill.description)
    .argument('<photo>', formatNames());
  addReadOptions(
    addWritingOptions(
      addJpegOption(addRunOptions(addOpacityOption(addSourceOption(addMaskOptions(command))))),
    ),
  ).action(
    async (
      photo: string,
      options: RunOptions &
        ReadOptions &
        WritingOptions &
        JpegOptions &
        MaskOptions &
        SourceOptions &
        OpacityOptions,
    ) => {
      await checkOutputs(outputPaths(options.output, options.variants), [
        photo,
        ...(options.mask === undefined ? [] : [options.mask]),
        ...picturesOf(options),
      ]);
      const open = () =>
        host.photos.open({ path: photo, options: photoOptions(options), mask: ruleOf(options), by: null });
      await runAndWrite(host, options, open, async (read) => {
        const { image, hash, noSource, earlierTurns } = read;
        const mask = read.mask!;
        const pack = await findPack(options.pack);
        const settings = await settingsOf(options, pack.manifest, drawnOnMask(mask));
        return {
          task: {
            request: { kind: 'fill' },
            image,
            origin: fileOrigin,
            hash,
            mask: maskSource(mask),
            noSource: noSource && maskSource(noSource),
            earlierTurns,
          },
          settings,
          pack,
          opacity: options.opacity,
        };
      });
    },
  );
}
