import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { describe, expect, it } from 'vitest';
import { PackOpener } from '#engine/editing/plan/pack-opener.ts';
import { typicalSpeed } from '#engine/editing/plan/run-speed.ts';
import { SpeedBook } from '#engine/editing/plan/speed-book.ts';
import type { Inference, PackFiles } from '#engine/inference/inference.ts';
import { fakeManifest, fakePack } from '#tests/fixtures/fake-pack.ts';

const settings = { ...defaultRunSettings, device: 'cpu' as const };
const weightsOf = (id: string, size: number): PackFiles => ({
  directory: `/packs/${id}`,
  manifest: fakeManifest({
    id,
    precision: 'fp32',
    files: [{ path: 'transformer.weights', size, sha256: '0'.repeat(64) }],
  }),
});
const small = weightsOf('small', 1000);
const impossible = weightsOf('impossible', 1e15);

/** An inference that only notes what it is asked. */
function fakeInference() {
  const open = new Set<string>();
  const log: string[] = [];
  const inference = {
    open: ({ directory, manifest }: PackFiles) => {
      log.push(`open ${directory}`);
      open.add(directory);
      return Promise.resolve(fakePack(manifest));
    },
    isOpen: ({ directory }: PackFiles) => open.has(directory),
    releaseOthers: ({ directory }: PackFiles) => {
      for (const other of [...open].filter((name) => name !== directory)) {
        log.push(`release ${other}`);
        open.delete(other);
      }
      return Promise.resolve();
    },
  };
  return { inference: inference as unknown as Inference, log };
}

describe('PackOpener', () => {
  it('refuses what cannot fit before anything is loaded, with the sizes and what to do', async () => {
    const { inference, log } = fakeInference();
    const opener = new PackOpener(inference, new SpeedBook(null));
    const run = opener.use(impossible, settings, () => Promise.reject(new Error('it ran')));
    await expect(run).rejects.toMatchObject({
      code: 'memory-insufficient',
      message: expect.stringMatching(
        /needs about .* GB of memory.* GB are free.*close other programs/,
      ) as unknown,
    });
    expect(log).toEqual([]);
    expect((await opener.memory(impossible, settings)).problem).toMatch(/needs about/);
    expect((await opener.memory(small, settings)).problem).toBeNull();
  });

  it('measures a pack once, when it is first asked for its speed, and believes what runs teach from then on', async () => {
    const { inference, log } = fakeInference();
    const book = new SpeedBook(null);
    const opener = new PackOpener(inference, book);
    const measured = await opener.speed(small, settings);
    expect(measured!.perDetailEdge).toBeGreaterThan(0);
    expect(log).toEqual(['open /packs/small']);
    await opener.learn(small, settings, typicalSpeed);
    expect(await opener.speed(small, settings)).toEqual(typicalSpeed);
    // Another count of threads is another speed.
    expect(await book.get('small fp32 cpu 0')).toEqual(typicalSpeed);
    expect(await book.get('small fp32 cpu 1')).toBeNull();
  });

  it('lets go of a pack that another one replaces, but never of one in use', async () => {
    const { inference, log } = fakeInference();
    const other = weightsOf('other', 1000);
    const opener = new PackOpener(inference, new SpeedBook(null));
    await opener.use(small, settings, async () => {
      await opener.use(other, settings, () => Promise.resolve());
      // While something runs nothing is measured: it would disturb, and be wrong.
      expect(await opener.speed(weightsOf('third', 1000), settings)).toBeNull();
    });
    expect(log).toEqual(['open /packs/small', 'open /packs/other']);
    await opener.use(other, settings, () => Promise.resolve());
    expect(log).toContain('release /packs/small');
  });
});
