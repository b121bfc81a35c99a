import { createHash } from 'node:crypto';
import { readPixels, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import type { PixelSource } from '#engine/editing/sources.ts';

/** Pictures remembered: the one at hand, those it was made from and those that undo brings back. */
const remembered = 8;

/** Hashes of documents' pixels as recipes name them, each read once: its tiles never change. */
export class PixelHashes {
  private readonly known = new Map<string, Promise<string>>();

  of(snapshot: TileSnapshot): Promise<string> {
    const key = identify(snapshot);
    const hash =
      this.known.get(key) ?? hashPixels({ ...snapshot, read: (rect) => readPixels(snapshot, rect) });
    this.known.delete(key);
    this.known.set(key, hash);
    // A file that could not be read now may be read later.
    void hash.catch(() => this.known.delete(key));
    for (const oldest of this.known.keys()) {
      if (this.known.size <= remembered) break;
      this.known.delete(oldest);
    }
    return hash;
  }
}

const identify = ({ directory, bounds, channels, bitDepth, tiles }: TileSnapshot): string =>
  createHash('sha1')
    .update(JSON.stringify([directory, bounds, channels, bitDepth, tiles]))
    .digest('base64');

/** Strips end where the tiles of a document do, so that none is read twice. */
const stripHeight = 512;

/** What identifies a picture's samples: sha256 of size, format and samples, read in strips. */
export async function hashPixels(photo: PixelSource): Promise<string> {
  const { bounds, channels, bitDepth } = photo;
  const digest = createHash('sha256').update(`${bounds.width} ${bounds.height} ${channels} ${bitDepth}\n`);
  const bottom = bounds.y + bounds.height;
  for (let y = bounds.y, next = y; y < bottom; y = next) {
    next = Math.min(bottom, (Math.floor(y / stripHeight) + 1) * stripHeight);
    const samples = await photo.read({ ...bounds, y, height: next - y });
    digest.update(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  }
  return digest.digest('hex');
}
