import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packPathSchema, parseManifest } from '#engine/packs/manifest.ts';

const bundled = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../fixtures/manifest.json'), 'utf8'),
) as Record<string, unknown>;
const parse = (changes: Record<string, unknown>) => parseManifest(JSON.stringify({ ...bundled, ...changes }));

describe('a manifest', () => {
  test('is read, and fields of newer minor versions are ignored', () => {
    const manifest = parse({ formatVersion: '1.7', somethingNew: { a: 1 } });
    expect(manifest.id).toBe('fixture');
    expect(manifest).not.toHaveProperty('somethingNew');
  });

  test('of a newer major version is refused with pack-version, even where nothing else is readable', () => {
    expect(() => parseManifest('{"formatVersion": "2.0"}')).toThrow(
      expect.objectContaining({ code: 'pack-version' }) as Error,
    );
  });

  test.each([
    ['no JSON', '{', /not valid JSON/],
    ['a list', '[]', /manifest\.json is wrong/],
    ['a missing field', JSON.stringify({ ...bundled, width: undefined }), /width/],
    ['a wrong type', JSON.stringify({ ...bundled, depth: '8' }), /depth/],
    [
      'an unknown noise schedule',
      JSON.stringify({ ...bundled, noiseSchedule: { kind: 'magic' } }),
      /noiseSchedule/,
    ],
    [
      'a hash that is none',
      JSON.stringify({ ...bundled, files: [{ path: 'a', size: 1, sha256: 'x' }] }),
      /sha256/,
    ],
  ])('with %s is refused and the field named', (_, text, message) => {
    expect(() => parseManifest(text)).toThrow(message);
    expect(() => parseManifest(text)).toThrow(expect.objectContaining({ code: 'pack-invalid' }) as Error);
  });

  test.each([
    '../outside',
    'a/../../b',
    '/etc/passwd',
    'C:\\x',
    'a\\b',
    './a',
    'a//b',
    '.hidden',
    'a/',
    '',
    'a\0b',
    '~/x',
  ])('cannot list the file %j', (path) => {
    expect(packPathSchema.safeParse(path).success).toBe(false);
  });

  test.each(['trunk.onnx', 'weights/part-1.bin', 'MODEL_CARD.md'])('can list the file %j', (path) => {
    expect(packPathSchema.safeParse(path).success).toBe(true);
  });
});
