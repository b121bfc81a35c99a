import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFile, temporaryFolder } from '#tests/e2e/harness/launch.ts';
import { electronPath } from '#tests/fixtures/electron-path.ts';
import { executableIn, withPackagedApp } from '#tests/package/packaged-app.ts';

const starts = 9;
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** TESSERA_PACKAGED=FOLDER: how long the packaged app takes to show its window against the same code from its folder, in turn. */
it.runIf(process.env['TESSERA_PACKAGED'])(
  'the packaged app starts about as fast as the unpacked one',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tessera-start-'));
    const unpacked = join(folder, 'start');
    await writeFile(unpacked, `#!/bin/sh\nexec '${electronPath()}' "$@" '${projectFile('.')}'\n`, {
      mode: 0o755,
    });
    const apps = { packaged: executableIn(process.env['TESSERA_PACKAGED']!), unpacked };
    const seconds: Record<keyof typeof apps, number[]> = { packaged: [], unpacked: [] };
    for (let round = 0; round <= starts; round++)
      for (const name of ['packaged', 'unpacked'] as const) {
        const begin = performance.now();
        await withPackagedApp(apps[name], await temporaryFolder(), [], async () => {
          // The first of each fills the system's caches.
          if (round > 0) seconds[name].push((performance.now() - begin) / 1000);
        });
      }
    await rm(folder, { recursive: true });
    const medians = [median(seconds.packaged), median(seconds.unpacked)] as const;
    console.log(
      `starts: ${medians.map((value) => value.toFixed(2)).join(' and ')} s, ratio ${(medians[0] / medians[1]).toFixed(3)}`,
    );
    expect(seconds.packaged).toHaveLength(starts);
  },
);
