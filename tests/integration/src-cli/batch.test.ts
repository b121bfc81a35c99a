import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { inThisThread } from '#cli/photos/in-this-thread.ts';
import { PhotoThreads } from '#cli/photos/photo-threads.ts';
import { StateFile } from '#engine/batch/state-file.ts';
import { realFileSystem } from '#engine/files/file-system.ts';
import { decode, differences, type PixelRect, writeMask } from './pictures.ts';
import { type Line, tessera } from './run-command.ts';

const photos = resolve('tests/fixtures/photos');
const brook = join(photos, 'brook.jpg');
const sunset = join(photos, 'summit-sunset.jpg');
const spot = { rectangle: [40, 40, 6, 6] };

let folder = '';
const at = (...parts: string[]): string => join(folder, ...parts);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-batch-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Writes a job list into a folder of its own. */
async function listOf(name: string, jobs: readonly unknown[]): Promise<string> {
  await mkdir(at(name));
  await writeFile(
    at(name, 'jobs.jsonl'),
    jobs.map((job) => (typeof job === 'string' ? job : JSON.stringify(job))).join('\n'),
  );
  return at(name, 'jobs.jsonl');
}

let alone = 0;
/** One job's bytes by `tessera fill`. */
async function filledAlone(photo: string, ...options: string[]): Promise<Buffer> {
  const output = at(`alone-${++alone}.png`);
  const { code } = await tessera('fill', photo, '-o', output, ...options);
  expect(code).toBe(0);
  return readFile(output);
}

describe('tessera batch', () => {
  it('does each job as its own command would, byte for byte, and not again', async () => {
    const { width, height } = await decode(sunset);
    await writeMask(at('summit-sunset-mask.png'), width, height, [[200, 100, 40, 30]]);
    const list = await listOf('each', [
      { photo: brook, output: 'out/a.png', mask: spot },
      {
        photo: sunset,
        output: 'out/{name}-{ext}.png',
        mask: '../{name}-mask.png',
        options: { seed: 7, effort: 'fast', diffusionSteps: 2, threads: 1 },
      },
      {
        photo: brook,
        output: 'out/c.png',
        operation: 'extend',
        options: { right: 8, effort: 'fast', detail: 'off' },
      },
      {
        output: 'out/d.png',
        operation: 'generate',
        options: { width: 32, height: 32, arSteps: 2, diffusionSteps: 1 },
      },
    ]);
    const state = at('each', 'state');
    const first = await tessera('batch', list, '--state', state, '--json');
    expect(first.said).toContain('4 jobs done, 0 failed');
    expect([first.code, first.last]).toEqual([0, { event: 'done', jobs: 4, done: 4, failed: 0, left: 0 }]);
    const seedOfLine = first.lines.find((line) => line.event === 'job')!['seed'];
    const spotAlone = ['--rectangle', '40,40,6,6', '--seed', String(seedOfLine)];
    expect(await readFile(at('each', 'out', 'a.png'))).toEqual(await filledAlone(brook, ...spotAlone));
    const maskAlone = ['--mask', at('summit-sunset-mask.png'), '--seed', '7', '--effort', 'fast'];
    expect(await readFile(at('each', 'out', 'summit-sunset-jpg.png'))).toEqual(
      await filledAlone(sunset, ...maskAlone, '--diffusion-steps', '2', '--threads', '1'),
    );
    const again = await tessera('batch', list, '--state', state, '--json');
    expect(again.lines.map(({ event }) => event)).toEqual(['batch', 'done']);
    expect(again.code).toBe(0);
  });

  it('does the rest where a job is bad, names each bad one, and ends with 4', async () => {
    const small = await writeMask(at('small.png'), 10, 10, [[0, 0, 5, 5]]);
    const list = await listOf('bad', [
      { photo: 'missing.jpg', output: 'a.png', mask: spot },
      '{"photo": "x.jpg", ',
      { photo: brook, output: 'good.png', mask: spot },
      { photo: brook, output: 'good.png', mask: spot },
      { photo: brook, output: brook, mask: spot },
      { photo: brook, output: 'b.png', mask: small },
      { photo: brook, output: 'c.png', mask: spot, effort: 'fast' },
      { photo: brook, output: 'd.png', mask: spot, options: { strength: 3 } },
      { photo: brook, output: 'e.png', mask: { rectangle: [5000, 0, 4, 4] } },
      { photo: brook, output: 'f.png', mask: { colour: '#ff00ff' } },
      { photo: brook, output: 'g.xyz', mask: spot },
      { photo: brook, output: 'jobs.jsonl/h.png', mask: spot },
    ]);
    const before = await readFile(brook);
    const { code, lines, last } = await tessera('batch', list, '--json');
    expect([code, last]).toEqual([4, { event: 'done', jobs: 12, done: 1, failed: 11, left: 0 }]);
    const failures = new Map(
      lines.flatMap((line) => (line['status'] === 'failed' ? [[line['line'], line['message']]] : [])),
    );
    for (const [line, words] of [
      [1, 'missing.jpg'],
      [2, 'no JSON object'],
      [4, 'written by line 3'],
      [5, 'read by a job'],
      [6, 'The mask is 10 x 10'],
      [7, 'effort'],
      [8, "unknown option '--strength"],
      [9, 'beside the photo'],
      [10, 'No pixel'],
      [11, 'g.xyz'],
      [12, '"h.png" was not saved'],
    ] as const)
      expect(failures.get(line)).toContain(words);
    expect(await readFile(brook)).toEqual(before);
    expect((await readdir(at('bad'))).sort()).toEqual(['good.png', 'jobs.jsonl', 'jobs.jsonl.state']);
  });

  it('names a full disk, a folder without permission and a store without credentials, and does the rest; what may pass gets a second try', async () => {
    const list = await listOf('disk', [
      { photo: brook, output: 'full.png', mask: spot },
      { photo: brook, output: 'locked.png', mask: spot },
      { photo: brook, output: 'full-for-once.png', mask: spot },
      { photo: 's3://photos/in.jpg', output: 'fetched.png', mask: spot },
      { photo: brook, output: 's3://photos/out.png', mask: spot },
      { photo: brook, output: 'good.png', mask: spot },
    ]);
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, undefined);
    // A disk can be full here only for what is written here.
    const inThreads = vi
      .spyOn(PhotoThreads.prototype, 'open')
      .mockImplementation((request) => inThisThread.open(request));
    const { open } = realFileSystem;
    let isFull = true;
    const opened = vi.spyOn(realFileSystem, 'open').mockImplementation((path) => {
      const fails = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));
      if (path.includes('.full.png.')) return fails('ENOSPC');
      if (path.includes('.locked.png.')) return fails('EACCES');
      if (!path.includes('.full-for-once.png.') || !isFull) return open(path);
      isFull = false;
      return fails('ENOSPC');
    });
    const { code, lines, last } = await tessera('batch', list, '--json');
    opened.mockRestore();
    inThreads.mockRestore();
    vi.unstubAllEnvs();
    expect([code, last]).toEqual([4, { event: 'done', jobs: 6, done: 2, failed: 4, left: 0 }]);
    const said = lines
      .filter(({ event }) => event === 'job')
      .map(({ line, status, code: why }) => [line, status, why]);
    expect(said).toEqual([
      [1, 'again', 'disk-full'],
      [2, 'failed', 'target-read-only'],
      [3, 'again', 'disk-full'],
      [4, 'failed', 'usage'],
      [5, 'failed', 'usage'],
      [6, 'done', undefined],
      [1, 'failed', 'disk-full'],
      [3, 'done', undefined],
    ]);
    const messages = lines.map(({ message }) => String(message));
    expect(messages).toContainEqual(expect.stringMatching(/"full\.png" was not saved/));
    expect(messages).toContainEqual(expect.stringMatching(/AWS_ACCESS_KEY_ID/));
    expect((await readdir(at('disk'))).sort()).toEqual(
      ['full-for-once.png', 'good.png', 'jobs.jsonl', 'jobs.jsonl.state'].sort(),
    );
  });

  it('ends after the photo being computed where it is interrupted, at once where it is twice, and the same command continues', async () => {
    const jobs = [0, 1, 2].map((index) => ({ photo: brook, output: `${index}.png`, mask: spot }));
    const list = await listOf('interrupted', jobs);
    const { add } = StateFile.prototype;
    /** @param records how many are written until then */
    const runInterrupted = async (times: number, records = 1) => {
      let written = 0;
      const added = vi.spyOn(StateFile.prototype, 'add').mockImplementation(function (
        this: StateFile,
        record,
      ) {
        if (++written === records) for (let time = 0; time < times; time++) process.emit('SIGINT');
        return add.call(this, record);
      });
      const { code, last, said } = await tessera('batch', list, '--json');
      added.mockRestore();
      expect(said).toContain('Stopping after the photos that are being computed');
      return [code, last['done'], last['left']];
    };
    expect(await runInterrupted(1)).toEqual([130, 1, 2]);
    expect(await runInterrupted(2)).toEqual([130, 1, 2]);
    // What is read for later is let go.
    expect(await runInterrupted(1, 2)).toEqual([130, 2, 1]);
    expect((await tessera('batch', list, '--json')).last).toMatchObject({ done: 3, failed: 0 });
  });

  it('takes a folder with a mask rule, a glob and a CSV file', async () => {
    await mkdir(at('album'));
    for (const name of ['one', 'two']) await writeFile(at('album', `${name}.jpg`), await readFile(brook));
    const { width, height } = await decode(brook);
    for (const name of ['one', 'two'])
      await writeMask(at('album', `${name}-mask.png`), width, height, [[60, 50, 4, 4]]);
    const folderRun = await tessera(
      ...['batch', at('album'), '--output', at('filled', '{name}-filled.{ext}'), '--json'],
      ...['--mask', at('album', '{name}-mask.png'), '--', '--quality', '90'],
    );
    expect(folderRun.last).toMatchObject({ done: 2, failed: 0 });
    expect((await readdir(at('filled'))).sort()).toEqual(
      ['one-filled.jpg', 'tessera-batch.state', 'two-filled.jpg'].sort(),
    );
    const globRun = await tessera(
      ...['batch', at('album', '*.jpg'), '--output', at('corner', '{name}.png'), '--rectangle=-6,-2%,4,4'],
    );
    expect(globRun.code).toBe(0);
    await writeFile(
      at('jobs.csv'),
      `photo,output,rectangle,seed,keep\n${brook},csv.png,"10,10,4,4",5,\nalbum/one.jpg,csv2.png,"10,10,4,4",,\n`,
    );
    const csvRun = await tessera('batch', at('jobs.csv'), '--json');
    expect(csvRun.last).toMatchObject({ done: 2, failed: 0 });
    const corner: PixelRect = [width - 6, height - Math.round(height * 0.02), 4, 4];
    const change = differences(await decode(brook), await decode(at('corner', 'one.png')), [corner]);
    expect(change.outside).toBe(0);
    expect(change.inside).toBeGreaterThan(0);
  });

  it('names every photo of a folder that would be written over, and does none', async () => {
    await mkdir(at('in-place'));
    await writeFile(at('in-place', 'one.jpg'), await readFile(brook));
    const { code, lines, last } = await tessera(
      ...[
        'batch',
        at('in-place'),
        '--output',
        at('in-place', '{name}.{ext}'),
        '--rectangle',
        '4,4,5,5',
        '--json',
      ],
    );
    expect([code, last]).toEqual([4, { event: 'done', jobs: 1, done: 0, failed: 1, left: 0 }]);
    expect(lines.find((line) => line.event === 'job')!['message']).toContain('read by a job');
    expect(await readFile(at('in-place', 'one.jpg'))).toEqual(await readFile(brook));
  });

  it('reads pictures that options name from the folder of the list, and writes over none of them', async () => {
    const { width, height } = await decode(brook);
    const list = await listOf('sources', [
      { photo: brook, output: 'a.png', mask: spot, options: { source: 'white.png' } },
      { photo: brook, output: 'white.png', mask: spot },
    ]);
    const white = await writeMask(at('sources', 'white.png'), width, height, [[0, 0, width, height]]);
    const before = await readFile(white);
    const { lines, last } = await tessera('batch', list, '--json');
    expect(last).toEqual({ event: 'done', jobs: 2, done: 1, failed: 1, left: 0 });
    const refused = lines.find((line) => line.event === 'job' && line['status'] === 'failed')!;
    expect(refused).toMatchObject({ line: 2, message: expect.stringContaining('read by a job') as string });
    expect(await readFile(white)).toEqual(before);
  });

  it('foretells without writing, and reports before and after', async () => {
    const list = await listOf('foretold', [
      {
        photo: sunset,
        output: 'a.png',
        mask: { rectangle: [100, 100, 64, 64] },
        options: { effort: 'fast' },
      },
      { photo: 'missing.jpg', output: 'b.png', mask: spot },
    ]);
    const dry = await tessera('batch', list, '--dry-run', '--json');
    expect(dry.code).toBe(0);
    expect(dry.lines.filter((line) => line.event === 'job')).toMatchObject([
      { line: 1, status: 'done', estimatedSeconds: expect.any(Number) as number },
      { line: 2, status: 'failed', code: 'file-not-found' },
    ]);
    expect(await readdir(at('foretold'))).toEqual(['jobs.jsonl']);
    const elsewhere = [
      'batch',
      brook,
      '--output',
      at('foretold', 'new', '{name}.png'),
      '--rectangle',
      '4,4,5,5',
    ];
    expect((await tessera(...elsewhere, '--dry-run')).said).toMatch(
      /Line 1: fill ".*brook\.jpg" into ".*brook\.png", about/,
    );
    expect(await readdir(at('foretold'))).toEqual(['jobs.jsonl']);
    const page = at('foretold', 'report.html');
    const { code } = await tessera('batch', list, '--report', page, '--json');
    expect(code).toBe(4);
    const html = await readFile(page, 'utf8');
    expect(html.match(/<img alt="" src="data:image\/jpeg;base64,/g)).toHaveLength(2);
    expect(html).toContain('1 of 2 jobs done');
    expect(html).toContain('missing.jpg');
  });

  it('refuses a list, a pack or a state file that is none, and goes on behind a line that was cut off', async () => {
    const list = await listOf('state', [{ photo: brook, output: 'a.png', mask: spot }]);
    const refused = await tessera('batch', list, '--state', brook, '--json');
    expect([refused.code, refused.last]).toMatchObject([1, { code: 'file-unsupported' }]);
    const rule = ['--output', at('state', '{name}.png'), '--rectangle', '4,4,5,5', '--json'];
    const packless = await tessera('batch', brook, ...rule, '--', '--pack', 'none');
    expect([packless.code, packless.last]).toMatchObject([1, { code: 'pack-not-found' }]);
    const listless = await tessera('batch', at('no-list.jsonl'), '--json');
    expect([listless.code, listless.last]).toMatchObject([1, { code: 'file-not-found' }]);
    expect(await readdir(at('state'))).toEqual(['jobs.jsonl']);
    expect((await tessera('batch', list, '--json')).code).toBe(0);
    await appendFile(at('state', 'jobs.jsonl.state'), '{"job":"abc","sta');
    const again = await tessera('batch', list, '--json');
    expect(again.last).toMatchObject({ done: 1 });
    for (const line of (await readFile(at('state', 'jobs.jsonl.state'), 'utf8')).trimEnd().split('\n'))
      expect(() => JSON.parse(line) as unknown).not.toThrow();
  });

  it('goes on after a kill: every result whole, none missing, none that was done made again', async () => {
    const jobs = Array.from({ length: 8 }, (_, index) => ({
      photo: brook,
      output: `${index}.png`,
      mask: { rectangle: [20 + index * 8, 30, 5, 5] },
    }));
    const list = await listOf('killed', jobs);
    const done = async (): Promise<string[]> =>
      (await readFile(`${list}.state`, 'utf8').catch(() => ''))
        .split('\n')
        .filter((line) => line.includes('"done"'));
    for (const kills of [2, 5]) {
      const batch = spawn(process.execPath, ['out/cli/tessera.js', 'batch', list], { stdio: 'ignore' });
      const ended = once(batch, 'exit');
      while ((await done()).length < kills && batch.exitCode === null)
        await new Promise((resolve) => setTimeout(resolve, 5));
      batch.kill('SIGKILL');
      await ended;
    }
    const before = await done();
    // A process of its own: only what was left before it began is cleared away.
    const last = spawn(process.execPath, ['out/cli/tessera.js', 'batch', list, '--json'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const lines = (await text(last.stdout))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    expect(lines.at(-1)).toMatchObject({ done: 8, failed: 0 });
    expect(lines.filter((line) => line.event === 'job')).toHaveLength(8 - before.length);
    const state = await done();
    expect(new Set(state.map((line) => (JSON.parse(line) as { job: string }).job)).size).toBe(state.length);
    const photo = await decode(brook);
    for (const [index, { mask }] of jobs.entries()) {
      const [x, y, w, h] = mask.rectangle as [number, number, number, number];
      expect(differences(photo, await decode(at('killed', `${index}.png`)), [[x, y, w, h]]).outside).toBe(0);
    }
    expect((await readdir(at('killed'))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
