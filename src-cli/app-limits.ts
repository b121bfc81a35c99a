import type { Command } from 'commander';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import { appVersion } from './app-version.ts';

/** Why the command line in the app does not do what needs a connection: the npm package does. */
export const needsNpmPackage = (): TesseraError =>
  new TesseraError('usage', text.commandLine.needsNpmPackage(appVersion));

interface RefusedWords {
  readonly description: string;
  readonly queue: string;
}

/** A command of the npm package alone: help lists it here, too, and whatever it is given is refused. */
export const registerRefused = (name: string, words: RefusedWords) => (program: Command) => {
  program
    .command(name)
    .description(words.description)
    .option('--queue <address>', words.queue)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      throw needsNpmPackage();
    });
};
