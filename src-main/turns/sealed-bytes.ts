import { webcrypto } from 'node:crypto';

/** "TSB1" little-endian. */
const magic = 0x31425354;
const fixedBytes = 8;
const digestBytes = 32;

/**
 * Bytes with a head of JSON and a seal, so that damage shows: magic, length of the head (uint32), SHA-256 of head and
 * body, head, body. The pieces are for a writer that takes them one by one; hashing happens off the event loop.
 */
export async function seal(head: unknown, body: Uint8Array): Promise<Uint8Array[]> {
  const headBytes = new TextEncoder().encode(JSON.stringify(head));
  const fixed = new Uint8Array(fixedBytes);
  const view = new DataView(fixed.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, headBytes.byteLength, true);
  return [fixed, await digestOf(headBytes, body), headBytes, body];
}

/** Reads what `seal` made; null where a single bit of it differs. */
export async function unseal(bytes: Uint8Array): Promise<{ head: unknown; body: Uint8Array } | null> {
  const start = fixedBytes + digestBytes;
  if (bytes.byteLength < start) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headEnd = start + view.getUint32(4, true);
  if (view.getUint32(0, true) !== magic || headEnd > bytes.byteLength) return null;
  const head = bytes.subarray(start, headEnd);
  // A copy: numbers in it start where their arrays need them to, and nothing else travels with it.
  const body = new Uint8Array(bytes.subarray(headEnd));
  const expected = await digestOf(head, body);
  if (!expected.every((byte, index) => byte === bytes[fixedBytes + index])) return null;
  try {
    return { head: JSON.parse(new TextDecoder().decode(head)), body };
  } catch {
    return null;
  }
}

/** The head alone, from the first bytes of a file, unchecked. @throws where there is none */
export function peekHead(bytes: Uint8Array): unknown {
  const start = fixedBytes + digestBytes;
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(4, true);
  return JSON.parse(new TextDecoder().decode(bytes.subarray(start, start + length)));
}

async function digestOf(head: Uint8Array, body: Uint8Array): Promise<Uint8Array> {
  const both = new Uint8Array(head.byteLength + digestBytes);
  both.set(head);
  both.set(await sha256(body), head.byteLength);
  return sha256(both);
}

const sha256 = async (bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await webcrypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
