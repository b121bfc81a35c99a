import { expect, it } from 'vitest';
import { typicalSpeed } from '#engine/editing/plan/run-speed.ts';
import { calibrate } from '#engine/editing/plan/calibrate.ts';
import { fakeManifest, fakePack } from '#tests/fixtures/fake-pack.ts';

it('finds what a call and what a token cost', async () => {
  const pack = fakePack(fakeManifest({ window: { rows: 16, columns: 16 } }));
  let clock = 0;
  const { predict } = pack.network;
  pack.network.predict = (cache, noisy, positions, time) => {
    clock += 0.002 + 0.0001 * (positions.length / 2);
    return predict.call(pack.network, cache, noisy, positions, time);
  };
  const speed = await calibrate(pack, () => clock);
  expect(speed.perCall).toBeCloseTo(0.002, 5);
  expect(speed.perEvaluation).toBeCloseTo(0.0001, 6);
  expect(speed.perCodedToken).toBe(0);
});

it('gives usable numbers where the clock shows nothing', async () => {
  const speed = await calibrate(fakePack(), () => 0);
  expect(speed.perEvaluation).toBeGreaterThan(0);
  expect(speed.perCall).toBe(0);
});

it('times an autoencoder once it is open, not while it is opened', async () => {
  const manifest = fakeManifest({ autoencoder: { factor: 4, channels: 48, scale: 1, patch: 1 } });
  const pack = fakePack(manifest);
  let clock = 0;
  let opened = false;
  const tokeniser = {
    ...pack.tokeniser,
    assemble: (tokens: Float32Array, grid: { rows: number; columns: number }) => {
      clock += opened ? 0.16 : 60;
      opened = true;
      return pack.tokeniser.assemble(tokens, grid);
    },
  };
  const speed = await calibrate({ ...pack, tokeniser }, () => clock);
  // 16 tokens there and back.
  expect(speed.perCodedToken).toBeCloseTo(0.16 / 32);
});

it('expects plain work to take longer on a machine that is slower at it', async () => {
  let reads = 0;
  // Every look at the clock is 16 ms later, so that a round of the reference work seems to take twice what it should.
  const speed = await calibrate(fakePack(), () => 0.016 * reads++);
  expect(speed.perDetailEdge / typicalSpeed.perDetailEdge).toBeCloseTo(2, 5);
});
