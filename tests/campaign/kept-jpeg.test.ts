import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const environment = resolve('.cache/jpeg-check');
const fixtures = 'tests/fixtures/jpeg';
/** Photos as cameras wrote them, where they lie beside the repository. */
const cameraFiles = join(process.env['TESSERA_SHARED'] ?? '../shared', 'camera-files');

/** @throws where the command fails, with what it said */
function run(command: string, ...options: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, options, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${options.join(' ')}: ${stdout}${stderr}`, { cause: error });
  return stdout;
}

it('keeps every coefficient outside the touched MCUs of 200 JPEGs made by a seed and of camera files, as another reader finds', () => {
  run('python3', '-m', 'venv', environment);
  run(`${environment}/bin/pip`, 'install', '--quiet', '-r', `${fixtures}/requirements.txt`);
  const photos = existsSync(cameraFiles)
    ? readdirSync(cameraFiles).filter((name) => name.endsWith('.jpg'))
    : [];
  const said = run(
    `${environment}/bin/python`,
    ...[`${fixtures}/check_kept.py`, '200', ...photos.map((name) => join(cameraFiles, name))],
  );
  const count = 200 + photos.length;
  expect(said).toContain(`${count} of ${count} JPEGs kept every coefficient`);
});
