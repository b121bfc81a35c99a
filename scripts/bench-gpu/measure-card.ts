import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fullPeakSizes, measureDevicePeaks } from '#engine/inference/device-peaks.ts';
import { readableReason } from '#engine/inference/devices.ts';
import { cudaProblem } from '#engine/inference/onnx-runtime.ts';
import { version } from '../../package.json';
import { measurePack, type TimedFill } from './measure-pack.ts';
import { type NetworkSizes, sizesOfXl, writeRandomPack } from './random-pack.ts';
import { type CardResults, readResults, type RowResult, writeResults } from './results.ts';
import { allRows, bundlePaths, type Row } from './rows.ts';
import {
  describeMachine,
  findCuda,
  findPython,
  pythonOptions,
  takenCardMemory,
  vulkanVariables,
} from './surroundings.ts';
import { torchTask } from './torch-task.ts';

/**
 * `measure-card.js [--minutes N] [--python PATH] [--software] [--quick]`: measures what this machine can, each row in a process of
 * its own, and keeps it; the next call continues. Prints the results as JSON once all rows are there.
 */
const { values: flags } = parseArgs({
  options: {
    folder: { type: 'string', default: dirname(dirname(resolve(process.argv[1]!))) },
    minutes: { type: 'string', default: '9' },
    python: { type: 'string' },
    // For a trial without a card: SwiftShader, and PyTorch on the CPU.
    software: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    row: { type: 'string' },
  },
});
const { software: isSoftware, quick: isQuick } = flags;
const paths = bundlePaths(flags.folder, isQuick);
const fill: TimedFill = isQuick
  ? { side: 4, maskShare: 1 / 4, arStepsOfWindow: 16, diffusionSteps: 2, rounds: 1 }
  : { side: Infinity, maskShare: 1 / 4, arStepsOfWindow: 16, diffusionSteps: 8, rounds: 3 };
/** No row is begun with less than this left. */
const leastSeconds = 60;
/** Seconds that a row may take at most in a trial. */
const trialPatience = 120;
const peakSizes = isQuick ? { matrix: 256, numbers: 2 ** 20, rounds: 1 } : fullPeakSizes;
const xl: NetworkSizes = isQuick
  ? { width: 64, heads: 2, depth: 2, grid: 8, conditionTokens: 2, classes: 3, channels: 16 }
  : sizesOfXl;
const say = (message: string): boolean => process.stderr.write(`${message}\n`);

type Answer = Record<string, unknown> | string;

/** The last line that a row's process prints. */
async function computeRow(row: Row): Promise<Answer> {
  const { pack, runtime } = row;
  if (runtime.kind !== 'tessera') throw new Error('PyTorch has a program of its own.');
  if (runtime.device === 'cuda' && cudaProblem) return cudaProblem();
  if (pack === null) {
    // A CPU takes minutes for what a card does at once.
    const sizes = runtime.device === 'cpu' && !isQuick ? { ...peakSizes, matrix: 1024 } : peakSizes;
    return { peaks: await measureDevicePeaks(runtime.device, 0, sizes) };
  }
  const task = { device: runtime.device, allowSoftwareDevice: isSoftware, fill };
  const figures = await measurePack({ ...task, pack: paths.packs[pack] });
  return typeof figures === 'string' ? figures : { figures };
}

/** Runs a row in a process of its own. @returns what it answers, or why it does not */
function runRow(
  program: string,
  args: readonly string[],
  options: object,
  seconds: number,
): Promise<{ answer: Answer; cardBytes: number | null; isLate: boolean }> {
  const before = takenCardMemory();
  let most = before;
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let [printed, errors, isLate] = ['', '', false];
  child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors = (errors + data.toString()).slice(-4000)));
  const watch = setInterval(() => (most = Math.max(most ?? 0, takenCardMemory() ?? 0)), 1000);
  const tooLate = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, 1000 * seconds);
  return new Promise((done) => {
    const end = (problem: string): void => {
      clearInterval(watch);
      clearTimeout(tooLate);
      const line = printed.trim().split('\n').at(-1) ?? '';
      const answer = /^[{"]/.test(line) ? (JSON.parse(line) as Answer) : problem;
      done({ answer, cardBytes: before === null ? null : most! - before, isLate });
    };
    child.once('error', (error) => end(error.message));
    child.once('close', (code, signal) => {
      const last = errors.trim().split('\n').at(-1) ?? '';
      end(`It ended with ${signal ?? `code ${code}`}. ${last}`.trim());
    });
  });
}

/** How a row is started, or why it is not. */
async function startOf(
  row: Row,
): Promise<{ program: string; args: readonly string[]; options: object } | string> {
  const { runtime } = row;
  if (runtime.kind === 'torch') {
    if (!python) return 'No Python with PyTorch was found; --python names one.';
    if (!python.card && !isSoftware) return `PyTorch ${python.torch} sees no graphics card.`;
    const task = { ...(await torchTask(row, paths, fill, peakSizes)), device: python.card ? 'cuda' : 'cpu' };
    const args = ['-m', 'training.card_speed', JSON.stringify(task)];
    return { program: python.program, args, options: pythonOptions(paths.folder) };
  }
  const variables = { ...process.env, ...vulkanVariables(paths, isSoftware, driverFile) };
  if (runtime.device === 'cuda') {
    if (typeof cuda === 'string') return cuda;
    Object.assign(variables, { TESSERA_CUDA_LIBRARIES: cuda.join(delimiter) });
  }
  const args = [...process.argv.slice(1), '--folder', paths.folder, '--row', row.name];
  return { program: process.execPath, args, options: { env: variables } };
}

const wantedRow = allRows.find(({ name }) => name === flags.row);
if (wantedRow) {
  const answer = await computeRow(wantedRow).catch((error: unknown) =>
    readableReason(error instanceof Error ? error.message : String(error)),
  );
  console.log(JSON.stringify(answer));
  process.exit(0);
}

const end = performance.now() + 60_000 * Number(flags.minutes);
const secondsLeft = (): number => (end - performance.now()) / 1000;
const driverFile = join(paths.folder, 'nvidia_icd.json');
const library = { library_path: 'libGLX_nvidia.so.0', api_version: '1.3.0' };
writeFileSync(driverFile, JSON.stringify({ file_format_version: '1.0.0', ICD: library }));
const python = findPython(paths, flags.python ?? null);
const cuda = findCuda(paths, python);
const conditions = { tessera: version, isSoftware, isQuick };
const results: CardResults = readResults(paths.results, conditions) ?? {
  ...{ format: 1, ...conditions, machine: await describeMachine(python), rows: [], isComplete: false },
};

if (!existsSync(paths.packs.xl)) {
  say('Making the random XL pack ...');
  mkdirSync(dirname(paths.packs.xl), { recursive: true });
  await writeRandomPack(paths.packs.xl, 'random-xl', xl);
}
for (const row of allRows) {
  if (results.rows.some(({ name }) => name === row.name)) continue;
  const start = await startOf(row);
  const result = { name: row.name, pack: row.pack, runtime: row.runtime };
  let found: RowResult;
  if (typeof start === 'string') found = { ...result, reason: start };
  else {
    const patience = isQuick ? Math.min(row.patience, trialPatience) : row.patience;
    const seconds = Math.min(patience, secondsLeft());
    if (seconds < Math.min(patience, leastSeconds)) break;
    say(`${row.name} ...`);
    const { answer, cardBytes, isLate } = await runRow(start.program, start.args, start.options, seconds);
    // What had less time than it may take is begun again by the next call.
    if (isLate && seconds < patience) break;
    if (isLate) found = { ...result, reason: `It took longer than ${patience} seconds.` };
    else if (typeof answer === 'string') found = { ...result, reason: answer };
    else found = { ...result, cardBytes, ...answer } as RowResult;
  }
  if ('reason' in found) say(`${row.name}: not measured. ${found.reason}`);
  results.rows.push(found);
  writeResults(paths.results, results);
}
results.isComplete = results.rows.length === allRows.length;
writeResults(paths.results, results);
if (results.isComplete) console.log(JSON.stringify(results, null, 1));
else say(`${results.rows.length} of ${allRows.length} rows are there: run the same command again.`);
process.exitCode = results.isComplete ? 0 : 3;
