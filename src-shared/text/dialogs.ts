import { type ExportFormat, writtenFormats } from '#shared/pictures/picture-formats.ts';
import type { ExampleName } from '#shared/runs/examples.ts';
import type { FolderProblem } from '#shared/contract/documents.ts';
import type { WhiteBalance } from '#shared/pictures/opening.ts';
import type { ErrorCode } from '#shared/errors.ts';
import { systemErrors } from './system-errors.ts';
import { byteSize, clockTime, counted, percent, pixelSize, signed } from './formats.ts';

/** Dialogs, the welcome screen and messages. */
export const dialogs = {
  close: 'Close',
  cancel: 'Cancel',
  dismiss: 'Dismiss',

  welcome: {
    title: 'Tessera',
    line: 'Paint over what should go. Everything else stays as it is, to the last pixel.',
    open: 'Open photo',
    sample: 'Try the sample photo',
    generate: 'New from a label',
    drop: 'or drop a photo anywhere, or paste one',
    dropNow: 'Drop to open',
    dropBusy: 'The open photo waits for a decision. Finish or discard its run first, then drop again.',
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
    restoreDiscard: 'Delete',
    restoreAsk: 'Really delete?',
    /** What comes back: gestures and accepted fills, turns that wait, a run that can be resumed (fraction 0 to 1). */
    restoreNote: (steps: number, turns: number, run: number | null) =>
      [
        steps > 0 || (turns === 0 && run === null) ? counted(steps, 'step', 'steps') : '',
        turns > 0 ? `${counted(turns, 'turn', 'turns')} to decide on` : '',
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
      `${counted(count, 'picture', 'pictures')} from last time cannot be read and ${count === 1 ? 'is' : 'are'} kept. Close this photo to see why.`,
    restoreMention: (name: string, more: number) =>
      `Unsaved work from last time is kept: ${name}${more > 0 ? ` and ${more} more` : ''}. Close this photo to see it.`,
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
    ofSeveral: (count: number) =>
      `${counted(count, 'picture was', 'pictures were')} given. One is open at a time: choose one now, the others stay where they are.`,
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

  /** Where there can be no window. */
  start: {
    failed: (folder: string, code: string | null) =>
      `Tessera cannot start: its data folder cannot be used (${folder}). ${code === null ? 'Your photos are as they were. Start it again.' : systemErrors.refused(null, code)}`,
  },
  copy: {
    copying: 'Copying…',
    done: (width: number, height: number, bits: number, profile: string) =>
      `The whole picture is on the clipboard, as a PNG: ${pixelSize(width, height)}, ${bits} bit, ${profile}.`,
  },
  paste: {
    name: 'Pasted picture',
    empty:
      'The clipboard holds no picture. Nothing was changed. Copy a picture or its file, then paste again.',
    pixelsOnly:
      'Pasted as 8-bit sRGB pixels: the clipboard holds no more of this picture. For its full depth and colours open its file.',
  },

  /** What looks after windows and what draws them. */
  supervisor: {
    reloaded:
      'The window stopped and was loaded again. Your photo and its steps are as they were; only a stroke under way is gone.',
    hangs: 'Tessera does not answer.',
    hangsDetail: 'Your work is safe. Wait, or load the window again with the photo as it is.',
    wait: 'Wait',
    reload: 'Load again',
    keepsStopping: 'The window keeps stopping.',
    keepsStoppingDetail:
      'It was loaded again three times within a minute. Your work is safe and is offered on the first page. Start without the photo, or quit.',
    withoutDocument: 'Start without the photo',
    quit: 'Quit',
    graphics:
      'What draws the window stopped three times within a minute, so Tessera now draws without the graphics card. Your photo is as it was. Starting Tessera again tries the graphics card again.',
  },
  settingsSetAside: (name: string) =>
    `Your settings could not be read, so Tessera starts with its own. The file is kept as "${name}" beside the new one; photos and unsaved work are as they were.`,

  export: {
    title: 'Export',
    format: 'Format',
    formats: Object.fromEntries(writtenFormats().map(({ id, name }) => [id, name])) as Record<
      ExportFormat,
      string
    >,
    quality: 'Quality',
    lossless: 'Lossless',
    keepJpeg: 'Keep the photo’s own JPEG',
    keepJpegHint: 'Only blocks that your selections touch are made anew; the rest stays bit for bit',
    keptJpegNote: 'The file stays as it is but for the blocks that your selections touch.',
    notKept: (reason: string) => `The whole JPEG was encoded again: ${reason}.`,
    storedMissing: 'the copy of the photo’s file is missing',
    doneChanges: (changes: readonly string[]) =>
      changes.length > 0 ? `Also in the file: ${changes.join('; ')}.` : '',
    keepMetadata: 'Keep metadata',
    keepMetadataHint: 'EXIF, XMP and captions; the colour profile always stays',
    keepPlace: 'With place and serial numbers',
    keepPlaceHint: 'Where the photo was taken, and which camera and lens took it',
    recipe: 'Write the recipe',
    recipeHint: 'How to repeat every fill',
    disclosure: 'Say how the picture came about',
    disclosureHint: 'IPTC Digital Source Type: whether a trained model made all of it or parts',
    c2pa: 'Sign content credentials (C2PA)',
    c2paHint:
      'Anyone can check what was done and that nothing changed since; the key is of this computer, so the signer counts as unknown',
    noC2pa: (format: string) => `Not with this file: ${format} has no place for them`,
    losslessNote: 'Every sample is kept exactly.',
    withoutWaiting: 'It is the picture as you last accepted it, without what runs or waits.',
    withLayers: 'with layers',
    layersNote: 'What was filled lies in a layer of its own above the untouched photo.',
    losslessEightBit: 'This format keeps 8 bits per channel; the photo has 16.',
    size: 'Size',
    sizes: { original: 'As it is', pixels: 'Longest side', percent: 'Percent' },
    resizeTo: 'Longest side',
    resizeBy: 'Share of the size',
    srgb: 'Convert to sRGB',
    srgbHint: 'For the web and for programs that know no colour profiles',
    isSrgb: 'The colours are in sRGB already',
    resampledNote:
      'Resampled: no pixel of the file is one of the photo’s. The exactness count is of the picture as you edited it.',
    convertedNote: 'Every pixel is converted. The exactness count is of the picture as you edited it.',
    estimating: 'Working out the size…',
    estimate: (width: number, height: number, bytes: number | null) =>
      `${pixelSize(width, height)} px${bytes === null ? '' : `, about ${byteSize(bytes)}`}`,
    lossyNote: 'A lossy format re-encodes every pixel. The exactness count is then taken before encoding.',
    button: 'Choose place and export',
    exporting: 'Exporting…',
    done: (name: string) => `Exported ${name}`,
    showInFolder: 'Show in folder',
    takesOriginalName: 'It has the name of the original, which was no longer there.',
    doneRecipe: { 'in-file': 'The recipe is inside.', 'beside-file': 'The recipe lies beside it.', none: '' },
  },

  packs: {
    title: 'Model packs',
    lead: 'A pack is a trained network with its labels. Packs stay on this computer.',
    bundled: 'comes with Tessera',
    shared: 'for all users of this computer',
    inUse: 'in use',
    use: 'Use',
    remove: 'Delete',
    removeAsk: 'Really delete?',
    removeYes: 'Yes, delete',
    removeNo: 'Keep',
    problem: 'Not usable',
    labels: (count: number) => counted(count, 'label', 'labels'),
    import: 'Import checkpoint…',
    importHint: 'A downloaded .pt or .safetensors checkpoint, then its autoencoder.',
    choosing: 'Choosing…',
    choiceName: 'Import',
    precision: 'How weights are kept',
    precisions: { fp32: 'Exact (fp32)', fp16: 'Half (fp16)', int8: 'Small (int8)' },
    precisionNotes: {
      fp32: 'The published numbers, unchanged.',
      fp16: 'Results differ by about 0.1 %. Half the space on disk; the CPU needs the same memory and time.',
      int8: 'Each layer differs by about 1 %, a prediction by about 4 %. A third of the space or less, and two to three times as fast on the CPU.',
    },
    packSizes: (pack: number, memory: number) => `${byteSize(pack)} on disk\n${byteSize(memory)} of memory`,
    diskFree: (bytes: number) => `${byteSize(bytes)} are free on the disk.`,
    diskShort: (bytes: number) => `Only ${byteSize(bytes)} are free on the disk.`,
    unknownTensors: (count: number) => `${counted(count, 'tensor', 'tensors')} not needed`,
    importNow: 'Import',
    openFile: 'Open pack file…',
    offerTitle: 'Install this pack?',
    licence: 'Licence',
    size: 'Size',
    card: 'Model card',
    hashes: (files: number) => `Hashes of its ${counted(files, 'file', 'files')} (SHA-256)`,
    install: 'Install',
    offerGone: 'This pack is no longer offered. Nothing was installed. Open its file again.',
    importing: 'Importing',
    importProgress: (fraction: number) => percent(fraction),
    importDone: (name: string) => `Imported ${name}`,
    empty: 'No pack installed. Import a checkpoint to have one.',
  },

  project: {
    saved: (name: string) => `Saved ${name}`,
  },

  replay: {
    title: 'Replay',
    running: 'Replaying',
    identical: 'Every pixel is the same.',
    identicalHint: 'The recipe in the file leads from this photo to exactly that result.',
    different: 'The result is not the same.',
    unknown: 'The recipe ran, but the pixels could not be compared.',
    undoHint: 'Its fills are on the photo now; undo takes them back one by one.',
    ok: 'OK',
  },

  shortcuts: {
    title: 'Keyboard shortcuts',
    gestures: 'On the picture',
    search: 'Search shortcuts',
    none: 'No shortcut matches',
  },

  about: {
    title: 'About Tessera',
    line: 'Offline photo editor: a causal diffusion transformer fills in what you paint over.',
    version: (version: string, electron: string) => `Version ${version} · Electron ${electron}`,
    unofficial: 'This Electron build is not the official one.',
    method: 'The method: causal diffusion transformers (arXiv 2412.12095)',
    licences: 'Licences of everything inside',
    help: 'Help',
    photos: 'Sample photos: Aitzol Berasategi (CC BY 4.0), Clemens Engelhardt (CC0 1.0).',
    licence: 'Tessera is free software under the MIT licence.',
  },

  messages: {
    name: 'Messages',
    closedKept: (name: string) => `${name} is closed. Its work is kept under Unsaved work on the first page.`,
    maskSaved: (name: string) => `Selection saved as ${name}`,
    engineRestarted: 'The engine was restarted. The photo is untouched; you can run again.',
    unexpected: 'Something went wrong. The photo is as it was; try again.',
  },
} as const;

/** The heading of an error: what happened, in a few words, above an error's own message. */
export const errorTitles: Readonly<Record<ErrorCode, string>> = {
  usage: 'Not possible like this',
  'file-not-found': 'File not found',
  'file-unreadable': 'File cannot be read',
  'file-not-image': 'Not a picture',
  'file-truncated': 'File is damaged',
  'file-unsupported': 'Format not supported',
  'image-too-large': 'Picture too large',
  'image-too-small': 'Picture too small',
  'mask-wrong-size': 'Selection has another size',
  'mask-empty': 'Nothing selected',
  'target-read-only': 'Cannot write there',
  'disk-full': 'Disk full',
  'write-failed': 'Saving failed',
  'pack-not-found': 'Pack not found',
  'pack-invalid': 'Pack not usable',
  'pack-hash-mismatch': 'Pack was changed',
  'pack-file-missing': 'Pack is incomplete',
  'pack-version': 'Pack is for another version',
  'pack-differs': 'Pack differs from the reference',
  'label-unknown': 'Unknown label',
  'device-unavailable': 'Device not available',
  'network-output-invalid': 'The model gave no usable result',
  'memory-insufficient': 'Not enough memory',
  'engine-crashed': 'The engine stopped',
  'checkpoint-invalid': 'Checkpoint not usable',
  'project-invalid': 'Project not usable',
  'queue-unreachable': 'Queue not reachable',
  'recipe-missing': 'No usable recipe',
  'recipe-mismatch': 'The recipe does not fit',
  'document-not-found': 'Picture not found',
  'request-invalid': 'That did not work',
  'request-denied': 'Not allowed',
  busy: 'Busy',
  internal: 'Something went wrong',
};
