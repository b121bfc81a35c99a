import { describe, expect, it, vi } from 'vitest';
import type { EngineMessage, EngineRequest } from '#engine/protocol.ts';
import type { StartChild } from '#shared/child-rpc.ts';
import { EngineHost, type EngineStatus } from '#main/jobs/engine-host.ts';
import { Cancelled } from '#shared/errors.ts';

class FakeEngine {
  readonly requests: EngineRequest[] = [];
  killed = false;
  constructor(
    readonly send: (message: EngineMessage) => void,
    readonly exit: (code: number | null) => void,
  ) {}
}

function hostWithFakes(patienceMs = 20) {
  const engines: FakeEngine[] = [];
  const statuses: EngineStatus[] = [];
  const start: StartChild<EngineRequest, EngineMessage> = ({ message, exit }) => {
    const engine = new FakeEngine(message, exit);
    engines.push(engine);
    return {
      post: (request) => void engine.requests.push(request),
      kill: () => {
        engine.killed = true;
        exit(null);
      },
    };
  };
  const host = new EngineHost(start, (status) => void statuses.push(status), patienceMs);
  return { host, engines, statuses };
}

const probe = (id: string): EngineRequest & { type: 'probe-devices' } => ({ type: 'probe-devices', id });

describe('the engine host', () => {
  it('matches answers to requests', async () => {
    const { host, engines } = hostWithFakes();
    const first = host.request(probe('a'));
    const second = host.request(probe('b'));
    engines[0]!.send({ type: 'devices', id: 'b', devices: [] });
    engines[0]!.send({ type: 'failed', id: 'a', error: { code: 'device-unavailable', message: 'no' } });
    await expect(second).resolves.toMatchObject({ id: 'b' });
    await expect(first).rejects.toMatchObject({ code: 'device-unavailable', message: 'no' });
    expect(engines).toHaveLength(1);
  });

  it('tells everybody who waits that the engine crashed, and starts it again', async () => {
    const { host, engines, statuses } = hostWithFakes();
    const waiting = [host.request(probe('a')), host.request(probe('b'))];
    engines[0]!.send({ type: 'ready' });
    engines[0]!.exit(139);
    for (const request of waiting) await expect(request).rejects.toMatchObject({ code: 'engine-crashed' });
    expect(engines).toHaveLength(2);
    engines[1]!.send({ type: 'ready' });
    expect(statuses.map(({ state }) => state)).toEqual(['ready', 'restarting', 'ready']);
    const next = host.request(probe('c'));
    engines[1]!.send({ type: 'devices', id: 'c', devices: [] });
    await expect(next).resolves.toMatchObject({ type: 'devices' });
  });

  it('does not start an engine for ever that cannot start', async () => {
    const { host, engines } = hostWithFakes();
    host.warmUp();
    for (let index = 0; index < 10; index++) engines.at(-1)!.exit(1);
    expect(engines.length).toBeLessThan(6);
  });

  it('asks a cancelled request to stop, and leaves an engine alone that does', async () => {
    const { host, engines } = hostWithFakes(5000);
    const request = host.request(probe('a'));
    const outcome = expect(request).rejects.toBeInstanceOf(Cancelled);
    const cancelled = host.cancel('a');
    expect(engines[0]!.requests.at(-1)).toEqual({ type: 'cancel', id: 'a' });
    engines[0]!.send({ type: 'cancelled', id: 'a' });
    await cancelled;
    await outcome;
    expect(engines[0]!.killed).toBe(false);
  });

  it('kills an engine that does not stop in time, and starts another', async () => {
    const { host, engines } = hostWithFakes(20);
    const request = host.request(probe('a'));
    const outcome = expect(request).rejects.toBeInstanceOf(Cancelled);
    await host.cancel('a');
    await outcome;
    expect(engines[0]!.killed).toBe(true);
    expect(engines).toHaveLength(2);
  });

  it.each(['cancel', 'pause'] as const)(
    'asks the next engine what comes while it waits for a request to %s that does not: nothing is lost with the killed one',
    async (how) => {
      const { host, engines } = hostWithFakes(20);
      const late = host.request(probe('a')).catch((error: unknown) => error);
      const stopped = host[how]('a');
      const next = host.request(probe('b'));
      await stopped;
      expect(await late).toBeInstanceOf(Error);
      await expect.poll(() => engines[1]?.requests).toEqual([probe('b')]);
      expect(engines[0]!.requests.map(({ id }) => id)).toEqual(['a', 'a']);
      engines[1]!.send({ type: 'devices', id: 'b', devices: [] });
      await expect(next).resolves.toMatchObject({ id: 'b' });
    },
  );

  it('takes a result that comes after the cancel for a cancel', async () => {
    const { host, engines } = hostWithFakes(5000);
    const request = host.request(probe('a'));
    const outcome = expect(request).rejects.toBeInstanceOf(Cancelled);
    const cancelled = host.cancel('a');
    engines[0]!.send({ type: 'devices', id: 'a', devices: [] });
    await cancelled;
    await outcome;
  });

  it('passes progress on, and nothing after the cancel', () => {
    const { host, engines } = hostWithFakes(5000);
    const update = vi.fn();
    void host
      .request(
        { type: 'import-pack', id: 'a', transformer: '', autoencoder: '', output: '', precision: 'fp32' },
        update,
      )
      .catch(() => undefined);
    const progress: EngineMessage = { type: 'import-progress', id: 'a', fraction: 0.5, message: 'half' };
    engines[0]!.send(progress);
    void host.cancel('a');
    engines[0]!.send(progress);
    expect(update).toHaveBeenCalledTimes(1);
    host.dispose();
  });
});
