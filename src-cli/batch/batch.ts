import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { TesseraError } from '#shared/errors.ts';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { type Job, jobSchema, maskOfWords, type MaskWords } from '../jobs/job.ts';
import { type JobDoer, JobRunner, type ProgramFactory } from '../jobs/job-runner.ts';
import { isObject, resolvePlace } from '../jobs/place.ts';
import { addStoreOption, type StoreOpener, type StoreOptions, storeAt } from '../objects/open-store.ts';
import { findPack } from '../edit-command.ts';
import { createOutput } from '../output.ts';
import { wholeNumber } from '../run-options.ts';
import { assertWritable } from '../write-result.ts';
import { Batch } from './batch-run.ts';
import { type FolderRule, type ListedJob, listJobs } from './job-list.ts';
import { reportPage } from './report.ts';
import { StateFile } from '#engine/batch/state-file.ts';

interface BatchOptions extends MaskWords, StoreOptions {
  readonly state?: string;
  readonly output?: string;
  readonly operation?: 'fill' | 'extend';
  readonly report?: string;
  readonly queue?: string;
  readonly priority?: number;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** `tessera batch JOBS.jsonl` and `tessera batch FOLDER --output TEMPLATE -- OPTIONS` */
export function registerBatch(program: Command, createProgram: ProgramFactory): void {
  const command = program
    .command('batch')
    .description(
      'fill or extend many photos; what is done is kept in a state file, and the same command goes on',
    )
    .argument('<jobs>', 'a job list (.jsonl, .csv), a folder or a glob')
    .argument('[options...]', 'behind --: options of fill or extend, for each photo of a folder')
    .option('--state <file>', 'what was done (default: beside the job list, or where the results go)')
    .option('-o, --output <template>', 'of a folder: where results go, for example "out/{name}-filled.{ext}"')
    .option('--mask <template>', 'of a folder: one mask for all, or for example "{name}-mask.png"')
    .option('--rectangle <left,top,width,height>', 'of a folder: see fill --help')
    .option('--colour <#rrggbb>', 'of a folder: see fill --help')
    .option('--tolerance <n>', 'of a folder: see fill --help')
    .addOption(new Option('--operation <name>', 'of a folder').choices(['fill', 'extend']))
    .option('--report <file>', 'writes a page with every result, before and after (.html)')
    .option('--queue <address>', 'let workers do the jobs: redis://host:6379 (see worker --help)')
    .option(
      '--priority <n>',
      'of a queue: from 1, the first, to 1000; without one, jobs come before all that have one',
      wholeNumber(1, 1000),
    )
    .option('--dry-run', 'says what would be done and how long it takes', false)
    .option('--json', 'one JSON object per line on stdout', false);
  addStoreOption(command).action(async (source: string, passedOn: string[], options: BatchOptions) => {
    const listed = await listJobs(source, folderRule(options, passedOn));
    if (options.queue === undefined) await assertPack(listed);
    const output = createOutput(options.json);
    const openStore = storeAt(options.s3Endpoint);
    const here = new JobRunner(createProgram, openStore);
    if (options.dryRun) return new Batch(here, output).foretell(listed);
    if (options.report !== undefined) await assertWritable(options.report);
    const doer = await doerOf(options, here, openStore);
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

/** This process, or the workers of a queue: only then is a connection to it opened, and its code loaded. */
async function doerOf(
  { queue, priority }: BatchOptions,
  here: JobRunner,
  openStore: StoreOpener,
): Promise<JobDoer> {
  if (queue === undefined) {
    if (priority === undefined) return here;
    throw new TesseraError(
      'usage',
      '--priority is one among the jobs of a queue: give its address with --queue.',
    );
  }
  const { QueueDoer } = await import('../queue/queue-doer.ts');
  return QueueDoer.open(queue, openStore, priority);
}

/** Beside a job list; of a folder in the folder that all results have in common. @throws TesseraError usage */
function defaultState(source: string, outputTemplate: string | undefined): string {
  if (outputTemplate === undefined) return `${source}.state`;
  if (isObject(outputTemplate))
    throw new TesseraError(
      'usage',
      'The results go into a store: say with --state where the state file lies.',
    );
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
    if (!match) throw new TesseraError('usage', `"${passedOn[at]}" is no long option (--name value).`);
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
