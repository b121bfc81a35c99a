import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format as prettified } from 'prettier';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { decodePhoto, encodePicture } from '#engine/imaging/codec/index.ts';
import { adobeRgbProfile } from '#engine/imaging/colour/made-profile.ts';
import { profileName } from '#engine/imaging/colour/icc-profile.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { type ExportFormat, writtenFormats } from '#shared/pictures/picture-formats.ts';

/** The table in docs/formats.md of what a written file keeps, by writing and reading it; TESSERA_WRITE_TABLE=1 puts it there. */
const document = resolve('docs/formats.md');
const [begin, end] = ['<!-- written by formats-table.test.ts -->', '<!-- end of the table -->'];

const picture = (bitDepth: 8 | 16): SampleImage => {
  const values = Array.from({ length: 24 * 16 * 4 }, (_, i) => (i * 40_503) & (2 ** bitDepth - 1));
  const data = bitDepth === 8 ? Uint8Array.from(values) : Uint16Array.from(values);
  return { width: 24, height: 16, channels: 4, bitDepth, data, iccProfile: adobeRgbProfile() };
};
const xmp =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:source>an attic</dc:source></rdf:Description></rdf:RDF></x:xmpmeta>';

async function rowOf(format: ExportFormat, name: string): Promise<string[]> {
  const jpeg = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .withExif({ IFD0: { Copyright: 'somebody' } })
    .jpeg()
    .toBuffer();
  const { exif } = (await decodePhoto(jpeg, 'a.jpg')).metadata;
  const metadata = { exif, xmp, resolution: { x: 300, y: 150, unit: 'inch' as const } };
  const options = { format, quality: null, metadata, recipe: '{"turns":[]}' };
  const exact: number[] = [];
  const kept = { alpha: true, profile: true, resolution: true, exif: true, xmp: true, recipe: true };
  for (const bitDepth of [8, 16] as const) {
    const image = picture(bitDepth);
    const { bytes, recipeInFile } = await encodePicture(image, options);
    const again = await decodePhoto(bytes, `a.${format}`);
    if (Buffer.from(again.image.data.buffer).equals(Buffer.from(image.data.buffer))) exact.push(bitDepth);
    const { x = 0, y = 0, unit } = again.metadata.resolution ?? {};
    const scale = unit === 'metre' ? 0.0254 : unit === 'centimetre' ? 2.54 : 1;
    kept.alpha &&= again.image.channels === 4;
    kept.profile &&= again.image.iccProfile !== null && profileName(again.image.iccProfile) !== 'sRGB';
    kept.resolution &&= Math.round(x * scale) === 300 && Math.round(y * scale) === 150;
    kept.exif &&= Buffer.from(again.metadata.exif ?? []).includes('somebody');
    kept.xmp &&= again.metadata.xmp?.includes('an attic') === true;
    kept.recipe &&= recipeInFile;
  }
  return [name, exact.join(', ') || 'none', ...Object.values(kept).map((is) => (is ? 'yes' : 'no'))];
}

it('docs/formats.md says what is kept of a picture that is written and opened again', async () => {
  const head = ['format', 'bits without loss', 'alpha', 'profile', 'resolution', 'EXIF', 'XMP', 'recipe'];
  const rows: string[][] = [];
  for (const { id, name } of writtenFormats()) rows.push(await rowOf(id as ExportFormat, name));
  const lines = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  const table = await prettified(lines.join('\n'), { parser: 'markdown' });
  const said = readFileSync(document, 'utf8');
  const [before, after] = [said.indexOf(begin) + begin.length, said.indexOf(end)];
  const wanted = `${said.slice(0, before)}\n\n${table}\n${said.slice(after)}`;
  if (process.env['TESSERA_WRITE_TABLE']) writeFileSync(document, wanted);
  expect(said).toBe(wanted);
}, 60_000);
