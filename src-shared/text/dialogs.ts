import { systemErrors } from './system-errors.ts';
import { byteSize, counted, percent, pixelSize } from './formats.ts';
import { exportDialog } from './export-dialog.ts';
import { opening } from './opening.ts';

/** Dialogs, the welcome screen and messages. */
export const dialogs = {
  close: 'Close',
  cancel: 'Cancel',
  dismiss: 'Dismiss',

  ...opening,

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
  dragOut: {
    title: 'Drag the picture out, into a folder or another program',
    making: 'Making the file to drag…',
    ready: (name: string) => `${name} is ready. Drag the button once more.`,
    how: (copy: string, exporting: string) =>
      `Drag this button out of the window: a file of the picture goes along, as an export would write it; a photo without edits goes as its own file. By keyboard: ${copy} copies, ${exporting} exports.`,
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

  export: exportDialog,

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
