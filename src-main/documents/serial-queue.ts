/** Runs one piece of work after another, in the order they came; an error ends only its own piece. */
export class SerialQueue {
  private last: Promise<unknown> = Promise.resolve();

  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.last.then(work);
    this.last = result.catch(() => undefined);
    return result;
  }

  /** Resolves once everything asked for so far is done. */
  async idle(): Promise<void> {
    await this.last;
  }
}
