import { randomUUID } from 'node:crypto';
import type { PackDirectories } from '#engine/packs/registry.ts';
import type { EditPatch } from '#engine/protocol.ts';
import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { TesseraError } from '#shared/errors.ts';
import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import { undoLabels } from '#shared/text/actions.ts';
import { text } from '#shared/text/text.ts';
import type { DocumentState } from '#main/documents/document-state.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import {
  forgetStroke,
  keepStroke,
  type PendingStroke,
  readStrokes,
} from '#main/documents/pending-strokes.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';
import type { EngineHost } from './engine-host.ts';

export interface HealerParts {
  readonly engine: Pick<EngineHost, 'request'>;
  readonly pixels: Pick<PixelOperations, 'commitMask' | 'applyPatch'>;
  readonly packs: PackDirectories;
}

/**
 * Heals: a stroke is filled from what surrounds it, without the network, and committed at once as one undo step. Strokes of a
 * document wait for each other; from its arrival until its pixels are in the journal a stroke lies in the document's folder.
 */
export class Healer {
  constructor(private readonly parts: HealerParts) {}

  /**
   * Resolves once the stroke is committed: at once, or after what runs or waits has been decided on, which was made from the
   * pixels as they are. Null where the document closes before; the stroke comes back with it.
   * @throws TesseraError request-invalid, engine-crashed, those of writing
   */
  heal(document: OpenDocument, stroke: PendingStroke): Promise<DocumentSummary | null> {
    return this.commit(document, stroke, keepStroke(document.folder, stroke));
  }

  /** Makes the strokes that a restart cut off. @returns how many; `done` resolves once they are committed */
  async resume(
    document: OpenDocument,
  ): Promise<{ readonly strokes: number; readonly done: Promise<unknown> }> {
    const strokes = await readStrokes(document.folder);
    const done = strokes.map(({ path, stroke }) => this.commit(document, stroke, Promise.resolve(path)));
    return { strokes: strokes.length, done: Promise.all(done) };
  }

  private async commit(
    document: OpenDocument,
    stroke: PendingStroke,
    kept: Promise<string>,
  ): Promise<DocumentSummary | null> {
    let isOpen = true;
    try {
      let isMade = false;
      while (!isMade) {
        isOpen = await document.beside.ends();
        if (!isOpen) return null;
        await document.edit(undoLabels.heal, async (present) => {
          // Another run was faster.
          if (document.work !== 'none') return present;
          const next = await this.healed(present, stroke);
          await kept;
          isMade = true;
          return next;
        });
      }
      this.expectNext(document.present);
      return document.summary();
    } finally {
      if (isOpen) void kept.then(forgetStroke, () => undefined);
    }
  }

  private async healed(present: DocumentState, { rect, coverage }: PendingStroke): Promise<DocumentState> {
    const { pixels } = this.parts;
    const nothing: TileSnapshot = { ...present.mask, bounds: present.pixels.bounds, tiles: {} };
    const stroke = await pixels.commitMask(nothing, rect, coverage);
    if (stroke.coverage.pixels === 0) return present;
    const patch = await this.fill(present, stroke.mask);
    const { rect: changed, samples, bounds } = patch;
    const patched = await pixels.applyPatch({
      ...{ pixels: present.pixels, mask: stroke.mask, rect: changed, samples, bounds },
    });
    return {
      ...present,
      pixels: patched.pixels,
      recipes: [...present.recipes, patch.recipe],
      changedOutsideMask: Math.max(patched.changedOutsideMask, patch.report.changedOutsideMask),
    };
  }

  /** Another stroke is likely to follow, from these pixels. */
  private expectNext({ pixels }: DocumentState): void {
    const expected = this.parts.engine.request({ type: 'expect', id: randomUUID(), pixels });
    // Only a head start: the stroke itself will tell of what goes wrong.
    expected.catch(() => undefined);
  }

  private async fill({ pixels, recipes, noSource }: DocumentState, mask: TileSnapshot): Promise<EditPatch> {
    const { engine, packs } = this.parts;
    const job = {
      ...{ request: { kind: 'fill' as const }, settings: settingsAfter(recipes.length), pixels, mask, packs },
      ...{ noSource: noSource.mask, recipes, earlier: [], kept: [], parentState: null, resume: null },
    };
    const patches: EditPatch[] = [];
    try {
      await engine.request({ type: 'run', id: randomUUID(), job }, (update) => {
        if (update.type === 'variant') patches.push(update.patch);
      });
    } catch (error) {
      throw error instanceof TesseraError && error.code === 'engine-crashed' ? crashed(error) : error;
    }
    const [patch] = patches;
    if (!patch) throw new TesseraError('internal', text.refusals.noResult);
    return patch;
  }
}

/** The same after the same edits, whatever is set for fills; another seed each, so that healing again is another try. */
const settingsAfter = (edits: number): RunSettings => ({
  ...defaultRunSettings,
  layout: 'photo',
  device: 'cpu',
  seed: edits + 1,
});

const crashed = (cause: TesseraError): TesseraError =>
  new TesseraError('engine-crashed', text.refusals.engineStoppedHealing, { cause });
