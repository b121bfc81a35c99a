import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { projectFile } from '#tests/e2e/harness/launch.ts';
import { TesseraApp } from '#tests/e2e/harness/tessera-app.ts';

/** Brush sizes in pixels, and the seconds that nine in ten of their strokes are to take on 2 free cores. */
const sizes = [
  [20, 0.3],
  [80, 1],
  [300, 2],
] as const;
/** Of each size, on a grid of places that do not touch. */
const strokes = 30;

/** Seconds from lifting the pen to the picture without the blemish, for docs/usability.md. Run it with nothing else to do. */
it('measures how long healing takes on 12 megapixels in a warm engine', async () => {
  const app = await TesseraApp.start(projectFile('assets/samples/summit-sunset.jpg'));
  const report: Record<string, { seconds: number[]; within: number; cpu: number }> = {};
  await app.chooseHeal(20);
  // The first of all warms the engine up.
  await secondsToHeal(app, [200, 200]);
  for (const [index, [size, aim]] of sizes.entries()) {
    await app.chooseHeal(size);
    const seconds: number[] = [];
    const cpu = await cpuSeconds(app);
    for (let place = 0; place < strokes; place++) {
      const at = [
        500 + (place % 6) * 600 + index * 80,
        350 + Math.floor(place / 6) * 480 + index * 80,
      ] as const;
      seconds.push(await secondsToHeal(app, at));
    }
    const within = seconds.filter((each) => each <= aim).length / strokes;
    report[`${size} px`] = { seconds, within, cpu: ((await cpuSeconds(app)) - cpu) / strokes };
  }
  expect((await app.summary())!.lastChangedOutsideMask).toBe(0);
  console.log(JSON.stringify(report));
  if (process.env['TESSERA_REPORT']) await writeFile(process.env['TESSERA_REPORT'], JSON.stringify(report));
});

/** Processor time of all the app's processes since they began: on a machine with other work, what the clock cannot tell. */
const cpuSeconds = (app: TesseraApp): Promise<number> =>
  app.launched.electron.evaluate(({ app: electronApp }) =>
    electronApp.getAppMetrics().reduce((sum, { cpu }) => sum + (cpu.cumulativeCPUUsage ?? 0), 0),
  );

/** Clicks with the Heal tool and waits until the picture has no tint there any more: it goes once the new pixels are shown. */
async function secondsToHeal(app: TesseraApp, point: readonly [number, number]): Promise<number> {
  const [at] = await app.screenPoints([point]);
  await app.window.evaluate(([x, y]) => {
    const tint = document.querySelectorAll<HTMLCanvasElement>('[data-viewport] canvas')[1]!;
    const box = tint.getBoundingClientRect();
    const left = (x - box.left) * devicePixelRatio;
    const top = (y - box.top) * devicePixelRatio;
    const isTinted = (): boolean => tint.getContext('2d')!.getImageData(left, top, 1, 1).data[3]! > 0;
    const healed = new Promise<number>((resolve) => {
      const lifted = (): void => {
        const start = performance.now();
        const look = (): void => {
          if (isTinted()) requestAnimationFrame(look);
          else resolve((performance.now() - start) / 1000);
        };
        look();
      };
      addEventListener('pointerup', lifted, { once: true, capture: true });
    });
    Object.assign(globalThis, { isTinted, healed });
  }, at!);
  await app.window.mouse.move(...at!);
  await app.window.mouse.down();
  await app.window.waitForFunction(() => (globalThis as unknown as Watch).isTinted());
  await app.window.mouse.up();
  return app.window.evaluate(() => (globalThis as unknown as Watch).healed);
}

/** What the window is given to watch a stroke by. */
interface Watch {
  readonly isTinted: () => boolean;
  readonly healed: Promise<number>;
}
