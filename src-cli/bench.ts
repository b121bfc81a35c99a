import { type Command, Option } from 'commander';
import { deviceNames, type DeviceName } from '#shared/runs/run-settings.ts';
import { networkThreads } from '#engine/inference/session-options.ts';
import { openDefaultPack, openPackOrFolder } from '#engine/packs/registry.ts';
import { measure, type BenchFigures } from './bench/measure.ts';
import { columnsOf } from './columns.ts';
import { createOutput } from './output.ts';
import { commandLinePackDirectories } from './pack-directories.ts';
import { wholeNumber } from './run-options.ts';
import { text } from '#shared/text/text.ts';

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
    .description(text.commandHelp.bench.description)
    .option('--pack <id-or-folder>', text.commandHelp.bench.pack)
    .addOption(
      new Option('--device <name>', text.commandHelp.shared.device).choices(deviceNames).default('cpu'),
    )
    .option('--allow-software-device', text.commandHelp.shared.softwareDevice, false)
    .option('--threads <count>', text.commandHelp.bench.threads, wholeNumber(0, 256), 0)
    .option('--rounds <count>', text.commandHelp.bench.rounds, wholeNumber(1, 1000), 5)
    .option('--json', text.commandHelp.shared.json, false)
    .action(async (flags: BenchFlags) => {
      const directories = commandLinePackDirectories();
      const pack = flags.pack
        ? await openPackOrFolder(flags.pack, directories)
        : await openDefaultPack(directories);
      const output = createOutput(flags.json);
      const figures = await measure(pack, {
        device: flags.device,
        allowSoftwareDevice: flags.allowSoftwareDevice,
        threads: networkThreads(flags.threads, pack.manifest),
        rounds: flags.rounds,
        onProgress: (fraction) => output.fraction(fraction, text.commandLine.bench.measuring),
      });
      output.result({ event: 'done', ...figures }, describe(figures));
    });
}

function describe(figures: BenchFigures): string {
  const words = text.commandLine.bench;
  const share = (of: number) => `${(100 * of).toFixed(1)} %`;
  const milliseconds = (seconds: number) => `${(1000 * seconds).toFixed(0)} ms`;
  const byMask = (numbers: Readonly<Record<string, number>>, shown: (value: number) => string) =>
    Object.entries(numbers)
      .map(([name, value]) => `${name === 'all' ? words.all : name}: ${shown(value)}`)
      .join(', ');
  const rows: Readonly<Record<keyof typeof words.rows, string>> = {
    pack: `${figures.pack} (${figures.precision}), ${figures.device}, ${words.threads(figures.threads)}`,
    matrix: `${figures.matrixGflops.toFixed(1)} GFLOP/s (${figures.matrixShape.join(' x ')})`,
    sampler: `${figures.samplerGflops.toFixed(1)} GFLOP/s, ${words.ofMatrix(share(figures.matrixShare))}`,
    windowPass: milliseconds(figures.windowPassSeconds),
    firstTokens: `${milliseconds(figures.firstTokensSeconds)} (${words.quarterMask})`,
    masks: `${byMask(figures.maskSeconds, milliseconds)} (${words.tokensPerStep(figures.tokensPerArStep, figures.diffusionSteps)})`,
    quarter: share(figures.quarterOfAll),
    outside: byMask(figures.outsideNetworkShare, share),
    traffic: words.traffic(figures.hostBytesPerStep, figures.cacheBytesPerStep),
    opening: milliseconds(figures.openSeconds),
    memory: `${(figures.peakMemoryBytes / 2 ** 20).toFixed(0)} MB`,
  };
  const width = Math.max(...Object.values(words.rows).map(columnsOf));
  return Object.entries(rows)
    .map(([row, figure]) => {
      const name = words.rows[row as keyof typeof rows];
      return `${name}${' '.repeat(width - columnsOf(name) + 2)}${figure}`;
    })
    .join('\n');
}
