/**
 * `npm run bench:jobs [-- --against FOLDER] [--rounds N] [--job NAME ...] [--write]`: whole jobs of the command line in processes of their own,
 * this build and that of another checkout (built there) in turn. CPU seconds count all threads; on a machine that is not free, read ratios alone.
 * `--write` keeps the figures in docs/whole-jobs.json and puts them into docs/performance.md.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { jobs } from './bench-jobs/jobs.mjs';
import { makeInputs } from './bench-jobs/inputs.mjs';
import { measureJob } from './bench-jobs/measure.mjs';
import { figuresFile, table, writeSection } from './bench-jobs/report.mjs';
import { root, say } from './set-up/run.mjs';

const { values: flags } = parseArgs({
  options: {
    against: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    job: { type: 'string', multiple: true },
    write: { type: 'boolean', default: false },
  },
});

const commitOf = (folder) =>
  execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: folder, encoding: 'utf8' }).trim();

const folders = [root, ...(flags.against ? [resolve(flags.against)] : [])];
const work = mkdtempSync(join(tmpdir(), 'tessera-jobs-'));
try {
  const builds = folders.map((folder, index) => ({
    commit: commitOf(folder),
    isOwn: index === 0,
    program: join(folder, 'out/cli/tessera.js'),
    userData: join(work, `user-data-${index}`),
    output: join(work, `result-${index}.png`),
  }));
  await makeInputs(work);
  const wanted = jobs.filter(({ name }) => !flags.job || flags.job.includes(name));
  const rows = wanted.map(({ name, says }) => ({ name, says, runs: builds.map(() => []) }));
  for (let round = 0; round < Number(flags.rounds); round++)
    for (const [index, job] of wanted.entries())
      for (const [which, build] of builds.entries()) {
        const run = await measureJob(job, build, work);
        rows[index].runs[which].push(run);
        say(`${job.name} ${build.commit}: ${JSON.stringify(run)}`);
      }
  const figures = {
    machine: `${cpus().length} CPUs (${cpus()[0].model.trim()}), Node ${process.versions.node}, load ${loadavg()[2].toFixed(0)}`,
    builds: builds.map(({ commit }) => commit),
    rows,
  };
  if (flags.write) {
    writeFileSync(figuresFile, `${JSON.stringify(figures, null, 1)}\n`);
    writeSection(figures);
  }
  process.stdout.write(`${table(figures)}\n`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
