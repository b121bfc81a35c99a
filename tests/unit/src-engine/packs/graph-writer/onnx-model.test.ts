import { expect, test } from 'vitest';
import { GraphBuilder } from '#engine/packs/graph-writer/graph-builder.ts';
import { encodeModel, ProtobufWriter } from '#engine/packs/graph-writer/onnx-model.ts';
import { externalFilesOf } from '#engine/packs/onnx-inspection.ts';

test('protocol buffer fields have the bytes that the format prescribes', () => {
  const writer = new ProtobufWriter();
  writer.integer(1, 150).string(2, 'testing').integer(3, -1).float(4, 1).packedIntegers(5, [3, 270, 86942]);
  writer.message(6, (nested) => nested.integer(1, 1));
  expect(Buffer.from(writer.finish()).toString('hex')).toBe(
    '089601' +
      '120774657374696e67' +
      '18ffffffffffffffffff01' +
      '250000803f' +
      '2a06038e029ea705' +
      '32020801',
  );
});

test('a model names every file its tensors lie in, also inside attributes', () => {
  const graph = new GraphBuilder('test');
  const data = { file: 'a.weights', offset: 65536, length: 4 };
  const constant = graph.tensor({ elementType: 'float32', dimensions: [1], data });
  graph.output('out', 'float32', [1], graph.node('Identity', [constant]));
  const model = encodeModel(graph.finish());
  expect([...externalFilesOf(model)]).toEqual(['a.weights']);

  const hidden = new ProtobufWriter();
  hidden.message(7, (g) =>
    g.message(1, (node) =>
      node.message(5, (attribute) =>
        attribute.message(5, (tensor) =>
          tensor.message(13, (entry) => entry.string(1, 'location').string(2, '../../secret')),
        ),
      ),
    ),
  );
  expect([...externalFilesOf(hidden.finish())]).toEqual(['../../secret']);
});

test('a model that is cut short or nested without end is refused', () => {
  const graph = new GraphBuilder('test');
  graph.output('out', 'float32', [1], graph.node('Identity', [graph.floats([1, 2, 3])]));
  const model = encodeModel(graph.finish());
  expect(() => externalFilesOf(model.subarray(0, model.length - 3))).toThrow(/not a valid ONNX/);
  let nested: Uint8Array = new Uint8Array(0);
  for (let depth = 0; depth < 200; depth += 1) {
    const inner = nested;
    nested = new ProtobufWriter()
      .message(1, (node) => node.message(5, (attribute) => attribute.bytes(6, inner)))
      .finish()
      .slice();
  }
  expect(() => externalFilesOf(new ProtobufWriter().bytes(7, nested).finish())).toThrow(/not a valid ONNX/);
});
