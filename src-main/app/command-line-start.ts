/** A script of the command line that is to run in the place of the app. */
export interface CommandLineStart {
  /** Its file in out/command-line. */
  readonly script: 'tessera.js' | 'engine-process.js';
  /** What it was told. */
  readonly words: readonly string[];
  /** What starts this app again, before it is told what it is to be. */
  readonly startedWith: readonly string[];
}

/**
 * What Chromium is told where it only carries the command line: there is no window, so neither a sandbox for one (which root and
 * some containers cannot have) nor the process that would start it; and what it has to say is not printed.
 */
export const commandLineSwitches: readonly string[] = ['--no-sandbox', '--no-zygote', '--log-level=3'];

const scripts: Readonly<Record<string, CommandLineStart['script']>> = {
  '--command-line': 'tessera.js',
  '--command-line-engine': 'engine-process.js',
};

/**
 * What the app's process arguments ask for, where they ask for the command line; null = the app itself. The last one before
 * "--" says so: all behind it is the user's, and no switch to Chromium or to this.
 */
export function commandLineStart(argv: readonly string[]): CommandLineStart | null {
  const end = argv.indexOf('--');
  if (end < 2) return null;
  const asked = argv[end - 1]!;
  if (!Object.hasOwn(scripts, asked)) return null;
  return { script: scripts[asked]!, words: argv.slice(end + 1), startedWith: argv.slice(1, end - 1) };
}
