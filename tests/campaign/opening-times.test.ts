import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { TesseraApp } from '#tests/e2e/harness/tessera-app.ts';

/**
 * Figures for docs/performance.md: from the request to the first picture on the screen and to the open photo, with the processor time of all
 * processes and the largest memory of any. TESSERA_LARGE_PHOTOS names a folder that make-large-photos.py filled.
 */
it.runIf(process.env['TESSERA_LARGE_PHOTOS'])('measures how long large photos take to open', async () => {
  const folder = process.env['TESSERA_LARGE_PHOTOS']!;
  const report: Record<string, object> = {};
  for (const name of (await readdir(folder)).sort()) {
    const app = await TesseraApp.start(null);
    await app.window.locator('main').waitFor();
    await app.window.waitForTimeout(2000);
    const before = await cpuSeconds(app);
    await app.answerOpenDialog(join(folder, name));
    const times = await app.window.evaluate(async () => {
      const { tessera } = window;
      /** Milliseconds from `begun` until a picture stands in `place` and is painted. */
      const picture = (place: string, begun: number): Promise<number> =>
        new Promise((resolve) => {
          const look = (): void => {
            if (document.querySelector(`${place} canvas`))
              requestAnimationFrame(() => setTimeout(() => resolve(Math.round(performance.now() - begun))));
            else requestAnimationFrame(look);
          };
          look();
        });
      const inWindow = '[data-status="opening"]';
      const offer = new Promise<string>((resolve) =>
        tessera.on('app/offer-opening', ({ id }) => resolve(id)),
      );
      let begun = performance.now();
      const first = Promise.race([picture(inWindow, begun), picture('[role="dialog"]', begun)]);
      const opened = await tessera.documents.openDialog();
      const report = { 'first picture, ms': await first };
      let chosen = null;
      if (opened.ok && opened.value === null) {
        const id = await offer;
        begun = performance.now();
        chosen = picture(inWindow, begun);
        await tessera.documents.openAs({
          id,
          opening: { page: null, partial: false, whiteBalance: 'camera', exposure: 0 },
        });
      }
      return {
        ...report,
        ...(chosen && { 'first picture once the way is chosen, ms': await chosen }),
        'open, ms': Math.round(performance.now() - begun),
      };
    });
    expect(
      await app.window.evaluate(() => window.tessera.documents.current().then((answer) => answer.ok)),
    ).toBe(true);
    const memory = await app.launched.electron.evaluate(({ app: electronApp }) =>
      Math.max(...electronApp.getAppMetrics().map((metric) => metric.memory.peakWorkingSetSize)),
    );
    report[name] = {
      ...times,
      'processor, s': Number(((await cpuSeconds(app)) - before).toFixed(1)),
      'largest process, MB': Math.round(memory / 1024),
    };
    await app.launched.close();
  }
  console.log(JSON.stringify(report, null, 2));
});

const cpuSeconds = (app: TesseraApp): Promise<number> =>
  app.launched.electron.evaluate(({ app: electronApp }) =>
    electronApp.getAppMetrics().reduce((sum, { cpu }) => sum + (cpu.cumulativeCPUUsage ?? 0), 0),
  );
