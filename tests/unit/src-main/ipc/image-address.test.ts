import { describe, expect, it } from 'vitest';
import { parseImageAddress } from '../../../../src-main/ipc/image-address';

const id = '6fb8b7da-1bac-46a7-bd71-c3f3c43062d6';

describe('an image address', () => {
  it('names a tile of a document, also left of and above its origin', () => {
    expect(parseImageAddress(`image://document/${id}/2/-3/0?rev=7`)).toEqual({
      kind: 'document',
      id,
      level: 2,
      column: -3,
      row: 0,
    });
    expect(parseImageAddress(`image://mask/${id}/0/1/2`)).toMatchObject({ kind: 'mask', column: 1, row: 2 });
    expect(parseImageAddress(`image://original/${id}/0/1/2`)).toMatchObject({ kind: 'original' });
  });

  it('names previews and variants of a run', () => {
    expect(parseImageAddress(`image://run/${id}/preview/12`)).toEqual({
      kind: 'preview',
      runId: id,
      number: 12,
    });
    expect(parseImageAddress(`image://run/${id}/variant/1`)).toEqual({
      kind: 'variant',
      runId: id,
      variant: 1,
      tile: null,
    });
    expect(parseImageAddress(`image://run/${id}/variant/1/3/0/-1`)).toMatchObject({
      tile: { level: 3, column: 0, row: -1 },
    });
  });

  it.each([
    'image://document/../../etc/passwd/0/0/0',
    `image://document/${id}/0/0`,
    `image://document/${id}/0/0/0/0`,
    `image://document/${id}/0/0/1e9`,
    `image://document/${id.toUpperCase()}/0/0/0`,
    `image://file/${id}/0/0/0`,
    'image:///etc/passwd',
    `http://document/${id}/0/0/0`,
    '',
  ])('%s is none', (address) => expect(parseImageAddress(address)).toBeNull());
});
