import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodePhoto } from '#engine/imaging/codec/index.ts';
import { seededRandom } from '#tests/e2e/harness/seeded-random.ts';

const kills = Number(process.env['TESSERA_KILLS'] ?? 20);
const seed = Number(process.env['TESSERA_SEED'] ?? 1);
const jobCount = 40;
const photo = resolve('tests/fixtures/photos/brook.jpg');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-batch-kills-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A batch in a process of its own, killed after so many milliseconds; its exit code, null where it was killed. */
async function run(list: string, killAfterMs: number | null): Promise<number | null> {
  const child = spawn(process.execPath, ['out/cli/tessera.js', 'batch', list], { stdio: 'ignore' });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  if (killAfterMs !== null) void sleep(killAfterMs).then(() => child.kill('SIGKILL'));
  return (await ended)[0];
}

const jobsIn = async (name: string): Promise<string> => {
  const list = join(folder, `${name}.jsonl`);
  const lines = Array.from({ length: jobCount }, (_, index) => ({
    photo,
    output: `${name}/${index}.png`,
    mask: { rectangle: [20 + (index % 8) * 20, 20 + Math.floor(index / 8) * 20, 9, 9] },
    options: { seed: index },
  }));
  await writeFile(list, lines.map((line) => JSON.stringify(line)).join('\n'));
  return list;
};

it('a batch that is killed again and again writes the files of one that never was: whole, each, and the photo untouched', async () => {
  const before = await readFile(photo);
  expect(await run(await jobsIn('alone'), null)).toBe(0);
  const list = await jobsIn('killed');
  const random = seededRandom(seed);
  let made = 0;
  for (let code: number | null = null; code === null;) {
    const isLast = made >= kills;
    code = await run(list, isLast ? null : 250 + random() * 1200);
    if (code === null) made++;
    // What lies there is whole, whenever it is looked at.
    for (const name of await readdir(join(folder, 'killed')).catch(() => []))
      if (name.endsWith('.png')) await decodePhoto(await readFile(join(folder, 'killed', name)), name);
    // Once all is done there is nothing to kill: what was done is forgotten, and it begins anew.
    if (code === 0 && !isLast) {
      await rm(`${list}.state`);
      code = null;
    }
  }
  const begun = (await readFile(`${list}.state`, 'utf8'))
    .split('\n')
    .filter((line) => line.includes('"started"'));
  const again = begun.length - jobCount;
  console.log(JSON.stringify({ kills: made, jobs: jobCount, again }));
  // At most the photos that are being worked on: one read, one computed, one written.
  expect(again).toBeLessThanOrEqual(3 * made);
  for (let index = 0; index < jobCount; index++) {
    const [alone, killed] = await Promise.all(
      ['alone', 'killed'].map((name) => readFile(join(folder, name, `${index}.png`))),
    );
    expect(killed!.equals(alone!), `${index}.png`).toBe(true);
  }
  expect((await readFile(photo)).equals(before)).toBe(true);
}, 290_000);
