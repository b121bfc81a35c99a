import type { ConvolutionWeights, GroupNormWeights } from '#engine/packs/graph-writer/network-description.ts';
import type { AutoencoderDescription, ImageStage } from '#engine/packs/graph-writer/autoencoder-graphs.ts';
import type { TensorLookup } from './tensor-lookup.ts';
import { text } from '#shared/text/text.ts';

const groups = 32;
const epsilon = 1e-6;

/**
 * Maps a KL autoencoder of the latent-diffusion layout (docs/method.md, section 7) to the stages it runs through; every size
 * comes from shapes.
 * @throws TesseraError checkpoint-invalid naming the tensor that is missing or does not fit
 */
export function describeAutoencoder(lookup: TensorLookup): AutoencoderDescription {
  const levels = lookup.countParts('encoder.down');
  const decoderLevels = lookup.countParts('decoder.up');
  if (levels < 1 || decoderLevels !== levels) throw lookup.invalid(text.checkpoints.reasons.otherAutoencoder);
  const [channels] = lookup.shape('post_quant_conv.weight', 4) as [number];

  const encoder: ImageStage[] = [convolution(lookup, 'encoder.conv_in')];
  for (let level = 0; level < levels; level += 1) {
    encoder.push(...levelStages(lookup, `encoder.down.${level}`));
    if (level < levels - 1)
      encoder.push({
        kind: 'downsample',
        convolution: weights(lookup, `encoder.down.${level}.downsample.conv`),
      });
  }
  encoder.push(
    ...middleStages(lookup, 'encoder.mid'),
    ...endStages(lookup, 'encoder'),
    convolution(lookup, 'quant_conv'),
  );

  const decoder: ImageStage[] = [
    convolution(lookup, 'post_quant_conv'),
    convolution(lookup, 'decoder.conv_in'),
  ];
  decoder.push(...middleStages(lookup, 'decoder.mid'));
  for (let level = levels - 1; level >= 0; level -= 1) {
    decoder.push(...levelStages(lookup, `decoder.up.${level}`));
    if (level > 0)
      decoder.push({ kind: 'upsample', convolution: weights(lookup, `decoder.up.${level}.upsample.conv`) });
  }
  decoder.push(...endStages(lookup, 'decoder'));
  return { factor: 2 ** (levels - 1), channels, encoder, decoder };
}

function levelStages(lookup: TensorLookup, level: string): ImageStage[] {
  return Array.from({ length: lookup.countParts(`${level}.block`) }, (_, index) => {
    const stages = [residual(lookup, `${level}.block.${index}`)];
    if (lookup.has(`${level}.attn.${index}.norm.weight`))
      stages.push(attention(lookup, `${level}.attn.${index}`));
    return stages;
  }).flat();
}

const middleStages = (lookup: TensorLookup, middle: string): ImageStage[] => [
  residual(lookup, `${middle}.block_1`),
  attention(lookup, `${middle}.attn_1`),
  residual(lookup, `${middle}.block_2`),
];

const endStages = (lookup: TensorLookup, part: string): ImageStage[] => [
  { kind: 'norm-swish', norm: groupNorm(lookup, `${part}.norm_out`) },
  convolution(lookup, `${part}.conv_out`),
];

const convolution = (lookup: TensorLookup, name: string): ImageStage => ({
  kind: 'convolution',
  convolution: weights(lookup, name),
});

const residual = (lookup: TensorLookup, name: string): ImageStage => ({
  kind: 'residual',
  norm1: groupNorm(lookup, `${name}.norm1`),
  convolution1: weights(lookup, `${name}.conv1`),
  norm2: groupNorm(lookup, `${name}.norm2`),
  convolution2: weights(lookup, `${name}.conv2`),
  shortcut: lookup.has(`${name}.nin_shortcut.weight`) ? weights(lookup, `${name}.nin_shortcut`) : null,
});

const attention = (lookup: TensorLookup, name: string): ImageStage => ({
  kind: 'attention',
  norm: groupNorm(lookup, `${name}.norm`),
  query: weights(lookup, `${name}.q`),
  key: weights(lookup, `${name}.k`),
  value: weights(lookup, `${name}.v`),
  output: weights(lookup, `${name}.proj_out`),
});

function weights(lookup: TensorLookup, name: string): ConvolutionWeights {
  const shape = lookup.shape(`${name}.weight`, 4);
  return {
    weight: lookup.view(`${name}.weight`, shape),
    bias: lookup.view(`${name}.bias`, [shape[0] as number]),
  };
}

function groupNorm(lookup: TensorLookup, name: string): GroupNormWeights {
  const [channels] = lookup.shape(`${name}.weight`, 1) as [number];
  if (channels % groups !== 0) throw lookup.invalid(text.checkpoints.reasons.groups(name, channels, groups));
  return {
    groups,
    epsilon,
    weight: lookup.view(`${name}.weight`, [channels]),
    bias: lookup.view(`${name}.bias`, [channels]),
  };
}
