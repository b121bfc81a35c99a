import { basename, join, resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { TesseraError } from '#shared/errors.ts';
import { byteSize } from '#shared/text/formats.ts';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { buildPack } from '#engine/packs/build.ts';
import { comparePack } from '#engine/packs/compare.ts';
import { importCheckpoint } from '#engine/packs/import/import-checkpoint.ts';
import { inspectCheckpoints } from '#engine/packs/import/inspect-checkpoints.ts';
import { verifyPack } from '#engine/packs/integrity.ts';
import { packPrecisions, type PackPrecision } from '#engine/packs/manifest.ts';
import {
  inspectPackFile,
  installPackFile,
  isPackFilePath,
  packFileExtension,
  writePackFile,
} from '#engine/packs/pack-file.ts';
import {
  deletePack,
  findPackOrFolder,
  listPacks,
  obstacleTo,
  openPackOrFolder,
  summarisePack,
} from '#engine/packs/registry.ts';
import { createOutput } from './output.ts';
import { commandLinePackDirectories } from './pack-directories.ts';
import { addHelpCommand } from './translated-command.ts';
import { assertOutside, assertWritable } from './write-result.ts';
import { text } from '#shared/text/text.ts';

interface JsonOption {
  readonly json: boolean;
}

/** The option every command has. */
const jsonOption = () => ['--json', text.commandHelp.shared.json, false] as const;

const precisionOption = (fallback: PackPrecision): Option =>
  new Option('--precision <precision>', text.commandHelp.pack.precision)
    .choices([...packPrecisions])
    .default(fallback);

function tolerance(given: string): number {
  const value = Number(given);
  if (given.trim() === '' || !(value >= 0)) throw new InvalidArgumentError(text.commandLine.wanted.tolerance);
  return value;
}

/** Adds `tessera pack ...`; failures are thrown as TesseraError for the caller to report. */
export function registerPack(program: Command): void {
  const words = text.commandHelp.pack;
  const pack = program.command('pack').description(words.description);
  addHelpCommand(pack);

  pack
    .command('list')
    .description(words.list)
    .option(...jsonOption())
    .action(list);
  pack
    .command('info')
    .description(words.info)
    .argument('<pack>', words.idOrFolder)
    .option(...jsonOption())
    .action(info);
  pack
    .command('check')
    .description(words.check)
    .argument('<pack>', words.idOrFolder)
    .option(...jsonOption())
    .action(check);
  pack
    .command('import')
    .description(words.import)
    .requiredOption('--transformer <checkpoint>', words.checkpoint)
    .requiredOption('--autoencoder <checkpoint>', words.checkpoint)
    .requiredOption('-o, --output <dir>', words.folder)
    .addOption(precisionOption('fp32'))
    .option(...jsonOption())
    .action(importPack);
  pack
    .command('export')
    .description(words.export)
    .argument('<pack>', words.idOrFolder)
    .requiredOption('-o, --output <file>', words.file)
    .option(...jsonOption())
    .action(exportPack);
  pack
    .command('install')
    .description(words.install)
    .argument('<file>', words.file)
    .option(...jsonOption())
    .action(install);
  pack
    .command('remove')
    .description(words.remove)
    .argument('<pack>', words.id)
    .option(...jsonOption())
    .action(remove);
  pack
    .command('compare')
    .description(words.compare)
    .argument('<pack>', words.idOrFolder)
    .argument('<reference>', words.reference)
    .option('--write <file>', words.write)
    .option('--tolerance <error>', words.tolerance, tolerance)
    .option(...jsonOption())
    .action(compare);
  pack
    .command('build', { hidden: true })
    .requiredOption('--from <dir>', words.from)
    .requiredOption('-o, --output <dir>', words.folder)
    .addOption(precisionOption('fp16'))
    .option(...jsonOption())
    .action(build);
}

async function list(options: JsonOption): Promise<void> {
  const packs = (await listPacks(commandLinePackDirectories())).map(summarisePack);
  const lines = packs.map(
    (entry) =>
      `${entry.id.padEnd(28)} ${entry.problem ?? `${entry.name}, ${entry.windowPixels} px, ${entry.precision}`}`,
  );
  createOutput(options.json).result(
    { event: 'done', packs },
    lines.join('\n') || text.commandLine.packs.none,
  );
}

async function remove(id: string, options: JsonOption): Promise<void> {
  await deletePack(id, commandLinePackDirectories());
  createOutput(options.json).result({ event: 'done', pack: id }, text.commandLine.packs.deleted(id));
}

async function info(name: string, options: JsonOption): Promise<void> {
  const { manifest, directory } = await findPackOrFolder(name, commandLinePackDirectories());
  createOutput(options.json).result(
    { event: 'done', directory, manifest },
    JSON.stringify({ ...manifest, labels: manifest.labels.join(', ') }, null, 2),
  );
}

async function check(name: string, options: JsonOption): Promise<void> {
  const { manifest, directory } = await findPackOrFolder(name, commandLinePackDirectories());
  await verifyPack(directory, manifest, true);
  const files = manifest.files.length;
  createOutput(options.json).result(
    { event: 'done', pack: manifest.id, files },
    text.commandLine.packs.checked(manifest.id, files),
  );
}

async function exportPack(name: string, options: JsonOption & { output: string }): Promise<void> {
  const pack = await findPackOrFolder(name, commandLinePackDirectories());
  if (!isPackFilePath(options.output))
    throw new TesseraError('usage', text.commandLine.usage.packFileName(packFileExtension));
  assertOutside(options.output, [pack.directory]);
  await assertWritable(options.output);
  await writePackFile(pack, resolve(options.output));
  createOutput(options.json).result(
    { event: 'done', pack: pack.manifest.id, output: options.output },
    `${options.output}: ${pack.manifest.name}`,
  );
}

async function install(file: string, options: JsonOption): Promise<void> {
  const output = createOutput(options.json);
  const facts = await inspectPackFile(file);
  const directories = commandLinePackDirectories();
  const obstacle = await obstacleTo(facts.packId, directories);
  if (obstacle !== null) throw new TesseraError('pack-invalid', obstacle);
  output.event({ event: 'plan', ...facts });
  output.say(text.commandLine.packs.offered(facts.name, byteSize(facts.packBytes), facts.licence));
  const folder = join(directories.user!, facts.packId);
  await installPackFile(resolve(file), folder, undefined, (fraction) =>
    output.fraction(fraction, text.commandLine.packs.copying),
  );
  output.result(
    { event: 'done', pack: facts.packId, output: folder },
    text.commandLine.packs.installed(facts.name),
  );
}

async function importPack(
  options: JsonOption & {
    transformer: string;
    autoencoder: string;
    output: string;
    precision: PackPrecision;
  },
): Promise<void> {
  const facts = await inspectCheckpoints(options);
  const { packBytes, memoryBytes } = facts.choices.find(({ precision }) => precision === options.precision)!;
  const output = createOutput(options.json);
  output.event({ event: 'plan', ...facts, packBytes, memoryBytes });
  output.say(
    text.commandLine.packs.planned(facts.name, byteSize(packBytes), options.precision, byteSize(memoryBytes)),
  );
  // The first Ctrl-C ends the import and removes what was written; a second one kills.
  const interruption = new AbortController();
  process.once('SIGINT', () => interruption.abort());
  const { manifest, unknownTensors } = await importCheckpoint({
    ...options,
    output: resolve(options.output),
    signal: interruption.signal,
    onProgress: (fraction, message) => output.fraction(fraction, message),
  });
  if (unknownTensors.length > 0) output.say(text.commandLine.packs.leftOut(unknownTensors.join(', ')));
  const done = {
    event: 'done',
    output: options.output,
    pack: manifest.id,
    unknownTensors,
    measuredErrors: manifest.measuredErrors,
  };
  output.result(done, `${options.output}: ${manifest.name}, ${manifest.precision}`);
}

async function compare(
  name: string,
  reference: string,
  options: JsonOption & { write?: string; tolerance?: number },
): Promise<void> {
  const pack = await openPackOrFolder(name, commandLinePackDirectories());
  if (options.write !== undefined) {
    assertOutside(options.write, [pack.directory, reference]);
    await assertWritable(options.write);
  }
  const { comparisons, results } = await comparePack(pack, reference);
  if (options.write !== undefined) await writeFileAtomically(resolve(options.write), results);
  const output = createOutput(options.json);
  const accepted = options.tolerance ?? pack.manifest.tolerance;
  for (const { key, error } of comparisons) {
    const line =
      error === null
        ? text.commandLine.packs.nothingToCompare
        : `${error.toExponential(2)}${error <= accepted ? '' : `  ${text.commandLine.packs.aboveTolerance}`}`;
    output.result({ event: 'compared', key, error, tolerance: accepted }, `${key.padEnd(22)} ${line}`);
  }
  const failed = comparisons
    .filter(({ error }) => error !== null && !(error <= accepted))
    .map(({ key }) => key);
  if (failed.length > 0) {
    const { differs, differsWritten } = text.commandLine.packs;
    const parts = failed.join(', ');
    throw new TesseraError(
      'pack-differs',
      options.write === undefined
        ? differs(accepted, parts)
        : differsWritten(accepted, parts, basename(options.write)),
    );
  }
  const errors = Object.fromEntries(comparisons.map(({ key, error }) => [key, error]));
  output.result({ event: 'done', pack: pack.manifest.id, tolerance: accepted, errors }, null);
}

async function build(
  options: JsonOption & { from: string; output: string; precision: PackPrecision },
): Promise<void> {
  const manifest = await buildPack(options.from, resolve(options.output), options.precision);
  createOutput(options.json).result(
    { event: 'done', output: options.output, pack: manifest.id },
    `${options.output}: ${manifest.name}, ${manifest.precision}`,
  );
}
