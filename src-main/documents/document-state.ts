import type { TileSnapshot } from '../../src-engine/protocol';
import type { MaskCoverage } from '../pixels/pixel-operations';

/** Everything undo brings back. States are immutable and share their tiles. */
export interface DocumentState {
  readonly pixels: TileSnapshot;
  /** One channel, 8 bit; same bounds as the pixels. */
  readonly mask: TileSnapshot;
  readonly coverage: MaskCoverage;
  /** Of the accepted runs, oldest first: JSON texts. */
  readonly recipes: readonly string[];
  /** Samples that accepted runs changed where they should not have; null before the first run. */
  readonly changedOutsideMask: number | null;
}

export const noCoverage: MaskCoverage = { bounds: null, pixels: 0 };
