import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { summary } from '#tests/fixtures/fake-bridge.ts';
import { selected, setUp } from '#tests/fixtures/run-stores.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The stores while a gesture is on its way; `arrive` is main's answer to it. */
function withGesture() {
  const parts = setUp({
    'documents/undo': () => selected,
    'documents/redo': () => selected,
    'documents/open-dialog': () => null,
    'mask/operate': () => selected,
  });
  let arrive: () => void = () => {};
  parts.app.documents.gestures.add(new Promise((resolve) => (arrive = resolve)));
  return { ...parts, arrive: () => arrive() };
}
type Parts = ReturnType<typeof withGesture>;

const dependent: readonly [string, (parts: Parts) => unknown][] = [
  ['runs/start', ({ run }) => run.start()],
  ['runs/plan', ({ plan }) => plan.refresh()],
  ['recipes/replay', ({ app }) => app.project.replay()],
  ['projects/save', ({ app }) => app.project.save(false)],
  ['documents/undo', ({ app }) => app.documents.undo()],
  ['documents/redo', ({ app }) => app.documents.redo()],
  ['documents/close', ({ app }) => app.documents.close()],
  ['documents/open-dialog', ({ app }) => app.documents.open()],
  ['documents/export', ({ app }) => app.exports.write({ format: 'png', quality: null, keepMetadata: true })],
  ['documents/prepare-drag', ({ app }) => app.dragOut.press()],
  ['mask/operate', ({ app }) => app.documents.operate('grow', 4)],
  ['mask/load', ({ app }) => app.documents.loadMask()],
  ['mask/save', ({ app }) => app.documents.saveMask()],
];

describe('a gesture on its way', () => {
  it.each(dependent)('is in main before %s is asked for', async (channel, act) => {
    const parts = withGesture();
    void act(parts);
    await vi.advanceTimersByTimeAsync(1000);
    expect(parts.fake.calls).toEqual([]);
    parts.arrive();
    await vi.advanceTimersByTimeAsync(1000);
    expect(parts.fake.calls.map((call) => call.channel)).toContain(channel);
  });

  it('counts as a selection, so that the first stroke can be filled at once', async () => {
    const { app, run, arrive } = withGesture();
    app.documents.show(summary());
    expect(run.obstacle).toBeNull();
    arrive();
    await vi.advanceTimersByTimeAsync(1);
    expect(run.obstacle).not.toBeNull();
  });

  it('holds nothing up once main refused it', async () => {
    const { app, fake } = setUp({ 'documents/undo': () => selected });
    app.documents.gestures.add(Promise.reject(new Error('refused')));
    await app.documents.undo();
    expect(fake.calls.map(({ channel }) => channel)).toEqual(['documents/undo']);
    expect(app.documents.gestures.sending).toBe(false);
  });
});
