import { describe, expect, it } from 'vitest';
import type { EditJob, EditPatch, EngineMessage, EngineRequest } from '#engine/protocol.ts';
import { EngineHost } from '#main/jobs/engine-host.ts';
import { Cancelled } from '#shared/errors.ts';

const job = { resume: null, name: 'behind' } as unknown as EditJob;
const patch = {} as EditPatch;
const state = Uint8Array.of(1, 2, 3);
const at = { pass: 0, step: 1 };

/** The host around an engine whose part the test plays. */
function hostWithEngine() {
  const asked: EngineRequest[] = [];
  const children: { send(message: EngineMessage): void; exit(): void }[] = [];
  const host = new EngineHost(
    ({ message, exit }) => {
      children.push({ send: message, exit: () => exit(1) });
      return { post: (request) => void asked.push(request), kill: () => exit(null) };
    },
    () => undefined,
  );
  const runs = () => asked.filter((request) => request.type === 'run');
  const begin = (signal = new AbortController().signal) => {
    const heard: string[] = [];
    const done = host.background.run(job, ({ type }) => void heard.push(type), signal);
    return { heard, done };
  };
  const first = () => host.request({ type: 'run', id: 'first', job: {} as EditJob });
  return {
    host,
    asked,
    runs,
    begin,
    first,
    send: (message: EngineMessage) => children.at(-1)!.send(message),
  };
}

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('a run in the background', () => {
  it('runs at once where nothing else does', async () => {
    const { begin, runs, send } = hostWithEngine();
    const { done, heard } = begin();
    await soon();
    const { id } = runs()[0]!;
    send({ type: 'variant', id, variant: 0, patch, state, steps: [] });
    send({ type: 'finished', id });
    await done;
    expect(heard).toEqual(['variant']);
  });

  it('is paused before another run is begun, and goes on after that where it stood', async () => {
    const { asked, begin, first, runs, send } = hostWithEngine();
    const { done } = begin();
    await soon();
    const behind = runs()[0]!.id;
    const urgent = first();
    await soon();
    expect(asked.at(-1)).toEqual({ type: 'pause', id: behind });
    expect(runs()).toHaveLength(1);
    send({ type: 'paused', id: behind, variant: 0, state, at, fraction: 0.5 });
    await soon();
    expect(runs().at(-1)).toMatchObject({ id: 'first' });
    send({ type: 'finished', id: 'first' });
    await urgent;
    expect(runs()).toHaveLength(2);
    await expect.poll(() => runs().length, { timeout: 3000 }).toBe(3);
    expect(runs()[2]).toMatchObject({ job: { resume: { variant: 0, state } } });
    send({ type: 'finished', id: runs()[2]!.id });
    await done;
  });

  it('lets a run begin that came while another one ran, only once both are over', async () => {
    const { begin, first, runs, send } = hostWithEngine();
    const urgent = first();
    const { done } = begin();
    await soon();
    expect(runs()).toHaveLength(1);
    send({ type: 'finished', id: 'first' });
    await urgent;
    await expect.poll(() => runs().length, { timeout: 3000 }).toBe(2);
    send({ type: 'finished', id: runs()[1]!.id });
    await done;
  });

  it('waits while it is held', async () => {
    const { begin, host, runs, send } = hostWithEngine();
    const { done } = begin();
    await soon();
    const { id } = runs()[0]!;
    const held = host.background.hold(true);
    send({ type: 'paused', id, variant: 0, state, at, fraction: 0.5 });
    await held;
    await soon();
    expect(runs()).toHaveLength(1);
    await host.background.hold(false);
    await soon();
    expect(runs()).toHaveLength(2);
    send({ type: 'finished', id: runs()[1]!.id });
    await done;
  });

  it('ends at once where nobody wants it any more, held or not', async () => {
    const { begin, host } = hostWithEngine();
    await host.background.hold(true);
    const abort = new AbortController();
    const { done } = begin(abort.signal);
    await soon();
    abort.abort();
    await expect(done).rejects.toBeInstanceOf(Cancelled);
  });

  it('a run that waits for it to pause can be cancelled: it is never begun', async () => {
    const { begin, first, host, runs, send } = hostWithEngine();
    void begin().done.catch(() => undefined);
    await soon();
    const behind = runs()[0]!.id;
    const urgent = expect(first()).rejects.toBeInstanceOf(Cancelled);
    const cancelled = host.cancel('first');
    send({ type: 'paused', id: behind, variant: 0, state, at, fraction: 0.5 });
    await Promise.all([urgent, cancelled]);
    expect(runs().some(({ id }) => id === 'first')).toBe(false);
    host.dispose();
  });
});
