import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  decodePhoto,
  keepJpeg,
  openStoredJpeg,
  readRecipe,
  type StoredJpeg,
} from '#engine/imaging/codec/index.ts';
import { createSegment, joinSegments, type Segment, splitSegments } from '#engine/imaging/jpeg/segments.ts';

const folder = join(import.meta.dirname, '../../../../fixtures/jpeg');
const plain = readFileSync(join(folder, '32x48-q70-420-sequential.jpg'));
const preview = readFileSync(join(folder, '1x1-q80-420-sequential.jpg'));

const bytesOf = (...parts: (string | Uint8Array)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
const app = (number: number, ...parts: (string | Uint8Array)[]): Segment =>
  createSegment(0xe0 + number, bytesOf(...parts));

/** The plain picture with segments after SOI, and bytes after its end. */
const withSegments = (segments: readonly Segment[], trailer: Uint8Array = new Uint8Array()): Uint8Array => {
  const [start, ...rest] = splitSegments(plain);
  return bytesOf(joinSegments([start!, ...segments, ...rest]), trailer);
};

/** Fills the middle of a file's picture. */
async function fill(file: Uint8Array, recipe: string | null = null) {
  const { image, orientation } = await decodePhoto(file, 'a file');
  const data = Uint8Array.from(image.data);
  for (let y = 16; y < 32; y++) for (let x = 0; x < 16 * 3; x++) data[y * image.width * 3 + x]! ^= 0x3f;
  return keepJpeg(openStoredJpeg(file, orientation) as StoredJpeg, {
    ...{ before: image, after: { ...image, data }, selected: null, recipe },
    sides: { left: 0, top: 0, right: 0, bottom: 0 },
  });
}

const segmentsOf = (file: Uint8Array): Segment[] => splitSegments(file);
const has = (file: Uint8Array, part: string | Uint8Array): boolean =>
  Buffer.from(file).includes(typeof part === 'string' ? part : Buffer.from(part));
const xmpHead = 'http://ns.adobe.com/xap/1.0/\0';
const xmp = (attributes: string, inner: string): string =>
  `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" ${attributes}>${inner}</rdf:Description></rdf:RDF></x:xmpmeta>   <?xpacket end="w"?>`;

/** A TIFF structure with a thumbnail in a second directory and a maker note with a preview of its own. */
function exif(): Buffer {
  const tiff = Buffer.alloc(200);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.set([0x0f, 0x01, 2, 0, 4, 0, 0, 0, 65, 66, 67, 0], 10);
  tiff.writeUInt32LE(30, 22);
  tiff.writeUInt16LE(2, 30);
  const long = (at: number, tag: number, value: number): void => {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(4, at + 2);
    tiff.writeUInt32LE(1, at + 4);
    tiff.writeUInt32LE(value, at + 8);
  };
  long(32, 0x0201, 200);
  long(44, 0x0202, 10);
  return bytesOf('Exif\0\0', tiff, 'thumbnail!', 'maker note', preview, 'its end');
}

describe('the rest of a kept JPEG', () => {
  it('stays byte for byte where nothing in it becomes false', async () => {
    const others = [
      app(1, 'Exif\0\0', 'MM\0*\0\0\0\x08\0\0\0\0\0\0'),
      app(1, xmpHead, xmp('xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="image/jpeg"', '')),
      app(2, 'ICC_PROFILE\0\x01\x01', 'not really a profile'),
      app(2, 'FPXR\0', 'a voice note'),
      app(13, 'Photoshop 3.0\0', '8BIM\x04\x04\0\0\0\0\0\x05title\0'),
      createSegment(0xfe, bytesOf('a comment')),
    ];
    const file = withSegments(others, bytesOf('what a camera wrote behind the end'));
    const { bytes, changes } = await fill(file);
    expect(changes).toEqual([]);
    const rest = (one: Uint8Array): Buffer =>
      Buffer.from(joinSegments(segmentsOf(one).filter((_, i, all) => all[i - 1]?.marker !== 0xda)));
    expect(rest(bytes).equals(rest(file))).toBe(true);
  });

  it('loses the thumbnail in EXIF and the preview in its maker note, at their places', async () => {
    const block = exif();
    const { bytes, changes } = await fill(withSegments([app(1, block)]));
    expect(changes).toEqual(['thumbnail in EXIF removed', 'preview in EXIF or its maker note removed']);
    const kept = segmentsOf(bytes)[1]!.payload;
    expect(kept).toHaveLength(block.length);
    expect(has(kept, 'thumbnail!')).toBe(false);
    expect(has(kept, preview.subarray(0, 4))).toBe(false);
    expect(has(kept, 'maker note') && has(kept, 'its end') && has(kept, 'ABC')).toBe(true);
  });

  it('loses a preview that Minolta gave another first byte, and the length that a maker note says it has', async () => {
    const minolta = Uint8Array.from(splitSegments(preview).find(({ marker }) => marker === 0xdb)!.bytes);
    const odd = bytesOf('\x02\xd8', preview.subarray(preview.indexOf(minolta)));
    const entry = Buffer.alloc(12);
    entry.set([0x89, 0, 4, 0, 1, 0, 0, 0]);
    entry.writeUInt32LE(odd.length, 8);
    const tiff = bytesOf('II*\0\x08\0\0\0\0\0\0\0\0\0', entry, odd, 'its end');
    const { bytes, changes } = await fill(withSegments([app(1, 'Exif\0\0', tiff)]));
    expect(changes).toEqual(['preview in EXIF or its maker note removed']);
    const kept = segmentsOf(bytes)[1]!.payload.subarray(6);
    expect([...kept.subarray(14, 26)]).toEqual([0x89, 0, 4, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    expect(kept.subarray(26, 26 + odd.length).every((byte) => byte === 0)).toBe(true);
    expect(has(kept, 'its end')).toBe(true);
  });

  it('loses a preview that goes on over several segments, with heads of FlashPix too, and nothing beside it', async () => {
    const half = preview.length >> 1;
    for (const [number, head] of [
      [4, ''],
      [2, 'FPXR\0\0\x02\0\x01\0\0\0\0'],
    ] as const) {
      const file = withSegments([
        app(number, head, 'before', preview.subarray(0, half)),
        app(2, 'ICC_PROFILE\0\x01\x01', 'a profile'),
        app(number, head, preview.subarray(half), 'after'),
        app(number, head, 'a voice note'),
      ]);
      const { bytes, changes } = await fill(file);
      expect(changes.every((change) => change.startsWith(`preview in APP${number}`))).toBe(true);
      const kept = segmentsOf(bytes)
        .slice(1, 5)
        .map(({ payload }) => Buffer.from(payload).toString('latin1'));
      const zeros = (count: number): string => '\0'.repeat(count);
      expect(kept).toEqual([
        `${head}before${zeros(half)}`,
        'ICC_PROFILE\0\x01\x01a profile',
        `${head}${zeros(preview.length - half)}after`,
        `${head}a voice note`,
      ]);
    }
  });

  it('loses thumbnails of JFIF and of Photoshop, and no other image resource', async () => {
    const resource = (id: number, data: string): Buffer => {
      const head = Buffer.alloc(8);
      head.writeUInt16BE(id, 0);
      head.writeUInt32BE(data.length, 4);
      return bytesOf('8BIM', head, data, data.length % 2 ? '\0' : '');
    };
    const resources = bytesOf(
      resource(0x0404, 'captions'),
      resource(0x040c, 'old picture'),
      resource(0x0422, 'x'),
    );
    const file = withSegments([
      app(0, 'JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01', 'RGB'),
      app(0, 'JFXX\0\x10', 'old'),
      app(13, 'Photoshop 3.0\0', resources.subarray(0, 30)),
      app(13, 'Photoshop 3.0\0', resources.subarray(30)),
    ]);
    const { bytes, changes } = await fill(file);
    expect(changes).toEqual([
      'thumbnail in Photoshop resources removed',
      'thumbnail in JFIF removed',
      'thumbnail in JFXX removed',
    ]);
    expect(has(bytes, 'old')).toBe(false);
    expect(has(bytes, bytesOf(resource(0x0404, 'captions'), resource(0x0422, 'x')))).toBe(true);
  });

  it('loses the preview in its captions, with the digest that spoke of them, and no other dataset', async () => {
    const caption = '\x1c\x02\x78\0\x02Hi';
    const preview = '\x1c\x02\xca\x80\x02\0\x0bold picture';
    const resource = (id: string, data: string): Uint8Array =>
      bytesOf('8BIM', id, '\0\0', Uint8Array.of(0, 0, 0, data.length), data, data.length % 2 ? '\0' : '');
    const block = bytesOf(resource('\x04\x25', 'digest'), resource('\x04\x04', `${preview}${caption}`));
    const { bytes, changes } = await fill(withSegments([app(13, 'Photoshop 3.0\0', block)]));
    expect(changes).toContain('thumbnail in Photoshop resources removed');
    for (const gone of ['old picture', 'digest']) expect(has(bytes, gone)).toBe(false);
    expect(has(bytes, resource('\x04\x04', caption))).toBe(true);
  });

  it('loses only what is false in XMP: thumbnail, gain map, motion, and the face that was filled', async () => {
    const face = (name: string, y: number): string =>
      `<rdf:li><rdf:Description mwg-rs:Name="${name}"><mwg-rs:Area stArea:x="0.25" stArea:y="${y}" stArea:w="0.4" stArea:h="0.2"/></rdf:Description></rdf:li>`;
    const packet = xmp(
      'xmlns:hdrgm="http://ns.adobe.com/hdr-gain-map/1.0/" xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/" xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#" hdrgm:Version="1.0" GCamera:MotionPhoto="1" GCamera:Other="3" xmp:Rating="4"',
      `<xmp:Thumbnails><rdf:Alt><rdf:li>/9j/old</rdf:li></rdf:Alt></xmp:Thumbnails><mwg-rs:Regions><rdf:Bag>${face('Ada', 0.5)}${face('Bo', 0.1)}</rdf:Bag></mwg-rs:Regions>`,
    );
    const { bytes, changes } = await fill(withSegments([app(1, xmpHead, packet)]));
    const expected = packet
      .replace(' hdrgm:Version="1.0"', '')
      .replace(' GCamera:MotionPhoto="1"', '')
      .replace(/<xmp:Thumbnails>.*<\/xmp:Thumbnails>/, '')
      .replace(face('Ada', 0.5), '');
    expect(Buffer.from(segmentsOf(bytes)[1]!.payload).toString('latin1')).toBe(xmpHead + expected);
    expect(changes).toHaveLength(4);
  });

  it('corrects the digest of extended XMP that loses a picture', async () => {
    const long = xmp('xmlns:GImage="http://ns.google.com/photos/1.0/image/" GImage:Data="/9j/old" ', '<a/>');
    const digest = createHash('md5').update(long, 'latin1').digest('hex').toUpperCase();
    const head = Buffer.alloc(8);
    head.writeUInt32BE(long.length);
    const packet = xmp(
      `xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="${digest}"`,
      '',
    );
    const file = withSegments([
      app(1, xmpHead, packet),
      app(1, 'http://ns.adobe.com/xmp/extension/\0', digest, head, long),
    ]);
    const { bytes } = await fill(file);
    const kept = long.replace(' GImage:Data="/9j/old"', '');
    const now = createHash('md5').update(kept, 'latin1').digest('hex').toUpperCase();
    expect(has(bytes, `HasExtendedXMP="${now}"`) && has(bytes, kept) && !has(bytes, digest)).toBe(true);
  });

  it('reads the parts of extended XMP in any order, and keeps them where nothing in them becomes false', async () => {
    const head = (offset: number): Buffer => {
      const numbers = Buffer.alloc(8);
      numbers.writeUInt32BE(400);
      numbers.writeUInt32BE(offset, 4);
      return bytesOf('http://ns.adobe.com/xmp/extension/\0', 'D'.repeat(32), numbers);
    };
    const fileOf = (extended: string): Uint8Array =>
      withSegments([
        app(1, head(100), extended.slice(100)),
        app(
          1,
          xmpHead,
          xmp(`xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="${'D'.repeat(32)}"`, ''),
        ),
        app(1, head(0), extended.slice(0, 100)),
      ]);
    const plainXmp = xmp('xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Title="A title"', '');
    const whole = await fill(fileOf(plainXmp));
    expect(whole.changes).toEqual([]);
    expect(has(whole.bytes, plainXmp.slice(100)) && has(whole.bytes, plainXmp.slice(0, 100))).toBe(true);
    const withPicture = xmp(
      'xmlns:GImage="http://ns.google.com/photos/1.0/image/" GImage:Data="/9j/old"',
      '<a/>',
    );
    const { bytes, changes } = await fill(fileOf(withPicture));
    expect(changes).toEqual(['original picture in XMP removed']);
    expect(has(bytes, withPicture.replace(' GImage:Data="/9j/old"', ''))).toBe(true);
  });

  it('loses further pictures behind the end, what lists them, and credentials of the picture before', async () => {
    const file = withSegments(
      [app(2, 'MPF\0', 'II*\0'), app(11, 'JP\0\x01', 'jumb c2pa'), app(4, 'Camera', preview)],
      bytesOf(preview, 'SEFT'),
    );
    const { bytes, changes } = await fill(file);
    expect(changes).toHaveLength(4);
    expect(has(bytes, 'MPF') || has(bytes, 'c2pa') || has(bytes, 'SEFT')).toBe(false);
    expect(Buffer.from(bytes).lastIndexOf(Buffer.of(0xff, 0xd8))).toBe(0);
    expect(segmentsOf(bytes).find(({ marker }) => marker === 0xe4)!.payload).toHaveLength(6 + preview.length);
  });

  it.each([
    ['Canon’s list', (start: number, length: number) => [24, 2, length, 640, 480, start], 2],
    ['Pentax’s two entries', (start: number, length: number) => [0x40003, 1, length, 0x40004, 1, start], 2],
    ['Sony’s entry, with a head', (start: number, length: number) => [0x72001, length + 32, start - 32], 1],
  ])('takes the length of a preview behind the picture out of the maker note: %s', async (_, note, place) => {
    const numbers = (values: readonly number[]): Buffer => {
      const bytes = Buffer.alloc(4 * values.length);
      values.forEach((value, i) => bytes.writeUInt32LE(value, 4 * i));
      return bytes;
    };
    const blockOf = (start: number): Segment =>
      app(
        1,
        'Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0',
        numbers(note(start, preview.length)),
        numbers([preview.length]),
      );
    const head = bytesOf('a head of 32 bytes, as Sony has .');
    // After SOI: marker, length and the block's name.
    const start = withSegments([blockOf(64)]).length + 32 - (2 + 4 + 6);
    const { bytes, changes } = await fill(
      withSegments([blockOf(start)], bytesOf(head.subarray(0, 32), preview)),
    );
    expect(changes).toEqual([
      'preview in EXIF or its maker note removed',
      'further pictures or video behind the picture removed',
    ]);
    const expected = note(start, preview.length);
    expected[place] = 0;
    const kept = segmentsOf(bytes)[1]!.payload.subarray(6 + 14);
    expect(Buffer.from(kept).equals(bytesOf(numbers(expected), numbers([preview.length])))).toBe(true);
  });

  it('corrects sizes in EXIF where the picture became larger at any side, and no word of a camera where it did not', async () => {
    const entry = (tag: number, value: number): number[] => [
      tag & 255,
      tag >> 8,
      4,
      0,
      1,
      0,
      0,
      0,
      value,
      0,
      0,
      0,
    ];
    const sizes = [...entry(0x0100, 32), ...entry(0x0101, 0)];
    const file = withSegments([
      app(1, 'Exif\0\0II*\0\x08\0\0\0\x02\0', Uint8Array.from(sizes), Uint8Array.of(0, 0, 0, 0)),
    ]);
    const sizesIn = (bytes: Uint8Array): number[] => [...segmentsOf(bytes)[1]!.payload.subarray(16, 40)];
    expect(sizesIn((await fill(file)).bytes)).toEqual(sizes);
    const { image, orientation } = await decodePhoto(file, 'a file');
    const [width, height] = [image.width + 16, image.height];
    const data = new Uint8Array(width * height * 3).fill(90);
    for (let y = 0; y < height; y++)
      data.set(image.data.subarray(y * image.width * 3, (y + 1) * image.width * 3), y * width * 3);
    const { bytes, changes } = await keepJpeg(openStoredJpeg(file, orientation) as StoredJpeg, {
      ...{ before: image, after: { ...image, width, height, data }, selected: null, recipe: null },
      sides: { left: 0, top: 0, right: 16, bottom: 0 },
    });
    expect(changes).toEqual(['size in EXIF corrected']);
    expect(sizesIn(bytes)).toEqual([...entry(0x0100, 48), ...entry(0x0101, 48)]);
  });

  it('holds a recipe of any length, once', async () => {
    const recipe = (seed: number): string =>
      JSON.stringify(Array.from({ length: 30_000 }, (_, i) => Math.imul(i + seed, 2654435761) >>> 0));
    const first = await fill(plain, recipe(1));
    const second = await fill(first.bytes, recipe(2));
    expect(first.bytes.length).toBeGreaterThan(plain.length + 70_000);
    expect(await readRecipe(second.bytes)).toBe(recipe(2));
    expect(second.bytes.length - first.bytes.length).toBeLessThan(5000);
  });
});
