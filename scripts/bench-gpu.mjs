/**
 * `npm run bench:gpu -- --bundle DIR [--cuda FOLDER]` writes a folder that measures a graphics card on a machine without network, npm
 * and Node; `npm run bench:gpu -- --report FILE` prints its results as Markdown. What is measured: bench-gpu/README.md.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { report } from './bench-gpu/report.mjs';
import { say } from './set-up/run.mjs';

const { values: flags } = parseArgs({
  options: {
    bundle: { type: 'string' },
    cuda: { type: 'string' },
    // How hard xz tries: tests take 0.
    preset: { type: 'string', default: '6' },
    report: { type: 'string' },
  },
});
try {
  if (flags.report) process.stdout.write(`${report(JSON.parse(readFileSync(flags.report, 'utf8')))}\n`);
  else if (flags.bundle) {
    const { writeBundle } = await import('./bench-gpu/bundle.mjs');
    const cuda = flags.cuda ? resolve(flags.cuda) : null;
    await writeBundle({ directory: resolve(flags.bundle), cuda, preset: Number(flags.preset) });
  } else throw new Error('Name what to do: --bundle DIR [--cuda FOLDER], or --report FILE.');
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
