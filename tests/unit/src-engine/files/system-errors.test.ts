import { describe, expect, it } from 'vitest';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { realFileSystem, type WritableFileSystem } from '#engine/files/file-system.ts';
import { describeReadError } from '#engine/files/system-errors.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';
import { toErrorReport } from '#shared/error-report.ts';
import { join } from 'node:path';

const codes = [
  'ENOSPC',
  'EDQUOT',
  'EACCES',
  'EPERM',
  'EROFS',
  'EISDIR',
  'ENOENT',
  'ENOTDIR',
  'ENAMETOOLONG',
  'ELOOP',
  'EXDEV',
  'EMFILE',
  'ENFILE',
  'ESTALE',
  'EIO',
  'ETIMEDOUT',
  'EBUSY',
  'EFBIG',
];
const systemError = (code: string): Error =>
  Object.assign(new Error(`${code}: something, open '/home/somebody/photo.jpg'`), {
    code,
    path: '/home/somebody/photo.jpg',
  });
/** Words of the system, names of its codes and calls, and folders of the user's. */
const raw = /\bE[A-Z]{3,}\b|errno|syscall|home|somebody|undefined|null/;
const sentences = /^.{20,}: [^.]{10,}\. [A-Z][^.]+\. [A-Z][^.]+\.$/;

describe.each(codes)('%s', (code) => {
  it.each(['assertWritable', 'open', 'write', 'sync', 'rename', 'syncFolder'] as const)(
    'is a sentence where %s fails while a file is written',
    async (call) => {
      const failing = {
        ...realFileSystem,
        [call]: () => Promise.reject(systemError(code)),
      } as WritableFileSystem;
      const target = join(await temporaryFolder(), 'photo.jpg');
      const error: unknown = await writeFileAtomically(target, 'new', failing).catch(
        (thrown: unknown) => thrown,
      );
      const { message } = toErrorReport(error);
      expect(message).toMatch(/"photo\.jpg" was not saved/);
      expect(message).toMatch(sentences);
      expect(message).not.toMatch(raw);
    },
  );

  it('is a sentence where a file is read, and where nobody said what was done', () => {
    for (const error of [
      describeReadError(systemError(code), '/home/somebody/photo.jpg'),
      systemError(code),
    ]) {
      const { message } = toErrorReport(error);
      expect(message).toMatch(/"photo\.jpg"/);
      expect(message).toMatch(sentences);
      expect(message).not.toMatch(raw);
    }
  });
});
