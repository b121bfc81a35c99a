import { basename } from 'node:path';
import { currentLanguage } from '#shared/text/language.ts';
import { languages } from '#shared/text/languages.ts';
import { decodePhoto, encodePicture, readPhotoFile } from '#engine/imaging/codec/index.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { isObject } from '../jobs/place.ts';
import type { StoreOpener } from '../objects/open-store.ts';
import type { ListedJob } from './job-list.ts';
import type { StateRecord } from '#engine/batch/state-file.ts';
import { text } from '#shared/text/text.ts';

const thumbnailSide = 240;

/** A page of its own (no other file, no network) with every job: before and after, time, or why it failed. */
export async function reportPage(
  listed: readonly ListedJob[],
  records: ReadonlyMap<string, StateRecord>,
  openStore: StoreOpener,
): Promise<string> {
  const words = text.commandLine.batch.report;
  const { columns } = words;
  const language = currentLanguage().name;
  const rows: string[] = [];
  for (const { line, job, problem } of listed) {
    const record = job ? records.get(job.key) : undefined;
    const name = job ? basename(job.photo ?? job.output) : '';
    const said =
      record?.status === 'done'
        ? words.done(record.seconds ?? 0, record.changedOutsideMask ?? 0)
        : (problem?.message ?? record?.message ?? words.notDone);
    const before = record && job?.photo !== undefined ? await picture(job.photo, openStore) : '';
    const after = record?.status === 'done' ? await picture(record.output, openStore) : '';
    const state =
      record?.status === 'done' ? 'done' : problem || record?.status === 'failed' ? 'failed' : 'left';
    rows.push(
      `<tr class="${state}"><td>${line}<td>${escaped(name)}<td>${before}<td>${after}<td>${escaped(said)}</tr>`,
    );
  }
  const done = [...rows].filter((row) => row.startsWith('<tr class="done"')).length;
  return `<!doctype html>
<html lang="${language}" dir="${languages[language].direction}"><meta charset="utf-8"><title>${escaped(words.title)}</title>
<style>
  body { font: 15px/1.4 system-ui, sans-serif; margin: 2em; color: #222; background: #fff }
  table { border-collapse: collapse } td, th { padding: 0.5em 0.8em; border-bottom: 1px solid #ddd; text-align: start }
  img { display: block } .failed td:last-child { color: #a00 } .left { opacity: 0.6 }
</style>
<h1>${escaped(words.heading(done, rows.length))}</h1>
<table><tr><th>${[columns.line, columns.photo, columns.before, columns.after, columns.result].map(escaped).join('<th>')}</tr>
${rows.join('\n')}
</table></html>
`;
}

const escaped = (words: string): string =>
  words.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A small picture inside the page, or why there is none. */
async function picture(place: string, openStore: StoreOpener): Promise<string> {
  try {
    const { image } = isObject(place)
      ? await decodePhoto(await (await openStore()).read(place), basename(place))
      : await readPhotoFile(place);
    const { bytes } = await encodePicture(shrunk(image), {
      format: 'jpeg',
      quality: 80,
      metadata: null,
      recipe: null,
    });
    return `<img alt="" src="data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}">`;
  } catch {
    return escaped(text.commandLine.batch.report.notShown);
  }
}

/** Every n-th pixel's surroundings averaged: at most `thumbnailSide` pixels on a side. */
function shrunk(image: SampleImage): SampleImage {
  const factor = Math.max(1, Math.ceil(Math.max(image.width, image.height) / thumbnailSide));
  const [width, height] = [Math.ceil(image.width / factor), Math.ceil(image.height / factor)];
  const { channels } = image;
  const data =
    image.bitDepth === 16
      ? new Uint16Array(width * height * channels)
      : new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < channels; channel++) {
        let [sum, count] = [0, 0];
        for (let sourceY = y * factor; sourceY < Math.min(image.height, (y + 1) * factor); sourceY++)
          for (let sourceX = x * factor; sourceX < Math.min(image.width, (x + 1) * factor); sourceX++) {
            sum += image.data[(sourceY * image.width + sourceX) * channels + channel]!;
            count++;
          }
        data[(y * width + x) * channels + channel] = Math.round(sum / count);
      }
  return { ...image, width, height, data };
}
