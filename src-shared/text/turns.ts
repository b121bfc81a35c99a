import { counted, detailPixels, duration, grouped, percent } from './formats.ts';

/** Turns of a region: the contact sheet, the strip of AR steps, keep part, compare, pause. */
export const turns = {
  name: 'Versions',
  turn: (number: number) => `Version ${number}`,
  short: (number: number) => String(number),
  seed: (seed: number) => `seed ${grouped(seed)}`,
  fromStart: 'from the start',
  fromStep: (turn: number, step: number) => `from step ${step} of version ${turn}`,
  fromKept: (list: readonly number[]) => `keeps parts of version ${list.join(' and ')}`,
  fromGone: 'from a version that was deleted',
  tileName: (number: number, origin: string, side: string | null) =>
    `Version ${number}, ${origin}${side === null ? '' : `, on side ${side}`}`,
  running: 'Now',
  runningName: (variant: number, variants: number) => `Now being made: ${variant} of ${variants}`,
  waitingName: 'Still to be made',
  left: 'A',
  right: 'B',
  deleteTurn: (number: number) => `Delete version ${number}`,
  announceShown: (number: number, count: number, origin: string) =>
    `Version ${number}, ${origin}. ${counted(count, 'version', 'versions')}.`,
  announceDeleted: (number: number) => `Version ${number} deleted`,

  films: { show: 'Show versions and steps', hide: 'Hide versions and steps' },

  steps: {
    name: (turn: number) => `Steps of version ${turn}`,
    live: 'Steps so far',
    title: 'Steps',
    none: 'No steps: thin lines and small spots are continued from what surrounds them, all at once.',
    group: (scale: number, part: number, parts: number) =>
      `details down to ${detailPixels(scale)}${parts > 1 ? ` · part ${part} of ${parts}` : ''}`,
    shortGroup: detailPixels,
    step: (step: number, steps: number, squares: number, group: string) =>
      `Step ${step} of ${steps}: ${counted(squares, 'square', 'squares')}, ${group}`,
    noPicture: 'No picture of its own: the one before is shown.',
    moment: (step: number, steps: number) => `After step ${step} of ${steps}`,
    before: (step: number) => (step === 1 ? 'Before the first step' : `Kept up to step ${step - 1}`),
  },

  branch: {
    name: 'Try again from here',
    kept: (steps: number) => (steps === 0 ? 'Nothing is kept' : `Stays: ${counted(steps, 'step', 'steps')}`),
    remade: (steps: number) => `Made anew: ${counted(steps, 'step', 'steps')}`,
    back: 'Back',
  },
  time: (seconds: number | null) =>
    seconds === null ? 'time measured on the first run' : `about ${duration(seconds)}`,
  planning: 'working out the time…',

  keep: {
    name: 'Keep part',
    button: 'Keep part',
    modes: { keep: 'Keep', 'take-back': 'Take back' },
    modesName: 'What the brush does',
    span: (pixels: number) => `Squares of ${pixels} px`,
    hint: 'Paint over what you like. It stays pixel for pixel; the rest is made anew.',
    parts: (squares: number) => `${counted(squares, 'square', 'squares')} kept`,
    of: (turn: number, squares: number) => `version ${turn}: ${grouped(squares)}`,
    mixHint: 'Show another version (Alt →) to add parts of it.',
    clear: 'Start over',
    done: 'Back',
    announce: (squares: number) => `${counted(squares, 'square', 'squares')} kept`,
  },

  compare: {
    name: 'Compare',
    button: 'Compare',
    modes: { swipe: 'Swipe', side: 'Side by side' },
    modesName: 'How to compare',
    base: 'Photo before',
    left: 'Left',
    right: 'Right',
    divider: 'Divider between left and right',
    dividerAt: (fraction: number) => percent(fraction),
    swap: 'Swap sides',
    done: 'Back',
  },

  actions: {
    before: 'Before',
    layout: 'Without detail',
    discard: 'Discard',
    discardAll: 'Discard all',
    accept: 'Accept',
    acceptTurn: (number: number) => `Accept version ${number}`,
    /** While others are still to be made. */
    acceptEnds: 'Takes this version; what is not finished is not made',
  },
  layoutShown: 'Without the detail stage',

  discardAll: {
    title: 'Discard all versions?',
    line: (count: number) =>
      `${counted(count, 'version waits', 'versions wait')} for a decision. The picture stays exactly as it is.`,
    lineInterrupted: (count: number, fraction: number) =>
      `A run that stands at ${percent(fraction)}${count > 0 ? ` and ${counted(count, 'version', 'versions')}` : ''} would be gone. The picture stays exactly as it is.`,
    yes: 'Discard all',
    no: 'Keep them',
  },

  interrupted: {
    name: 'Interrupted run',
    title: { paused: 'Paused', crashed: 'Cut off' },
    line: (fraction: number, variant: number, variants: number, step: number) =>
      [
        `${percent(fraction)} done`,
        variants > 1 ? `variant ${variant} of ${variants}` : '',
        `in step ${step}`,
      ]
        .filter(Boolean)
        .join(' · '),
    saved: (time: string) => `saved at ${time}`,
    resume: 'Resume',
    drop: 'Discard',
    dropAsk: 'Really discard it?',
    announcePaused: 'Paused and saved. It can be resumed at any time, also after a restart.',
    announceResumed: 'Resumed where it was paused',
    announceDropped: 'Discarded. The photo is exactly as it was.',
  },
  needDecision: 'Resume the paused run or discard it first',

  /** What waits in a document's folder: what could not be read, and what could not be kept. */
  kept: {
    lostTurns: (lost: number, left: number): string =>
      `${lost === 1 ? 'One version' : `${lost} versions`} that waited could not be read and did not come back${
        left > 0 ? `; ${left === 1 ? 'one other is' : `the other ${left} are`} here` : ''
      }. The picture and its history are as they were.`,
    lostRun:
      'The run that was cut off could not be read, so it cannot be resumed. The picture and finished versions are as they were. Start it again.',
    unread:
      'Some of what waited in this picture cannot be read just now. Nothing was deleted. Check the disk, then close the picture and restore it to try again.',
    damagedCheckpoint:
      'The last saved moment of the run that was cut off is damaged. Resuming begins that variant again; the result is the same.',
    damagedState:
      'The saved state of the version this one starts from is damaged. What is kept of it is computed again: this takes longer and gives the same pixels.',
    notSaved: (reason: string): string =>
      `The run continues, but it could not be saved just now and would be lost with the app. ${reason}`,
    turnNotSaved: (reason: string): string =>
      `The version is here, but it could not be saved and would be lost with the app. Accept it or free some space. ${reason}`,
  },
} as const;
