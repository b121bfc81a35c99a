import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { glob } from 'tinyglobby';
import { z } from 'zod';
import { reading } from '#engine/files/system-errors.ts';
import { type ErrorReport, TesseraError } from '#shared/errors.ts';
import { pictureFormats } from '#shared/pictures/picture-formats.ts';
import { inputsOf, type Job, jobOfLine, jobSchema, maskOfWords } from '../jobs/job.ts';
import { text } from '#shared/text/text.ts';

/** A line of a job list: a job, or why it is none. */
export interface ListedJob {
  /** From 1; of a folder the number of the photo. */
  readonly line: number;
  readonly job: Job | null;
  readonly problem: ErrorReport | null;
}

/** What is done to each photo of a folder or glob; paths are relative to the current folder. */
export type FolderRule = Readonly<Pick<Job, 'output' | 'operation'> & Partial<Pick<Job, 'mask' | 'options'>>>;

/**
 * The jobs of a list (.jsonl, .csv), or of every photo that a folder holds or a glob finds.
 * @throws TesseraError file-not-found, usage
 */
export async function listJobs(source: string, rule: FolderRule | null): Promise<ListedJob[]> {
  const extension = extname(source).toLowerCase();
  if (extension !== '.jsonl' && extension !== '.csv')
    return withoutCollisions(await jobsOfPhotos(source, rule));
  if (rule) throw new TesseraError('usage', text.commandLine.batch.list.saysItself(basename(source)));
  const content = await reading(source, readFile(source, 'utf8'));
  const folder = dirname(resolve(source));
  const lines = extension === '.csv' ? rowsOfCsv(content) : linesOfJson(content);
  return withoutCollisions(lines.map(({ line, read }) => listed(line, read, folder)));
}

interface UnreadLine {
  readonly line: number;
  /** @throws SyntaxError */
  read(): unknown;
}

const linesOfJson = (list: string): UnreadLine[] =>
  list
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map((content, index) => ({ line: index + 1, content, read: () => JSON.parse(content) as unknown }))
    .filter(({ content }) => content.trim() !== '');

/** Columns are photo, output, mask, rectangle, colour, tolerance, operation; every other is an option; empty cells are left out. */
function rowsOfCsv(list: string): UnreadLine[] {
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    rows = parse(list, { columns: true, bom: true, info: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw new TesseraError('usage', text.commandLine.batch.list.noCsv(reasonOfCsv(error)));
  }
  return rows.map(({ record, info }) => ({ line: info.lines, read: () => lineOfRow(record) }));
}

function lineOfRow(row: Record<string, string>): unknown {
  const cells = Object.entries(row).filter(([, value]) => value !== '');
  const { photo, output, mask, rectangle, colour, tolerance, operation, ...options } =
    Object.fromEntries(cells);
  const rule = maskOfWords({ mask, rectangle, colour, tolerance });
  const defined = { photo, output, mask: rule, operation };
  return {
    ...Object.fromEntries(Object.entries(defined).filter(([, value]) => value !== undefined)),
    options: Object.fromEntries(Object.entries(options).map(([name, value]) => [name, valueOfCell(value)])),
  };
}

const valueOfCell = (cell: string): string | number | boolean =>
  cell === 'true' || cell === 'false' ? cell === 'true' : /^-?\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell;

/** What is wrong with a CSV file, by the library's code for it. */
function reasonOfCsv(error: unknown): string {
  if (!(error instanceof CsvError)) return reasonOf(error);
  const { csvReasons } = text.commandLine.batch.list;
  const line = Number(error['lines']);
  if (error.code === 'CSV_RECORD_INCONSISTENT_COLUMNS')
    return csvReasons.columns(line, (error['columns'] as unknown[]).length);
  return /QUOTE/.test(error.code) ? csvReasons.quotes(line) : csvReasons.line(line);
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function listed(line: number, read: () => unknown, folder: string): ListedJob {
  const refused = (why: string): ListedJob => ({
    line,
    job: null,
    problem: { code: 'usage', message: text.commandLine.batch.list.leftOut(line, why) },
  });
  let content: unknown;
  try {
    content = read();
  } catch (error) {
    return refused(text.commandLine.batch.list.noJson(reasonOf(error)));
  }
  const parsed = jobSchema.safeParse(content);
  if (parsed.success) return { line, job: jobOfLine(parsed.data, folder), problem: null };
  return refused(
    z
      .prettifyError(parsed.error)
      .replace(/^✖ /gm, '')
      .replace(/\s*\n\s*(→ )?/g, ' '),
  );
}

async function jobsOfPhotos(source: string, rule: FolderRule | null): Promise<ListedJob[]> {
  if (!rule) throw new TesseraError('usage', text.commandLine.batch.list.noList(source));
  const isFolder = await stat(source).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const extensions = pictureFormats.flatMap((format) => format.extensions);
  const paths = isFolder
    ? await glob(`*.{${extensions.join(',')}}`, { cwd: source, absolute: true, caseSensitiveMatch: false })
    : await glob(source, { absolute: true });
  const jobs = paths
    .sort()
    .map((photo) => jobOfLine(jobSchema.parse({ options: {}, ...rule, photo }), process.cwd()));
  // A mask that lies beside its photo is none of the photos.
  const masks = new Set(jobs.map(({ mask }) => mask));
  const photos = jobs.filter(({ photo }) => !masks.has(photo));
  if (photos.length === 0)
    throw new TesseraError('file-not-found', text.commandLine.batch.list.noPhoto(source));
  return photos.map((job, index) => ({ line: index + 1, job, problem: null }));
}

/** Only the first of the jobs that would write one file is done; none writes what another reads. */
function withoutCollisions(jobs: readonly ListedJob[]): ListedJob[] {
  const inputs = new Set(jobs.flatMap(({ job }) => (job ? inputsOf(job) : [])));
  const writers = new Map<string, number>();
  return jobs.map((listed) => {
    const { job, line } = listed;
    if (!job) return listed;
    const name = basename(job.output);
    const earlier = writers.get(job.output);
    const refused = (why: string): ListedJob => ({
      line,
      job: null,
      problem: { code: 'usage', message: text.commandLine.batch.list.collides(line, why) },
    });
    if (inputs.has(job.output)) return refused(text.commandLine.batch.list.isRead(name));
    if (earlier !== undefined) return refused(text.commandLine.batch.list.isWritten(name, earlier));
    writers.set(job.output, line);
    return listed;
  });
}
