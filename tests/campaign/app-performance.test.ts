import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { encodePicture } from '#engine/imaging/codec/index.ts';
import { watchEventLoops } from '#tests/e2e/harness/event-loop-watch.ts';
import { projectFile, temporaryFolder } from '#tests/e2e/harness/launch.ts';
import { TesseraApp } from '#tests/e2e/harness/tessera-app.ts';

/** Figures of the app for docs/performance.md; TESSERA_REPORT names a file for them. Run it on a machine with nothing else to do. */
it('measures start-up, opening 24 and 50 megapixels, brush, undo, export, a run, and memory', async () => {
  const folder = await temporaryFolder();
  const report: Record<string, number> = {};
  const timed = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const start = performance.now();
    const result = await work();
    report[name] = Math.round(performance.now() - start);
    return result;
  };

  await (await TesseraApp.start(null)).launched.close(); // Files of Electron are in the system's cache from here on.
  const app = await timed('start to usable window, ms', async () => {
    const started = await TesseraApp.start(null);
    await started.window.locator('main').waitFor();
    return started;
  });

  for (const [megapixels, width, height] of [
    [24, 6000, 4000],
    [50, 8660, 5774],
  ] as const) {
    const photo = await noisyPhoto(join(folder, `${megapixels}.jpg`), width, height);
    await timed(`open ${megapixels} MP until it is shown, ms`, async () => {
      await app.openDirectly(photo);
      await app.window.evaluate(async () => {
        const answer = await window.tessera.documents.current();
        if (!answer.ok || !answer.value) return;
        const { id, levels } = answer.value;
        await (await fetch(`image://document/${id}/${levels - 1}/0/0`)).arrayBuffer();
      });
    });
    await app.window.waitForTimeout(3000);
    const stop = await watchEventLoops(app.launched);
    await watchFrames(app);
    const painted = await timed(`brush stroke on ${megapixels} MP with its commit, ms`, () =>
      app.brushStroke([
        [width * 0.2, height * 0.2],
        [width * 0.5, height * 0.6],
        [width * 0.8, height * 0.3],
      ]),
    );
    expect(painted.maskPixels).toBeGreaterThan(0);
    report[`frame while painting on ${megapixels} MP, 95th percentile, ms`] = await frameTime(app);
    await timed(`undo on ${megapixels} MP, ms`, () => app.undo());
    const blocked = await stop();
    report[`main blocked while painting on ${megapixels} MP, longest, ms`] = Math.round(blocked.main);
  }
  await timed('export 50 MP as PNG, ms', () => app.exportDirectly(join(folder, 'out.png'), 'png'));

  await app.openDirectly(projectFile('assets/samples/summit-sunset.jpg'));
  await app.window.waitForTimeout(2000);
  await app.selectRectangle({ x: 3000, y: 2100, width: 300, height: 200 });
  const stop = await watchEventLoops(app.launched);
  await timed('fill 300 x 200 px, balanced, ms', async () => {
    await app.startRun();
    await app.untilResult();
  });
  const blocked = await stop();
  report['main blocked during the run, longest, ms'] = Math.round(blocked.main);
  report['main blocked during the run, 99th percentile, ms'] = Math.round(blocked.mainP99);
  report['window blocked during the run, longest, ms'] = Math.round(blocked.window);
  report['window blocked during the run, 99th percentile, ms'] = Math.round(blocked.windowP99);
  const memory = await app.launched.electron.evaluate(({ app: electronApp }) =>
    electronApp
      .getAppMetrics()
      .map((metric) => [metric.name ?? metric.type, metric.memory.peakWorkingSetSize] as const),
  );
  for (const [name, kilobytes] of memory) report[`peak memory of ${name}, MB`] = Math.round(kilobytes / 1024);

  console.log(JSON.stringify(report, null, 2));
  if (process.env['TESSERA_REPORT'])
    await writeFile(process.env['TESSERA_REPORT'], JSON.stringify(report, null, 2));
});

async function watchFrames(app: TesseraApp): Promise<void> {
  await app.window.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const next = (): void => {
      const now = performance.now();
      frames.push(now - last);
      last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    Object.assign(globalThis, { frames });
  });
}

async function frameTime(app: TesseraApp): Promise<number> {
  return app.window.evaluate(() => {
    const { frames } = globalThis as unknown as { frames: number[] };
    const sorted = frames.slice(1).sort((a, b) => a - b);
    return Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? 0);
  });
}

async function noisyPhoto(path: string, width: number, height: number): Promise<string> {
  const data = new Uint8Array(width * height * 3);
  let state = 1;
  for (let index = 0; index < data.length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[index] = (((index / 3) % width) >> 5) + (state >>> 28);
  }
  const { bytes } = await encodePicture(
    { width, height, channels: 3, bitDepth: 8, data, iccProfile: null },
    { format: 'jpeg', quality: 90, metadata: null, recipe: null },
  );
  await writeFile(path, bytes);
  return path;
}
