import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodePhoto, encodePicture } from '#engine/imaging/codec/index.ts';
import { pictureDecoders } from '#engine/imaging/codec/decoders.ts';
import { TesseraError } from '#shared/errors.ts';
import { pictureFormats } from '#shared/pictures/picture-formats.ts';

/** Files for each decoder, and where the changes start; the same seed changes them in the same way. */
const files = Number(process.env['TESSERA_CAMPAIGN_FILES'] ?? 200);
const seed = Number(process.env['TESSERA_CAMPAIGN_SEED'] ?? 1);
/** In one process: libjxl in WebAssembly is started anew after each error, which leaves some 80 MB there. */
const fewer = { jxl: 20 } as const;
const longestMs = 10_000;
const maxBytes = 2e9;

interface Sample {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Small whole files by format: of the corpus, of cameras, and written here where there are none. */
async function samplesByFormat(): Promise<Map<string, Sample[]>> {
  const samples = new Map<string, Sample[]>();
  const add = (name: string, bytes: Uint8Array): void => {
    const format = pictureDecoders.find((decoder) => decoder.sniff(bytes, name))?.format;
    if (format) samples.set(format, [...(samples.get(format) ?? []), { name, bytes }]);
  };
  for (const folder of ['tests/fixtures/corpus', 'tests/fixtures/camera-files', 'tests/fixtures/jpeg'].map(
    (path) => resolve(path),
  ))
    for (const name of readdirSync(folder).sort()) {
      const bytes = new Uint8Array(readFileSync(resolve(folder, name)));
      if (bytes.length < 1 << 20) add(name, bytes);
    }
  const data = Uint8Array.from({ length: 64 * 48 * 3 }, (_, i) => (i * i * 31) % 256);
  const image = { width: 64, height: 48, channels: 3, bitDepth: 8, data, iccProfile: null } as const;
  for (const format of ['webp', 'avif', 'psd', 'ora'] as const) {
    const { bytes } = await encodePicture(image, { format, quality: null, metadata: null, recipe: null });
    add(`made.${format}`, new Uint8Array(bytes));
  }
  const raw = 'canon-s40.crw';
  add(raw, new Uint8Array(readFileSync(resolve('tests/fixtures/camera-files', raw))));
  return samples;
}

/** Numerical Recipes' generator: the same damage every time. */
function numbers(start: number): (below: number) => number {
  let state = start >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const hugeNumbers = [0xff_ff_ff_ff, 0x7f_ff_ff_ff, 0x00_01_00_00, 0xff_ff, 0];

/** Bits turned, an end cut off, numbers of a header made huge or nothing, a stretch repeated in the place of another. */
function damage(bytes: Uint8Array, next: (below: number) => number): Uint8Array {
  const changed = bytes.slice();
  const view = new DataView(changed.buffer);
  switch (next(4)) {
    case 0:
      for (let i = next(20); i >= 0; i--) changed[next(changed.length)]! ^= 1 << next(8);
      return changed;
    case 1:
      return changed.subarray(0, 1 + next(changed.length));
    case 2:
      for (let i = next(3); i >= 0; i--)
        view.setUint32(
          next(Math.min(400, changed.length - 4)),
          hugeNumbers[next(hugeNumbers.length)]!,
          next(2) === 0,
        );
      return changed;
    default: {
      const length = 1 + next(Math.min(2000, changed.length));
      changed.copyWithin(next(changed.length), next(changed.length), next(changed.length) + length);
      return changed;
    }
  }
}

const peakBytes = (): number => process.resourceUsage().maxRSS * 1024;

const samples = await samplesByFormat();

describe('changed files', () => {
  it('are there for every format', () => {
    expect([...samples.keys()].sort()).toEqual(pictureFormats.map(({ id }) => id).sort());
  });

  it.each([...samples.keys()])(`of the format %s give a picture or an error`, async (format) => {
    const next = numbers(seed * 7919 + format.length * 104_729);
    const own = samples.get(format)!;
    const counted = { read: 0, refused: 0 };
    let longest = 0;
    const count = format === 'jxl' ? Math.min(files, fewer.jxl) : files;
    for (let i = 0; i < count; i++) {
      const { name, bytes } = own[i % own.length]!;
      const file = damage(bytes, next);
      const partial = next(2) === 0;
      const [before, highest] = [process.memoryUsage().rss, peakBytes()];
      const begun = performance.now();
      const error = await decodePhoto(file, name, { partial }).then(
        () => null,
        (reason: unknown) => reason,
      );
      const ms = performance.now() - begun;
      longest = Math.max(longest, ms);
      counted[error === null ? 'read' : 'refused']++;
      const which = `${format}, file ${i} of seed ${seed} from ${name}`;
      expect(error === null || error instanceof TesseraError, `${which}: ${String(error)}`).toBe(true);
      expect(ms, which).toBeLessThan(longestMs);
      // Of this file alone: what earlier ones left is the collector's.
      const peak = peakBytes();
      expect(peak > highest ? peak - before : 0, which).toBeLessThan(maxBytes);
    }
    console.log(format, counted, `longest ${Math.round(longest)} ms`);
  });

  it('of the format jxl do so in further processes, until there are as many', () => {
    const again = ['vitest', 'run', '--project', 'campaign', import.meta.filename, '-t', 'format jxl give'];
    for (let i = 1; i < files / fewer.jxl; i++) {
      const env = { ...process.env, TESSERA_CAMPAIGN_SEED: String(seed + i) };
      const { status, stdout, stderr } = spawnSync('npx', again, { env, encoding: 'utf8' });
      expect(status, stdout + stderr).toBe(0);
    }
  });
});
