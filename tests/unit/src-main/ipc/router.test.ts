import { describe, expect, it, vi } from 'vitest';
import { registerHandlers, type Handlers } from '#main/ipc/router.ts';
import { channelNames } from '#shared/contract/channel-names.ts';
import { contract } from '#shared/contract/contract.ts';
import { TesseraError } from '#shared/errors.ts';

function setUp(handlers: Partial<Handlers> = {}, trusted = true) {
  const registered = new Map<string, (event: object, request?: unknown) => Promise<unknown>>();
  const log = vi.fn();
  registerHandlers(
    { handle: (channel: string, listener: never) => void registered.set(channel, listener) } as never,
    handlers as Handlers,
    {
      isTrusted: () => trusted,
      log,
    },
  );
  const ask = (channel: string, request?: unknown) =>
    registered.get(channel)!({ senderFrame: null }, request);
  return { registered, log, ask };
}

describe('the router', () => {
  it('registers every channel of the contract and no other', () => {
    expect([...setUp().registered.keys()].sort()).toEqual(Object.keys(contract).sort());
    expect([...channelNames].sort()).toEqual(Object.keys(contract).sort());
  });

  it('answers with the value', async () => {
    const list = [{ id: '1', name: 'a.jpg', folder: '~', openedAt: null }];
    const { ask } = setUp({ 'documents/list-recent': async () => list });
    expect(await ask('documents/list-recent')).toEqual({ ok: true, value: list });
  });

  it('asks no handler for an untrusted sender', async () => {
    const handler = vi.fn();
    const { ask } = setUp({ 'documents/current': handler }, false);
    expect(await ask('documents/current')).toMatchObject({ ok: false, error: { code: 'request-denied' } });
    expect(handler).not.toHaveBeenCalled();
  });

  it.each([
    ['documents/undo', undefined],
    ['documents/undo', ''],
    ['documents/undo', 'x'.repeat(101)],
    ['documents/current', { any: 'thing' }],
    ['documents/new', { width: 1e9, height: 20 }],
    ['documents/new', { width: 20.5, height: 20 }],
    ['documents/open-bytes', { name: 'a', data: 'not bytes' }],
    ['documents/open-dropped', ['x'.repeat(4097)]],
    ['documents/open-dropped', []],
    [
      'mask/commit',
      {
        documentId: 'a',
        rect: { x: 0, y: 0, width: -1, height: 1 },
        coverage: new Uint8Array(1),
        action: 'b',
      },
    ],
    [
      'mask/commit',
      {
        documentId: 'a',
        rect: { x: 0, y: 0, width: 1, height: 1 },
        coverage: new Uint8Array((64 << 20) + 1),
        action: 'b',
      },
    ],
    ['mask/operate', { documentId: 'a', operation: 'explode', pixels: 1 }],
    ['turns/accept', { documentId: 'a' }],
    ['app/open-link', 'https://example.org'],
    ['preferences/set', { theme: 'pink' }],
  ])('asks no handler for a malformed %s', async (channel, request) => {
    const handler = vi.fn();
    const { ask } = setUp({ [channel]: handler });
    expect(await ask(channel, request)).toMatchObject({ ok: false, error: { code: 'request-invalid' } });
    expect(handler).not.toHaveBeenCalled();
  });

  it('passes errors for the user on with their code, and logs only the others', async () => {
    const { ask, log } = setUp({
      'documents/list-recent': () => Promise.reject(new TesseraError('disk-full', 'The disk is full.')),
      'documents/current': () => Promise.reject(new Error('a bug')),
    });
    expect(await ask('documents/list-recent')).toEqual({
      ok: false,
      error: { code: 'disk-full', message: 'The disk is full.' },
    });
    expect(log).not.toHaveBeenCalled();
    expect(await ask('documents/current')).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(log).toHaveBeenCalledOnce();
  });
});
