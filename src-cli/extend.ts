import { type Command, Option } from 'commander';
import { formatNames } from '#shared/pictures/format-names.ts';
import { TesseraError } from '#shared/errors.ts';
import { maskSource } from '#engine/editing/sources.ts';
import { drawnOnFrame } from './drawn-picture.ts';
import type { CommandHost } from './command-host.ts';
import { fileOrigin, findPack, runAndWrite } from './edit-command.ts';
import { refuseOpacityOption } from './fill-opacity.ts';
import { addJpegOption, type JpegOptions } from './jpeg-output.ts';
import { type Length, lengthParser } from './length-option.ts';
import { addWritingOptions, type WritingOptions } from './conversion-options.ts';
import { photoOptions } from './photos/photo-files.ts';
import { picturesOf } from './picture-options.ts';
import {
  addRunOptions,
  type RunOptions,
  settingsOf,
  addReadOptions,
  type ReadOptions,
} from './run-options.ts';
import { addSourceOption, type SourceOptions } from './source-option.ts';
import { checkOutputs, outputPaths } from './write-result.ts';
import { text } from '#shared/text/text.ts';

const sides = ['left', 'right', 'top', 'bottom'] as const;

type Sides = Record<(typeof sides)[number], Length>;

const nothing: Length = { amount: 0, unit: 'pixels' };

/** `tessera extend IN --left PX --right PX --top PX --bottom PX -o OUT` */
export function registerExtend(program: Command, host: CommandHost): void {
  const words = text.commandHelp.extend;
  const command = program.command('extend').description(words.description).argument('<photo>', formatNames());
  refuseOpacityOption(command);
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
      const by = { left: options.left, right: options.right, top: options.top, bottom: options.bottom };
      const open = () => host.photos.open({ path: photo, options: photoOptions(options), mask: null, by });
      await runAndWrite(host, options, open, async (read) => {
        const { image, hash, noSource, earlierTurns } = read;
        const added = read.by!;
        const pack = await findPack(options.pack);
        const settings = await settingsOf(options, pack.manifest, drawnOnFrame(image, added));
        return {
          task: {
            request: { kind: 'extend', by: added },
            image,
            origin: fileOrigin,
            hash,
            mask: null,
            noSource: noSource && maskSource(noSource),
            earlierTurns,
          },
          settings,
          pack,
        };
      });
    },
  );
}
