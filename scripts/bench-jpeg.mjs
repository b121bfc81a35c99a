/**
 * `npm run bench:jpeg [-- --rounds N] [--optimised]`: a square of 300 px changed in a JPEG of 24 megapixels, which stays the file it was or is encoded
 * again: reading and writing alone (`bench-jpeg/parts.mjs` counts itself), then the built command line. Each run is a process of its own, ways in turn. CPU seconds
 * count all threads; on a machine that is not free, read ratios alone.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { makeLargeJpeg } from './bench-jobs/inputs.mjs';
import { measureJob } from './bench-jobs/measure.mjs';
import { median, spread } from './bench-jobs/report.mjs';
import { kernels } from './set-up/kernels-plugin.mjs';
import { root, say } from './set-up/run.mjs';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    // Huffman tables made for the file, as programs have them; cameras have the standard's.
    optimised: { type: 'boolean', default: false },
  },
});
const ways = ['keep', 'encode'];
const programs = join(root, 'out/bench');
const folder = mkdtempSync(join(tmpdir(), 'tessera-jpeg-'));
try {
  await build({
    ...{ root, configFile: false, logLevel: 'warn', plugins: [kernels()] },
    build: {
      ...{ ssr: true, target: 'node20', outDir: programs },
      rollupOptions: { input: { parts: join(root, 'scripts/bench-jpeg/parts.mjs') } },
    },
  });
  const parts = join(programs, 'parts.js');
  const { pixels, bytes } = await makeLargeJpeg(folder, flags.optimised);
  const output = join(folder, 'filled.jpg');
  const command = { program: join(root, 'out/cli/tessera.js'), userData: join(folder, 'user-data'), output };
  const jobs = [
    {
      says: 'reading and writing',
      of: (way) => {
        const args = [parts, way, 'large.jpg', '300', 'parts.jpg'];
        return Number(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }));
      },
    },
    {
      says: 'the whole command',
      of: async (way) => {
        const args = ['fill', 'large.jpg', '--mask', 'large-hole.png', '--jpeg', way];
        return (await measureJob({ args }, command, folder)).cpu;
      },
    },
  ];
  const rows = [];
  for (const { says, of } of jobs) {
    const runs = { keep: [], encode: [] };
    for (let round = 0; round < Number(flags.rounds); round++)
      for (const way of ways) {
        const cpu = await of(way);
        runs[way].push(cpu);
        say(`${says}, ${way}: ${cpu.toFixed(2)}`);
      }
    const ratio = median(runs.keep) / median(runs.encode);
    rows.push([says, ...ways.map((way) => spread(runs[way], 2)), ratio.toFixed(2)]);
  }
  const machine = `${cpus().length} CPUs (${cpus()[0].model.trim()}), Node ${process.versions.node}, load ${loadavg()[1].toFixed(0)}`;
  const lines = [['CPU s', 'kept', 'encoded again', 'ratio'], ['---', '---', '---', '---'], ...rows].map(
    (row) => `| ${row.join(' | ')} |`,
  );
  process.stdout.write(
    `${machine}; ${(pixels / 1e6).toFixed(1)} megapixels, ${(bytes / 1e6).toFixed(1)} MB; median and range of ${flags.rounds} rounds.\n\n${lines.join('\n')}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
