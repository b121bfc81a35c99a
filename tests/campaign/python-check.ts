import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** @throws where the command fails, with what it said */
function run(command: string, ...options: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, options, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${options.join(' ')}: ${stdout}${stderr}`, { cause: error });
  return stdout;
}

/**
 * Runs a script beside fixtures with the libraries that they require, in an environment that is kept for the next time.
 * @returns what it said @throws where it fails
 */
export function pythonCheck(
  environment: string,
  fixtures: string,
  script: string,
  ...options: string[]
): string {
  const folder = resolve('.cache', environment);
  run('python3', '-m', 'venv', folder);
  run(`${folder}/bin/pip`, 'install', '--quiet', '-r', `${fixtures}/requirements.txt`);
  return run(`${folder}/bin/python`, `${fixtures}/${script}`, ...options);
}
