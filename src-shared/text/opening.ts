import type { ExampleName } from '#shared/runs/examples.ts';
import type { FolderProblem } from '#shared/contract/documents.ts';
import type { WhiteBalance } from '#shared/pictures/opening.ts';
import { clockTime, counted, grouped, percent, pixelSize, signed } from './formats.ts';

/** All up to an open picture: the first page, the system's file dialogs, and files that can be opened in several ways. */
export const opening = {
  welcome: {
    title: 'Tessera',
    line: 'Paint over what should go. Everything else stays as it is, to the last pixel.',
    open: 'Open photo',
    sample: 'Try the sample photo',
    generate: 'New from a label',
    drop: 'or drop a photo anywhere, or paste one',
    dropNow: 'Drop to open',
    recent: 'Recent',
    recentNote: (folder: string, openedAt: number | null) =>
      openedAt === null ? folder : `${folder} · ${clockTime(openedAt)}`,
    examples: 'See what it does',
    examplesHint: 'A click opens the photo and fills it, on this computer.',
    exampleNames: {
      tree: 'Remove a tree',
      dandelion: 'Remove a flower',
      wider: 'Make a photo wider',
    } satisfies Record<ExampleName, string>,
    exampleHint: 'before and after',

    restore: 'Unsaved work',
    restoreButton: 'Restore',
    restoreAll: (count: number) => `Restore all ${grouped(count)}`,
    nothingKept: 'There is no unsaved work: all that was done is open, or in a file.',
    restoreDiscard: 'Delete',
    restoreAsk: 'Really delete?',
    /** What comes back: gestures and accepted fills, turns that wait, a run that can be resumed (fraction 0 to 1). */
    restoreNote: (steps: number, turns: number, run: number | null) =>
      [
        steps > 0
          ? counted(steps, 'step', 'steps')
          : turns === 0 && run === null
            ? 'nothing changed yet'
            : '',
        turns > 0 ? `${counted(turns, 'version', 'versions')} to decide on` : '',
        run === null ? '' : `a run at ${percent(run)}`,
      ]
        .filter(Boolean)
        .join(' · '),
    restoreAt: (when: string) => `last change ${when}`,
    /** A kept document whose name cannot be read. */
    unnamed: 'A picture',
    /** Why kept work cannot be restored: what happened, what is safe, what to do. */
    problems: {
      unreadable: 'It cannot be read just now. Nothing was deleted. Check the disk, then try again.',
      damaged:
        'Its files are damaged. Nothing was deleted, and your photo is as it was. Open the photo again, and delete this once you need no copy of it.',
      newer: 'A newer version of Tessera wrote it. It is safe: start that version to continue.',
    } satisfies Record<FolderProblem, string>,
    tryAgain: 'Try again',
    cutShort:
      'The last steps of this picture were damaged on the disk and are missing. Everything before them is here.',
    unreadableMention: (count: number) =>
      `${counted(count, 'picture', 'pictures')} from last time cannot be read and ${count === 1 ? 'is' : 'are'} kept. The menu says why, under Unsaved work.`,
    restoreMention: (name: string, more: number) =>
      `Unsaved work is kept: ${name}${more > 0 ? ` and ${more} more` : ''}. It is in the menu, under Unsaved work.`,
    offline: 'Nothing leaves this computer.',
    opening: 'Opening…',
    openingPhoto: (name: string) => `Opening ${name}…`,
  },

  /** Titles of the system's file dialogs, and kinds of files in them. */
  files: {
    openPicture: 'Open a picture or a project',
    openResult: 'Repeat the recipe of a result',
    openPhotos: 'Choose photos',
    openMask: 'Load a selection',
    openPack: 'Install a pack',
    openTransformer: 'Choose the transformer checkpoint',
    openAutoencoder: 'Choose its autoencoder checkpoint (KL-16)',
    all: 'All files',
    pictures: 'Pictures',
    projects: 'Tessera projects',
    picturesAndProjects: 'Pictures and projects',
    results: 'Results of Tessera',
    packs: 'Packs of Tessera',
  },

  /** What a start, the system or a drop handed over. */
  given: {
    title: 'Which one?',
    ofMany: (count: number) =>
      `${counted(count, 'picture was', 'pictures were')} given. Choose one to open, or fill all of them.`,
    areOpen: (count: number) =>
      `${counted(count, 'picture is', 'pictures are')} open, each in a tab of its own.`,
    fromFolder: (name: string, count: number) =>
      `"${name}" is a folder with ${counted(count, 'picture', 'pictures')}. Choose one to open, or fill all of them.`,
    more: (count: number) =>
      `${counted(count, 'more is', 'more are')} not listed: open those from the file dialog.`,
    emptyFolder: (name: string) =>
      `"${name}" is a folder without pictures. Nothing was changed. Open a photo, or a folder that holds some.`,
    noFileAddress: (address: string) =>
      `"${address}" leads to no file on this computer. Nothing was changed. Save the picture first, then open that file.`,
    offerGone: 'This file is no longer offered. Open it with the file dialog.',
  },

  /** A file that can be opened in several ways. */
  openAs: {
    title: (name: string) => `Open “${name}”`,
    pages: (count: number) =>
      `The file holds ${counted(count, 'picture', 'pictures')}. Choose one to open; the others are not part of what is saved.`,
    page: (number: number, width: number, height: number) => `Picture ${number}: ${pixelSize(width, height)}`,
    raw: 'A camera raw file is developed to a picture of 16 bit sRGB, which everything you do starts from. The raw file itself is never written over.',
    preview: 'The preview that the camera made',
    whiteBalance: 'White balance',
    whiteBalances: { camera: 'As shot', auto: 'Automatic', daylight: 'Daylight' } satisfies Record<
      WhiteBalance,
      string
    >,
    exposure: 'Exposure',
    stops: (stops: number) => `${signed(stops)} EV`,
    develop: 'Open',
    damaged:
      'The file is damaged or cut short. A complete copy is best. What can be read of it can be opened: the rest is filler, and the picture is called incomplete.',
    openPartial: 'Open what can be read',
    /** The name of a picture of which a part is missing. */
    incomplete: (stem: string, ending: string) => `${stem} (incomplete)${ending}`,
  },
} as const;
