import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodePhoto } from '#engine/imaging/codec/index.ts';

const run = promisify(execFile);
/** What runs Node where it finds the device (docs/performance.md). */
const node = process.env['TESSERA_NODE'] ?? process.execPath;
const device = process.env['TESSERA_DEVICE'] ?? 'webgpu';
const fills = [
  ['brook', '100,80,60,40', []],
  ['brook', '100,80,60,40', ['--context-guidance', '1']],
  ['dandelions', '40,30,120,90', []],
  ['dogs', '60,40,90,70', ['--detail', 'auto']],
  ['summit-sunset', '150,120,100,60', ['--guidance', '2', '--label', 'mountain']],
] as const;

let folder = '';
let written = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-device-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fill(
  name: string,
  rectangle: string,
  more: readonly string[],
  on: string,
): Promise<Uint8Array> {
  const output = join(folder, `${++written}.png`);
  const photo = resolve(`tests/fixtures/photos/${name}.jpg`);
  const { stdout } = await run(node, [
    ...['out/cli/tessera.js', 'fill', photo, '--rectangle', rectangle, '--effort', 'fast', '--detail', 'off'],
    ...['--device', on, '--allow-software-device', '--json', '-o', output, ...more],
  ]);
  expect(JSON.parse(stdout.trim().split('\n').at(-1)!)).toMatchObject({ device: on, changedOutsideMask: 0 });
  return (await decodePhoto(await readFile(output), output)).image.data as Uint8Array;
}

/** TESSERA_REPORT = file for the figures. */
it('pictures that a device makes with the pack that ships are within 1 of 255 of the CPU’s', async () => {
  const rows: object[] = [];
  for (const [name, rectangle, more] of fills) {
    const [there, here] = [
      await fill(name, rectangle, more, device),
      await fill(name, rectangle, more, 'cpu'),
    ];
    const distances = here.map((sample, index) => Math.abs(sample - there[index]!));
    const [, , width, height] = rectangle.split(',').map(Number);
    rows.push({
      fill: [name, rectangle, ...more].join(' '),
      samples: 3 * width! * height!,
      differ: distances.filter((distance) => distance > 0).length,
      largest: distances.reduce((most, distance) => Math.max(most, distance), 0),
    });
    console.log(JSON.stringify(rows.at(-1)));
  }
  const report = process.env['TESSERA_REPORT'];
  if (report) await writeFile(report, `${JSON.stringify(rows, null, 1)}\n`);
  expect(rows.filter((row) => (row as { largest: number }).largest > 1)).toEqual([]);
});
