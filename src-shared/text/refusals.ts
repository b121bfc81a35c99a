import type { ErrorCode } from '#shared/errors.ts';
import { byteSize, counted } from './formats.ts';

/** Why something is refused or failed: what happened, what is safe, what to do. */
export const refusals = {
  noLongerOpen: 'This picture is no longer open. Nothing was changed. Open it again.',
  nothingToBringBack: 'There is nothing left to bring back of this picture. Open the file again.',
  noLongerRecent: 'This file is no longer in the list. Open it with the file dialog.',
  reshapeWaits:
    'A fill is under way or waits for your decision, so the picture stays as it is. Accept or discard the fill, then try again.',
  /** Why pixels must stay as they are. */
  pixelsRest: {
    running: 'A run is active. Cancel it first, then try again.',
    interrupted: 'A run is paused. Resume it or discard it first, then try again.',
    turns: 'Versions are waiting. Accept one or discard them first, then try again.',
  },
  cropOutside: 'That part does not lie in the picture. Nothing was changed. Draw the frame again.',
  restoreWaits:
    'A fill is under way or waits for your decision, so nothing was restored. Accept or discard the fill, then paint again.',
  noFillToFade:
    'The last change of the picture is not a fill, so there is no opacity to choose. Nothing was changed. If something came after a fill, undo that, then try again.',
  paintingsUnreadable: (file: string) =>
    `The effort or order that was painted for the next fill could not be read. The photo and all its steps are safe, and the file is kept as "${file}" in the document’s folder. Paint it again where it is wanted.`,
  pastedProject: (name: string) =>
    `"${name}" is a project, which is opened from where it lies. Save it first, then open or drop that file.`,
  engineBusy: 'The engine is busy. Nothing was changed. Wait until it is done, then try again.',
  /** @param isMore beyond what this process holds already */
  tooLittleMemory: (needed: number, free: number, isMore: boolean, advice: readonly string[]) =>
    `This run needs about ${byteSize(needed)}${isMore ? ' more' : ''} of memory, and ${byteSize(free)} are free. Your picture is unchanged. What helps: ${advice.join('; ')}.`,
  memoryAdvice: {
    closePrograms: 'close other programs',
    smallerArea: 'fill or extend less at once',
    noCopies: 'choose “Made by the model” under Detail',
    noGuidance: 'turn “Context guidance” and “Follow the word” off',
    int8: 'import the model again at int8',
    smallerModel: 'choose a smaller model',
  },
  nothingChosen: 'Nothing is chosen to be imported. Choose the checkpoints again.',
  unexpectedImport: 'The engine gave an unexpected answer. Import again.',
  stoppedLate: 'The run did not stop in time, so the engine is starting again.',
  pausedLate: 'The run did not pause in time, so the engine is starting again.',
  engineRestarts: 'The engine stopped unexpectedly and is starting again. Your picture is as it was before.',
  engineStopped:
    'The engine stopped in the middle of the run. Your picture is as it was before. Start the run again; if it happens twice, choose less effort or the CPU.',
  noResult: 'The engine gave no result. Nothing was changed. Try again.',
  engineStoppedHealing:
    'The engine stopped while it healed this stroke. Your picture is as it was before. Paint it again; if it happens twice, paint over less at once.',
  isReplaying: 'A recipe is being repeated. Wait for it, or cancel it, then try again.',
  replayWaitsForRun: 'The engine is at work. Wait for it, or cancel the run, then try again.',
  replayWaitsForTurns:
    'Versions or a run wait in this picture. Accept or discard them first, then repeat the recipe.',
  changedWhileReplaying:
    'The picture was changed while its recipe was repeated. What was repeated so far can be undone. Try again.',
  damagedRecipeMask:
    'The selection in the recipe is damaged, or is of another picture. Versions repeated before it can be undone.',
  unexpectedAnswer: (kind: string) =>
    `The engine gave an unexpected answer (${kind}). The picture is as it was before. Try again.`,
  nothingSelected: 'Nothing is selected. Paint over what should be filled first.',
  runIsPaused: 'A run is paused in this picture. Resume it or cancel it first, then start the next one.',
  noPausedRun: 'No run is paused here. Nothing was changed.',
  unexpectedPlan: 'The engine gave an unexpected answer. Nothing was changed. Try again.',
  runIsActive: 'A run is active. Your picture is safe. Wait for it, or cancel it first.',
  unreadableStroke: 'The stroke could not be read. The selection is as it was before. Paint it again.',
  maskSize: (mask: string, photo: string) =>
    `The mask has ${mask} pixels, the photo ${photo}. The selection is as it was before. Load a mask of the photo's size.`,
  resultDoesNotFit:
    'The result does not fit the picture, so it was not used. The picture is as it was before. Run it again, and report this if it happens twice.',
  pixelsStopped:
    'The process that reads and writes pictures stopped unexpectedly. Your picture is as it was before. Try again; if it happens with one file only, that file is damaged.',
  isOriginal:
    'That is the original photo, which is never overwritten. Nothing was saved. Choose another name.',
  noPictureBeside: 'The picture of this recipe is not beside it.',
  otherSamples: 'The file has another size or another kind of samples than the picture.',
  lossyResult:
    'The file was saved in a lossy format, which changes pixels itself: only a lossless one can be compared.',
  samplesDiffer: (samples: number) =>
    `${counted(samples, 'sample differs', 'samples differ')} from the file.`,
  noRecipe: (name: string) =>
    `"${name}" holds no recipe, and there is no recipe file beside it. Nothing was changed. Only results of Tessera that kept their metadata can be repeated.`,
  pageHasNoAddress: 'This page is part of the app and has no address.',
  pageIsMissing: 'The page could not be opened: it is missing from this build.',
  damagedWorkingCopy:
    "A part of this picture's working copy is missing or damaged. The file you opened is untouched. Undo, or open the picture again.",
  noStepSizes:
    'The schedule "custom" needs at least one AR step size. Nothing was changed. Give the sizes, or choose another schedule.',
  nothingDrawn:
    'The order "drawn" was chosen but nothing was drawn. Nothing was changed. Draw an order with the pen, or choose another one.',
  /** Where parts of the program do not fit together; details are in the log. */
  doesNotFit: 'Parts of the program do not fit together here. Nothing was changed. Please report this.',
  windowUnknown: 'This window may not ask for that.',
  requestUnreadable: 'The request was not understood. Nothing was changed.',
  noSuchStep: 'This version has no such step. Nothing was changed. Choose another one.',
  keptDoesNotFit:
    'What should stay is not in whole tokens of this region. Nothing was changed. Paint it again.',
  startIsGone: 'The version to start from is gone. The picture is as it was before. Start from another one.',
  turnIsGone: 'This version is gone. The picture is as it was before. Run again.',
  sameTurn: 'Another version does the same as the first. Nothing was changed.',
  otherSelection:
    'Versions are waiting that were made for another selection. Accept one or discard them, then run again.',
  changedSinceTurn: 'The picture was changed since this version was made. Discard it and run again.',
  startIsGoneForAll:
    'The version to start from is gone. The picture is as it was before. Start from the beginning.',
  nothingToHealFrom:
    'Nothing of the photo is left around this stroke to heal it from. Nothing was changed. Paint over less at once.',
  damagedState:
    'The saved state of this run is damaged, so it cannot be resumed. Your picture is unchanged. Start the run again.',
  otherModel:
    'This run was made with another model or another version of Tessera, so it cannot be resumed from here. Your picture is unchanged. Start a new run.',
  keptOfAnother:
    'A kept part belongs to another picture. Nothing was changed. Choose parts of results of this picture.',
  nothingToCopyFrom:
    'Nothing is left to copy texture from: what is not filled is forbidden as a source. Nothing was changed. Allow more of the photo near what is filled.',
  maskIsEmpty: 'The mask is empty: no pixel is selected.',
  allIsKept: 'Everything is kept: nothing is left to make anew.',
  paintFirst: (problem: string) => `${problem} Nothing was changed. Paint over what should go.`,
  modelOfBeginning:
    'Another version can only continue with the model that its beginning was made with. Nothing was changed. Choose that model, or start a new run.',
  noSuchLabel: (pack: string, label: string, labels: string) =>
    `The pack "${pack}" has no label "${label}". It has: ${labels}.`,
  noMask: 'There is no mask. Nothing was changed. Paint over what should go.',
  maskHasOtherSize: (mask: string, photo: string) =>
    `The mask is ${mask} pixels, the photo ${photo}. Nothing was changed. Make the mask as large as the photo (after turning it upright).`,
  rectangleOutside: (photo: string) =>
    `The rectangle lies beside the photo, which has ${photo} pixels (after turning it upright). Nothing was changed. Give one inside it.`,
  noSuchColour:
    'No pixel of the photo has this colour. Nothing was changed. Choose another colour, or more tolerance.',
  tooLarge: (size: string, megapixels: number) =>
    `The picture would have ${size} pixels; at most ${megapixels} megapixels can be made. Nothing was changed. Choose a smaller size.`,
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
  'update-unreachable': 'Server for updates not reachable',
  'update-refused': 'Update refused',
  'recipe-missing': 'No usable recipe',
  'recipe-mismatch': 'The recipe does not fit',
  'document-not-found': 'Picture not found',
  'request-invalid': 'That did not work',
  'request-denied': 'Not allowed',
  busy: 'Busy',
  internal: 'Something went wrong',
};
