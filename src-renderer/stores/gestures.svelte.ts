/** Gestures that main may not have yet, or is still busy with. What depends on the selection or the pixels waits for them. */
export class Gestures {
  private underWay = $state(0);
  private all: Promise<void> = Promise.resolve();

  /** True while a gesture on the selection is on its way. */
  get sending(): boolean {
    return this.underWay > 0;
  }

  /** Takes notice of a gesture; `sent` is settled once main has taken or refused it. */
  add(sent: Promise<void>): void {
    this.underWay++;
    this.all = Promise.allSettled([this.all, sent]).then(() => void this.underWay--);
  }

  /** Takes notice of pixels that are being made: what depends on the document waits for them too. */
  addPixels(made: Promise<unknown>): void {
    this.all = Promise.allSettled([this.all, made]).then(() => undefined);
  }

  /** Resolves once main knows every gesture made before this call and has made its pixels. */
  sent(): Promise<void> {
    return this.all;
  }
}
