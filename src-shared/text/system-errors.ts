/** Why the operating system refused, as the end of a sentence, and what to do about it. */
interface SystemReason {
  readonly reason: string;
  /** The same for reading, where that is another matter. */
  readonly reading?: string;
  readonly advice: string;
}

const fullDisk = 'Free some space, or choose another disk.';
const noPermission = 'Choose another place, or change the permissions.';
const noReading = 'you are not allowed to read it';
const wait = 'Close other programs, then try again.';
const disconnected = 'Connect it again, then try again.';

/** By the code of the system's error. */
const reasons = {
  ENOSPC: { reason: 'the disk is full', advice: fullDisk },
  EDQUOT: { reason: 'your share of the disk is full', advice: fullDisk },
  EFBIG: { reason: 'it is too large for this disk', advice: 'Choose another disk.' },
  EACCES: { reason: 'the file or its folder is read-only', reading: noReading, advice: noPermission },
  EPERM: { reason: 'the file or its folder is read-only', reading: noReading, advice: noPermission },
  EROFS: { reason: 'the disk is read-only', advice: 'Choose another place.' },
  EISDIR: { reason: 'there is a folder of that name', advice: 'Choose a file.' },
  ENOENT: { reason: 'it does not exist', advice: 'Check the path.' },
  ENOTDIR: { reason: 'its folder does not exist', advice: 'Check the path.' },
  EEXIST: { reason: 'there is something of that name', advice: 'Choose another name.' },
  ENAMETOOLONG: { reason: 'its name is too long', advice: 'Give it a shorter name.' },
  ELOOP: { reason: 'it is a link that leads back to itself', advice: 'Choose what the link was meant for.' },
  EXDEV: { reason: 'it cannot be moved to another disk', advice: 'Choose a place on the same disk.' },
  EMFILE: { reason: 'too many files are open', advice: wait },
  ENFILE: { reason: 'too many files are open', advice: wait },
  EBUSY: { reason: 'another program is using it', advice: wait },
  ETXTBSY: { reason: 'another program is using it', advice: wait },
  ENOMEM: { reason: 'there is not enough memory', advice: wait },
  ESTALE: { reason: 'its network folder was disconnected', advice: disconnected },
  ENODEV: { reason: 'its disk is gone', advice: disconnected },
  ENXIO: { reason: 'nothing can be read from there', advice: 'Choose a file.' },
  ETIMEDOUT: { reason: 'its disk or network folder does not answer', advice: disconnected },
  EIO: {
    reason: 'the disk reports a fault',
    advice: 'Check the disk and its cable, or choose another disk.',
  },
} as const satisfies Readonly<Record<string, SystemReason>>;

/** A reason for each code, in any language; others may be asked for. */
export type SystemReasons = Readonly<Record<keyof typeof reasons, SystemReason>> &
  Readonly<Record<string, SystemReason | undefined>>;

/** The reason for a code of the operating system; one that is not listed is named. */
const reasonFor = (code: string): SystemReason =>
  (reasons as SystemReasons)[code] ?? {
    reason: `the system answered ${code}`,
    advice: 'Try again, or choose another place.',
  };

/** What is told where a file could not be read, written or deleted, or (unknown which) was refused. */
export const systemErrors = {
  read(name: string, code: string): string {
    const { reason, reading = reason, advice } = reasonFor(code);
    return `"${name}" cannot be read: ${reading}. Nothing was changed. ${advice}`;
  },
  write(name: string, code: string): string {
    const { reason, advice } = reasonFor(code);
    return `"${name}" was not saved: ${reason}. What was there before is unchanged. ${advice}`;
  },
  remove(name: string, code: string): string {
    const { reason, advice } = reasonFor(code);
    return `"${name}" was not deleted: ${reason}. It is kept as it is. ${advice}`;
  },
  missingFolder: (name: string): string =>
    `"${name}" was not saved: its folder does not exist. Nothing was changed. Create the folder, or save elsewhere.`,
  refused(name: string | null, code: string): string {
    const { reason, advice } = reasonFor(code);
    const what = name === null ? 'That did not work' : `That did not work with "${name}"`;
    return `${what}: ${reason}. Your photo is as it was. ${advice}`;
  },
} as const;
