import { changedTiles } from '#engine/tiles/snapshot.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { DocumentState } from './document-state.ts';

/** How many steps back a window is told what changed. */
const rememberedChanges = 16;

type Counts = Pick<DocumentSummary, 'pixelRevision' | 'pixelChanges' | 'maskRevision'>;

/** What a window has to show anew of a document. */
export class Revisions {
  /** As of now. */
  counts: Counts = { pixelRevision: 0, pixelChanges: [], maskRevision: 0 };

  /** Another state is present. */
  moved(before: DocumentState, after: DocumentState): void {
    let { pixelRevision, pixelChanges, maskRevision } = this.counts;
    if (after.pixels !== before.pixels) {
      pixelRevision++;
      pixelChanges = [...pixelChanges, changedTiles(before.pixels, after.pixels)].slice(-rememberedChanges);
    }
    if (after.mask !== before.mask) maskRevision++;
    this.counts = { pixelRevision, pixelChanges, maskRevision };
  }
}
