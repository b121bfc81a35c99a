import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import type { Protocol } from 'electron';
import type { DocumentState } from '#main/documents/document-state.ts';
import type { DocumentStore } from '#main/documents/document-store.ts';
import { lastFill } from '#main/documents/last-fill.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import type { RunManager } from '#main/jobs/run-manager.ts';
import type { TurnStore } from '#main/turns/turn-store.ts';
import type { Thumbnails } from '#main/documents/thumbnails.ts';
import type { PhotoQueue } from '#main/queue/photo-queue.ts';
import type { DisplayPicture, DisplayTileRequest, PixelOperations } from '#main/pixels/pixel-operations.ts';
import { toErrorReport } from '#shared/error-report.ts';
import { imageScheme } from '#main/security/origin.ts';

export interface ImageProtocolParts {
  readonly documents: DocumentStore;
  readonly turns: Pick<TurnStore, 'turnById' | 'stepPicture'>;
  readonly runs: Pick<RunManager, 'stepPicture' | 'previewPicture'>;
  readonly pixels: PixelOperations;
  readonly thumbnails: Pick<Thumbnails, 'read'>;
  readonly queue: Pick<PhotoQueue, 'picture'>;
  /** The origin whose windows may read the answers. */
  readonly origin: string;
}

/** Longest side of a turn shown as one picture. */
const longestTurnSide = 2048;

/** Answers image:// addresses (src-shared/contract/bridge.ts lists them) with raw bytes. Ids only: no path gets here. */
export function serveImages(protocol: Protocol, parts: ImageProtocolParts): void {
  protocol.handle(imageScheme, async (request) => {
    const headers = {
      'access-control-allow-origin': parts.origin,
      'access-control-expose-headers': 'x-width, x-height',
      'cache-control': 'no-store',
      'content-type': 'application/octet-stream',
    };
    const address = parseImageAddress(request.url);
    if (!address) return new Response('malformed address', { status: 400, headers });
    try {
      const picture = await find(address, parts);
      if (!picture) return new Response('unknown id', { status: 404, headers });
      const size = { 'x-width': String(picture.width), 'x-height': String(picture.height) };
      return new Response(picture.rgba as Uint8Array<ArrayBuffer>, { headers: { ...headers, ...size } });
    } catch (error) {
      return new Response(toErrorReport(error).message, { status: 500, headers });
    }
  });
}

async function find(
  address: ImageAddress,
  { documents, turns, runs, pixels, thumbnails, queue }: ImageProtocolParts,
): Promise<DisplayPicture | null> {
  const tile = async (
    kind: DisplayTileRequest['kind'],
    snapshot: TileSnapshot,
    { level, column, row }: Omit<DisplayTileRequest, 'kind' | 'snapshot'>,
  ) => ({
    width: snapshot.tileSize,
    height: snapshot.tileSize,
    rgba: await pixels.displayTile({ kind, snapshot, level, column, row }),
  });
  switch (address.kind) {
    case 'document':
    case 'original':
    case 'before-fill':
    case 'whole-fill':
    case 'mask':
    case 'no-source': {
      const document = documents.find(address.id);
      if (!document) return null;
      if (address.kind === 'mask') return tile('mask', document.present.mask, address);
      if (address.kind === 'no-source') return tile('mask', document.present.noSource.mask, address);
      const state = stateOf(document, address.kind);
      return state && tile('picture', state.pixels, address);
    }
    case 'recent':
      return thumbnails.read(address.id);
    case 'queued':
      return queue.picture(address.id, address.which);
    case 'run-step':
      return runs.stepPicture(address.runId, address.variant, address.index);
    case 'run-preview':
      return runs.previewPicture(address.runId, address.index);
    case 'turn-step':
      return turns.stepPicture(address.turnId, address.index);
    case 'turn-tile': {
      const turn = turns.turnById(address.turnId);
      return turn && tile('picture', turn.pixels, address);
    }
    case 'turn':
    case 'layout': {
      const turn = turns.turnById(address.turnId);
      const snapshot = address.kind === 'turn' ? turn?.pixels : turn?.layout;
      return turn && snapshot ? pixels.displayRect(snapshot, turn.rect, longestTurnSide) : null;
    }
  }
}

function stateOf(document: OpenDocument, plane: PicturePlane): DocumentState | null {
  if (plane === 'document') return document.present;
  if (plane === 'original') return document.original;
  const fill = lastFill(document.states);
  return fill && (plane === 'before-fill' ? fill.before : fill.full);
}

interface TileAddress {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

type PicturePlane = 'document' | 'original' | 'before-fill' | 'whole-fill';
type DocumentPlane = PicturePlane | 'mask' | 'no-source';

/** What an image:// address asks for. */
type ImageAddress =
  | ({ readonly kind: DocumentPlane; readonly id: string } & TileAddress)
  | {
      readonly kind: 'run-step';
      readonly runId: string;
      readonly variant: number;
      readonly index: number;
    }
  | { readonly kind: 'run-preview'; readonly runId: string; readonly index: number }
  | { readonly kind: 'turn-step'; readonly turnId: string; readonly index: number }
  | ({ readonly kind: 'turn-tile'; readonly turnId: string } & TileAddress)
  | { readonly kind: 'turn' | 'layout'; readonly turnId: string }
  | { readonly kind: 'recent'; readonly id: string }
  | { readonly kind: 'queued'; readonly id: string; readonly which: 'before' | 'after' };

const id = '([0-9a-f-]{36})';
const whole = '(\\d{1,9})';
const tile = '(\\d{1,2})/(-?\\d{1,6})/(-?\\d{1,6})';
const documentForm = new RegExp(`^(document|original|before-fill|whole-fill|mask|no-source)/${id}/${tile}$`);
const runStepForm = new RegExp(`^run/${id}/step/${whole}/${whole}$`);
const runPreviewForm = new RegExp(`^run/${id}/preview/${whole}$`);
const turnForm = new RegExp(`^turn/${id}(/layout)?$`);
const queueForm = new RegExp(`^queue/${id}/(before|after)$`);
const recentForm = new RegExp(`^recent/${id}$`);
const turnTileForm = new RegExp(`^turn/${id}/${tile}$`);
const turnStepForm = new RegExp(`^turn/${id}/step/${whole}$`);

/** Reads an address; null where it is none of the forms in src-shared/contract/bridge.ts. */
export function parseImageAddress(address: string): ImageAddress | null {
  const text = /^image:\/\/([^?#]*)/.exec(address)?.[1] ?? '';
  const ofDocument = documentForm.exec(text);
  if (ofDocument) {
    const [, kind, documentId = '', ...numbers] = ofDocument;
    return { kind: kind as DocumentPlane, id: documentId, ...tileOf(numbers) };
  }
  const ofRun = runStepForm.exec(text);
  if (ofRun)
    return { kind: 'run-step', runId: ofRun[1]!, variant: Number(ofRun[2]), index: Number(ofRun[3]) };
  const ofPreview = runPreviewForm.exec(text);
  if (ofPreview) return { kind: 'run-preview', runId: ofPreview[1]!, index: Number(ofPreview[2]) };
  const ofTurn = turnForm.exec(text);
  if (ofTurn) return { kind: ofTurn[2] === undefined ? 'turn' : 'layout', turnId: ofTurn[1]! };
  const ofRecent = recentForm.exec(text);
  if (ofRecent) return { kind: 'recent', id: ofRecent[1]! };
  const queued = queueForm.exec(text);
  if (queued) return { kind: 'queued', id: queued[1]!, which: queued[2] as 'before' | 'after' };
  const ofTile = turnTileForm.exec(text);
  if (ofTile) {
    const [, turnId = '', ...numbers] = ofTile;
    return { kind: 'turn-tile', turnId, ...tileOf(numbers) };
  }
  const ofStep = turnStepForm.exec(text);
  return ofStep && { kind: 'turn-step', turnId: ofStep[1]!, index: Number(ofStep[2]) };
}

function tileOf([level, column, row]: readonly (string | undefined)[]): TileAddress {
  return { level: Math.min(20, Number(level)), column: Number(column), row: Number(row) };
}
