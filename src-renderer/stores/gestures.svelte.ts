/** Gestures on the selection that main may not have yet. What depends on the selection waits for them. */
export class Gestures {
  private underWay = $state(0);
  private all: Promise<void> = Promise.resolve();

  /** True while a gesture is on its way. */
  get sending(): boolean {
    return this.underWay > 0;
  }

  /** Takes notice of a gesture; `sent` is settled once main has taken or refused it. */
  add(sent: Promise<void>): void {
    this.underWay++;
    this.all = Promise.allSettled([this.all, sent]).then(() => void this.underWay--);
  }

  /** Resolves once main knows every gesture made before this call. */
  sent(): Promise<void> {
    return this.all;
  }
}
