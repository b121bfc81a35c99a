import { commandLineSwitches } from './command-line-start.ts';

/** By these words the app knows a file that it wrote. */
const mark = 'Written by Tessera, whose preferences take it away again.';

/** True for a script that this app, or another version of it, wrote. */
export const isOurScript = (script: string): boolean =>
  script.split(/\r?\n/, 2)[1]?.replace(/^(#|rem) /, '') === mark;

/**
 * The script by which a terminal starts the command line in the app. It holds the app's path, so that it survives an update in the
 * same place.
 * @param start the program, and what it is to be told first @param gone what is said where the program is no longer there
 */
export function commandLineScript(
  platform: NodeJS.Platform,
  start: readonly string[],
  gone: (program: string) => string,
): string {
  const [program = ''] = start;
  if (platform === 'win32')
    return [
      '@echo off',
      `rem ${mark}`,
      // Paths and words are written in UTF-8.
      'chcp 65001 >nul',
      `if exist ${batchQuoted(program)} goto start`,
      `>&2 echo ${batchEscaped(gone(program))}`,
      'exit /b 1',
      ':start',
      startLine(platform, start),
      '',
    ].join('\r\n');
  return [
    '#!/bin/sh',
    `# ${mark}`,
    `if [ ! -x ${shellQuoted(program)} ]; then`,
    `  printf '%s\\n' ${shellQuoted(gone(program))} >&2`,
    '  exit 1',
    'fi',
    startLine(platform, start),
    '',
  ].join('\n');
}

/** The line that starts it. What the user writes stands behind "--", where Chromium takes nothing as a switch. */
export function startLine(platform: NodeJS.Platform, [program = '', ...words]: readonly string[]): string {
  const quoted = platform === 'win32' ? batchQuoted : shellQuoted;
  const told = [...commandLineSwitches, ...words.map(quoted), '--command-line', '--'].join(' ');
  return platform === 'win32' ? `${quoted(program)} ${told} %*` : `exec ${quoted(program)} ${told} "$@"`;
}

const shellQuoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** No path of Windows holds a quotation mark. */
const batchQuoted = (word: string): string => `"${word.replaceAll('%', '%%')}"`;

const batchEscaped = (words: string): string => words.replace(/[&<>|^()"]/g, '^$&').replaceAll('%', '%%');
