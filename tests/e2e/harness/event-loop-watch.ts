import type { LaunchedApp } from './launch.ts';

/** The longest times, in milliseconds, that nothing else could run. */
export interface BlockedTimes {
  readonly main: number;
  readonly window: number;
  /** 99th percentile of the times between two turns of the loop. */
  readonly mainP99: number;
  readonly windowP99: number;
}

interface Watch {
  gaps: number[];
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
      gaps: [],
      timer: setInterval(() => {
        const now = { time: performance.now(), used: used() };
        watch.gaps.push(Math.min(now.time - last.time, now.used - last.used));
        last = now;
      }, 4),
    };
    Object.assign(globalThis, { watch });
  });
  await window.evaluate(() => {
    let last = performance.now();
    const watch: Watch = {
      gaps: [],
      timer: setInterval(() => {
        const now = performance.now();
        watch.gaps.push(now - last);
        last = now;
      }, 4),
    };
    Object.assign(globalThis, { watch });
  });
  const stop = (): [largest: number, p99: number] => {
    const { watch } = globalThis as unknown as { watch: Watch };
    clearInterval(watch.timer);
    const sorted = watch.gaps.sort((a, b) => a - b);
    return [sorted.at(-1) ?? 0, sorted[Math.floor(sorted.length * 0.99)] ?? 0];
  };
  return async () => {
    const [main, mainP99] = await electron.evaluate(stop);
    const [inWindow, windowP99] = await window.evaluate(stop);
    return { main, mainP99, window: inWindow, windowP99 };
  };
}
