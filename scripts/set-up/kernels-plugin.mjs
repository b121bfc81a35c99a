import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const folder = join(root, 'src-engine/imaging/kernels/assembly');
const options = ['-O3', '--runtime', 'stub', '--noAssert', '--enable', 'simd'];

/** Vite's plugin for `virtual:kernels`: what src-engine/imaging/kernels/assembly compiles to, as text (base64). */
export function kernels() {
  const id = '\0virtual:kernels';
  return {
    name: 'tessera-kernels',
    resolveId: (source) => (source === 'virtual:kernels' ? id : null),
    load: async (loaded) =>
      loaded === id ? `export default '${(await compiledKernels()).toString('base64')}';` : null,
  };
}

/** Compiled once for the same sources and compiler: kept in out/kernels. */
export async function compiledKernels() {
  const hash = createHash('sha256').update(options.join(' '));
  hash.update(readFileSync(join(root, 'node_modules/assemblyscript/package.json')));
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  const kept = join(root, 'out/kernels', `${hash.digest('hex').slice(0, 32)}.wasm`);
  if (existsSync(kept)) return readFileSync(kept);
  const bytes = await compile();
  mkdirSync(join(root, 'out/kernels'), { recursive: true });
  const temporary = `${kept}.${process.pid}`;
  writeFileSync(temporary, bytes);
  renameSync(temporary, kept);
  return bytes;
}

async function compile() {
  const { default: compiler } = await import('assemblyscript/asc');
  let bytes = null;
  const { error, stderr } = await compiler.main(
    [join(folder, 'index.ts'), '--outFile', 'kernels.wasm', ...options],
    { writeFile: (name, content) => void (name === 'kernels.wasm' && (bytes = content)) },
  );
  if (error || bytes === null) throw new Error(`The kernels do not compile.\n${stderr.toString()}`);
  return Buffer.from(bytes);
}
