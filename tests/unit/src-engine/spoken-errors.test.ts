import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { listJobs } from '#cli/batch/job-list.ts';
import { judgeProbe } from '#engine/inference/devices.ts';
import { openWeights } from '#engine/packs/import/open-weights.ts';
import { parseManifest } from '#engine/packs/manifest.ts';
import { RandomAccessFile } from '#engine/packs/random-access-file.ts';
import { toErrorReport } from '#shared/error-report.ts';
import { drawn } from '#shared/orders/drawn.ts';
import { formatNames } from '#shared/pictures/format-names.ts';
import { pictureFormat } from '#shared/pictures/picture-formats.ts';
import { computeStepSizes } from '#shared/schedules/index.ts';
import { languageNames } from '#shared/text/language.ts';
import { text, useLanguage } from '#shared/text/text.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

afterEach(() => useLanguage('en'));

/** What each language says; in none it is what English says. */
async function inEachLanguage(say: () => string | Promise<string>): Promise<string[]> {
  const said: string[] = [];
  for (const name of languageNames) {
    await useLanguage(name);
    said.push(await say());
  }
  expect(new Set(said).size, said.join('\n')).toBe(languageNames.length);
  return said;
}

const messageOf = (error: unknown): string => (error as Error).message;

describe('every language has its own words for', () => {
  it('a checkpoint that is not imported', async () => {
    const path = join(await temporaryFolder(), 'weights.pt');
    await writeFile(path, 'no weights at all');
    const file = await RandomAccessFile.open(path);
    const said = await inEachLanguage(() => openWeights(file).then(() => '', messageOf));
    await file.close();
    expect(said[0]).toBe(
      '"weights.pt" was not imported: it is neither a file of torch.save nor a safetensors file, or it is damaged. Nothing was written.',
    );
  });

  it('what zod finds wrong in a manifest', async () => {
    const said = await inEachLanguage(() => {
      try {
        parseManifest('{"formatVersion":"1.0","id":3}');
        return '';
      } catch (error) {
        return messageOf(error).slice(messageOf(error).indexOf(':'));
      }
    });
    expect(said[0]).toContain('Invalid input: expected string, received number');
    expect(said[1]).toContain('Ungültige Eingabe');
  });

  it.each([
    ['cells', 'photo,output\na.jpg,b.jpg,c.jpg', 'line 2 has another number of cells than the 2 names'],
    ['quotation marks', 'photo,output\n"a.jpg,b.jpg', 'the quotation marks in line 2 do not match'],
  ])('%s that are wrong in a job list', async (_, content, english) => {
    const path = join(await temporaryFolder(), 'jobs.csv');
    await writeFile(path, content);
    const said = await inEachLanguage(() => listJobs(path, null).then(() => '', messageOf));
    expect(said[0]).toContain(english);
  });

  it('files of cameras in a list of formats', async () => {
    const said = await inEachLanguage(() => formatNames([pictureFormat('raw')]));
    expect(said[0]).toBe('camera raw');
  });

  it.each([
    ['an order that nobody drew', () => drawn.permute({ targets: Int32Array.of(0) } as never)],
    ['steps without sizes', () => computeStepSizes('custom', { count: 4, arSteps: 1, customSizes: null })],
  ])('%s', async (_, fail) => {
    const said = await inEachLanguage(() => {
      try {
        fail();
        return '';
      } catch (error) {
        return toErrorReport(error).message;
      }
    });
    expect(said[0]).toContain('Nothing was changed.');
  });

  it('a device, also after it was probed', async () => {
    const run = (value: number) => ({ output: Float32Array.of(value, 1), seconds: 1 });
    const probe = judgeProbe('webgpu', run(1), run(2));
    const said = await inEachLanguage(() => probe.note);
    expect(said[0]).toMatch(/^It computes wrong numbers \(relative error 0\.\d+\)\.$/);
    expect(text.devices.probe.noGpu).not.toBe('');
  });
});
