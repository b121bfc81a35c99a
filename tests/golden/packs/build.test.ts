import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildPack } from '#engine/packs/build.ts';

/** Written when tensors had short names. */
const written = join(import.meta.dirname, '../reference-sampler/rectified-flow');
/** As training/model/transformer.py lists them. */
const wholeNames: Readonly<Record<string, string>> = {
  ...{ inp: 'token_projection', kind: 'token_kind', t1: 'time_first', t2: 'time_second', cls: 'label_table' },
  ...{ nf: 'output_norm', out: 'output', n1: 'attention_norm', qkv: 'query_key_value', qn: 'query_norm' },
  ...{ kn: 'key_norm', o: 'attention_output', n2: 'feed_forward_norm', f1: 'feed_forward_in' },
  f2: 'feed_forward_out',
};

let folder = '';
let exported = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-test-'));
  exported = join(folder, 'export');
  await cp(written, exported, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function configure(changes: object): Promise<void> {
  const path = join(exported, 'config.json');
  const config = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, JSON.stringify({ ...config, ...changes }));
}

/** The same tensors, each under the name that `rename` gives it. */
async function renameTensors(rename: (name: string) => string): Promise<void> {
  const path = join(exported, 'weights.safetensors');
  const bytes = await readFile(path);
  const end = 8 + Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.subarray(8, end).toString('utf8')) as Record<string, unknown>;
  const renamed = Object.fromEntries(Object.entries(header).map(([name, at]) => [rename(name), at]));
  const text = Buffer.from(JSON.stringify(renamed));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  await writeFile(path, Buffer.concat([length, text, bytes.subarray(end)]));
}

test('an export is the same pack whether its tensors have short names or whole ones', async () => {
  const short = await buildPack(exported, join(folder, 'short'), 'fp32');
  await renameTensors((name) =>
    name
      .split('.')
      .map((part) => wholeNames[part] ?? part)
      .join('.'),
  );
  await configure({ objective: 'rectified-flow', tokeniser: 'pixels' });
  const whole = await buildPack(exported, join(folder, 'whole'), 'fp32');
  expect(whole.files).toEqual(short.files);
});

test.each([
  [{ objective: 'ddpm' }, '"ddpm"'],
  [{ tokeniser: 'conv' }, '"conv"'],
])('%j is refused by name: the pack would say something else', async (changes, named) => {
  await configure(changes);
  await expect(buildPack(exported, join(folder, 'pack'), 'fp32')).rejects.toMatchObject({
    code: 'checkpoint-invalid',
    message: expect.stringContaining(named) as string,
  });
});
