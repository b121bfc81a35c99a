import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import type { DisplayPicture, PixelOperations } from '#main/pixels/pixel-operations.ts';

/** Longest side in pixels: what the first page shows, twice as dense. */
const side = 160;
const suffix = '.webp';

/**
 * Small pictures of recent photos, by the ids of that list: a cache, made as a photo is opened and thrown away with its
 * place in the list. Nothing else ever fails because of it.
 */
export class Thumbnails {
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly folder: string,
    private readonly pixels: Pick<PixelOperations, 'displayRect' | 'writeThumbnail' | 'readThumbnail'>,
    private readonly log: (message: string, detail: unknown) => void,
  ) {}

  /** Makes the one of `id` and deletes those of photos that are not in `listed`. */
  keep(id: string, picture: TileSnapshot, listed: ReadonlySet<string>): Promise<void> {
    const made = this.make(id, picture, listed).finally(() => this.underWay.delete(made));
    this.underWay.add(made);
    return made;
  }

  /** Resolves once all that were begun are made: their pictures may go then. */
  async idle(): Promise<void> {
    await Promise.all(this.underWay);
  }

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
