import { homedir } from 'node:os';

// Absolute paths of either kind of system, also inside file addresses; the last part tells what went wrong and stays.
const absolutePath = /(?:[A-Za-z]:\\|\\\\|\/)(?:[^\s"'<>|:*?/\\]+[\\/])+([^\s"'<>|:*?/\\]*)/g;

/** Rule: logs name no folders of the user's: every absolute path is cut to "…/" and its last part. */
export function redactPaths(text: string): string {
  return text
    .split(homedir())
    .join('/~')
    .replace(absolutePath, (_, last: string) => `…/${last}`);
}

/** The same for everything a log call may be given. */
export function redactValue(value: unknown): unknown {
  if (typeof value === 'string') return redactPaths(value);
  if (value instanceof Error) return redactPaths(value.stack ?? value.message);
  if (typeof value !== 'object' || value === null) return value;
  return redactPaths(JSON.stringify(value));
}
