interface TileAddress {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

/** What an image:// address asks for. */
export type ImageAddress =
  | ({ readonly kind: 'document' | 'original' | 'mask'; readonly id: string } & TileAddress)
  | {
      readonly kind: 'run-step';
      readonly runId: string;
      readonly variant: number;
      readonly index: number;
    }
  | { readonly kind: 'run-preview'; readonly runId: string; readonly index: number }
  | { readonly kind: 'turn-step'; readonly turnId: string; readonly index: number }
  | ({ readonly kind: 'turn-tile'; readonly turnId: string } & TileAddress)
  | { readonly kind: 'turn' | 'layout'; readonly turnId: string };

const id = '([0-9a-f-]{36})';
const whole = '(\\d{1,9})';
const tile = '(\\d{1,2})/(-?\\d{1,6})/(-?\\d{1,6})';
const documentForm = new RegExp(`^(document|original|mask)/${id}/${tile}$`);
const runStepForm = new RegExp(`^run/${id}/step/${whole}/${whole}$`);
const runPreviewForm = new RegExp(`^run/${id}/preview/${whole}$`);
const turnForm = new RegExp(`^turn/${id}(/layout)?$`);
const turnTileForm = new RegExp(`^turn/${id}/${tile}$`);
const turnStepForm = new RegExp(`^turn/${id}/step/${whole}$`);

/** Reads an address; null where it is none of the forms in src-shared/contract/bridge.ts. */
export function parseImageAddress(address: string): ImageAddress | null {
  const text = /^image:\/\/([^?#]*)/.exec(address)?.[1] ?? '';
  const ofDocument = documentForm.exec(text);
  if (ofDocument) {
    const [, kind, documentId = '', ...numbers] = ofDocument;
    return { kind: kind as 'document' | 'original' | 'mask', id: documentId, ...tileOf(numbers) };
  }
  const ofRun = runStepForm.exec(text);
  if (ofRun)
    return { kind: 'run-step', runId: ofRun[1]!, variant: Number(ofRun[2]), index: Number(ofRun[3]) };
  const ofPreview = runPreviewForm.exec(text);
  if (ofPreview) return { kind: 'run-preview', runId: ofPreview[1]!, index: Number(ofPreview[2]) };
  const ofTurn = turnForm.exec(text);
  if (ofTurn) return { kind: ofTurn[2] === undefined ? 'turn' : 'layout', turnId: ofTurn[1]! };
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
