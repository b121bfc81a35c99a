import { statSync } from 'node:fs';
import { resolve } from 'node:path';

/** What the command line asks for. */
export interface StartArguments {
  /** Absolute path of the picture to open, or null. */
  readonly file: string | null;
}

/** Reads the command line of this or a second start: the last argument that is a file, after the app's own. */
export function readStartArguments(argv: readonly string[], workingDirectory: string): StartArguments {
  const files = argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-'))
    .map((argument) => resolve(workingDirectory, argument))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() && !/\.(c|m)?js$/.test(path));
  return { file: files.at(-1) ?? null };
}
