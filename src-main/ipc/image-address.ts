interface TileAddress {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

/** What an image:// address asks for. */
export type ImageAddress =
  | ({ readonly kind: 'document' | 'original' | 'mask'; readonly id: string } & TileAddress)
  | { readonly kind: 'preview'; readonly runId: string; readonly number: number }
  | {
      readonly kind: 'variant';
      readonly runId: string;
      readonly variant: number;
      readonly tile: TileAddress | null;
    };

const id = '([0-9a-f-]{36})';
const whole = '(\\d{1,9})';
const tile = '(\\d{1,2})/(-?\\d{1,6})/(-?\\d{1,6})';
const documentForm = new RegExp(`^(document|original|mask)/${id}/${tile}$`);
const previewForm = new RegExp(`^run/${id}/preview/${whole}$`);
const variantForm = new RegExp(`^run/${id}/variant/${whole}(?:/${tile})?$`);

/** Reads an address; null where it is none of the forms in src-shared/contract/bridge.ts. */
export function parseImageAddress(address: string): ImageAddress | null {
  const text = /^image:\/\/([^?#]*)/.exec(address)?.[1] ?? '';
  const ofDocument = documentForm.exec(text);
  if (ofDocument) {
    const [, kind, documentId = '', ...numbers] = ofDocument;
    return { kind: kind as 'document' | 'original' | 'mask', id: documentId, ...tileOf(numbers) };
  }
  const ofPreview = previewForm.exec(text);
  if (ofPreview) return { kind: 'preview', runId: ofPreview[1]!, number: Number(ofPreview[2]) };
  const ofVariant = variantForm.exec(text);
  if (!ofVariant) return null;
  const [, runId = '', variant, ...numbers] = ofVariant;
  return {
    kind: 'variant',
    runId,
    variant: Number(variant),
    tile: numbers[0] === undefined ? null : tileOf(numbers),
  };
}

function tileOf([level, column, row]: readonly (string | undefined)[]): TileAddress {
  return { level: Math.min(20, Number(level)), column: Number(column), row: Number(row) };
}
