// Features of raw float32 pictures as tfjs computes them, to check the torch interpreter: node check.mjs IN.f32 COUNT OUT.f32
// IN holds COUNT x 299 x 299 x 3 values in [0, 1]; OUT gets COUNT x 2048.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));
const tf = require('@tensorflow/tfjs');
const wasm = require('@tensorflow/tfjs-backend-wasm');
wasm.setWasmPaths(join(process.cwd(), 'node_modules/@tensorflow/tfjs-backend-wasm/dist/'));
await tf.setBackend('wasm');
await tf.ready();
const [, , input, count, output] = process.argv;
const folder = join(process.cwd(), 'node_modules/nsfwjs/dist/models/inception_v3');
const model = require(join(folder, 'model.min.js'));
const weights = readFileSync('inception_v3.bin');
const artifacts = { modelTopology: model.modelTopology, weightSpecs: model.weightsManifest[0].weights,
  weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.length) };
const network = await tf.loadLayersModel(tf.io.fromMemory(artifacts));
const features = tf.model({ inputs: network.inputs, outputs: network.getLayer('flatten_1').output });
const pixels = new Float32Array(readFileSync(input).buffer.slice(0));
const result = [];
for (let i = 0; i < Number(count); i++) {
  const size = 299 * 299 * 3;
  const out = features.predict(tf.tensor4d(pixels.slice(i * size, (i + 1) * size), [1, 299, 299, 3]));
  result.push(Buffer.from((await out.data()).buffer));
}
writeFileSync(output, Buffer.concat(result));
