import { closeSync, openSync, readSync } from 'node:fs';

/** Of the System V ABI, for 64 bits and the low byte first: what x64 and arm64 have. */
const elf = {
  magic: 0x464c457f,
  header: { bytes: 64, programs: 0x20, programSize: 0x36, programCount: 0x38 },
  program: { type: 0, offset: 0x08, address: 0x10, size: 0x20 },
  types: { load: 1, dynamic: 2 },
  entry: { bytes: 16, needed: 1, strings: 5, stringsSize: 10 },
} as const;

/** Names of the libraries that a shared library of Linux needs. @throws RangeError where it is none */
export function neededLibraries(path: string): string[] {
  const file = openSync(path, 'r');
  try {
    return readNeeded((offset, bytes) => {
      const buffer = Buffer.alloc(bytes);
      if (readSync(file, buffer, 0, bytes, offset) < bytes) throw new RangeError('cut off');
      return buffer;
    });
  } finally {
    closeSync(file);
  }
}

function readNeeded(read: (offset: number, bytes: number) => Buffer): string[] {
  const header = read(0, elf.header.bytes);
  if (header.readUInt32LE(0) !== elf.magic) throw new RangeError('not a library');
  const size = header.readUInt16LE(elf.header.programSize);
  const count = header.readUInt16LE(elf.header.programCount);
  const table = read(Number(header.readBigUInt64LE(elf.header.programs)), size * count);
  const programs = Array.from({ length: count }, (_, index) => {
    const at = index * size;
    const number = (field: number): number => Number(table.readBigUInt64LE(at + field));
    const { type, offset, address, size: length } = elf.program;
    return {
      type: table.readUInt32LE(at + type),
      ...{ offset: number(offset), address: number(address), length: number(length) },
    };
  });
  const dynamic = programs.find(({ type }) => type === elf.types.dynamic);
  if (!dynamic) return [];
  const bytes = read(dynamic.offset, dynamic.length);
  const entries: { tag: number; value: number }[] = [];
  for (let at = 0; at + elf.entry.bytes <= bytes.length; at += elf.entry.bytes)
    entries.push({
      tag: Number(bytes.readBigInt64LE(at)),
      value: Number(bytes.readBigUInt64LE(at + 8)),
    });
  const valueOf = (tag: number): number => entries.find((entry) => entry.tag === tag)?.value ?? 0;
  const address = valueOf(elf.entry.strings);
  const part = programs.find(
    (each) => each.type === elf.types.load && address >= each.address && address < each.address + each.length,
  );
  if (!part) return [];
  const strings = read(address - part.address + part.offset, valueOf(elf.entry.stringsSize));
  return entries
    .filter(({ tag }) => tag === elf.entry.needed)
    .map(({ value }) => strings.toString('latin1', value, strings.indexOf(0, value)));
}
