import { randomUUID } from 'node:crypto';
import type { EditPatch, EditStep } from '#engine/protocol.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import type { PatchedPicture, PixelOperations } from '#main/pixels/pixel-operations.ts';
import { turnRecord } from './record-codec.ts';
import {
  type StoredRun,
  type StoredStep,
  type StoredTurn,
  type Region,
  snapshotsOf,
  variantSettings,
} from './region.ts';
import { sharePicture } from './step-pictures.ts';

/** A variant that has just finished. */
export interface FinishedVariant {
  readonly run: StoredRun;
  readonly variant: number;
  readonly patch: EditPatch;
  readonly state: Uint8Array;
  readonly steps: readonly EditStep[];
}

export interface KeeperParts {
  readonly region: Region;
  readonly document: OpenDocument;
  readonly pixels: PixelOperations;
  /** The turn waits, but could not be saved. */
  onUnsaved(error: unknown): void;
}

/**
 * Makes a finished variant a turn of its region: its samples become tiles at once (they leave main's memory, and accepting
 * is instant), then it is saved with its state and step pictures. Call it in the region's queue of writes.
 * @throws TesseraError where the tiles cannot be written; then there is no turn
 */
export async function keepTurn(finished: FinishedVariant, parts: KeeperParts): Promise<StoredTurn> {
  const { region, document, pixels } = parts;
  const { run, variant, patch } = finished;
  const { files, base } = region;
  const id = randomUUID();
  const steps = await shareSteps(finished, id, region);
  const turn = await document.withTiles(async () => {
    const { settings, start, parentId, earlier, kept } = run;
    const { pixels: picture, changedOutsideMask } = await applyTo(region, patch, patch.samples, pixels);
    const changed = Math.max(
      region.request.kind === 'generate' ? 0 : changedOutsideMask,
      patch.report.changedOutsideMask,
    );
    const layout = patch.withoutDetail ? await applyTo(region, patch, patch.withoutDetail, pixels) : null;
    const made: StoredTurn = {
      id,
      run: { id: run.id, variant },
      settings: variantSettings(settings, variant),
      start,
      parentId,
      earlier,
      kept,
      rect: patch.rect,
      report: { ...patch.report, changedOutsideMask: changed },
      recipe: patch.recipe,
      pixels: picture,
      layout: layout?.pixels ?? null,
      changedOutsideMask: changed,
      steps,
      createdAt: Date.now(),
    };
    region.addTurn(made);
    // Before the garbage collection can come: the tiles are in no state of the document.
    document.pinWork(snapshotsOf(region));
    return made;
  });
  try {
    await pixels.syncTiles(base.pixels, turn.pixels);
    if (turn.layout) await pixels.syncTiles(base.pixels, turn.layout);
    await files.writeTurn(turnRecord(region, turn), finished.state);
    await files.deleteRunPictures(variant);
  } catch (error) {
    parts.onUnsaved(error);
  }
  return turn;
}

/** Generate replaces the whole picture and extend has no mask of its own: only fill is held against one. */
function applyTo(
  { request, base }: Region,
  { rect, bounds }: EditPatch,
  samples: EditPatch['samples'],
  pixels: PixelOperations,
): Promise<PatchedPicture> {
  const mask = request.kind === 'fill' ? base.mask : null;
  return pixels.applyPatch({ pixels: base.pixels, mask, rect, samples, bounds });
}

/** The pictures of its own AR steps, and of those it has from its parent. */
async function shareSteps(
  { variant, steps }: FinishedVariant,
  turnId: string,
  { files }: Region,
): Promise<StoredStep[]> {
  const stored: StoredStep[] = [];
  for (const step of steps) {
    const share = (from: string): Promise<boolean> =>
      sharePicture(from, files.turnPictures(turnId), step.at).catch(() => false);
    const picture = (await share(files.runPictures(variant))) || (await share(files.runPictures('kept')));
    stored.push({ ...step, picture });
  }
  return stored;
}
