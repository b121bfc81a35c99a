import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { freePort, OwnRedis, startWorker } from '#tests/fixtures/queue-processes.ts';
import { tessera } from '#tests/integration/src-cli/run-command.ts';

/** PyPI's moto stands in for a store: it is no part of `npm test`. */
const moto = process.env['TESSERA_MOTO'] ?? resolve('.cache/moto-check/bin/moto_server');
const install =
  'python3 -m venv .cache/moto-check && .cache/moto-check/bin/pip install "moto[server,s3]==5.1.22"';

const credentials = { accessKeyId: 'campaign', secretAccessKey: 'campaign-secret' };
const brook = resolve('tests/fixtures/photos/brook.jpg');
const mask = { rectangle: [40, 40, 6, 6] };
let folder = '';
let endpoint = '';
let server: ChildProcess;

const object = async (key: string, body?: Buffer<ArrayBuffer>): Promise<Buffer> => {
  const client = new AwsClient({ ...credentials, service: 's3', region: 'us-east-1' });
  const answer = await client.fetch(`${endpoint}/photos/${key}`, body ? { method: 'PUT', body } : {});
  expect(answer.status, key).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
};

beforeAll(async () => {
  if (!existsSync(moto)) throw new Error(`There is no S3 server for this test. Run: ${install}`);
  folder = await mkdtemp(join(tmpdir(), 'tessera-object-store-'));
  const port = await freePort();
  endpoint = `http://127.0.0.1:${port}`;
  server = spawn(moto, ['--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
  await vi.waitFor(() => fetch(endpoint), { timeout: 60_000, interval: 200 });
  await object('', Buffer.alloc(0));
  await object('in/the%20brook.jpg', await readFile(brook));
  vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey);
}, 120_000);
afterAll(async () => {
  server.kill('SIGKILL');
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function listOf(name: string, jobs: readonly unknown[]): Promise<string> {
  const list = join(folder, `${name}.jsonl`);
  await writeFile(list, jobs.map((job) => JSON.stringify(job)).join('\n'));
  return list;
}

it('photos and results in a store are those of files, byte for byte, here and by a worker that leaves its root on no way', async () => {
  const alone = async (name: string, seed: number, ...options: string[]): Promise<void> => {
    const words = ['--rectangle', '40,40,6,6', '--seed', String(seed), '-o', join(folder, name), ...options];
    expect((await tessera('fill', brook, ...words)).code).toBe(0);
  };
  await alone('1.png', 1);
  await alone('2.jpg', 2, '--variants', '2');
  const photo = 's3://photos/in/the brook.jpg';
  const jobs = [
    { photo, output: 's3://photos/out/1.png', mask, options: { seed: 1 } },
    { photo, output: 's3://photos/out/2.jpg', mask, options: { seed: 2, variants: 2 } },
    { photo, output: 'here.png', mask, options: { seed: 1 } },
    { photo: 's3://photos/in/missing.jpg', output: 's3://photos/out/3.png', mask },
    { photo, output: 's3://elsewhere/4.png', mask },
  ];
  const list = await listOf('here', jobs);
  const report = join(folder, 'report.html');
  const here = await tessera('batch', list, '--s3-endpoint', endpoint, '--report', report, '--json');
  expect([here.code, here.last]).toMatchObject([4, { done: 3, failed: 2 }]);
  expect(here.lines.flatMap(({ line, status, code }) => (status === 'failed' ? [[line, code]] : []))).toEqual(
    expect.arrayContaining([
      [4, 'file-not-found'],
      [5, 'write-failed'],
    ]),
  );
  const wanted = await readFile(join(folder, '1.png'));
  expect(await object('out/1.png')).toEqual(wanted);
  expect(await readFile(join(folder, 'here.png'))).toEqual(wanted);
  for (const name of ['2-1.jpg', '2-2.jpg'])
    expect(await object(`out/${name}`), name).toEqual(await readFile(join(folder, name)));
  expect((await readFile(report, 'utf8')).match(/data:image\/jpeg/g)!.length).toBeGreaterThan(4);

  const redis = await OwnRedis.start(folder);
  const queue = ['--queue', redis.address, '--s3-endpoint', endpoint];
  const worker = await startWorker([...queue, '--root', 's3://photos/in', 's3://photos/queued']);
  const queued = await listOf('queued', [
    { photo, output: 's3://photos/queued/1.png', mask, options: { seed: 1 } },
    { photo, output: 's3://photos/out/denied.png', mask },
    { photo, output: join(folder, 'denied.png'), mask },
  ]);
  const outcome = await tessera('batch', queued, ...queue, '--json');
  worker.kill('SIGKILL');
  redis.dispose();
  expect([outcome.code, outcome.last]).toMatchObject([4, { done: 1, failed: 2 }]);
  expect(outcome.lines.flatMap(({ line, code }) => (code ? [[line, code]] : []))).toEqual([
    [2, 'request-denied'],
    [3, 'request-denied'],
  ]);
  expect(await object('queued/1.png')).toEqual(wanted);
  expect(JSON.stringify([here, outcome])).not.toContain(credentials.secretAccessKey);
}, 300_000);
