// Writes the network that nsfwjs bundles as JavaScript modules to model.json (topology, weight table) and weights.bin.
// node unpack.mjs: run where node_modules/nsfwjs is installed; writes beside it.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));
const folder = join(process.cwd(), 'node_modules/nsfwjs/dist/models/inception_v3');
const model = require(join(folder, 'model.min.js'));
const group = model.weightsManifest[0];
const shards = group.paths.map((path) => {
  const base64 = require(join(folder, `${path}.min.js`));
  return Buffer.from(typeof base64 === 'string' ? base64 : (base64.default ?? Object.values(base64)[0]), 'base64');
});
writeFileSync('weights.bin', Buffer.concat(shards));
writeFileSync('model.json', JSON.stringify({ layers: model.modelTopology.model_config.config.layers, weights: group.weights }));
