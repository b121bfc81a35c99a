import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../set-up/run.mjs';

/** What was measured last. */
export const figuresFile = join(root, 'docs/whole-jobs.json');
const document = join(root, 'docs/performance.md');
const [begin, end] = ['<!-- bench:jobs begins -->', '<!-- bench:jobs ends -->'];

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** "2.4 (2.2 to 2.9)" */
export function spread(values, digits) {
  const [low, middle, high] = [Math.min(...values), median(values), Math.max(...values)].map((value) =>
    value.toFixed(digits),
  );
  return low === high ? middle : `${middle} (${low} to ${high})`;
}

/** Nothing where neither build sampled. */
const samplingOf = (columns) =>
  columns.flat().some((seconds) => seconds > 0)
    ? columns.filter(({ length }) => length > 0).map((seconds) => median(seconds).toFixed(1))
    : [];

/** The figures as a table: median and range of this build's runs, beside it the other's and the ratio of the medians. */
export function table({ machine, builds, rows }) {
  const other = builds[1];
  const of = (runs, field) => runs.map((run) => run[field]).filter((value) => value !== undefined);
  const cells = rows.map(({ says, runs: [own, others = []] }) => {
    const [cpu, before] = [of(own, 'cpu'), of(others, 'cpu')];
    const psnr = [others, own]
      .flatMap((runs) => of(runs, 'psnr').slice(0, 1))
      .map((value) => value.toFixed(1));
    return [
      says,
      ...(other ? [spread(before, 2)] : []),
      spread(cpu, 2),
      ...(other ? [(median(before) / median(cpu)).toFixed(1)] : []),
      ...(other ? [spread(of(others, 'wall'), 1)] : []),
      spread(of(own, 'wall'), 1),
      samplingOf([of(others, 'sampling'), of(own, 'sampling')]).join(' -> '),
      ...(other ? [(median(of(others, 'memory')) / 1e6).toFixed(0)] : []),
      (median(of(own, 'memory')) / 1e6).toFixed(0),
      psnr.join(' -> '),
    ];
  });
  const head = [
    'job',
    ...(other ? [`CPU s, ${other}`] : []),
    `CPU s, ${builds[0]}`,
    ...(other ? ['times less'] : []),
    ...(other ? [`by the clock, ${other}`] : []),
    'by the clock',
    'of it sampling',
    ...(other ? [`peak MB, ${other}`] : []),
    'peak MB',
    'PSNR in the hole',
  ];
  const lines = [head, head.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`);
  const count = rows[0].runs[0].length;
  const rounds =
    count === 1 ? 'one round, builds in turn.' : `${count} rounds, builds in turn, median and range.`;
  return [`${machine}; ${rounds}`, '', ...lines].join('\n');
}

/** docs/performance.md with the figures in the place of those that are there. */
export function withSection(text, figures) {
  const [before, rest] = text.split(begin);
  return `${before}${begin}\n\n${table(figures)}\n\n${end}${rest.split(end)[1]}`;
}

export function writeSection(figures) {
  writeFileSync(document, withSection(readFileSync(document, 'utf8'), figures));
}
