import { byteSize, percent } from './formats.ts';

/** A new version of the app: only in builds that look for one. */
export const updates = {
  title: 'Update',
  asking: 'Looking for a new version…',
  isNewest: (version: string) => `Tessera ${version} is the newest version.`,
  isNewer: (version: string, present: string) => `Tessera ${version} is there; this is ${present}.`,
  changes: 'What changes',
  download: (bytes: number) =>
    `${byteSize(bytes)} are downloaded, and checked before they are used: the developers of Tessera have signed them.`,
  restarts: 'Tessera then starts again. Photos and unsaved work stay as they are.',
  isShown: 'The checked file is then shown. Open it to install it, as any other program.',
  install: 'Download and restart',
  fetch: 'Download and show',
  later: 'Not now',
  downloading: 'Downloading',
  progress: (fraction: number) => percent(fraction),
  shown: (name: string) => `"${name}" was checked and is shown in its folder. Open it to install it.`,
  unreachable:
    'The server for updates cannot be reached. Nothing was changed. Check the connection, then try again.',
  notSigned:
    'What the server for updates answered is not signed by the developers of Tessera, so it is not used. Nothing was changed. Try again later, and report it if it happens again.',
  unreadable:
    'The list of updates cannot be read by this version. Nothing was changed. Get the new version where this one came from.',
  wrongFile:
    'The downloaded file is not the one that the developers of Tessera have signed, so it was deleted. Nothing was installed. Try again later, and report it if it happens again.',
  notHere:
    'This copy of Tessera does not update itself: it was unpacked from an archive, or another program keeps it. Nothing was changed. Get the new version where this one came from.',
  noFile: (version: string) =>
    `Tessera ${version} is there, but not for this kind of computer or installation. Nothing was changed.`,
  waits:
    'A fill is computed or photos wait in the queue, so nothing is updated. Your work is as it was. Try again when that is done.',
} as const;
