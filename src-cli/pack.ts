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
import { assertOutside, assertWritable } from './write-result.ts';

interface JsonOption {
  readonly json: boolean;
}

/** The option every command has. */
const jsonOption = ['--json', 'one JSON object per line on stdout', false] as const;

const precisionOption = (fallback: PackPrecision): Option =>
  new Option('--precision <precision>', 'how weights are kept')
    .choices([...packPrecisions])
    .default(fallback);

function tolerance(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0))
    throw new InvalidArgumentError('It must be a number of 0 or more.');
  return value;
}

/** Adds `tessera pack ...`; failures are thrown as TesseraError for the caller to report. */
export function registerPack(program: Command): void {
  const pack = program
    .command('pack')
    .description('list, check, import, export, install, remove and compare model packs');

  pack
    .command('list')
    .description('list the packs')
    .option(...jsonOption)
    .action(list);
  pack
    .command('info')
    .description('show what a pack says about itself')
    .argument('<pack>', 'id or folder')
    .option(...jsonOption)
    .action(info);
  pack
    .command('check')
    .description('hash every file of a pack')
    .argument('<pack>', 'id or folder')
    .option(...jsonOption)
    .action(check);
  pack
    .command('import')
    .description('make a pack of published weights')
    .requiredOption('--transformer <checkpoint>', '.pt or .safetensors')
    .requiredOption('--autoencoder <checkpoint>', '.pt or .safetensors')
    .requiredOption('-o, --output <dir>', 'the new pack’s folder')
    .addOption(precisionOption('fp32'))
    .option(...jsonOption)
    .action(importPack);
  pack
    .command('export')
    .description('write a pack as one file, which the app and `pack install` take')
    .argument('<pack>', 'id or folder')
    .requiredOption('-o, --output <file>', 'NAME.tessera-pack')
    .option(...jsonOption)
    .action(exportPack);
  pack
    .command('install')
    .description('install a pack’s file among the packs of the app')
    .argument('<file>', 'NAME.tessera-pack')
    .option(...jsonOption)
    .action(install);
  pack
    .command('remove')
    .description('delete a pack that was imported or installed')
    .argument('<pack>', 'its id')
    .option(...jsonOption)
    .action(remove);
  pack
    .command('compare')
    .description('compute a reference’s results with a pack and compare')
    .argument('<pack>', 'id or folder')
    .argument('<reference>', 'folder with reference.safetensors')
    .option('--write <file>', 'store the computed results (safetensors)')
    .option('--tolerance <error>', 'largest accepted relative error', tolerance)
    .option(...jsonOption)
    .action(compare);
  pack
    .command('build', { hidden: true })
    .requiredOption('--from <dir>', 'a training export: config.json and weights.safetensors')
    .requiredOption('-o, --output <dir>', 'the new pack’s folder')
    .addOption(precisionOption('fp16'))
    .option(...jsonOption)
    .action(build);
}

async function list(options: JsonOption): Promise<void> {
  const packs = (await listPacks(commandLinePackDirectories())).map(summarisePack);
  const lines = packs.map(
    (entry) =>
      `${entry.id.padEnd(28)} ${entry.problem ?? `${entry.name}, ${entry.windowPixels} px, ${entry.precision}`}`,
  );
  createOutput(options.json).result({ event: 'done', packs }, lines.join('\n') || 'There are no packs.');
}

async function remove(id: string, options: JsonOption): Promise<void> {
  await deletePack(id, commandLinePackDirectories());
  createOutput(options.json).result({ event: 'done', pack: id }, `The pack "${id}" was deleted.`);
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
  const text = `${manifest.id}: all ${manifest.files.length} files are as they should be.`;
  createOutput(options.json).result({ event: 'done', pack: manifest.id, files: manifest.files.length }, text);
}

async function exportPack(name: string, options: JsonOption & { output: string }): Promise<void> {
  const pack = await findPackOrFolder(name, commandLinePackDirectories());
  if (!isPackFilePath(options.output))
    throw new TesseraError(
      'usage',
      `A pack's file is called NAME.${packFileExtension}. Nothing was written. Choose such a name for -o.`,
    );
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
  output.say(`${facts.name}: ${byteSize(facts.packBytes)}, licence: ${facts.licence}`);
  const folder = join(directories.user!, facts.packId);
  await installPackFile(resolve(file), folder, undefined, (fraction) =>
    output.fraction(fraction, 'Copying the pack'),
  );
  output.result({ event: 'done', pack: facts.packId, output: folder }, `Installed ${facts.name}.`);
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
    `${facts.name}: about ${byteSize(packBytes)} on disk at ${options.precision}; a guided run needs about ${byteSize(memoryBytes)} of memory.`,
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
  if (unknownTensors.length > 0) output.say(`Not needed and left out: ${unknownTensors.join(', ')}`);
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
        ? 'nothing to compare with'
        : `${error.toExponential(2)}${error <= accepted ? '' : '  above the tolerance'}`;
    output.result({ event: 'compared', key, error, tolerance: accepted }, `${key.padEnd(22)} ${line}`);
  }
  const failed = comparisons
    .filter(({ error }) => error !== null && !(error <= accepted))
    .map(({ key }) => key);
  if (failed.length > 0) {
    const written =
      options.write === undefined
        ? 'Nothing was written.'
        : `What it gives was written to "${basename(options.write)}".`;
    throw new TesseraError(
      'pack-differs',
      `The pack differs from the reference by more than ${accepted}: ${failed.join(', ')}. ${written}`,
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
