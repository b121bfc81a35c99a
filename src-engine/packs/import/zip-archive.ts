import type { RandomAccessFile } from '#engine/packs/random-access-file.ts';
import { invalidCheckpoint } from './invalid-checkpoint.ts';
import { text } from '#shared/text/text.ts';

/** A stored (uncompressed) entry: where its bytes lie in the file. */
export interface ZipEntry {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
}

const maxDirectoryBytes = 64 << 20;
const maxEntryCount = 200_000;
const endRecordBytes = 22;
const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
};

/**
 * Reads a zip file's directory, as torch.save writes it: stored entries, zip64 where large. Entries are then read by
 * range; nothing is unpacked, so there is nothing a bomb could expand.
 * @throws TesseraError checkpoint-invalid: no zip, cut short, compressed, encrypted, overlapping, names that lead outside
 */
export async function readZipDirectory(file: RandomAccessFile): Promise<Map<string, ZipEntry>> {
  const invalid = (reason: string): Error => invalidCheckpoint(file.name, reason);
  const { offset, size, count } = await findDirectory(file);
  if (size > maxDirectoryBytes || count > maxEntryCount)
    throw invalid(text.checkpoints.reasons.largeDirectory);
  const bytes = await file.read(offset, size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map<string, ZipEntry>();
  let position = 0;
  for (let index = 0; index < count; index += 1) {
    if (position + 46 > size || view.getUint32(position, true) !== signatures.central)
      throw invalid(text.checkpoints.reasons.damagedDirectory);
    const flags = view.getUint16(position + 8, true);
    const method = view.getUint16(position + 10, true);
    const nameLength = view.getUint16(position + 28, true);
    const extraLength = view.getUint16(position + 30, true);
    const next = position + 46 + nameLength + extraLength + view.getUint16(position + 32, true);
    if (next > size) throw invalid(text.checkpoints.reasons.cutDirectory);
    const name = new TextDecoder().decode(bytes.subarray(position + 46, position + 46 + nameLength));
    const extra = bytes.subarray(position + 46 + nameLength, position + 46 + nameLength + extraLength);
    const sizes = widen(extra, {
      size: view.getUint32(position + 24, true),
      storedSize: view.getUint32(position + 20, true),
      offset: view.getUint32(position + 42, true),
    });
    if (sizes === null) throw invalid(text.checkpoints.reasons.damagedDirectory);
    if (leadsOutside(name)) throw invalid(text.checkpoints.reasons.entryOutside(name.slice(0, 100)));
    if (flags & 1) throw invalid(text.checkpoints.reasons.entryEncrypted(name.slice(0, 100)));
    if (method !== 0 || sizes.size !== sizes.storedSize) {
      throw invalid(text.checkpoints.reasons.entryCompressed(name.slice(0, 100)));
    }
    if (entries.has(name)) throw invalid(text.checkpoints.reasons.entryTwice(name.slice(0, 100)));
    entries.set(name, { name, offset: sizes.offset, size: sizes.size });
    position = next;
  }
  return locateData(file, entries);
}

/** Replaces each entry's header offset by the offset of its bytes, and checks that entries don't share bytes. */
async function locateData(
  file: RandomAccessFile,
  entries: Map<string, ZipEntry>,
): Promise<Map<string, ZipEntry>> {
  const located = new Map<string, ZipEntry>();
  let end = 0;
  for (const entry of [...entries.values()].sort((a, b) => a.offset - b.offset)) {
    const header = await file.read(entry.offset, 30);
    const view = new DataView(header.buffer);
    if (view.getUint32(0, true) !== signatures.local)
      throw invalidCheckpoint(file.name, text.checkpoints.reasons.entryDamaged(entry.name.slice(0, 100)));
    const offset = entry.offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
    if (entry.offset < end) throw invalidCheckpoint(file.name, text.checkpoints.reasons.entriesOverlap);
    end = offset + entry.size;
    if (end > file.size)
      throw invalidCheckpoint(file.name, text.checkpoints.reasons.cutInside(entry.name.slice(0, 100)));
    located.set(entry.name, { ...entry, offset });
  }
  return located;
}

async function findDirectory(
  file: RandomAccessFile,
): Promise<{ offset: number; size: number; count: number }> {
  const invalid = (reason: string): Error => invalidCheckpoint(file.name, reason);
  if (file.size < endRecordBytes) throw invalid(text.checkpoints.reasons.shortZip);
  const tailStart = Math.max(0, file.size - endRecordBytes - 65535);
  const tail = await file.read(tailStart, file.size - tailStart);
  const view = new DataView(tail.buffer);
  let end = tail.length - endRecordBytes;
  while (end >= 0 && view.getUint32(end, true) !== signatures.end) end -= 1;
  if (end < 0) throw invalid(text.checkpoints.reasons.noZip);
  const directory = {
    count: view.getUint16(end + 10, true),
    size: view.getUint32(end + 12, true),
    offset: view.getUint32(end + 16, true),
  };
  const locator = end - 20;
  if (locator >= 0 && view.getUint32(locator, true) === signatures.locator64) {
    const record = await file.read(Number(view.getBigUint64(locator + 8, true)), 56);
    const record64 = new DataView(record.buffer);
    if (record64.getUint32(0, true) !== signatures.end64)
      throw invalid(text.checkpoints.reasons.damagedZip64);
    directory.count = Number(record64.getBigUint64(32, true));
    directory.size = Number(record64.getBigUint64(40, true));
    directory.offset = Number(record64.getBigUint64(48, true));
  }
  if (directory.offset + directory.size > file.size) throw invalid(text.checkpoints.reasons.cut);
  return directory;
}

interface EntrySizes {
  readonly size: number;
  readonly storedSize: number;
  readonly offset: number;
}

/** Takes 64-bit sizes from the zip64 extra field, in the order the format has them; null where it is damaged. */
function widen(extra: Uint8Array, sizes: EntrySizes): EntrySizes | null {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  let position = 0;
  let field: { start: number; end: number } | null = null;
  while (position + 4 <= extra.length) {
    const length = view.getUint16(position + 2, true);
    if (position + 4 + length > extra.length) return null;
    if (view.getUint16(position, true) === 1) field = { start: position + 4, end: position + 4 + length };
    position += 4 + length;
  }
  let at = field?.start ?? 0;
  let damaged = false;
  const take = (value: number): number => {
    if (value !== 0xffffffff) return value;
    if (!field || at + 8 > field.end) {
      damaged = true;
      return 0;
    }
    at += 8;
    return Number(view.getBigUint64(at - 8, true));
  };
  const widened = { size: take(sizes.size), storedSize: take(sizes.storedSize), offset: take(sizes.offset) };
  return damaged ? null : widened;
}

const leadsOutside = (name: string): boolean =>
  name.includes('\0') ||
  name.includes('\\') ||
  name.startsWith('/') ||
  /^[A-Za-z]:/.test(name) ||
  name.split('/').includes('..');
