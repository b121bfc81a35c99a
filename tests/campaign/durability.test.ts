import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { killAtRandomMoments } from '#tests/e2e/harness/kill-campaign.ts';

/** TESSERA_KILLS and TESSERA_SEED change the campaign; TESSERA_REPORT names a file for the figures. */
it('loses nothing confirmed, however often it is killed at random moments', async () => {
  const kills = Number(process.env['TESSERA_KILLS'] ?? 100);
  const report = await killAtRandomMoments(kills, Number(process.env['TESSERA_SEED'] ?? 1), 5);
  console.log(JSON.stringify(report));
  if (process.env['TESSERA_REPORT'])
    await writeFile(process.env['TESSERA_REPORT'], JSON.stringify(report, null, 2));
  expect(report).toMatchObject({
    kills,
    lostGestures: 0,
    lostTurns: 0,
    damagedWork: 0,
    differentRuns: 0,
    unreadableExports: 0,
    unreadableProjects: 0,
    leftovers: 0,
    changedOriginals: 0,
  });
});
