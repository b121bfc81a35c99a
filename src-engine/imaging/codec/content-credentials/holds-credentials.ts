/** The head of the box around all C2PA manifests (ISO 19566-5): its kind and its UUID, the same in every kind of file. */
const manifests = Buffer.from('6a756d646332706100110010800000aa00389b71', 'hex');

/** Whether a picture's file holds C2PA content credentials, whatever its format. */
export const holdsCredentials = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(manifests);
