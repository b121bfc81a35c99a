/** Values that are expensive to open, by key: opened once, forgotten when opening failed, disposed together. */
export class Memo<Value> {
  private readonly values = new Map<string, Promise<Value>>();

  constructor(private readonly dispose: (value: Value) => Promise<void>) {}

  /** The value of `key`, opened by `open` where it isn't there; a failure is thrown and not remembered. */
  get(key: string, open: () => Promise<Value>): Promise<Value> {
    const known = this.values.get(key);
    if (known) return known;
    const opening = open();
    this.values.set(key, opening);
    opening.catch(() => {
      if (this.values.get(key) === opening) this.values.delete(key);
    });
    return opening;
  }

  has(key: string): boolean {
    return this.values.has(key);
  }

  /** Disposes everything but the value of `key`. */
  async clearExcept(key: string): Promise<void> {
    for (const [other, value] of [...this.values]) {
      if (other === key) continue;
      this.values.delete(other);
      const [opened] = await Promise.allSettled([value]);
      if (opened.status === 'fulfilled') await this.dispose(opened.value);
    }
  }

  /** Disposes everything that was opened. */
  async clear(): Promise<void> {
    const values = [...this.values.values()];
    this.values.clear();
    for (const value of await Promise.allSettled(values)) {
      if (value.status === 'fulfilled') await this.dispose(value.value);
    }
  }
}
