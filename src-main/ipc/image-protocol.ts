import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import type { Protocol } from 'electron';
import type { DocumentStore } from '#main/documents/document-store.ts';
import type { RunManager } from '#main/jobs/run-manager.ts';
import type { TurnStore } from '#main/turns/turn-store.ts';
import type { DisplayPicture, DisplayTileRequest, PixelOperations } from '#main/pixels/pixel-operations.ts';
import { toErrorReport } from '#shared/errors.ts';
import { imageScheme } from '#main/security/origin.ts';
import { type ImageAddress, parseImageAddress } from './image-address.ts';

export interface ImageProtocolParts {
  readonly documents: DocumentStore;
  readonly turns: Pick<TurnStore, 'turnById' | 'stepPicture'>;
  readonly runs: Pick<RunManager, 'stepPicture' | 'previewPicture'>;
  readonly pixels: PixelOperations;
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
  { documents, turns, runs, pixels }: ImageProtocolParts,
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
    case 'mask': {
      const document = documents.find(address.id);
      if (!document) return null;
      if (address.kind === 'mask') return tile('mask', document.present.mask, address);
      return tile(
        'picture',
        (address.kind === 'document' ? document.present : document.original).pixels,
        address,
      );
    }
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
