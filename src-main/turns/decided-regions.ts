import { type DocumentState, sameTiles } from '#main/documents/document-state.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import { type Region, snapshotsOf } from './region.ts';

/** Turns kept behind accepts take no more of the disk than this, all of a document together; the oldest go first. */
const maxBytes = 256 * 2 ** 20;
/** Who pins their tiles; a project of the user's holds none of them. */
const pinOwner = 'aside';

interface Decided {
  readonly region: Region;
  readonly bytes: number;
}

/**
 * Regions of which a turn was accepted, by document, put aside with all their turns: where undo leads back to the picture
 * they were made from they wait again. For as long as the document is open.
 */
export class DecidedRegions {
  private readonly aside = new Map<string, readonly Decided[]>();

  /** Takes a region that waits no more. Resolves once its files are out of the way of the next one. */
  async putAside(region: Region, document: OpenDocument): Promise<void> {
    const bytes = await region.writes.run(async () => {
      await region.files.deleteRun();
      const size = (await region.files.size()) + tileBytes(region);
      await region.files.putAside(region.id);
      return size;
    });
    this.hold(document, [...this.of(document.id), { region, bytes }]);
  }

  /** The region that was made from the picture as it is now, back in its place; null where there is none. */
  async takeBack(document: OpenDocument): Promise<Region | null> {
    const all = this.of(document.id);
    const found = all.find(({ region }) => isBaseOf(region, document.present));
    if (!found) return null;
    const { region } = found;
    await region.writes.run(() => region.files.takeBack(region.id));
    this.hold(
      document,
      all.filter((other) => other !== found),
    );
    return region;
  }

  /** The document closes: restored, it knows them no more. */
  forget(documentId: string): void {
    this.aside.delete(documentId);
  }

  private of(documentId: string): readonly Decided[] {
    return this.aside.get(documentId) ?? [];
  }

  /** Keeps those that undo or redo can still lead to, as far as there is room. */
  private hold(document: OpenDocument, all: readonly Decided[]): void {
    const leadsTo = (region: Region): boolean =>
      document.states.entries.some(({ state }) => isBaseOf(region, state));
    let room = maxBytes;
    const held: Decided[] = [];
    for (const decided of [...all].reverse()) {
      const { region, bytes } = decided;
      room -= bytes;
      if (room >= 0 && leadsTo(region)) held.unshift(decided);
      else void region.writes.run(() => region.files.deleteAside(region.id)).catch(() => undefined);
    }
    this.aside.set(document.id, held);
    document.pin(
      pinOwner,
      held.flatMap(({ region }) => snapshotsOf(region)),
    );
  }
}

/** True where a state has the picture, the selection and the sources that a region was made from. */
export const isBaseOf = ({ base }: Region, { pixels, mask, noSource }: DocumentState): boolean =>
  base.pixels === pixels && sameTiles(base.mask, mask) && sameTiles(base.noSource.mask, noSource.mask);

/** What its turns added to the document's tiles. */
function tileBytes({ base, turns }: Region): number {
  const { channels, bitDepth, tileSize } = base.pixels;
  const names = new Set(
    turns.flatMap(({ pixels, layout }) => Object.values({ ...pixels.tiles, ...layout?.tiles })),
  );
  for (const name of Object.values(base.pixels.tiles)) names.delete(name);
  return names.size * tileSize ** 2 * channels * (bitDepth / 8);
}
