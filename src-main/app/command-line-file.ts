import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import type { App } from 'electron';
import { deleting, isAbsent, writing } from '#engine/files/system-errors.ts';
import type { CommandLineFile } from '#shared/contract/app.ts';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import { readablePath } from './data-folder.ts';
import { commandLineScript, isOurScript, startLine } from './command-line-script.ts';

/** The name of the command: the npm package has "tessera", and a deb or an rpm starts the app by it. */
const commandName = 'tessera-cli';
/** Where a deb or an rpm has it. */
const packagedFile = `/usr/bin/${commandName}`;

/** Where this copy of the app runs, and for whom. */
export interface CommandLinePlace {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** Where terminals look for programs: PATH. */
  readonly searched: string;
  /** What starts this app: its program, and what that is to be told first. */
  readonly start: readonly string[];
  /** It came as a deb or an rpm. */
  readonly isPackaged: boolean;
}

/** Of this copy of the app; null in a Flatpak, which has neither this folder nor the photos that a terminal would name. */
export function ownCommandLinePlace(
  app: Pick<App, 'isPackaged' | 'getAppPath'>,
  resources: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): CommandLinePlace | null {
  if (environment['FLATPAK_ID'] !== undefined) return null;
  // Where an AppImage is mounted changes from start to start.
  const program = environment['APPIMAGE'] ?? process.execPath;
  return {
    platform: process.platform,
    home: homedir(),
    searched: environment['PATH'] ?? '',
    start: app.isPackaged ? [program] : [program, app.getAppPath()],
    isPackaged: app.isPackaged && existsSync(join(resources, 'package-type')),
  };
}

/** What is asked of it and answers what is there then; null where there can be none. */
export function commandLineOf(
  place: CommandLinePlace | null,
): Record<'look' | 'put' | 'remove', () => Promise<CommandLineFile | null>> {
  const look = async (): Promise<CommandLineFile | null> => place && lookForCommandLine(place);
  const change = (work: (place: CommandLinePlace) => Promise<void>) => async () => {
    if (place) await work(place);
    return look();
  };
  return { look, put: change(putCommandLine), remove: change(removeCommandLine) };
}

async function lookForCommandLine(place: CommandLinePlace): Promise<CommandLineFile> {
  if (place.isPackaged) return { path: packagedFile, state: 'packaged', isSearched: true };
  const path = fileOf(place);
  const folders = place.searched.split(delimiter);
  return {
    path: readablePath(path),
    state: await stateOf(path, place),
    isSearched: folders.some((folder) => relative(folder, dirname(path)) === ''),
  };
}

/** Puts the file there, in the place of an earlier one of its own. @throws TesseraError where another file is there, or it cannot be written */
async function putCommandLine(place: CommandLinePlace): Promise<void> {
  await removeCommandLine(place);
  const path = fileOf(place);
  const script = commandLineScript(place.platform, place.start, text.preferences.commandLine.gone);
  const write = async (): Promise<void> => {
    await mkdir(dirname(path), { recursive: true });
    // What came there meanwhile stays.
    await writeFile(path, script, { flag: 'wx' });
    await chmod(path, 0o755);
  };
  await writing(path, write());
}

/** Takes it away; nothing happens where there is none. @throws TesseraError where it is another's, or cannot be deleted */
async function removeCommandLine(place: CommandLinePlace): Promise<void> {
  const path = fileOf(place);
  const state = await stateOf(path, place);
  if (state === 'foreign')
    throw new TesseraError('request-denied', text.preferences.commandLine.notOurs(readablePath(path)));
  if (state !== 'absent') await deleting(path, rm(path));
}

/** Programs of one person's own, for which nobody needs an administrator (XDG base directories). */
const fileOf = ({ home, platform }: CommandLinePlace): string =>
  join(home, '.local', 'bin', platform === 'win32' ? `${commandName}.cmd` : commandName);

async function stateOf(
  path: string,
  { platform, start }: CommandLinePlace,
): Promise<Exclude<CommandLineFile['state'], 'packaged'>> {
  try {
    // A link was not written by Tessera, wherever it leads.
    if (!(await lstat(path)).isFile()) return 'foreign';
    const script = await readFile(path, 'utf8');
    if (!isOurScript(script)) return 'foreign';
    return script.includes(startLine(platform, start)) ? 'here' : 'stale';
  } catch (error) {
    return isAbsent(error) ? 'absent' : 'foreign';
  }
}
