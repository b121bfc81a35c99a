/** Lets work begin at most so often a minute, evenly. */
export class Pace {
  private nextAt = 0;
  /** What waits, and the clock that will let it begin. */
  private readonly waiting = new Map<() => void, NodeJS.Timeout>();
  private hasEnded = false;

  /** @param perMinute left out = at once, always */
  constructor(private readonly perMinute: number | undefined) {}

  /** Resolves when the next work may begin. */
  async next(): Promise<void> {
    if (this.perMinute === undefined || this.hasEnded) return;
    const now = performance.now();
    const at = Math.max(now, this.nextAt);
    this.nextAt = at + 60_000 / this.perMinute;
    if (at === now) return;
    await new Promise<void>((resolve) => {
      const begin = (): void => {
        this.waiting.delete(begin);
        resolve();
      };
      this.waiting.set(begin, setTimeout(begin, at - now));
    });
  }

  /** What waits begins at once: it was taken already, and nothing comes after it. */
  end(): void {
    this.hasEnded = true;
    for (const [begin, timer] of this.waiting) {
      clearTimeout(timer);
      begin();
    }
  }
}
