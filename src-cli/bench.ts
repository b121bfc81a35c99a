import { type Command, Option } from 'commander';
import { deviceNames, type DeviceName } from '#shared/runs/run-settings.ts';
import { threadCount } from '#engine/inference/session-options.ts';
import { openDefaultPack, openPackOrFolder } from '#engine/packs/registry.ts';
import { measure, type BenchFigures } from './bench/measure.ts';
import { createOutput } from './output.ts';
import { commandLinePackDirectories } from './pack-directories.ts';
import { wholeNumber } from './run-options.ts';

interface BenchFlags {
  readonly pack?: string;
  readonly device: DeviceName;
  readonly allowSoftwareDevice: boolean;
  readonly threads: number;
  readonly rounds: number;
  readonly json: boolean;
}

/** Adds `tessera bench`: how fast this machine samples with a pack, against its own matrix products. */
export function registerBench(program: Command): void {
  program
    .command('bench')
    .description('Measure how fast this machine runs a pack. Close other programs first.')
    .option('--pack <id-or-folder>', 'the pack to measure (default: the bundled one)')
    .addOption(new Option('--device <name>', 'what computes').choices(deviceNames).default('cpu'))
    .option('--allow-software-device', 'let a software renderer count as a GPU (for tests; slow)', false)
    .option('--threads <count>', 'CPU threads, 0 = all', wholeNumber(0, 256), 0)
    .option('--rounds <count>', 'how often everything is measured; the best counts', wholeNumber(1, 1000), 5)
    .option('--json', 'one JSON object per line on stdout', false)
    .action(async (flags: BenchFlags) => {
      const directories = commandLinePackDirectories();
      const pack = flags.pack
        ? await openPackOrFolder(flags.pack, directories)
        : await openDefaultPack(directories);
      const output = createOutput(flags.json);
      const figures = await measure(pack, {
        device: flags.device,
        allowSoftwareDevice: flags.allowSoftwareDevice,
        threads: threadCount(flags.threads),
        rounds: flags.rounds,
        onProgress: (fraction) => output.fraction(fraction, 'Measuring'),
      });
      output.result({ event: 'done', ...figures }, describe(figures));
    });
}

function describe(figures: BenchFigures): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const milliseconds = (seconds: number) => `${(1000 * seconds).toFixed(0)} ms`;
  const masks = Object.entries(figures.maskSeconds).map(
    ([share, seconds]) => `${share}: ${milliseconds(seconds)}`,
  );
  const outside = Object.entries(figures.outsideNetworkShare).map(
    ([name, share]) => `${name}: ${percent(share)}`,
  );
  return [
    `pack                 ${figures.pack} (${figures.precision}), ${figures.device}, ${figures.threads} threads`,
    `matrix product       ${figures.matrixGflops.toFixed(1)} GFLOP/s (${figures.matrixShape.join(' x ')})`,
    `sampler              ${figures.samplerGflops.toFixed(1)} GFLOP/s, ${percent(figures.matrixShare)} of it`,
    `one window pass      ${milliseconds(figures.windowPassSeconds)}`,
    `first tokens         ${milliseconds(figures.firstTokensSeconds)} (quarter mask)`,
    `masks                ${masks.join(', ')} (${figures.tokensPerArStep} tokens per AR step x ${figures.diffusionSteps})`,
    `quarter of all       ${percent(figures.quarterOfAll)}`,
    `outside the network  ${outside.join(', ')}`,
    `through main memory  ${figures.hostBytesPerStep} bytes per diffusion step, ${figures.cacheBytesPerStep} of the cache`,
    `opening              ${milliseconds(figures.openSeconds)}`,
    `peak memory          ${(figures.peakMemoryBytes / 2 ** 20).toFixed(0)} MB`,
  ].join('\n');
}
