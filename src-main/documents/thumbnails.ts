import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import type { DisplayPicture, PixelOperations } from '#main/pixels/pixel-operations.ts';
import { SerialQueue } from './serial-queue.ts';

/** Longest side in pixels: what the first page shows, twice as dense. */
const side = 160;
const suffix = '.webp';

/**
 * Small pictures of recent photos, by the ids of that list: a cache, made as a photo is opened and thrown away with its
 * place in the list. Nothing else ever fails because of it.
 */
export class Thumbnails {
  /** One after another: each deletes whatever is not of its list, so also what another is just writing. */
  private readonly queue = new SerialQueue();

  constructor(
    private readonly folder: string,
    private readonly pixels: Pick<PixelOperations, 'displayRect' | 'writeThumbnail' | 'readThumbnail'>,
    private readonly log: (message: string, detail: unknown) => void,
  ) {}

  /** Makes the one of `id` and deletes those of photos that are not in `listed`. */
  keep(id: string, picture: TileSnapshot, listed: ReadonlySet<string>): Promise<void> {
    return this.queue.run(() => this.make(id, picture, listed));
  }

  /** Resolves once all that were begun are made: their pictures may go then. */
  idle = (): Promise<void> => this.queue.idle();

  /** Null where there is none. */
  async read(id: string): Promise<DisplayPicture | null> {
    await this.idle();
    return this.pixels.readThumbnail(this.pathOf(id)).catch(() => null);
  }

  private async make(id: string, picture: TileSnapshot, listed: ReadonlySet<string>): Promise<void> {
    try {
      const small = await this.pixels.displayRect(picture, picture.bounds, side);
      await this.pixels.writeThumbnail(small, this.pathOf(id));
      for (const name of await readdir(this.folder))
        if (!listed.has(basename(name, suffix))) await rm(join(this.folder, name), { force: true });
    } catch (error) {
      this.log('a thumbnail was not kept', error);
    }
  }

  private pathOf = (id: string): string => join(this.folder, `${id}${suffix}`);
}
