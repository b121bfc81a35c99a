import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort, startWorker } from '#tests/fixtures/queue-processes.ts';

let folder = '';
let port = 0;
let redis: ChildProcess;

/** A Redis that speaks TLS alone, with a certificate that it signed itself. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-queue-tls-'));
  port = await freePort();
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const made = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    certificate,
    ...names,
  ];
  expect(spawnSync('openssl', made).status).toBe(0);
  const tls = ['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-ca-cert-file', certificate];
  const options = ['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no', '--dir', folder];
  redis = spawn('redis-server', [...options, ...tls, '--requirepass', 'word', '--save', '']);
  let said = '';
  for await (const chunk of redis.stdout!) if ((said += String(chunk)).includes('Ready to accept')) break;
});
afterAll(async () => {
  redis.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

it('a queue is reached by TLS with a certificate that is trusted, and not without one', async () => {
  const address = `rediss://:word@localhost:${port}`;
  const trusting = { NODE_EXTRA_CA_CERTS: join(folder, 'certificate.pem') };
  const run = (words: readonly string[], environment: object): [number | null, string] => {
    const env = { ...process.env, ...environment };
    const child = spawnSync(process.execPath, ['out/cli/tessera.js', ...words, '--json'], {
      encoding: 'utf8',
      env,
    });
    return [child.status, child.stdout];
  };
  const [refused, why] = run(['failed', '--queue', address], {});
  expect([refused, why]).toEqual([1, expect.stringMatching(/SELF_SIGNED_CERT/)]);
  expect(why).not.toContain('word@');
  expect(run(['failed', '--queue', address.replace('rediss', 'redis')], trusting)[0]).toBe(1);

  await copyFile(resolve('tests/fixtures/photos/brook.jpg'), join(folder, 'in.jpg'));
  const list = join(folder, 'jobs.jsonl');
  await writeFile(
    list,
    JSON.stringify({ photo: 'in.jpg', output: 'out.png', mask: { rectangle: [9, 9, 5, 5] } }),
  );
  const worker = await startWorker(['--queue', address, '--root', folder], trusting);
  const [done] = run(['batch', list, '--queue', address], trusting);
  worker.kill('SIGKILL');
  expect(done).toBe(0);
}, 120_000);
