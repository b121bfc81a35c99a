import { describe, expect, test } from 'vitest';
import { PickleProblem } from '#engine/packs/import/pickle/pickle-calls.ts';
import { PickleTensor, Placeholder } from '#engine/packs/import/pickle/pickle-values.ts';
import { readPickle } from '#engine/packs/import/pickle/read-pickle.ts';
import { pickleBytes, pickleDictionary, pickleTensor, pickleText } from '#tests/fixtures/checkpoint-bytes.ts';

describe('the pickle reader', () => {
  test('reads plain values', () => {
    const values = pickleBytes(
      '(',
      'I01\n',
      'I-7\n',
      'F0.5\n',
      'L12L\n',
      'N',
      0x88,
      'K',
      200,
      0x8a,
      2,
      0xff,
      0xff,
      pickleText('ü'),
      'K',
      1,
      'K',
      2,
      0x86,
      'l.',
    );
    expect(readPickle(values)).toEqual([true, -7, 0.5, 12, null, true, 200, -1, 'ü', [1, 2]]);
  });

  test('keeps numbers beyond 2^53 exact', () => {
    expect(readPickle(pickleBytes(0x8a, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0x40, '.'))).toBe(2n ** 70n);
  });

  test('recalls what it remembered, so shared objects stay shared', () => {
    const pair = readPickle(pickleBytes(']', 'q', 5, 'h', 5, 0x86, '.')) as unknown[];
    expect(pair[0]).toBe(pair[1]);
  });

  test('turns a rebuilt tensor into a view of its storage', () => {
    const root = readPickle(
      pickleDictionary({
        weight: pickleTensor({ key: '3', length: 6, offset: 1, shape: [2, 2], strides: [2, 1] }),
      }),
    );
    const tensor = (root as Map<unknown, unknown>).get('weight');
    expect(tensor).toBeInstanceOf(PickleTensor);
    expect(tensor).toMatchObject({
      offset: 1,
      shape: [2, 2],
      strides: [2, 1],
      storage: { key: '3', storageClass: 'torch.FloatStorage', length: 6 },
    });
  });

  test.each([
    'pathlib\nPosixPath',
    'pathlib._local\nPosixPath',
    'copyreg\n_reconstructor',
    'numpy.core.multiarray\nscalar',
    '_codecs\nencode',
  ])('takes no offence at %j, which honest checkpoints name', (target) => {
    expect(readPickle(pickleBytes(`c${target}\n(`, pickleText('runs'), 'tR.'))).toBeInstanceOf(Placeholder);
  });

  test('turns unknown classes into inert placeholders, whatever state they carry', () => {
    const namespace = pickleBytes('cargparse\nNamespace\n)', 0x81, '}', pickleText('lr'), 'K', 1, 'sb.');
    const value = readPickle(namespace);
    expect(value).toBeInstanceOf(Placeholder);
    expect(value).toEqual({ path: 'argparse.Namespace' });
  });

  test.each([
    'os\nsystem',
    'posix\nsystem',
    'subprocess\nPopen',
    'builtins\neval',
    'builtins\ngetattr',
    '__builtin__\nexec',
    'importlib\nimport_module',
    'os.path\njoin',
    'shutil\nrmtree',
    'nt\nsystem',
  ])('refuses a call of %j and names it', (target) => {
    const attack = pickleBytes(0x80, 2, `c${target}\n(`, pickleText('touch /tmp/owned'), 'tR.');
    expect(() => readPickle(attack)).toThrow(PickleProblem);
    expect(() => readPickle(attack)).toThrow(target.replace('\n', '.'));
  });

  test('refuses the same call by every other opcode that names things', () => {
    for (const attack of [
      pickleBytes('(', pickleText('id'), 'ios\nsystem\n.'),
      pickleBytes('(cos\nsystem\n', pickleText('id'), 'o.'),
      pickleBytes(pickleText('os'), pickleText('system'), 0x93, ')R.'),
      pickleBytes('cos\nsystem\n)', 0x81, '.'),
    ]) {
      expect(() => readPickle(attack)).toThrow(/os\.system/);
    }
  });

  test('never lets a name reach an object of ours', () => {
    const root = readPickle(
      pickleDictionary({ __proto__polluted: pickleBytes('K', 1), constructor: pickleBytes('K', 2) }),
    );
    expect(root).toBeInstanceOf(Map);
    expect(({} as Record<string, unknown>)['__proto__polluted']).toBeUndefined();
  });

  test.each([
    ['extension codes', pickleBytes(0x82, 1, '.')],
    ['a newer protocol', pickleBytes(0x80, 6, 'N.')],
    ['a stack that is empty', pickleBytes('.')],
    ['a mark that is missing', pickleBytes('t.')],
    ['something never remembered', pickleBytes('h', 9, '.')],
    ['an endless number', pickleBytes(0x8b, 0xff, 0xff, 0xff, 0x7f)],
    ['a number of 200 bytes', pickleBytes(0x8a, 200, new Uint8Array(200), '.')],
    ['a text longer than the file', pickleBytes('X', 0xff, 0xff, 0xff, 0xff)],
    ['a negative length', pickleBytes('T', 0xff, 0xff, 0xff, 0xff)],
    ['items for a number', pickleBytes('K', 1, 'K', 2, 'a.')],
    ['a tensor without a storage', pickleBytes('ctorch._utils\n_rebuild_tensor_v2\n(K', 1, 'tR.')],
    ['a persistent id of another kind', pickleBytes(pickleText('module'), 'Q.')],
  ])('refuses %s', (_, bytes) => {
    expect(() => readPickle(bytes)).toThrow(PickleProblem);
  });

  test('refuses a pickle cut short anywhere', () => {
    const whole = pickleDictionary({
      weight: pickleTensor({ key: '0', length: 4, shape: [4], strides: [1] }),
    });
    for (let length = 0; length < whole.length; length += 1)
      expect(() => readPickle(whole.subarray(0, length))).toThrow(PickleProblem);
  });

  test('ends bombs in bounded time: marks, nesting, doubling lists, endless calls', () => {
    const repeated = (part: Uint8Array, count: number): Uint8Array => Buffer.alloc(part.length * count, part);
    const bombs = [
      repeated(pickleBytes('('), 300_000),
      repeated(pickleBytes(']'), 300_000),
      pickleBytes(']', 'q', 0, repeated(pickleBytes('h', 0, 'h', 0, 'a0'), 600_000), '.'),
      pickleBytes('ccollections\nOrderedDict\nq', 0, repeated(pickleBytes('h', 0, ')R0'), 600_000), '.'),
    ];
    const started = performance.now();
    for (const bomb of bombs) expect(() => readPickle(bomb)).toThrow(PickleProblem);
    expect(performance.now() - started).toBeLessThan(30_000);
  }, 60_000);

  test('reads a list that contains itself without following it', () => {
    const list = readPickle(pickleBytes(']', 'q', 0, 'h', 0, 'a.')) as unknown[];
    expect(list[0]).toBe(list);
  });
});
