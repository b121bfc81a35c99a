import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pythonCheck } from './python-check.ts';

/** Photos as cameras wrote them: too large for the repository, TESSERA_SHARED names the folder they lie in. */
const cameraFiles = join(process.env['TESSERA_SHARED'] ?? '', 'camera-files');

it('keeps every coefficient outside the touched MCUs of 200 JPEGs made by a seed and of camera files, as another reader finds', () => {
  const photos = existsSync(cameraFiles)
    ? readdirSync(cameraFiles).filter((name) => name.endsWith('.jpg'))
    : [];
  const paths = photos.map((name) => join(cameraFiles, name));
  const said = pythonCheck('jpeg-check', 'tests/fixtures/jpeg', 'check_kept.py', '200', ...paths);
  const count = 200 + photos.length;
  expect(said).toContain(`${count} of ${count} JPEGs kept every coefficient`);
});
