import { homedir } from 'node:os';

// Folder names may hold blanks and apostrophes inside, but end in neither, so that a sentence between two paths ends the first.
const nameCharacter = String.raw`(?:[^\s"'<>|:*?/\\]|'(?=\p{L}))`;
const folder = String.raw`${nameCharacter}(?:(?:${nameCharacter}|[^\S\r\n])*${nameCharacter})?[\\/]`;
// Absolute paths of either kind of system, also inside file addresses; the last part tells what went wrong and stays.
const absolutePath = new RegExp(String.raw`(?:[A-Za-z]:\\|\\\\|\/)(?:${folder})+([^\s"'<>|:*?/\\]*)`, 'gu');

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
  // Before JSON doubles the backslashes, and errors, which JSON leaves empty, as their text.
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' || part instanceof Error ? redactValue(part) : part,
  );
}
