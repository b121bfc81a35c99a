import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';

const reporter = fileURLToPath(new URL('report-usage.cjs', import.meta.url));

/**
 * Runs a job in a process of its own, in the folder of its inputs.
 * @returns seconds of CPU and by the clock, peak bytes; of runs also seconds of sampling, and PSNR in the hole where the truth is known
 */
export async function measureJob(
  { args, own = [], node, truth },
  { program, isOwn, userData, output },
  folder,
) {
  const usage = join(folder, 'usage.json');
  const writes = args !== undefined && args.length > 1;
  const command = node ?? [
    program,
    ...args,
    ...(isOwn ? own : []),
    ...(writes ? ['-o', output, '--json'] : []),
  ];
  const started = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, ['--require', reporter, ...command], {
    cwd: folder,
    env: { ...process.env, TESSERA_BENCH_USAGE: usage, TESSERA_USER_DATA: userData },
    maxBuffer: 1 << 28,
  });
  const wall = round((performance.now() - started) / 1000);
  const { cpu, memory } = JSON.parse(readFileSync(usage, 'utf8'));
  const run = { cpu: round(cpu), wall, memory };
  if (!writes) return run;
  const events = stdout.trim().split('\n').map(JSON.parse);
  const { seconds, changedOutsideMask } = events.at(-1);
  if (changedOutsideMask !== 0) throw new Error(`${changedOutsideMask} samples changed outside the mask.`);
  return {
    ...run,
    sampling: seconds.sample,
    ...(truth && { psnr: round(await psnr(output, join(folder, truth.photo), join(folder, truth.mask))) }),
  };
}

const round = (value) => Number(value.toFixed(3));

/** Peak signal to noise of the pixels that the mask covers, in decibels. */
async function psnr(result, photo, mask) {
  const samples = (path, space, channels) =>
    sharp(path)
      .removeAlpha()
      .toColourspace(space)
      .raw()
      .toBuffer({ resolveWithObject: true })
      .then(check(channels));
  const [made, truth] = [await samples(result, 'srgb', 3), await samples(photo, 'srgb', 3)];
  const covered = await samples(mask, 'b-w', 1);
  let [sum, count] = [0, 0];
  for (let pixel = 0; pixel < covered.length; pixel++) {
    if (covered[pixel] === 0) continue;
    for (let i = pixel * 3; i < pixel * 3 + 3; i++) sum += (made[i] - truth[i]) ** 2;
    count += 3;
  }
  return 10 * Math.log10((255 ** 2 * count) / sum);
}

const check =
  (channels) =>
  ({ data, info }) => {
    if (info.channels !== channels)
      throw new Error(`${info.channels} channels where ${channels} were expected.`);
    return data;
  };
