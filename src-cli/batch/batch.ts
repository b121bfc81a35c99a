import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { TesseraError } from '#shared/errors.ts';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { needsNpmPackage } from '../app-limits.ts';
import { type Job, jobSchema, maskOfWords, type MaskWords, placesOf } from '../jobs/job.ts';
import { type JobDoer, JobRunner, type ProgramFactory } from '../jobs/job-runner.ts';
import { isObject, resolvePlace } from '../jobs/place.ts';
import { addStoreOption, type StoreOpener, type StoreOptions, storeAt } from '../objects/open-store.ts';
import { findPack } from '../edit-command.ts';
import { createOutput } from '../output.ts';
import { wholeNumber } from '../run-options.ts';
import { assertWritable } from '../write-result.ts';
import { Batch } from './batch-run.ts';
import { engineCount, EngineProcesses } from './engine-processes.ts';
import { type FolderRule, type ListedJob, listJobs } from './job-list.ts';
import { reportPage } from './report.ts';
import { StateFile } from '#engine/batch/state-file.ts';
import { text } from '#shared/text/text.ts';

interface BatchOptions extends MaskWords, StoreOptions {
  readonly state?: string;
  readonly output?: string;
  readonly operation?: 'fill' | 'extend';
  readonly report?: string;
  readonly queue?: string;
  readonly priority?: number;
  readonly engines?: number;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** `tessera batch JOBS.jsonl` and `tessera batch FOLDER --output TEMPLATE -- OPTIONS` */
export function registerBatch(program: Command, createProgram: ProgramFactory): void {
  const words = text.commandHelp.batch;
  const command = program
    .command('batch')
    .description(words.description)
    .argument('<jobs>', words.jobs)
    .argument('[options...]', words.options)
    .option('--state <file>', words.state)
    .option('-o, --output <template>', words.output)
    .option('--mask <template>', words.mask)
    .option('--rectangle <left,top,width,height>', words.seeFill)
    .option('--colour <#rrggbb>', words.seeFill)
    .option('--tolerance <n>', words.seeFill)
    .addOption(new Option('--operation <name>', words.operation).choices(['fill', 'extend']))
    .option('--report <file>', words.report)
    .option('--queue <address>', words.queue)
    .option('--priority <n>', words.priority, wholeNumber(1, 1000))
    .addOption(
      new Option('--engines <n>', words.engines).argParser(wholeNumber(1, 64)).conflicts(['queue', 'dryRun']),
    )
    .option('--dry-run', words.dryRun, false)
    .option('--json', text.commandHelp.shared.json, false);
  addStoreOption(command).action(async (source: string, passedOn: string[], options: BatchOptions) => {
    if (isInApp && options.queue !== undefined) throw needsNpmPackage();
    const listed = await listJobs(source, folderRule(options, passedOn));
    if (isInApp && listed.some(({ job }) => job && placesOf(job).some(isObject))) throw needsNpmPackage();
    if (options.queue === undefined) await assertPack(listed);
    const output = createOutput(options.json);
    const openStore = storeAt(options.s3Endpoint);
    if (options.dryRun) return new Batch(new JobRunner(createProgram, openStore), output).foretell(listed);
    if (options.report !== undefined) await assertWritable(options.report);
    const doer = await doerOf(options, listed, createProgram, openStore);
    const batch = new Batch(doer, output);
    const path = options.state ?? defaultState(source, options.output);
    const state = await StateFile.open(path).catch(async (error: unknown) => {
      // Its connections would keep the process.
      await doer.dispose();
      throw error;
    });
    try {
      await batch.run(listed, state);
      if (options.report !== undefined)
        await writeFileAtomically(options.report, await reportPage(listed, state.records, openStore));
    } finally {
      await state.close();
    }
    batch.end(listed, state);
  });
}

/** The pack that all jobs want must be there; of several, each job tells of its own. @throws TesseraError of packs/registry */
async function assertPack(listed: readonly ListedJob[]): Promise<void> {
  const wanted = new Set(listed.flatMap(({ job }) => (job ? [job.options['pack']] : [])));
  const [pack] = wanted;
  if (wanted.size === 1) await findPack(pack === undefined ? undefined : String(pack));
}

/** This process, several, or the workers of a queue: only then is a connection to it opened, and its code loaded. */
async function doerOf(
  { queue, priority, engines, s3Endpoint }: BatchOptions,
  listed: readonly ListedJob[],
  createProgram: ProgramFactory,
  openStore: StoreOpener,
): Promise<JobDoer> {
  if (queue === undefined) {
    if (priority !== undefined) throw new TesseraError('usage', text.commandLine.batch.priorityWithoutQueue);
    const count = engines ?? (await engineCount(listed.flatMap(({ job }) => job ?? [])));
    return count > 1 ? new EngineProcesses(count, s3Endpoint) : new JobRunner(createProgram, openStore);
  }
  if (isInApp) throw needsNpmPackage();
  const { QueueDoer } = await import('../queue/queue-doer.ts');
  return QueueDoer.open(queue, openStore, priority);
}

/** Beside a job list; of a folder in the folder that all results have in common. @throws TesseraError usage */
function defaultState(source: string, outputTemplate: string | undefined): string {
  if (outputTemplate === undefined) return `${source}.state`;
  if (isObject(outputTemplate)) throw new TesseraError('usage', text.commandLine.batch.stateInStore);
  const common = outputTemplate.slice(0, `${outputTemplate}{`.indexOf('{'));
  return resolve(common.slice(0, common.search(/[^/\\]*$/)), 'tessera-batch.state');
}

/** @throws TesseraError usage */
function folderRule(options: BatchOptions, passedOn: readonly string[]): FolderRule | null {
  const { output, mask, rectangle, colour, tolerance, operation } = options;
  const isList = output === undefined && operation === undefined;
  if (isList && passedOn.length === 0 && (mask ?? rectangle ?? colour) === undefined) return null;
  const rule = maskOfWords({ mask: mask && resolvePlace(process.cwd(), mask), rectangle, colour, tolerance });
  const line = { output, operation: operation ?? 'fill', mask: rule, options: optionsOf(passedOn) };
  const parsed = jobSchema.safeParse({ photo: 'photo', ...line });
  if (!parsed.success)
    throw new TesseraError(
      'usage',
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    );
  return parsed.data;
}

/** "--effort fast --detail=off" as a job's options. */
function optionsOf(passedOn: readonly string[]): Job['options'] {
  const options: Record<string, string | boolean> = {};
  for (let at = 0; at < passedOn.length; at++) {
    const match = /^--([a-z][a-z-]*)(?:=(.*))?$/s.exec(passedOn[at]!);
    if (!match) throw new TesseraError('usage', text.commandLine.batch.noLongOption(passedOn[at]!));
    const name = match[1]!.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
    const next = passedOn[at + 1];
    if (match[2] !== undefined) options[name] = match[2];
    else if (next === undefined || next.startsWith('--')) options[name] = true;
    else {
      options[name] = next;
      at++;
    }
  }
  return options;
}
