import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchRaw } from '#renderer/bridge/raw-picture.ts';

const answerWith = (...statuses: number[]) => {
  const answers = statuses.map((status) =>
    status === 200
      ? new Response(Uint8Array.of(1, 2), { headers: { 'x-width': '2', 'x-height': '1' } })
      : new Response('the disk is gone', { status }),
  );
  const fetch = vi.fn(() => Promise.resolve(answers.shift()!));
  vi.stubGlobal('fetch', fetch);
  vi.useFakeTimers();
  return fetch;
};
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('raw bytes from main', () => {
  it('are asked for again where main could not answer: a crashed process is started anew', async () => {
    const fetch = answerWith(500, 200);
    const raw = fetchRaw('image://document/1');
    await vi.runAllTimersAsync();
    expect(await raw).toMatchObject({ width: 2, height: 1 });
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('are an error, not a hole, where main cannot answer at all', async () => {
    answerWith(500, 500, 500);
    const raw = fetchRaw('image://document/1');
    const failed = expect(raw).rejects.toThrow('the disk is gone');
    await vi.runAllTimersAsync();
    await failed;
  });

  it('are nothing at once where nothing has that id', async () => {
    const fetch = answerWith(404);
    expect(await fetchRaw('image://document/1')).toBeNull();
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});
