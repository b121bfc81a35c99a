// Writes networks that nsfwjs bundles as JavaScript modules to NAME.json (layers, weight table) and NAME.bin (weights).
// node unpack.mjs NAME...: run where node_modules/nsfwjs is installed; writes beside it.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'package.json'));
for (const name of process.argv.slice(2)) {
  const folder = join(process.cwd(), 'node_modules/nsfwjs/dist/models', name);
  const model = require(join(folder, 'model.min.js'));
  const group = model.weightsManifest[0];
  const shards = group.paths.map((path) => {
    const base64 = require(join(folder, `${path}.min.js`));
    return Buffer.from(typeof base64 === 'string' ? base64 : (base64.default ?? Object.values(base64)[0]), 'base64');
  });
  writeFileSync(`${name}.bin`, Buffer.concat(shards));
  const layers = model.modelTopology.model_config.config.layers;
  writeFileSync(`${name}.json`, JSON.stringify({ layers, weights: group.weights }));
}
