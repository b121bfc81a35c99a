import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type ExportFormat, writtenFormats } from '#shared/pictures/picture-formats.ts';
import { text } from '#shared/text/text.ts';
import { decodePhoto, editTime, encodePicture, restateJpeg } from '#engine/imaging/codec/index.ts';
import { orientationOfExif } from '#engine/imaging/codec/exif.ts';
import { addJpegMetadata, readJpegMetadata } from '#engine/imaging/codec/jpeg-metadata.ts';
import { captionsOf, resourcesOfCaptions } from '#engine/imaging/codec/photoshop-data.ts';
import { readPngChunks, withPngChunks } from '#engine/imaging/codec/png-chunks.ts';
import { readDirectory, tiffBytes, type TiffField } from '#engine/imaging/codec/tiff-directory.ts';
import { mergeXmp, splitXmp } from '#engine/imaging/codec/xmp.ts';

const corpus = (name: string): Uint8Array =>
  new Uint8Array(
    readFileSync(fileURLToPath(new URL(`../../../../fixtures/corpus/${name}`, import.meta.url))),
  );
const formats = writtenFormats().map(({ id }) => id as ExportFormat);
/** Base64 of a JPEG, as XMP holds thumbnails. */
const thumbnail = '/9j/4AAQSkZJRgABAQAAAQABAAD'.repeat(20);
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

/** A packet of a program that calls RDF `r` and XMP `a`. */
const packet = (properties: string, more = ''): string =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="${rdf}"><r:Description r:about="" xmlns:a="http://ns.adobe.com/xap/1.0/" xmlns:g="http://ns.adobe.com/xap/1.0/g/img/" xmlns:dc="http://purl.org/dc/elements/1.1/" ${more}>${properties}</r:Description></r:RDF></x:xmpmeta>`;

const thumbnails = `<a:Thumbnails><r:Alt><r:li r:parseType="Resource"><g:format>JPEG</g:format><g:image>${thumbnail}</g:image></r:li></r:Alt></a:Thumbnails><a:PageInfo><r:Seq><r:li r:parseType="Resource"><g:image>${thumbnail}</g:image></r:li></r:Seq></a:PageInfo><dc:source>kept</dc:source>`;

const noise = (width: number, height: number) => ({
  ...{ width, height, channels: 3 as const, bitDepth: 8 as const, iccProfile: null },
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * i * 31 + i * 7) % 256),
});

async function jpegWith(parts: { xmp?: string; photoshop?: Uint8Array; comment?: string; exif?: object }) {
  let pipeline = sharp(noise(40, 24).data, { raw: { width: 40, height: 24, channels: 3 } });
  if (parts.exif) pipeline = pipeline.withExif(parts.exif);
  const jpeg = new Uint8Array(await pipeline.jpeg().toBuffer());
  return addJpegMetadata(
    jpeg,
    {
      exif: null,
      xmp: parts.xmp ?? null,
      photoshop: parts.photoshop ?? null,
      comments: parts.comment ? [new TextEncoder().encode(parts.comment)] : [],
    },
    [],
  );
}

/** Saved as `format`, then read again. */
async function saved(
  file: Uint8Array,
  format: ExportFormat,
  options: Partial<Parameters<typeof encodePicture>[1]> = {},
) {
  const { image, metadata } = await decodePhoto(file, 'photo');
  const encoded = await encodePicture(image, { format, quality: null, metadata, recipe: null, ...options });
  return { ...encoded, ...(await decodePhoto(encoded.bytes, 'saved')) };
}

/** What a packet says of times and programs, whatever its form. */
const timesIn = (xmp: string): string[] => [
  ...[...xmp.matchAll(/[^/](ModifyDate|MetadataDate)(?:="|>)([^"<]+)/g)].map(
    ([, name, value]) => `${name} ${value}`,
  ),
  ...[...xmp.matchAll(/<stEvt:(when|softwareAgent)>([^<]*)/g)].map(([, name, value]) => `${name} ${value}`),
];
const time = editTime('86400');
const datesOf = (exif: Uint8Array): readonly (string | null)[] => {
  const fields = readDirectory(exif, 8);
  const own = fields.find(({ tag }) => tag === 0x8769)?.value as readonly TiffField[];
  return [
    ...[tiffBytes(fields, 0x0132), tiffBytes(own, 0x9010), tiffBytes(own, 0x9290), tiffBytes(own, 0x9003)],
  ].map((bytes) => bytes && Buffer.from(bytes).toString('latin1').replace('\0', ''));
};

describe('the time of an edit', () => {
  const exif = {
    IFD0: { DateTime: '2001:02:03 04:05:06' },
    IFD2: { OffsetTime: '+09:00', SubSecTime: '45', DateTimeOriginal: '2001:02:03 04:05:06' },
  };
  const old = packet(
    '<a:MetadataDate>2001</a:MetadataDate><m:History><r:Seq><r:li r:parseType="Resource"><stEvt:when>2001</stEvt:when><stEvt:softwareAgent>Other</stEvt:softwareAgent></r:li></r:Seq></m:History>',
    'xmlns:m="http://ns.adobe.com/xap/1.0/mm/" xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" a:ModifyDate="2001"',
  );
  const [now, change] = ['1970-01-02T00:00:00+00:00', 'time of the last change updated'];
  const told = ['ModifyDate', 'MetadataDate'].map((name) => `${name} ${now}`);
  const events = ['when 2001', 'softwareAgent Other', `when ${now}`, 'softwareAgent Tessera'];

  it.each(formats)(
    'takes the place of the one before, behind what the history says already: %s',
    async (format) => {
      const { metadata, changes } = await saved(await jpegWith({ xmp: old, exif }), format, { time });
      expect(timesIn(metadata.xmp!)).toEqual([...told, ...events]);
      expect(datesOf(metadata.exif!)).toEqual(['1970:01:02 00:00:00', '+00:00', null, '2001:02:03 04:05:06']);
      expect(changes).toContain(change);
    },
  );

  it('is said in a packet that is made, and none is made to say it', async () => {
    const plain = await jpegWith({});
    const { metadata, changes } = await saved(plain, 'png', { time, recipe: '{}' });
    expect(timesIn(metadata.xmp!)).toEqual([`ModifyDate ${now}`, `when ${now}`, 'softwareAgent Tessera']);
    expect(changes).toEqual([]);
    expect((await saved(plain, 'png', { time })).metadata.xmp).toBeNull();
  });

  it('is in a JPEG that stays the file it was, beside all else byte for byte', async () => {
    const file = await jpegWith({ xmp: old, exif, comment: 'by hand' });
    const same = restateJpeg(file, { source: null, without: [], recipe: null });
    expect(Buffer.from(file).equals(same.bytes)).toBe(true);
    const { bytes, changes } = restateJpeg(file, { source: null, without: [], recipe: null, time });
    const { exif: block, xmp, comments } = readJpegMetadata(bytes)!;
    expect(timesIn(xmp!)).toEqual([...told, ...events]);
    expect(datesOf(block!)[0]).toBe('1970:01:02 00:00:00');
    expect(comments.map((comment) => Buffer.from(comment).toString())).toEqual(['by hand']);
    expect(changes).toEqual([change]);
  });

  it('goes into the first packet of a JPEG that has two, and the second stays unless a place is to be left out', async () => {
    const first = await jpegWith({ xmp: packet('<dc:source>first</dc:source>') });
    const metadata = { ...readJpegMetadata(first)!, xmp: packet('<dc:source>second</dc:source>') };
    const file = addJpegMetadata(first, { ...metadata, exif: null, photoshop: null, comments: [] }, []);
    const packetsOf = (without: readonly 'place'[]): string[] => {
      const { bytes } = restateJpeg(file, { source: null, without, recipe: null, time });
      return (
        Buffer.from(bytes)
          .toString('latin1')
          .match(/first|second/g) ?? []
      );
    };
    expect(packetsOf([])).toEqual(['second', 'first']);
    expect(packetsOf(['place'])).toEqual(['second']);
  });

  it('is that of the clock, or the one that is given to make files the same', () => {
    expect(time).toEqual({ exif: '1970:01:02 00:00:00', offset: '+00:00', xmp: now });
    expect(Math.abs(new Date(editTime('not a number').xmp).getTime() - Date.now())).toBeLessThan(10_000);
  });
});

describe('a saved picture', () => {
  it.each(formats)('shows in no thumbnail of its XMP what was removed: %s', async (format) => {
    const file = await jpegWith({ xmp: packet(thumbnails) });
    const { bytes, changes, metadata } = await saved(file, format);
    expect(Buffer.from(bytes).includes(thumbnail)).toBe(false);
    expect(metadata.xmp).not.toContain(thumbnail);
    expect(metadata.xmp).toContain('<dc:source>kept</dc:source>');
    expect(changes).toContain('thumbnail in XMP removed');
  });

  it.each(formats)(
    'keeps what an extended packet says, and names none that is not there: %s',
    async (format) => {
      const long = 'caption '.repeat(12_000);
      const file = await jpegWith({ xmp: packet(`<dc:rights>${long}</dc:rights>`, 'dc:source="short"') });
      expect(Buffer.from(file).includes('HasExtendedXMP')).toBe(true);
      const { bytes, metadata } = await saved(file, format);
      expect(metadata.xmp).toContain(long);
      expect(Buffer.from(bytes).includes('HasExtendedXMP')).toBe(format === 'jpeg');
      expect(metadata.xmp!.includes('HasExtendedXMP')).toBe(format === 'jpeg');
    },
  );

  it('says in XMP how it came about, in every format and instead of what the camera said', async () => {
    const camera =
      'xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" e:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"';
    const file = await jpegWith({ xmp: packet('', camera) });
    for (const format of formats) {
      const { metadata } = await saved(file, format, { source: 'compositeWithTrainedAlgorithmicMedia' });
      expect(metadata.xmp).not.toContain('digitalCapture');
      expect(metadata.xmp).toContain(
        'DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia<',
      );
    }
    const silent = await saved(file, 'png');
    expect(silent.metadata.xmp).toContain('digitalCapture');
  });

  it('never says that less was made up than the photo said', async () => {
    const made =
      'xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" e:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"';
    const { metadata } = await saved(await jpegWith({ xmp: packet('', made) }), 'png', {
      source: 'algorithmicallyEnhanced',
    });
    expect(metadata.xmp).toContain('trainedAlgorithmicMedia');
    expect(metadata.xmp).not.toContain('algorithmicallyEnhanced');
  });

  it('keeps captions, keywords and comments in JPEG, TIFF and Photoshop, without Photoshop’s thumbnail, and tells where there is no place', async () => {
    const { metadata } = await decodePhoto(corpus('iptc.jpg'), 'iptc.jpg');
    const captions = Buffer.from(captionsOf(metadata.photoshop!)!);
    expect(captions.length).toBeGreaterThan(0);
    for (const format of formats) {
      const result = await saved(corpus('iptc.jpg'), format);
      const kept = result.metadata.photoshop && Buffer.from(captionsOf(result.metadata.photoshop)!);
      if (['jpeg', 'tiff', 'psd'].includes(format)) expect(kept, format).toEqual(captions);
      else expect(result.changes.join(), format).toContain('captions');
    }
    const commented = await saved(await jpegWith({ comment: 'by hand' }), 'jpeg', { quality: 80 });
    expect(Buffer.from(commented.metadata.comments![0]!).toString()).toBe('by hand');
    const shown = Buffer.concat([
      Buffer.from('8BIM\x04\x0c\0\0\0\0\0\x08', 'latin1'),
      Buffer.from('OLDFACES'),
    ]);
    const resources = Buffer.concat([shown, resourcesOfCaptions(Uint8Array.of(0x1c, 2, 120, 0, 2, 72, 105))]);
    const cut = await saved(await jpegWith({ photoshop: resources }), 'tiff');
    expect(Buffer.from(cut.bytes).includes('OLDFACES')).toBe(false);
    expect(cut.changes).toContain('thumbnail in Photoshop resources removed');
  });

  it('takes the preview out of captions, however long it is', async () => {
    const preview = Buffer.concat([
      Buffer.from('\x1c\x02\xca\x80\x03\0\x90\0', 'latin1'),
      Buffer.alloc(0x9000, 'OLDFACES'),
    ]);
    const captions = Buffer.concat([preview, Uint8Array.of(0x1c, 2, 120, 0, 2, 72, 105)]);
    const file = await jpegWith({ photoshop: resourcesOfCaptions(captions) });
    for (const format of ['jpeg', 'tiff'] as const) {
      const { bytes, changes, metadata } = await saved(file, format, {
        quality: format === 'jpeg' ? 80 : null,
      });
      expect(Buffer.from(bytes).includes('OLDFACES'), format).toBe(false);
      expect(changes).toContain('thumbnail in Photoshop resources removed');
      expect([...captionsOf(metadata.photoshop!)!]).toEqual([0x1c, 2, 120, 0, 2, 72, 105]);
    }
  });

  it('leaves out place and serial numbers where that is wanted, and nothing else', async () => {
    const place =
      'xmlns:p="http://ns.adobe.com/photoshop/1.0/" p:City="Graz" xmlns:q="http://ns.adobe.com/exif/1.0/aux/" q:SerialNumber="12345-S"';
    const dataset = (id: number, value: string): Buffer =>
      Buffer.concat([Buffer.from([0x1c, 2, id, 0, value.length]), Buffer.from(value)]);
    const file = await jpegWith({
      xmp: packet('<dc:source>kept</dc:source>', place),
      photoshop: resourcesOfCaptions(Buffer.concat([dataset(90, 'Graz'), dataset(120, 'A caption')])),
      exif: {
        IFD0: { Copyright: 'somebody' },
        IFD2: { BodySerialNumber: '12345-S' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '47/1 4/1 0/1' },
      },
    });
    const without = ['place', 'serial'] as const;
    for (const format of formats) {
      const { bytes, changes, metadata } = await saved(file, format, { without });
      for (const gone of ['Graz', '12345-S']) expect(Buffer.from(bytes).includes(gone), format).toBe(false);
      expect(metadata.xmp).toContain('kept');
      expect(Buffer.from(metadata.exif!).includes('somebody'), format).toBe(true);
      expect(
        readDirectory(metadata.exif!, 8).some(({ tag }) => tag === 0x8825),
        format,
      ).toBe(false);
      expect(changes).toEqual(expect.arrayContaining(['location removed', 'serial numbers removed']));
      if (metadata.photoshop) expect(Buffer.from(metadata.photoshop).includes('A caption')).toBe(true);
    }
    const { bytes } = restateJpeg(file, { source: null, without, recipe: null });
    for (const gone of ['Graz', '12345-S']) expect(Buffer.from(bytes).includes(gone)).toBe(false);
    expect(Buffer.from(bytes).includes('A caption')).toBe(true);
    expect((await decodePhoto(bytes, 'x')).image.data).toEqual((await decodePhoto(file, 'x')).image.data);
  });

  it('tells what a JPEG has no room for, and what was no metadata at all', async () => {
    const { image } = await decodePhoto(corpus('exif-only.jpg'), 'x');
    const options = { format: 'jpeg', quality: 90, recipe: null } as const;
    const broken = await encodePicture(image, {
      ...options,
      metadata: { exif: Uint8Array.of(1, 2, 3), xmp: 'no XML <' },
    });
    expect(broken.changes).toEqual(['EXIF that cannot be read removed', 'XMP that cannot be read removed']);
    const { metadata } = await decodePhoto(corpus('exif-only.jpg'), 'x');
    const long = Buffer.concat([metadata.exif!, Buffer.alloc(70_000)]);
    const large = await encodePicture(image, { ...options, metadata: { ...metadata, exif: long } });
    expect(large.changes.join()).toMatch(/64 KB/);
    const deep = { ...noise(8, 8), bitDepth: 16 as const, data: new Uint16Array(8 * 8 * 3) };
    const eight = await encodePicture(deep, { ...options, metadata: null });
    expect(eight.changes).toEqual(['16 bit became 8 bit']);
  });

  it('has its resolution in a WebP and an AVIF too, and EXIF in a WebP that was none of the extended kind', async () => {
    for (const format of ['webp', 'avif'] as const) {
      const { metadata } = await saved(corpus('dpi-600.png'), format);
      const { x, unit } = metadata.resolution!;
      expect(Math.abs((unit === 'centimetre' ? x * 2.54 : x) - 600)).toBeLessThan(0.02);
    }
    for (const quality of [null, 80]) {
      const { bytes, metadata, image } = await saved(corpus('exif-only.jpg'), 'webp', { quality });
      expect(Buffer.from(bytes.subarray(12, 16)).toString()).toBe('VP8X');
      expect(orientationOfExif(metadata.exif!)).toBe(1);
      const header = await sharp(bytes).metadata();
      expect([header.width, header.height]).toEqual([image.width, image.height]);
    }
  });

  it('keeps what a PNG says behind its picture, or in texts of older programs', async () => {
    expect((await decodePhoto(corpus('exif-after-idat.png'), 'x')).metadata.exif).not.toBeNull();
    const { exif } = (await decodePhoto(corpus('exif-only.jpg'), 'x')).metadata;
    const png = (
      await encodePicture(noise(8, 8), { format: 'png', quality: null, metadata: null, recipe: null })
    ).bytes;
    const profile = Buffer.from(exif!);
    const raw = `\nexif\n${String(profile.length).padStart(8)}\n${profile.toString('hex').replace(/.{72}/g, '$&\n')}\n`;
    const keyword = Buffer.from('Raw profile type exif\0\0', 'latin1');
    const old = withPngChunks(png, [{ type: 'zTXt', data: Buffer.concat([keyword, deflateSync(raw)]) }]);
    const { metadata, bytes } = await saved(old, 'png');
    expect(metadata.exif!.length).toBe(exif!.length);
    expect(readPngChunks(bytes).some(({ type }) => type === 'zTXt')).toBe(false);
  });
});

describe('face regions', () => {
  const face = (name: string, x: number): string =>
    `<r:li r:parseType="Resource"><m:Name>${name}</m:Name><m:Area s:x="${x}" s:y="0.5" s:w="0.2" s:h="0.5" s:unit="normalized"/></r:li>`;
  const regions = packet(
    `<m:Regions r:parseType="Resource"><m:RegionList><r:Bag>${face('Ada', 0.2)}${face('Bea', 0.8)}</r:Bag></m:RegionList></m:Regions>`,
    'xmlns:m="http://www.metadataworkinggroup.com/schemas/regions/" xmlns:s="http://ns.adobe.com/xmp/sType/Area#"',
  );

  it('of who was filled go, the others move with a side that is added', async () => {
    const image = noise(100, 40);
    const selected = new Uint8Array(100 * 40);
    for (let y = 0; y < 40; y++) selected.fill(255, y * 100 + 50, y * 100 + 80);
    const { bytes } = await encodePicture(image, {
      ...{ format: 'png', quality: null, recipe: null },
      metadata: { exif: null, xmp: regions },
      edit: { sides: { left: 50, top: 0, right: 0, bottom: 0 }, isRotated: false, selected },
    });
    const { xmp } = (await decodePhoto(bytes, 'x')).metadata;
    expect(xmp).not.toContain('Ada');
    expect(xmp).toMatch(/Bea.*s:x="0.9"/);
  });

  it('of who was cut off go, the others move; all go where the picture was rotated', async () => {
    const saved = async (width: number, edit: { left: number; isRotated: boolean }) => {
      const { bytes, changes } = await encodePicture(noise(width, 40), {
        ...{ format: 'png', quality: null, recipe: null },
        metadata: { exif: null, xmp: regions },
        edit: {
          sides: { left: edit.left, top: 0, right: 0, bottom: 0 },
          ...{ isRotated: edit.isRotated, selected: new Uint8Array(width * 40) },
        },
      });
      return { xmp: (await decodePhoto(bytes, 'x')).metadata.xmp, changes };
    };
    const { xmp } = await saved(50, { left: -50, isRotated: false });
    expect(xmp).not.toContain('Ada');
    expect(xmp).toMatch(/Bea.*s:x="0.6"/);
    const rotated = await saved(100, { left: 0, isRotated: true });
    expect(rotated.xmp).not.toContain('Bea');
    expect(rotated.changes).toContain(text.pictures.changes.turnedRegions);
  });

  it('of a picture that was turned go, with a word', async () => {
    const { changes, metadata } = await saved(corpus('face-orientation6.jpg'), 'tiff');
    expect(metadata.xmp).not.toMatch(/Regions/);
    expect(changes.join()).toMatch(/was turned/);
  });
});

describe('splitXmp', () => {
  it('gives a packet that fits and one with the rest, which merge into all properties', () => {
    const xmp = packet(`<dc:rights>${'x'.repeat(90_000)}</dc:rights>`).replace(
      '</r:RDF>',
      '<r:Description r:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="short"/></r:RDF>',
    );
    const { main, extended } = splitXmp(xmp, 65_000);
    expect(Buffer.byteLength(main)).toBeLessThan(65_000);
    expect(main).toContain('dc:source="short"');
    expect(mergeXmp(main, extended!.text)).toContain('x'.repeat(90_000));
  });

  it('reads an extended packet of a file only where the main one names it', async () => {
    const file = await jpegWith({ xmp: packet(`<dc:rights>${'y'.repeat(90_000)}</dc:rights>`) });
    expect(readJpegMetadata(file)!.xmp).toContain('y'.repeat(90_000));
    const renamed = Buffer.from(file);
    const at = renamed.indexOf('HasExtendedXMP>') + 'HasExtendedXMP>'.length;
    renamed.write('0'.repeat(32), at);
    expect(readJpegMetadata(renamed)!.xmp).not.toContain('yyy');
  });
});
