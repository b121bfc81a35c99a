import type { LaunchedApp } from './launch';

/** The longest times, in milliseconds, that nothing else could run. */
export interface BlockedTimes {
  readonly main: number;
  readonly window: number;
}

interface Watch {
  largest: number;
  timer: ReturnType<typeof setInterval>;
}

/**
 * Starts watching both event loops; the returned function stops and answers. In main a gap counts only as far as main
 * itself used the processor in it: a machine that is busy with other things is no fault of the app.
 */
export async function watchEventLoops({
  electron,
  window,
}: LaunchedApp): Promise<() => Promise<BlockedTimes>> {
  await electron.evaluate(() => {
    const used = (): number => (process.cpuUsage().user + process.cpuUsage().system) / 1000;
    let last = { time: performance.now(), used: used() };
    const watch: Watch = {
      largest: 0,
      timer: setInterval(() => {
        const now = { time: performance.now(), used: used() };
        watch.largest = Math.max(watch.largest, Math.min(now.time - last.time, now.used - last.used));
        last = now;
      }, 4),
    };
    Object.assign(globalThis, { watch });
  });
  await window.evaluate(() => {
    let last = performance.now();
    const watch: Watch = {
      largest: 0,
      timer: setInterval(() => {
        const now = performance.now();
        watch.largest = Math.max(watch.largest, now - last);
        last = now;
      }, 4),
    };
    Object.assign(globalThis, { watch });
  });
  const stop = (): number => {
    const { watch } = globalThis as unknown as { watch: Watch };
    clearInterval(watch.timer);
    return watch.largest;
  };
  return async () => ({ main: await electron.evaluate(stop), window: await window.evaluate(stop) });
}
