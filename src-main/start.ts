import { app } from 'electron';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type CommandLineStart, commandLineStart } from './app/command-line-start.ts';

/**
 * Where every start of the program begins: the app, or the command line in its place. Electron waits for this module before
 * it looks for a display, starts a process or is ready: the command line runs and ends before any of that.
 */
const asked = commandLineStart(process.argv);
if (asked) await runCommandLine(asked);
else await import('./main.ts');

async function runCommandLine({ script, words, startedWith }: CommandLineStart): Promise<void> {
  // No way leads from here to a window.
  app.once('will-finish-launching', () => app.exit(1));
  process.argv = [process.execPath, script, ...words];
  process.execArgv = [...startedWith];
  await import(pathToFileURL(join(import.meta.dirname, '../command-line', script)).href);
  // An engine's process works until its batch ends it.
  if (script === 'engine-process.js') await new Promise(() => undefined);
  app.exit(Number(process.exitCode ?? 0));
}
