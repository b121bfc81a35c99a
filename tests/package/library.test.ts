import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectFile } from '#tests/e2e/harness/launch.ts';

const maxPackage = 40e6;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-library-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function run(
  command: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', ...options });
  expect(status, stderr).toBe(0);
  return stdout;
}

it('is packed for npm, installs in an empty folder, and its example fills a photo there', async () => {
  run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: projectFile('') });
  const [file] = await readdir(folder);
  expect((await stat(join(folder, file!))).size).toBeLessThan(maxPackage);
  const files = run('tar', ['-tzf', file!], { cwd: folder }).split('\n');
  expect(files.filter((name) => /test|\.map$|\.ts$/.test(name))).toEqual(['package/out/cli/library.d.ts']);

  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', `./${file!}`], {
    cwd: folder,
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' },
  });
  await copyFile(projectFile('docs/examples/library.mjs'), join(folder, 'library.mjs'));
  await copyFile(projectFile('tests/fixtures/photos/brook.jpg'), join(folder, 'photo.jpg'));
  const said = run(process.execPath, ['library.mjs', 'photo.jpg', 'filled.png'], { cwd: folder });
  expect(said).toContain('0 samples changed outside the mask');
  expect((await stat(join(folder, 'filled.png'))).size).toBeGreaterThan(1000);
  expect(() =>
    run(process.execPath, ['-e', "import('tessera/out/cli/tessera.js')"], { cwd: folder }),
  ).toThrow();
  expect(run('npx', ['tessera', '--version'], { cwd: folder })).toMatch(/^\d+\.\d+\.\d+/);
});
