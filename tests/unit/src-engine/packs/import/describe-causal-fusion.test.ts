import { expect, test } from 'vitest';
import type { TensorSource } from '#engine/packs/graph-writer/tensor-source.ts';
import { describeCausalFusion } from '#engine/packs/import/describe-causal-fusion.ts';
import { TensorLookup } from '#engine/packs/import/tensor-lookup.ts';

const [width, head, tokens, condition, classes, channels, inner] = [64, 16, 9, 5, 7, 12, 100];
const block = (index: number): [string, number[]][] =>
  Object.entries({
    'norm1.weight': [width],
    'norm1.bias': [width],
    'norm2.weight': [width],
    'norm2.bias': [width],
    'attn.qkv.weight': [3 * width, width],
    'attn.proj.weight': [width, width],
    'attn.proj.bias': [width],
    'attn.q_norm.weight': [head],
    'attn.q_norm.bias': [head],
    'attn.k_norm.weight': [head],
    'attn.k_norm.bias': [head],
    'mlp.fc1.weight': [inner, width],
    'mlp.fc1.bias': [inner],
    'mlp.fc2.weight': [width, inner],
    'mlp.fc2.bias': [width],
  }).map(([name, shape]) => [`blocks.${index}.${name}`, shape]);
const shapes = (): Map<string, number[]> =>
  new Map(
    Object.entries({
      pos_embed: [1, tokens, width],
      cond_pos_embed: [1, condition, width],
      'x_proj.weight': [width, channels],
      'x_proj.bias': [width],
      't_embedder.mlp.0.weight': [width, 256],
      't_embedder.mlp.0.bias': [width],
      't_embedder.mlp.2.weight': [width, width],
      't_embedder.mlp.2.bias': [width],
      'y_embedder.embedding_table.weight': [classes + 1, condition * width],
      'final_layer.0.weight': [width],
      'final_layer.0.bias': [width],
      'final_layer.1.weight': [channels, width],
      'final_layer.1.bias': [channels],
      ...Object.fromEntries([...block(0), ...block(1)]),
    }),
  );
const lookup = (tensors: Map<string, number[]>): TensorLookup => {
  const source: TensorSource = {
    shapes: tensors,
    read: () => Promise.reject(new Error('only shapes are needed')),
  };
  return new TensorLookup(source, 'checkpoint.pt');
};

test('sizes come from shapes, also ones the published networks do not have', () => {
  const found = lookup(shapes());
  const { description, grid, classes: labels } = describeCausalFusion(found);
  expect(description).toMatchObject({
    width,
    heads: 4,
    headWidth: head,
    channels,
    conditionTokens: condition,
  });
  expect([
    description.blocks.length,
    description.blocks[1]?.feedForwardIn.weight.shape,
    grid,
    labels,
  ]).toEqual([2, [inner, width], 3, classes]);
  expect(found.unused()).toEqual([]);
});

test('tensors that nothing needs are listed', () => {
  const found = lookup(shapes().set('extra.weight', [3]));
  describeCausalFusion(found);
  expect(found.unused()).toEqual(['extra.weight']);
});

test.each([...shapes().keys()])('without %s the import is refused and the tensor named', (name) => {
  const tensors = shapes();
  tensors.delete(name);
  expect(() => describeCausalFusion(lookup(tensors))).toThrow(name);
});

test.each([
  ['blocks.1.attn.qkv.weight', [width, 3 * width]],
  ['blocks.0.mlp.fc2.weight', [width, inner + 1]],
  ['pos_embed', [1, 8, width]],
  ['blocks.0.attn.q_norm.weight', [17]],
  ['y_embedder.embedding_table.weight', [1, condition * width]],
  ['x_proj.weight', [width]],
  ['t_embedder.mlp.0.weight', [width, 0]],
])('%s with the shape %j is refused', (name, shape) => {
  expect(() => describeCausalFusion(lookup(shapes().set(name, shape)))).toThrow(
    expect.objectContaining({ code: 'checkpoint-invalid' }) as Error,
  );
});

test('a checkpoint of very many numbered names is answered at once', () => {
  const tensors = shapes();
  for (let index = 2; index < 100_000; index += 1) tensors.set(`blocks.${index}.x`, [1]);
  const started = performance.now();
  expect(() => describeCausalFusion(lookup(tensors))).toThrow('blocks.2');
  expect(performance.now() - started).toBeLessThan(3000);
});
