import { expect, it } from 'vitest';
import { Inference } from '#engine/inference/inference.ts';
import { OnnxNetwork } from '#engine/inference/onnx-network.ts';
import { PackSessions } from '#engine/inference/pack-sessions.ts';
import type { Network } from '#engine/sampler/network.ts';
import { openTinyDdpmPack, openTinyFlowPack } from '#tests/fixtures/tiny-packs.ts';

async function predict(network: Network): Promise<Float32Array> {
  const positions = Int32Array.from({ length: 16 }, (_, index) => index % 4);
  const tokens = Float32Array.from({ length: 8 * network.channels }, (_, index) => Math.sin(index));
  const condition = await network.encodeCondition(Int32Array.of(1));
  return network.predict(await network.append(condition, tokens, positions), tokens, positions, 0.5);
}

// SwiftShader has no shader-f16, as a GTX 10 has not.
it.each([
  ['an int8 pack, with its weights widened', () => openTinyFlowPack('int8')],
  ['an fp16 pack with a table of positions', () => openTinyDdpmPack('fp16')],
])('a GPU without half precision computes %s', async (_, open) => {
  const pack = await open();
  const inference = new Inference({ allowSoftwareDevice: true });
  const there = await inference.open(pack, { device: 'webgpu', threads: 1 });
  const widened = new PackSessions(pack.directory, 'cpu', 1, true);
  const here = await predict(new OnnxNetwork(widened, pack.manifest));
  (await predict(there.network)).forEach((value, index) => expect(value).toBeCloseTo(here[index]!, 5));
  expect(there.deviceInUse()).toEqual({ device: 'webgpu', note: null });
  await widened.dispose();
  await inference.dispose();
  await pack.close();
});
