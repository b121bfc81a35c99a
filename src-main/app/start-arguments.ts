import { resolve } from 'node:path';

/**
 * What a start was given to open: paths and addresses, after the app's own arguments. Nothing is looked at here, so that
 * no argument can keep the app from starting.
 * @param isPackaged a package has no argument that names the app @param workingDirectory null where it is gone
 */
export function readStartArguments(
  argv: readonly string[],
  isPackaged: boolean,
  workingDirectory: string | null,
): string[] {
  const end = argv.indexOf('--');
  const before = (end < 0 ? argv : argv.slice(0, end))
    .slice(1)
    .filter((argument) => !argument.startsWith('-'));
  const after = end < 0 ? [] : argv.slice(end + 1);
  return [...before.slice(isPackaged ? 0 : 1), ...after]
    .filter((argument) => argument !== '')
    .map((argument) =>
      isAddress(argument) || workingDirectory === null ? argument : resolve(workingDirectory, argument),
    );
}

/** True for "file:///photo.jpg", "https://…"; a drive ("C:\…") is a path. */
export const isAddress = (argument: string): boolean => /^[a-z][a-z0-9+.-]+:\//i.test(argument);

/** The folder the process was started in; null where it was deleted meanwhile. */
export function workingDirectory(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}
