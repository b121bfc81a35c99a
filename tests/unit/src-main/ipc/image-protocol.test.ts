import { describe, expect, it } from 'vitest';
import { parseImageAddress } from '#main/ipc/image-protocol.ts';

const id = '6fb8b7da-1bac-46a7-bd71-c3f3c43062d6';

describe('an image address', () => {
  it('names the small picture of a recent file', () => {
    expect(parseImageAddress(`image://recent/${id}`)).toEqual({ kind: 'recent', id });
    expect(parseImageAddress('image://recent/../settings')).toBeNull();
  });

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

  it('names AR steps and previews of a run, and tiles, steps and the layout of a turn', () => {
    expect(parseImageAddress(`image://run/${id}/step/1/12`)).toEqual({
      kind: 'run-step',
      runId: id,
      variant: 1,
      index: 12,
    });
    expect(parseImageAddress(`image://run/${id}/preview/7`)).toEqual({
      kind: 'run-preview',
      runId: id,
      index: 7,
    });
    expect(parseImageAddress(`image://turn/${id}`)).toEqual({ kind: 'turn', turnId: id });
    expect(parseImageAddress(`image://turn/${id}/layout`)).toEqual({ kind: 'layout', turnId: id });
    expect(parseImageAddress(`image://turn/${id}/step/3`)).toEqual({
      kind: 'turn-step',
      turnId: id,
      index: 3,
    });
    expect(parseImageAddress(`image://turn/${id}/3/0/-1`)).toEqual({
      kind: 'turn-tile',
      turnId: id,
      level: 3,
      column: 0,
      row: -1,
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
