import type { LaunchedApp } from './launch';

/** The longest times, in milliseconds, that nothing else could run. */
export interface BlockedTimes {
  readonly main: number;
  readonly window: number;
}

interface Watch {
  largest: number;
  last: number;
}

/** Starts watching both event loops; the returned function stops and answers. */
export async function watchEventLoops({ electron, window }: LaunchedApp): Promise<() => Promise<BlockedTimes>> {
  const start = (): void => {
    const watch: Watch = { largest: 0, last: performance.now() };
    (globalThis as unknown as { watch: Watch; watchTimer: unknown }).watch = watch;
    (globalThis as unknown as { watchTimer: unknown }).watchTimer = setInterval(() => {
      const now = performance.now();
      watch.largest = Math.max(watch.largest, now - watch.last);
      watch.last = now;
    }, 4);
  };
  const stop = (): number => {
    const holder = globalThis as unknown as { watch: Watch; watchTimer: ReturnType<typeof setInterval> };
    clearInterval(holder.watchTimer);
    return Math.max(holder.watch.largest, performance.now() - holder.watch.last);
  };
  await electron.evaluate(start);
  await window.evaluate(start);
  return async () => ({ main: await electron.evaluate(stop), window: await window.evaluate(stop) });
}
