const field = '$bytes';

/** JSON in which byte arrays are `{"$bytes": base64}`. */
export function stringifyWithBytes(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, entry: unknown) {
    // A Buffer turns itself into JSON of its own before this is called: what it was is asked of its owner.
    const original = this[key];
    return original instanceof Uint8Array
      ? {
          [field]: Buffer.from(original.buffer, original.byteOffset, original.byteLength).toString('base64'),
        }
      : entry;
  });
}

/** Reads what `stringifyWithBytes` wrote. @throws SyntaxError where it is no JSON */
export function parseWithBytes(text: string): unknown {
  return JSON.parse(text, (_, entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || !(field in entry)) return entry;
    const bytes: unknown = entry[field];
    return typeof bytes === 'string' ? new Uint8Array(Buffer.from(bytes, 'base64')) : entry;
  });
}
