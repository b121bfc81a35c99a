/**
 * Why a file's coefficients cannot be read: the kind of JPEG is not supported (its name in `message`), or the file breaks
 * a rule of ITU-T T.81 (named with its section). Nobody's data is at stake: pixels are then encoded as before.
 */
export class JpegError extends Error {
  constructor(
    readonly kind: 'unsupported' | 'damaged',
    message: string,
  ) {
    super(message);
    this.name = 'JpegError';
  }
}

/** @param section of ITU-T T.81 that the file breaks */
export const damaged = (what: string, section: string): JpegError =>
  new JpegError('damaged', `${what} (ITU-T T.81, ${section})`);

export const unsupported = (what: string): JpegError => new JpegError('unsupported', what);
