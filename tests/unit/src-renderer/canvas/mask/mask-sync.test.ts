import { inflateSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { MaskPlane } from '#shared/contract/mask.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { MaskSync } from '#renderer/canvas/mask/mask-sync.ts';
import { MaskTiles, tileSize } from '#renderer/canvas/mask/mask-tiles.ts';
import { fillRect } from '#renderer/canvas/mask/shapes.ts';
import { createFakeBridge, Refusal, summary } from '#tests/fixtures/fake-bridge.ts';

const rect = { x: 500, y: 10, width: 30, height: 20 };
const patience = { timeout: 5000 };
/** Long enough for something to happen that should not. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 40));

function setUp(
  handler: (request: { coverage: Uint8Array; rect: typeof rect }) => DocumentSummary,
  plane: MaskPlane = 'selection',
) {
  const fake = createFakeBridge({ 'mask/commit': handler as never });
  const mask = new MaskTiles();
  const shown: DocumentSummary[] = [];
  const errors: unknown[] = [];
  const fetched: string[] = [];
  vi.stubGlobal('fetch', (address: string) => {
    fetched.push(address);
    return Promise.resolve(
      new Response(new Uint8Array(tileSize * tileSize).fill(7), {
        headers: { 'x-width': '512', 'x-height': '512' },
      }),
    );
  });
  const sync = new MaskSync(
    fake.bridge,
    mask,
    plane,
    (next) => shown.push(next),
    (error) => errors.push(error),
  );
  const paint = (): Promise<void> => {
    mask.begin();
    fillRect(mask, summary().bounds, rect, 'add');
    return sync.commit('one', mask.end()!, 'Brush stroke');
  };
  return { fake, mask, sync, shown, errors, fetched, paint };
}

afterEach(() => vi.unstubAllGlobals());

describe('mask sync', () => {
  it('sends the coverage of the changed rectangle, packed, as one edit', async () => {
    const { fake, sync, shown, paint } = setUp(() => summary({ maskRevision: 2, maskBounds: rect }));
    sync.follow(summary());
    void paint();
    await vi.waitFor(() => expect(shown).toHaveLength(1), patience);
    const request = fake.calls[0]!.request as { coverage: Uint8Array; rect: unknown; action: string };
    expect(request.rect).toEqual(rect);
    expect(request.action).toBe('Brush stroke');
    expect([...inflateSync(request.coverage)]).toEqual(new Array(rect.width * rect.height).fill(255));
    expect(shown.at(-1)?.maskRevision).toBe(2);
  });

  it('says when main has a gesture, also where it is refused, so that others can wait for it', async () => {
    const { fake, sync, shown, errors, paint } = setUp(() => {
      if (shown.length === 0) return summary({ maskRevision: 2, maskBounds: rect });
      throw new Refusal({ code: 'disk-full', message: 'The disk is full.' });
    });
    sync.follow(summary());
    const [first, second] = [paint(), paint()];
    await first;
    expect([fake.calls.length, shown.length]).toEqual([1, 1]);
    await second;
    expect(errors).toHaveLength(1);
  });

  it('does not load its own gesture back, even where the event comes before the answer', async () => {
    const { sync, shown, fetched, paint } = setUp(() => {
      sync.follow(summary({ maskRevision: 2, maskBounds: rect }));
      return summary({ maskRevision: 2, maskBounds: rect });
    });
    sync.follow(summary());
    void paint();
    await vi.waitFor(() => expect(shown).toHaveLength(1), patience);
    sync.follow(summary({ maskRevision: 2, maskBounds: rect }));
    await settled();
    expect(fetched).toEqual([]);
  });

  it('loads every tile of the selection that main changed by itself', async () => {
    const { sync, fetched, mask } = setUp(() => summary());
    sync.follow(summary());
    sync.follow(summary({ maskRevision: 2, maskBounds: { x: 500, y: 0, width: 600, height: 20 } }));
    await vi.waitFor(() => expect(mask.tile(2, 0)).toBeDefined(), patience);
    expect(fetched.sort()).toEqual([0, 1, 2].map((column) => `image://mask/one/0/${column}/0?rev=2`));
    expect(mask.tile(1, 0)?.[0]).toBe(7);
  });

  it('keeps where texture never comes from by its own revision and at its own address', async () => {
    const after = summary({ noSourceRevision: 2, noSourceBounds: rect });
    const { fake, sync, shown, fetched, paint } = setUp(() => after, 'no-source');
    sync.follow(summary());
    sync.follow(summary({ maskRevision: 5, maskBounds: rect }));
    void paint();
    await vi.waitFor(() => expect(shown).toHaveLength(1), patience);
    expect(fake.calls[0]!.request).toMatchObject({ plane: 'no-source' });
    sync.follow(after);
    await settled();
    expect(fetched).toEqual([]);
    sync.follow(summary({ noSourceRevision: 3, noSourceBounds: { x: 0, y: 0, width: 9, height: 9 } }));
    await vi.waitFor(() => expect(fetched).toContain('image://no-source/one/0/0/0?rev=3'), patience);
  });

  it('empties the selection without loading when main says that nothing is selected', async () => {
    const { sync, fetched, mask } = setUp(() => summary());
    sync.follow(summary({ maskRevision: 1, maskBounds: rect }));
    await vi.waitFor(() => expect(mask.tile(1, 0)).toBeDefined(), patience);
    fetched.length = 0;
    sync.follow(summary({ maskRevision: 2 }));
    await settled();
    expect(fetched).toEqual([]);
    expect(mask.tile(0, 0)).toBeUndefined();
  });

  it('goes back to what main has when a gesture is refused', async () => {
    const { sync, errors, mask, paint } = setUp(() => {
      throw new Refusal({ code: 'disk-full', message: 'The disk is full.' });
    });
    sync.follow(summary());
    void paint();
    await vi.waitFor(() => expect(errors).toHaveLength(1), patience);
    expect(mask.tile(0, 0)).toBeUndefined();
  });

  it('forgets the selection of another document', async () => {
    const { sync, shown, mask, paint } = setUp(() => summary({ maskRevision: 2, maskBounds: rect }));
    sync.follow(summary());
    void paint();
    await vi.waitFor(() => expect(shown).toHaveLength(1), patience);
    sync.follow(summary({ id: 'two' }));
    expect(mask.tile(0, 0)).toBeUndefined();
  });

  it('loads the next document, which was shown while a gesture of the last one was on its way', async () => {
    const { mask, sync, shown, paint } = setUp(() => summary({ maskRevision: 2, maskBounds: rect }));
    sync.follow(summary());
    const sent = paint();
    sync.follow(summary({ id: 'two', maskRevision: 4, maskBounds: rect }));
    await sent;
    await vi.waitFor(() => expect(mask.tile(0, 0)?.[0]).toBe(7), patience);
    expect(shown).toEqual([]);
  });
});
