import { expect, it } from 'vitest';
import { killAtRandomMoments } from './harness/kill-campaign';

it('loses nothing confirmed when it is killed at random moments (a slice of the campaign)', async () => {
  const report = await killAtRandomMoments(4, 20261123);
  expect(report).toMatchObject({
    kills: 4,
    lostGestures: 0,
    unreadableExports: 0,
    leftovers: 0,
    changedOriginals: 0,
  });
  expect(report.gestures).toBeGreaterThan(10);
});
