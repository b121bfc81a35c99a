import { describe, expect, test } from 'vitest';
import { readZipDirectory } from '#engine/packs/import/zip-archive.ts';
import { buildZip, withFile, type HandmadeEntry } from '#tests/fixtures/checkpoint-bytes.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (entries: readonly HandmadeEntry[], options = {}) =>
  withFile(buildZip(entries, options), async (file) => {
    const directory = await readZipDirectory(file);
    const contents: Record<string, string> = {};
    for (const { name, offset, size } of directory.values())
      contents[name] = new TextDecoder().decode(await file.read(offset, size));
    return contents;
  });

describe('the zip reader', () => {
  const entries = [
    { name: 'a/data.pkl', data: bytes('one') },
    { name: 'a/data/0', data: bytes('') },
    { name: 'a/data/1', data: bytes('three') },
  ];
  const contents = { 'a/data.pkl': 'one', 'a/data/0': '', 'a/data/1': 'three' };

  test('finds stored entries by range', async () => {
    expect(await read(entries)).toEqual(contents);
  });

  test('follows zip64 fields and directories', async () => {
    expect(
      await read(
        entries.map((entry) => ({ ...entry, zip64: true })),
        { zip64Directory: true },
      ),
    ).toEqual(contents);
  });

  test.each([
    ['compressed', { name: 'a', data: bytes('x'), method: 8 }, /compressed/],
    ['encrypted', { name: 'a', data: bytes('x'), flags: 1 }, /encrypted/],
    ['pointing upwards', { name: 'a/../../b', data: bytes('x') }, /points outside/],
    ['absolute', { name: '/etc/passwd', data: bytes('x') }, /points outside/],
    ['on a Windows drive', { name: 'C:/x', data: bytes('x') }, /points outside/],
    ['with backslashes', { name: 'a\\b', data: bytes('x') }, /points outside/],
    ['longer than the file', { name: 'a', data: bytes('x'), claimedSize: 1 << 20 }, /cut short/],
    ['placed outside the file', { name: 'a', data: bytes('x'), claimedOffset: 1 << 20 }, /does not have/],
    ['placed where no entry is', { name: 'a', data: bytes('x'.repeat(40)), claimedOffset: 10 }, /damaged/],
  ])('refuses an entry that is %s, and says so', async (_, entry, message) => {
    await expect(read([entry])).rejects.toMatchObject({
      code: 'checkpoint-invalid',
      message: expect.stringMatching(message) as unknown,
    });
  });

  test('refuses entries that share bytes', async () => {
    const overlapping = [
      { name: 'a', data: bytes('x'.repeat(100)) },
      { name: 'b', data: bytes('y'), claimedOffset: 0 },
    ];
    await expect(read(overlapping)).rejects.toThrow(/overlap/);
  });

  test('refuses two entries of one name', async () => {
    await expect(
      read([
        { name: 'a', data: bytes('x') },
        { name: 'a', data: bytes('y') },
      ]),
    ).rejects.toThrow(/two entries/);
  });

  test('refuses a file cut short anywhere', async () => {
    const whole = buildZip(entries);
    for (let length = 0; length < whole.length; length += 7) {
      await withFile(whole.subarray(0, length), async (file) => {
        await expect(readZipDirectory(file)).rejects.toMatchObject({ code: 'checkpoint-invalid' });
      });
    }
  });
});
