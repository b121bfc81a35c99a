/** Raw bytes with their size in pixels, as image:// answers them. */
export interface RawPicture {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8ClampedArray<ArrayBuffer>;
}

/** Waits before asking again where main could not answer: a process that crashed is started anew. */
const retryDelaysMs = [200, 1000];

/**
 * Fetches raw bytes; null where there is nothing (unknown id, revision gone).
 * @throws Error what main said where it could not answer, several times; AbortError where the request is aborted
 */
export async function fetchRaw(address: string, signal?: AbortSignal): Promise<RawPicture | null> {
  let response = await fetch(address, { signal: signal ?? null });
  for (const delay of retryDelaysMs) {
    if (response.status < 500) break;
    await new Promise((done) => setTimeout(done, delay));
    response = await fetch(address, { signal: signal ?? null });
  }
  if (response.status >= 500) throw new Error(await response.text());
  if (!response.ok || response.status === 204) return null;
  const bytes = new Uint8ClampedArray(await response.arrayBuffer());
  return {
    width: Number(response.headers.get('x-width')),
    height: Number(response.headers.get('x-height')),
    bytes,
  };
}

/** Fetches raw RGBA and makes a bitmap of it; null where there is nothing. @throws as fetchRaw */
export async function fetchBitmap(address: string, signal?: AbortSignal): Promise<ImageBitmap | null> {
  const raw = await fetchRaw(address, signal);
  if (raw === null || raw.bytes.length !== raw.width * raw.height * 4) return null;
  return createImageBitmap(new ImageData(raw.bytes, raw.width, raw.height));
}
