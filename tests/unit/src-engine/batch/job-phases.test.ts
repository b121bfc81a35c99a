import { setImmediate as settled } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createGates, type JobPhase, JobPhases, maxMegapixels } from '#engine/batch/job-phases.ts';

/** Jobs that share their phases. */
function jobsOf(atOnce: number, megapixels: readonly number[], engines = 1) {
  const gates = createGates(atOnce, engines);
  const entered: string[] = [];
  const jobs = megapixels.map((size) => new JobPhases(gates, () => Promise.resolve(size)));
  const ask = (index: number, phase: JobPhase): void =>
    void jobs[index]!.enter(phase).then(() => entered.push(`${phase} ${index}`));
  /** What was entered since the last time, sorted. */
  const news = async (): Promise<string[]> => {
    await settled();
    return entered.splice(0).sort();
  };
  return { jobs, ask, news };
}

test('as many photos are read at once as may be; each waits in its place for being computed, one at a time', async () => {
  const { jobs, ask, news } = jobsOf(2, [1, 1, 1, 1]);
  for (const index of [0, 1, 2, 3]) ask(index, 'read');
  expect(await news()).toEqual(['read 0', 'read 1']);
  // Read sooner than the one before it.
  ask(1, 'run');
  expect(await news()).toEqual([]);
  expect(jobs[1]!.isBeingRead).toBe(true);
  ask(0, 'run');
  expect(await news()).toEqual(['read 2', 'run 0']);
  ask(0, 'write');
  expect(await news()).toEqual(['read 3', 'run 1', 'write 0']);
  expect(jobs[1]!.isBeingRead).toBe(false);
  ask(1, 'write');
  ask(2, 'run');
  expect(await news()).toEqual(['run 2', 'write 1']);
  // Both places of writing are taken until either is free.
  ask(2, 'write');
  ask(3, 'run');
  expect(await news()).toEqual([]);
  jobs[1]!.end();
  expect(await news()).toEqual(['run 3', 'write 2']);
});

test('a job that ends early makes room for those behind it', async () => {
  const { jobs, ask, news } = jobsOf(2, [1, 1, 1]);
  for (const index of [0, 1, 2]) ask(index, 'read');
  expect(await news()).toEqual(['read 0', 'read 1']);
  ask(1, 'run');
  expect(await news()).toEqual([]);
  jobs[0]!.end();
  jobs[0]!.end();
  expect(await news()).toEqual(['read 2', 'run 1']);
});

test.each([
  [4, maxMegapixels / 2 + 1],
  [4, Infinity],
  [1, 1],
])(
  'at most %i at once, photos of %d megapixels: one is read and one written while a third one is computed',
  async (atOnce, size) => {
    const { jobs, ask, news } = jobsOf(
      atOnce,
      Array.from({ length: 5 }, () => size),
    );
    for (const index of [0, 1, 2, 3, 4]) ask(index, 'read');
    expect(await news()).toEqual(['read 0']);
    ask(0, 'run');
    expect(await news()).toEqual(['read 1', 'run 0']);
    ask(0, 'write');
    ask(1, 'run');
    expect(await news()).toEqual(['read 2', 'run 1', 'write 0']);
    ask(1, 'write');
    ask(2, 'run');
    expect(await news()).toEqual([]);
    jobs[0]!.end();
    expect(await news()).toEqual(['read 3', 'run 2', 'write 1']);
  },
);

test('a large photo is read beside others once they have ended', async () => {
  const { jobs, ask, news } = jobsOf(4, [30, 30, maxMegapixels - 40, 1]);
  for (const index of [0, 1, 2, 3]) ask(index, 'read');
  expect(await news()).toEqual(['read 0', 'read 1']);
  jobs[1]!.end();
  expect(await news()).toEqual(['read 2', 'read 3']);
});

test('with two engines two photos are computed at once, while they fit into memory together', async () => {
  const { jobs, ask, news } = jobsOf(1, [1, 1, 1, maxMegapixels, 1], 2);
  for (const index of [0, 1, 2, 3, 4]) ask(index, 'read');
  expect(await news()).toEqual(['read 0']);
  ask(0, 'run');
  expect(await news()).toEqual(['read 1', 'run 0']);
  ask(1, 'run');
  expect(await news()).toEqual(['read 2', 'run 1']);
  ask(2, 'run');
  expect(await news()).toEqual([]);
  jobs[1]!.end();
  expect(await news()).toEqual(['read 3', 'run 2']);
  ask(3, 'run');
  jobs[0]!.end();
  expect(await news()).toEqual([]);
  jobs[2]!.end();
  expect(await news()).toEqual(['read 4', 'run 3']);
});
