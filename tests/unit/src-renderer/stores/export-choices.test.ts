import { describe, expect, it } from 'vitest';
import { pictureFormat } from '#shared/pictures/picture-formats.ts';
import { exportChoices, formatOfName } from '#renderer/stores/export-choices.ts';

describe('the format of a picture', () => {
  it('is told by its name, however that is written', () => {
    const names = ['a.jpg', 'b.JPEG', 'c.d.png', 'e.TIF', 'f.tiff', 'g.webp', 'h.avif'];
    expect(names.map(formatOfName)).toEqual(['jpeg', 'jpeg', 'png', 'tiff', 'tiff', 'webp', 'avif']);
  });

  it('is unknown where it has none, or none that can be written', () => {
    const names = ['Untitled', 'photo.heic', 'jpg', '.', 'a.constructor'];
    expect(names.map(formatOfName)).toEqual([null, null, null, null, null]);
  });

  it('is always one that the dialog offers', () => {
    for (const { format } of exportChoices)
      for (const extension of pictureFormat(format).extensions)
        expect(formatOfName(`a.${extension}`)).toBe(format);
  });
});
