import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import yauzl from 'yauzl';
import { argumentsOf, jobOfLine, jobSchema } from '#cli/jobs/job.ts';
import { JobRunner } from '#cli/jobs/job-runner.ts';
import { createProgram } from '#cli/main.ts';
import { storeAt } from '#cli/objects/open-store.ts';
import { familyMemory } from '#tests/fixtures/process-memory.ts';
import { writeMask } from '#tests/integration/src-cli/pictures.ts';

/** Photos that are too many for the repository: `data/eval-00.zip` and `photos`. */
const shared = process.env['TESSERA_SHARED'] ?? '';
const names = ['summit-sunset', 'dandelions', 'picos-de-europa', 'autumn-valley', 'brook', 'dogs'];
/** Each of the six large photos twice; the first two also come last, so that memory is compared over the same sizes. */
const largeCount = Number(process.env['TESSERA_LARGE'] ?? 12);
const large = [...[...names, ...names.slice(2)].slice(0, largeCount - 2), ...names.slice(0, 2)];
/** One large photo, then four small ones, twelve times. */
const smallPerLarge = Number(process.env['TESSERA_SMALL_PER_LARGE'] ?? 4);

interface Line {
  readonly photo: string;
  readonly output: string;
  readonly mask: unknown;
  readonly options: { readonly seed: number; readonly effort: 'fast'; readonly threads?: number };
}

let folder = '';
let smallPhotos: string[] = [];
beforeAll(async () => {
  if (shared === '') throw new Error('TESSERA_SHARED does not name the folder with photos.');
  folder = await mkdtemp(join(tmpdir(), 'tessera-batch-photos-'));
  smallPhotos = await photosOf(join(shared, 'data', 'eval-00.zip'), large.length * smallPerLarge);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The first photos of a zip file, as files. */
async function photosOf(zip: string, count: number): Promise<string[]> {
  const file = await promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)(zip, { lazyEntries: true });
  const paths: string[] = [];
  while (paths.length < count) {
    file.readEntry();
    const [entry] = (await once(file, 'entry')) as [yauzl.Entry];
    if (!entry.fileName.endsWith('.webp')) continue;
    const path = join(folder, `small-${paths.length}.webp`);
    await writeFile(path, await buffer(await promisify(file.openReadStream.bind(file))(entry)));
    paths.push(path);
  }
  file.close();
  return paths;
}

/** A job by one of three rules: a rectangle, a mask file, a colour that was painted over. @param side of the hole in pixels */
async function lineOf(index: number, source: string, side: number, into: string): Promise<Line> {
  const { width, height } = await sharp(source).autoOrient().metadata();
  const [left, top] = [Math.round((width - side) / 2), Math.round((height - side) / 2)];
  const extension = index % 3 === 2 ? '.png' : extname(source);
  const photo = join(folder, `${into}-${index}-${basename(source, extname(source))}${extension}`);
  if (index % 3 === 2) {
    const create = { width: side, height: side, channels: 3 as const, background: '#ff00ff' };
    const stamp = await sharp({ create }).png().toBuffer();
    await sharp(source)
      .autoOrient()
      .composite([{ input: stamp, left, top }])
      .png()
      .toFile(photo);
  } else await copyFile(source, photo);
  const file = photo.replace(extension, '-mask.png');
  if (index % 3 === 1) await writeMask(file, width, height, [[left, top, side, side]]);
  const mask = [{ rectangle: [left, top, side, side] }, file, { colour: '#ff00ff' }][index % 3];
  return { photo, output: `${into}/{name}.{ext}`, mask, options: { seed: index, effort: 'fast' } };
}

interface BatchRun {
  /** From its first word, and from its start, to its end. */
  readonly seconds: number;
  readonly withStart: number;
  /** What each job said at its end. */
  readonly done: readonly { readonly seconds: Readonly<Record<string, number>> }[];
  /** Peak resident bytes of all processes while each job was the last one to end, where the system tells. */
  readonly peaks: readonly number[];
}

async function batch(name: string, lines: readonly Line[], ...options: string[]): Promise<BatchRun> {
  const list = join(folder, `${name}.jsonl`);
  await writeFile(list, lines.map((line) => JSON.stringify(line)).join('\n'));
  const started = performance.now();
  const child = spawn(process.execPath, ['out/cli/tessera.js', 'batch', list, '--json', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, SOURCE_DATE_EPOCH: '0' },
  });
  const ended = once(child, 'exit');
  const done: { seconds: Record<string, number> }[] = [];
  const peaks = new Array<number>(lines.length).fill(0);
  let begun = started;
  const look = setInterval(() => {
    void familyMemory(child.pid!, 'VmRSS').then((bytes) => {
      if (done.length < peaks.length) peaks[done.length] = Math.max(peaks[done.length]!, bytes);
    });
  }, 50);
  for await (const text of createInterface({ input: child.stdout })) {
    const line = JSON.parse(text) as { event: string; status?: string; seconds: Record<string, number> };
    if (line.event === 'batch') begun = performance.now();
    if (line.event === 'job') expect(line).toMatchObject({ status: 'done' });
    if (line.event === 'job') done.push(line);
  }
  const [code] = (await ended) as [number];
  clearInterval(look);
  expect(code).toBe(0);
  const now = performance.now();
  return { seconds: (now - begun) / 1000, withStart: (now - started) / 1000, done, peaks };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const figures: Record<string, number> = {};

it('60 photos by three rules are those of single commands, byte for byte, and memory does not grow', async () => {
  const lines: Line[] = [];
  for (const [at, name] of large.entries()) {
    lines.push(await lineOf(lines.length, join(shared, 'photos', `${name}.jpg`), 300, 'all'));
    for (const small of smallPhotos.slice(at * smallPerLarge, (at + 1) * smallPerLarge))
      lines.push(await lineOf(lines.length, small, 24, 'all'));
  }
  const whole = await batch('all', lines);
  figures['photos'] = lines.length;
  figures['batch, seconds'] = whole.withStart;
  const [first, last] = [whole.peaks.slice(0, 10), whole.peaks.slice(-10)].map((peaks) => Math.max(...peaks));
  figures['memory of the first ten, MB'] = first! / 2 ** 20;
  figures['memory of the last ten by the first ten'] = last! / first!;
  console.log(JSON.stringify(figures));

  await mkdir(join(folder, 'alone'));
  let loop = 0;
  for (const line of lines) {
    const job = jobOfLine(jobSchema.parse(line), folder);
    const output = join(folder, 'alone', basename(job.output));
    const begun = performance.now();
    const words = ['out/cli/tessera.js', ...argumentsOf({ ...job, output })];
    const child = spawn(process.execPath, words, {
      stdio: 'ignore',
      env: { ...process.env, SOURCE_DATE_EPOCH: '0' },
    });
    expect((await once(child, 'exit'))[0]).toBe(0);
    loop += (performance.now() - begun) / 1000;
    const [one, other] = await Promise.all([readFile(job.output), readFile(output)]);
    expect(one.equals(other), basename(output)).toBe(true);
  }
  figures['loop of single commands by the batch'] = loop / whole.withStart;
});

it('holes are made at the pace of sampling, spots at that of the slowest of reading, making and writing', async () => {
  const holes = await Promise.all(
    large.map((name, index) => lineOf(index, join(shared, 'photos', `${name}.jpg`), 300, 'holes')),
  );
  const made = await batch('holes', holes);
  const spent = sum(made.done.map(({ seconds }) => (seconds['sample'] ?? 0) + (seconds['detail'] ?? 0)));
  figures['holes: batch by sampling and detail'] = made.seconds / spent;

  const spots = holes.map((line, index) => ({
    ...line,
    output: `spots/${index}.jpg`,
    mask: { rectangle: [1000, 1000, 9, 9] },
  }));
  const touched = await batch('spots', spots);
  const phases = await phasesOf(spots);
  const slowest = Math.max(...Object.values(phases)) / availableParallelism();
  for (const [phase, seconds] of Object.entries(phases)) figures[`spots: ${phase}, seconds`] = seconds;
  figures['spots: batch, seconds'] = touched.seconds;
  figures['spots: batch by the slowest over all cores'] = touched.seconds / slowest;
  for (const [what, lines, several] of [
    ['holes', holes, made],
    ['spots', spots, touched],
  ] as const) {
    const again = lines.map((line) => ({ ...line, output: `one-engine/${line.output}` }));
    const one = await batch(`${what}-one-engine`, again, '--engines', '1');
    figures[`${what}: several engines by one`] = several.withStart / one.withStart;
  }
  const report = Object.entries(figures).map(([what, value]) => [what, Number(value.toFixed(3))]);
  console.log(JSON.stringify(Object.fromEntries(report)));
});

/** Seconds of all jobs by phase, one job after the other. */
async function phasesOf(lines: readonly Line[]): Promise<Record<string, number>> {
  const runner = new JobRunner(createProgram, storeAt(undefined));
  const spent: Record<string, number> = { read: 0, run: 0, write: 0 };
  for (const line of lines) {
    const job = jobOfLine(jobSchema.parse({ ...line, output: `again-${line.output}` }), folder);
    const phases = runner.newPhases(job);
    let [current, since] = ['read', performance.now()];
    const enter = (phase: string): void => {
      const now = performance.now();
      spent[current]! += (now - since) / 1000;
      [current, since] = [phase, now];
    };
    const passing = phases.enter.bind(phases);
    phases.enter = (phase) => (enter(phase), passing(phase));
    await runner.run(job, { phases, signal: new AbortController().signal });
    enter('end');
    phases.end();
  }
  await runner.dispose();
  return spent;
}
