import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';

const environment = resolve('.cache/corpus-check');
const fixtures = 'tests/fixtures/corpus';

/** @throws where the command fails, with what it said */
function run(command: string, ...options: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, options, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${options.join(' ')}: ${stdout}${stderr}`, { cause: error });
  return stdout;
}

it('what is written of 300 pictures made by a seed is what they were, in every format, as other readers find', () => {
  run('python3', '-m', 'venv', environment);
  run(`${environment}/bin/pip`, 'install', '--quiet', '-r', `${fixtures}/requirements.txt`);
  const said = run(`${environment}/bin/python`, `${fixtures}/check_written.py`, '300');
  expect(said).toMatch(/^(\d+) of \1 files/m);
});
