import { expect, it } from 'vitest';
import { decodePhoto, encodePicture } from '#engine/imaging/codec/index.ts';

const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about=""
  xmlns:p="http://ns.google.com/photos/1.0/panorama/" p:FullPanoWidthPixels="800" p:CroppedAreaImageWidthPixels="100"
  p:CroppedAreaImageHeightPixels="40" p:CroppedAreaLeftPixels="300" p:CroppedAreaTopPixels="90"/></r:RDF></x:xmpmeta>`;

it('size and place of a part of a panorama follow sides that are added; the whole stays as large as it was', async () => {
  const [width, height] = [150, 60];
  const grey = { width, height, channels: 1, bitDepth: 8, iccProfile: null } as const;
  const { bytes } = await encodePicture(
    { ...grey, data: new Uint8Array(width * height) },
    {
      ...{ format: 'png', quality: null, recipe: null },
      metadata: { exif: null, xmp },
      edit: {
        sides: { left: 50, top: 20, right: 0, bottom: 0 },
        ...{ isRotated: false, selected: new Uint8Array(width * height) },
      },
    },
  );
  const written = (await decodePhoto(bytes, 'x')).metadata.xmp!;
  const numbers = Object.fromEntries(
    [...written.matchAll(/p:(\w+)="(\d+)"/g)].map(([, name, value]) => [name, value]),
  );
  expect(numbers).toEqual({
    FullPanoWidthPixels: '800',
    CroppedAreaImageWidthPixels: '150',
    CroppedAreaImageHeightPixels: '60',
    CroppedAreaLeftPixels: '250',
    CroppedAreaTopPixels: '70',
  });
});
