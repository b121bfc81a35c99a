import { randomBytes } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { TesseraError } from '#shared/errors.ts';
import { describeWriteError, workingCopy } from '#engine/files/system-errors.ts';
import type { Samples } from './tile-grid.ts';
import { text } from '#shared/text/text.ts';

const deflateBytes = promisify(deflate);
const inflateBytes = promisify(inflate);

/** What a tile's bytes mean: samples interleaved, row-major, 16 bit in the machine's byte order. */
export interface TileFormat {
  readonly channels: 1 | 2 | 3 | 4;
  readonly bitDepth: 8 | 16;
  readonly tileSize: number;
}

// A name is used once, ever, and a tile's content never changes, so caches and snapshots go by folder and name. (Not by the
// name alone: a project brings its names along, and whoever made it may have chosen them.)
const prefix = randomBytes(6).toString('hex');
let counter = 0;

/** How many samples a tile of this format has. */
export const tileSampleCount = ({ channels, tileSize }: TileFormat): number => tileSize * tileSize * channels;

/**
 * Writes a new tile and returns its file name. Masks (one channel) are deflated, since they are nearly flat; photos are
 * stored as they are, since deflating costs ten times the writing and saves a third.
 * @throws TesseraError disk-full, target-read-only or write-failed
 */
export async function writeTile(directory: string, samples: Samples, format: TileFormat): Promise<string> {
  const raw = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const compressed = format.channels === 1;
  const name = `${prefix}-${(counter++).toString(36)}.${compressed ? 'z' : 'raw'}`;
  await storeTile(directory, name, compressed ? await deflateBytes(raw, { level: 1 }) : raw);
  return name;
}

/**
 * Writes the bytes of a tile that has its name already (a project's); the name must be new in the folder.
 * @throws TesseraError disk-full, target-read-only or write-failed
 */
export async function storeTile(directory: string, name: string, bytes: Uint8Array): Promise<void> {
  const path = join(directory, name);
  try {
    const file = await open(path, 'wx');
    try {
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
  } catch (error) {
    // Half a tile is of no use and would keep a full disk full.
    await rm(path, { force: true }).catch(() => undefined);
    throw describeWriteError(error, workingCopy);
  }
}

/**
 * Reads a tile. Treat the samples as read-only: they may be shared through a cache.
 * @throws TesseraError file-unreadable where the file is missing or its length is wrong
 */
export async function readTile(directory: string, name: string, format: TileFormat): Promise<Samples> {
  const expected = tileSampleCount(format) * (format.bitDepth / 8);
  let bytes: Uint8Array;
  try {
    const stored = await readFile(join(directory, name));
    bytes = name.endsWith('.z') ? await inflateBytes(stored, { maxOutputLength: expected }) : stored;
  } catch (error) {
    throw damaged(error);
  }
  if (bytes.byteLength !== expected) throw damaged(null);
  // Buffers from a pool may start at an odd address, which 16 bit samples cannot.
  if (format.bitDepth === 8) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes);
  return new Uint16Array(aligned.buffer, aligned.byteOffset, expected / 2);
}

const damaged = (cause: unknown): TesseraError =>
  new TesseraError('file-unreadable', text.refusals.damagedWorkingCopy, { cause });

/** Makes tiles (and their folder's entries) survive a power cut. */
export async function syncTiles(directory: string, names: Iterable<string>): Promise<void> {
  for (const name of names) await syncPath(join(directory, name));
  await syncPath(directory).catch(() => undefined); // Windows cannot open folders.
}

async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error; // Windows wants a writable handle.
  } finally {
    await file.close();
  }
}
