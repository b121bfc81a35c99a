import { manifestFormatVersion, type PackManifest } from '#engine/packs/manifest.ts';
import imagenet from './imagenet-class-names.json';
import type { OpenedCheckpoints } from './open-checkpoints.ts';

/** The published latents are multiplied by this before the transformer sees them (docs/method.md, section 7). */
const latentScale = 0.2325;

/** Everything of an imported pack's manifest that follows from the checkpoints' shapes. */
export function describePack({
  network: { description, grid, classes },
  images,
  patch,
}: Pick<OpenedCheckpoints, 'network' | 'images' | 'patch'>): Omit<
  PackManifest,
  'id' | 'parameters' | 'precision' | 'files' | 'provenance' | 'measuredErrors' | 'tolerance'
> {
  const depth = description.blocks.length;
  const pixels = grid * patch * images.factor;
  return {
    formatVersion: manifestFormatVersion,
    name: `CausalFusion ${sizeName(depth, description.width)}, ${pixels} px`,
    description: `Imported from published weights: ${depth} blocks of width ${description.width}, ${classes} classes, windows of ${pixels} pixels.`,
    licence: 'As stated by whoever published the weights; Tessera does not know it.',
    labels: classLabels(classes),
    nullLabel: classes,
    tokenPixels: patch * images.factor,
    window: { rows: grid, columns: grid },
    anyWindow: false,
    channels: description.channels,
    conditionTokens: description.conditionTokens,
    width: description.width,
    depth,
    heads: description.heads,
    headWidth: description.headWidth,
    prediction: 'noise',
    noiseSchedule: {
      kind: 'ddpm',
      steps: 1000,
      betaStart: 1e-4,
      betaEnd: 0.02,
      variance: 'fixed-large',
      clamp: null,
    },
    autoencoder: { factor: images.factor, channels: images.channels, scale: latentScale, patch },
    tokenLayout: 'row-column-channel',
    defaults: {
      order: 'from-edges',
      guidance: 2,
      guidanceInterval: [0, 1000],
      contextGuidance: 1,
      efforts: {
        fast: { arSteps: 2, diffusionSteps: 25 },
        balanced: { arSteps: 4, diffusionSteps: 50 },
        best: { arSteps: 8, diffusionSteps: 100 },
      },
    },
  };
}

/** The published sizes by name (docs/method.md, section 7), others by their numbers. */
function sizeName(depth: number, width: number): string {
  const names: Readonly<Record<string, string>> = { '24x1024': 'L', '32x1280': 'XL', '48x1408': 'H' };
  return names[`${depth}x${width}`] ?? `${depth} x ${width}`;
}

/** Names of a network's classes: ImageNet's where there are 1000, else numbers. The null class has none. */
function classLabels(classes: number): string[] {
  if (classes === imagenet.names.length) return [...imagenet.names];
  return Array.from({ length: classes }, (_, index) => `class ${index}`);
}
