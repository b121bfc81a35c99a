import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeLicences } from './licences.mjs';
import { root, run, say } from './run.mjs';
import { updateConstants } from './update-feed.mjs';

const sources = ['src-shared', 'src-preload', 'src-main', 'src-engine', 'src-cli', 'src-renderer'];
const files = [
  'scripts/set-up/kernels-plugin.mjs',
  'scripts/set-up/update-feed.mjs',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'vite.cli.config.ts',
];
const stampFile = join(root, 'out', '.built-from');

function* sourceFiles() {
  for (const name of files) yield join(root, name);
  for (const folder of sources)
    for (const name of readdirSync(join(root, folder), { recursive: true }).map(String).sort()) {
      const path = join(root, folder, name);
      if (statSync(path).isFile()) yield path;
    }
}

function sourceHash() {
  const hash = createHash('sha256');
  for (const path of sourceFiles()) hash.update(path.slice(root.length)).update(readFileSync(path));
  hash.update(JSON.stringify(updateConstants()));
  return hash.digest('hex');
}

/** Builds the app and the command line into out/, unless out/ was built from these very sources. */
export async function ensureBuild({ force = false } = {}) {
  const hash = sourceHash();
  if (!force && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;
  say('Building ...');
  run('npx', ['electron-vite', 'build', '--logLevel', 'warn']);
  run('npx', ['vite', 'build', '-c', 'vite.cli.config.ts', '--logLevel', 'warn']);
  run('npx', ['vite', 'build', '-c', 'vite.cli.config.ts', '--mode', 'app', '--logLevel', 'warn']);
  // npx makes a command executable when it first links it, and not again after another build.
  chmodSync(join(root, 'out/cli/tessera.js'), 0o755);
  await writeTypes('src-cli/library.ts', 'out/cli/library.d.ts');
  writeLicences();
  writeFileSync(stampFile, hash);
}

/** The types of a module whose exports say theirs. @throws where one does not */
async function writeTypes(source, target) {
  // A new checkout has no packages until `ensureDependencies` has installed them: none is imported before that.
  const { default: typescript } = await import('typescript');
  const { outputText, diagnostics } = typescript.transpileDeclaration(
    readFileSync(join(root, source), 'utf8'),
    {
      fileName: source,
    },
  );
  if (diagnostics?.length) throw new Error(`${source}: ${diagnostics[0].messageText}`);
  writeFileSync(join(root, target), outputText);
}
