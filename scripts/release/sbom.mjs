import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../set-up/run.mjs';

/** Only needed to develop, but shipped all the same. */
const shippedTools = ['electron'];

/** "name@version" of every package whose code Vite put into a bundle, as its own reports say. */
const bundledPackages = () =>
  ['main', 'preload', 'renderer', 'cli'].flatMap((bundle) => {
    const report = join(root, 'out', bundle, 'licences.md');
    if (!existsSync(report)) throw new Error('out/ is missing: run `npm run build` first.');
    return [...readFileSync(report, 'utf8').matchAll(/^## (\S+) - (\S+)/gm)].map(
      ([, name, version]) => `${name}@${version}`,
    );
  });

/** What ships, as a CycloneDX document: npm's own list without what only builds and tests it. */
export function billOfMaterials() {
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'],
    { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, shell: process.platform === 'win32' },
  );
  if (status !== 0) throw new Error(`npm sbom: ${stderr}`);
  const list = JSON.parse(stdout);
  const bundled = new Set(bundledPackages());
  const isDevelopment = ({ properties = [] }) =>
    properties.some(({ name, value }) => name === 'cdx:npm:package:development' && value === 'true');
  const components = list.components.filter(
    (component) =>
      !isDevelopment(component) ||
      shippedTools.includes(component.name) ||
      bundled.has(`${component.name}@${component.version}`),
  );
  const kept = new Set([list.metadata.component, ...components].map((component) => component['bom-ref']));
  const dependencies = list.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => kept.has(one)) }));
  const component = { ...list.metadata.component, name: 'tessera' };
  return { ...list, metadata: { ...list.metadata, component }, components, dependencies };
}
