import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import type { Job } from '#cli/jobs/job.ts';
import {
  type EngineAnswer,
  type EngineCall,
  engineCount,
  EngineProcesses,
} from '#cli/batch/engine-processes.ts';
import { Cancelled } from '#shared/errors.ts';

/** Processes that the test plays, each with what it was asked. */
function enginesOf(count: number) {
  const played: { readonly calls: EngineCall[]; answer(message: EngineAnswer): void; die(): void }[] = [];
  const engines = new EngineProcesses(count, undefined, ({ message, exit }) => {
    const calls: EngineCall[] = [];
    played.push({ calls, answer: message, die: () => exit(null) });
    return { post: (call) => void calls.push(call), kill: () => undefined };
  });
  /** Has a job done once it may be read. */
  const begin = async (output: string, signal = new AbortController().signal) => {
    const job = { output } as Job;
    const phases = engines.newPhases(job);
    await phases.enter('read');
    const events: unknown[] = [];
    const done = engines.run(job, { phases, signal, onEvent: (event) => void events.push(event) });
    done.catch(() => undefined);
    await new Promise(setImmediate);
    return { done, events };
  };
  return { played, begin };
}

it('gives each process one job at a time, and the next to the one that is free', async () => {
  const { played, begin } = enginesOf(2);
  const [first, second, third] = [await begin('a'), await begin('b'), await begin('c')];
  expect(played.map(({ calls }) => calls.length)).toEqual([1, 1]);
  const { id } = played[1]!.calls[0]!;
  played[1]!.answer({ id, event: { event: 'progress', fraction: 0.5 } });
  played[1]!.answer({ id, done: { event: 'done' } });
  expect(await second.done).toEqual({ event: 'done' });
  expect(second.events).toEqual([{ event: 'progress', fraction: 0.5 }]);
  await new Promise(setImmediate);
  expect(played.map(({ calls }) => calls.length)).toEqual([1, 2]);
  played[0]!.answer({ id: played[0]!.calls[0]!.id, error: { code: 'disk-full', message: 'It is full.' } });
  await expect(first.done).rejects.toMatchObject({ code: 'disk-full', message: 'It is full.' });
  played[1]!.answer({ id: played[1]!.calls[1]!.id, done: { event: 'done' } });
  await third.done;
});

it('tells a process which job is aborted, and lets nothing wait for one that died: the next job starts another', async () => {
  const { played, begin } = enginesOf(1);
  const abort = new AbortController();
  const aborted = await begin('a', abort.signal);
  abort.abort();
  const [run, told] = played[0]!.calls;
  expect(told).toEqual({ id: run!.id, kind: 'abort' });
  played[0]!.answer({ id: run!.id, error: null });
  await expect(aborted.done).rejects.toBeInstanceOf(Cancelled);
  const lost = await begin('b');
  played[0]!.die();
  await expect(lost.done).rejects.toMatchObject({ code: 'engine-crashed' });
  await begin('c');
  expect(played).toHaveLength(2);
});

it('takes one engine where jobs are few or name their threads, and never more than there are CPUs', async () => {
  const jobs = (count: number, options: Job['options'] = {}) =>
    Array.from({ length: count }, () => ({ options }));
  expect(await engineCount(jobs(3))).toBe(1);
  expect(await engineCount(jobs(1000, { threads: 2 }))).toBe(1);
  expect(await engineCount(jobs(1000, { device: 'cpu' }))).toBeLessThanOrEqual(availableParallelism());
});
