import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import type { DocumentWork } from '#shared/document/document-summary.ts';
import { sameTiles } from './document-state.ts';

/** What waits beside the history of a document that is continued. */
export interface WaitingBeside {
  readonly work: DocumentWork;
  /** Whose tiles must stay. */
  readonly snapshots: readonly TileSnapshot[];
  /** True where something could not be read just now: nothing of the document may be deleted, another start may read it. */
  readonly isPartlyUnread: boolean;
}

/** What runs or waits beside a document's history, and whoever waits for its end. */
export class WorkBeside {
  /** The selection that it is about; null = it is about none. */
  taken: TileSnapshot | null = null;
  private patient: ((isOpen: boolean) => void)[] = [];

  /** @param isSaved true where a project of the user's holds it, as it is now */
  constructor(
    public kind: DocumentWork,
    public isSaved: boolean,
  ) {}

  /** True where something of it is in no file of the user's: also what others wait to do. */
  get isUnsaved(): boolean {
    return (this.kind !== 'none' && !this.isSaved) || this.patient.length > 0;
  }

  /** True where it is about this selection. */
  isAbout(mask: TileSnapshot): boolean {
    return this.taken !== null && sameTiles(this.taken, mask);
  }

  /** It is another one now. */
  become(kind: DocumentWork, taken: TileSnapshot | null): void {
    this.kind = kind;
    this.taken = taken;
    this.isSaved = false;
  }

  /** Resolves with true once nothing runs or waits, with false where the document closes before. */
  async ends(): Promise<boolean> {
    return this.kind === 'none' || new Promise((resolve) => this.patient.push(resolve));
  }

  /** Tells those who wait for the end, where this is it. */
  release(): void {
    if (this.kind === 'none') for (const resume of this.patient.splice(0)) resume(true);
  }

  /** The document closes. Those who wait give up and stay counted: what they wait to do makes it one to be kept. */
  close(): void {
    for (const giveUp of this.patient) giveUp(false);
  }
}
