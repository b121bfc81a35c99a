import type { Command } from 'commander';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { drawnOnAll } from './drawn-picture.ts';
import { refuseOpacityOption } from './fill-opacity.ts';
import type { CommandHost } from './command-host.ts';
import { fileOrigin, findPack, runAndWrite } from './edit-command.ts';
import { addWritingOptions, type WritingOptions } from './conversion-options.ts';
import { fileOf, nothingKept } from './photos/in-this-thread.ts';
import { picturesOf } from './picture-options.ts';
import { addRunOptions, type RunOptions, settingsOf, wholeNumber } from './run-options.ts';
import { checkOutputs, outputPaths } from './write-result.ts';
import { text } from '#shared/text/text.ts';

/** An opaque 8-bit sRGB picture of nothing: what `generate` fills. */
export const emptyPicture = (width: number, height: number): SampleImage => ({
  width,
  height,
  channels: 3,
  bitDepth: 8,
  data: new Uint8Array(width * height * 3),
  iccProfile: null,
});

/** `tessera generate [--label NAME] [--width PX --height PX] -o OUT` */
export function registerGenerate(program: Command, host: CommandHost): void {
  const command = program
    .command('generate')
    .description(text.commandHelp.generate.description)
    .option('--width <px>', text.commandHelp.generate.width, wholeNumber(1, 20000))
    .option('--height <px>', text.commandHelp.generate.height, wholeNumber(1, 20000));
  addWritingOptions(addRunOptions(refuseOpacityOption(command))).action(
    async (options: RunOptions & WritingOptions & { width?: number; height?: number }) => {
      await checkOutputs(outputPaths(options.output, options.variants), picturesOf(options));
      const nothing = () => Promise.resolve({ photo: null, file: fileOf(nothingKept) });
      await runAndWrite(host, options, nothing, async () => {
        const pack = await findPack(options.pack);
        const { window, tokenPixels } = pack.manifest;
        const image = emptyPicture(
          options.width ?? window.columns * tokenPixels,
          options.height ?? window.rows * tokenPixels,
        );
        const settings = await settingsOf(options, pack.manifest, drawnOnAll(image));
        return {
          task: {
            request: { kind: 'generate' },
            image,
            origin: fileOrigin,
            hash: null,
            mask: null,
            noSource: null,
            earlierTurns: [],
          },
          settings,
          pack,
        };
      });
    },
  );
}
