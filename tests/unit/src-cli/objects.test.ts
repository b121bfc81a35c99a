import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { JobPhases, createGates } from '#engine/batch/job-phases.ts';
import { jobOfLine, jobSchema } from '#cli/jobs/job.ts';
import { onCopies } from '#cli/objects/on-copies.ts';
import { ObjectStore } from '#cli/objects/object-store.ts';
import { Roots } from '#cli/queue/roots.ts';

const environment = { AWS_ACCESS_KEY_ID: 'known-key', AWS_SECRET_ACCESS_KEY: 'hidden-secret' };

/** A server that is no store, and what it was asked. */
async function serverThat(answers: RequestListener): Promise<{ url: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answers(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const fillOf = (photo: string, output: string) =>
  jobOfLine(jobSchema.parse({ photo, output, mask: { rectangle: [1, 1, 4, 4] } }), '/list');

test('an address is a bucket and a key that every server and client reads alike; others are refused', () => {
  expect(fillOf('s3://photos/a b/é.jpg', 's3://photos/out/{name}.png')).toMatchObject({
    photo: 's3://photos/a b/é.jpg',
    output: 's3://photos/out/é.png',
  });
  for (const place of [
    ...['s3://photos', 's3://photos/', 's3:///key', 's3://photos/../secrets/a.jpg', 's3://photos/a/../b.jpg'],
    ...[
      's3://photos/./b.jpg',
      's3://photos//b.jpg',
      's3://photos/a/',
      's3://Photos/b.jpg',
      'S3://photos/b.jpg',
    ],
    ...['s3://user:word@photos/b.jpg', 's3://photos:80/b.jpg', 's3://photos/a\\..\\b.jpg', 's3://a..b/c.jpg'],
  ]) {
    expect(() => fillOf(place, 'out.png'), place).toThrow(/is no address of an object/);
    expect(() => fillOf('in.jpg', place), place).toThrow(/is no address of an object/);
  }
});

test('a worker reads and writes only objects below its roots', () => {
  const roots = Roots.of([tmpdir(), 's3://photos/2026/', 's3://all']);
  for (const place of ['s3://photos/2026/a.jpg', 's3://all/b/c.jpg', join(tmpdir(), 'a.jpg')])
    expect(() => roots.assertHold(place), place).not.toThrow();
  for (const place of ['s3://photos/2026b/a.jpg', 's3://photos/a.jpg', 's3://other/2026/a.jpg', '/a.jpg'])
    expect(() => roots.assertHold(place), place).toThrow(/outside of this worker/);
  expect(() => roots.assertHold('s3://photos/2026/../a.jpg')).toThrow(/is no address/);
  expect(() => Roots.of(['s3://all']).assertHold(join(tmpdir(), 'a.jpg'))).toThrow(/outside of this worker/);
});

test('a store needs credentials of the environment, and an address without any', () => {
  expect(() => ObjectStore.open(undefined, {})).toThrow(/AWS_ACCESS_KEY_ID/);
  for (const endpoint of ['http://user:word@host', 'ftp://host', 'host'])
    expect(() => ObjectStore.open(endpoint, environment), endpoint).toThrow(/http\(s\):\/\/host/);
});

test('a store that refuses, sends elsewhere or is gone is said, without credentials', async () => {
  const elsewhere = await serverThat((_request, response) => response.end('stolen'));
  const server = await serverThat(({ url }, response) => {
    if (url!.includes('moved')) return response.writeHead(307, { location: `${elsewhere.url}/x/y` }).end();
    response.writeHead(url!.includes('gone') ? 404 : 403);
    response.end(`<Error><Code>AccessDenied</Code><AWSAccessKeyId>known-key</AWSAccessKeyId></Error>`);
  });
  const store = ObjectStore.open(server.url, environment);
  const nobody = createServer().listen(0, '127.0.0.1');
  await once(nobody, 'listening');
  const { port } = nobody.address() as AddressInfo;
  await new Promise((closed) => nobody.close(closed));
  const gone = ObjectStore.open(`http://127.0.0.1:${port}`, environment);
  const bytes = Buffer.from('picture');
  for (const [work, code, words] of [
    [() => store.digest('s3://photos/moved.jpg'), 'file-unreadable', '307'],
    [() => store.digest('s3://photos/gone.jpg'), 'file-not-found', '404'],
    [() => store.digest('s3://photos/closed.jpg'), 'file-unreadable', '403 AccessDenied'],
    [() => store.put('s3://photos/moved.png', bytes), 'write-failed', '307'],
    [() => store.put('s3://photos/closed.png', bytes), 'target-read-only', '403 AccessDenied'],
    [() => gone.digest('s3://photos/a.jpg'), 'file-unreadable', 'ECONNREFUSED'],
    [() => gone.put('s3://photos/a.png', bytes), 'write-failed', 'ECONNREFUSED'],
  ] as const) {
    const error = await work().then(
      () => null,
      (failure: unknown) => failure as Error & { readonly code: string },
    );
    expect(error?.code).toBe(code);
    expect(error?.message).toContain(words);
    expect(error?.message).not.toMatch(/known-key|hidden-secret|Signature/);
  }
  expect(elsewhere.asked).toEqual([]);
  expect(JSON.stringify(server.asked.map(({ headers }) => headers))).not.toContain('hidden-secret');
});

test('a job is done on copies: refused where an object is not what was queued, put whole, and nothing is left', async () => {
  const put: string[] = [];
  const server = await serverThat((request, response) => {
    if (request.method === 'GET') return response.end('photo');
    request.on('data', (piece) =>
      put.push(`${request.url} ${String(piece)} ${request.headers['x-amz-content-sha256']}`),
    );
    request.on('end', () => response.end());
  });
  const store = ObjectStore.open(server.url, environment);
  const job = fillOf('s3://photos/a/in.jpg', 's3://photos/out/{name}.png');
  const phases = new JobPhases(createGates());
  const run = { phases, signal: new AbortController().signal };
  const folder = await mkdtemp(join(tmpdir(), 'tessera-objects-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const other = onCopies(job, store, { ...run, inputs: { [job.photo!]: '0' } }, () =>
    Promise.reject(new Error()),
  );
  await expect(other).rejects.toMatchObject({ code: 'recipe-mismatch' });

  const sha256 = 'f6a214f7a5fcda0c2cee9660b7fc29f5649e3c68aad48e20e950137c98913a68';
  const read = await store.digest(job.photo!);
  const done = await onCopies(job, store, { ...run, inputs: { [job.photo!]: read } }, async (onFiles) => {
    expect([onFiles.photo, onFiles.output]).toEqual([
      expect.stringMatching(/[\\/]in\.jpg$/),
      expect.stringMatching(/[\\/]in\.png$/),
    ]);
    expect(await readFile(onFiles.photo!, 'utf8')).toBe('photo');
    await writeFile(onFiles.output, 'result');
    return { event: 'done', output: onFiles.output };
  });
  expect(done).toEqual({ event: 'done', output: 's3://photos/out/in.png' });
  expect(put).toEqual([`/photos/out/in.png result ${sha256}`]);
  expect(await readdir(folder)).toEqual([]);
});
