/** True where both hold the same values: memory is compared faster than pixel is looked at after pixel. */
export const sameSamples = (a: Uint8Array | Uint16Array, b: Uint8Array | Uint16Array): boolean =>
  bytesOf(a).equals(bytesOf(b));

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint8Array | Uint16Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
