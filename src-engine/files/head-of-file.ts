import { open } from 'node:fs/promises';
import { reading } from './system-errors.ts';

/** The first bytes of a file, or all of a shorter one. @throws TesseraError file-not-found, file-unreadable */
export async function headOfFile(path: string, bytes: number): Promise<Uint8Array> {
  const file = await reading(path, open(path));
  try {
    const { buffer, bytesRead } = await reading(path, file.read(Buffer.alloc(bytes), 0, bytes, 0));
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
