/** Raw bytes with their size in pixels, as image:// answers them. */
export interface RawPicture {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8ClampedArray<ArrayBuffer>;
}

/** Fetches raw bytes; null where there is nothing (unknown id, revision gone). Throws only where the request is aborted. */
export async function fetchRaw(address: string, signal?: AbortSignal): Promise<RawPicture | null> {
  const response = await fetch(address, { signal: signal ?? null });
  if (!response.ok || response.status === 204) return null;
  const bytes = new Uint8ClampedArray(await response.arrayBuffer());
  return {
    width: Number(response.headers.get('x-width')),
    height: Number(response.headers.get('x-height')),
    bytes,
  };
}

/** Fetches raw RGBA and makes a bitmap of it; null where there is nothing. */
export async function fetchBitmap(address: string, signal?: AbortSignal): Promise<ImageBitmap | null> {
  const raw = await fetchRaw(address, signal);
  if (raw === null || raw.bytes.length !== raw.width * raw.height * 4) return null;
  return createImageBitmap(new ImageData(raw.bytes, raw.width, raw.height));
}
