import { homedir } from 'node:os';
import { sep } from 'node:path';

/** A path as people write it: ~ is their home. */
export const readablePath = (path: string): string =>
  path === homedir() || path.startsWith(homedir() + sep) ? `~${path.slice(homedir().length)}` : path;
