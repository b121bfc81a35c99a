import type { RunProgress } from '#shared/runs/run-report.ts';
import { counted, duration, percent } from './formats.ts';

/** The bar under the picture while something runs or waits for a decision. */
export const run = {
  name: 'Run',
  phases: {
    load: 'Loading the model',
    encode: 'Reading the surroundings',
    sample: 'Filling',
    decode: 'Turning it into pixels',
    detail: 'Bringing in detail',
    blend: 'Blending the seam',
  } satisfies Record<RunProgress['phase'], string>,
  retouching: {
    heal: (strokes: number) => (strokes === 1 ? 'Healing…' : `Healing, ${strokes} strokes…`),
    restore: (strokes: number) => (strokes === 1 ? 'Restoring…' : `Restoring, ${strokes} strokes…`),
  },
  /** Beside a result that one may not want to keep: what is seen, and what may help. */
  doubts: {
    repeats:
      'Much of this shows the same part of the photo again: variants, a smaller addition, or Never copy from (N) may help.',
    breaks: 'Pieces of the photo do not meet well here: variants, a label, or a smaller area may help.',
  },
  retouched: { heal: 'Healed', restore: 'Restored' },
  nothingToRestore: 'Nothing changed here since the photo was opened, so there is nothing to restore.',
  strokesResumed: (strokes: number) =>
    `${counted(strokes, 'healing stroke was', 'healing strokes were')} cut off last time and ${strokes === 1 ? 'is' : 'are'} finished now.`,
  strokesWaitAgain: (strokes: number) =>
    `${counted(strokes, 'healing stroke', 'healing strokes')} of last time ${strokes === 1 ? 'is' : 'are'} made once you have decided on what waits.`,
  /** Healing strokes that were painted while something runs or waits. */
  retouchLater: (strokes: number) =>
    `${counted(strokes, 'healing stroke follows', 'healing strokes follow')} once this is decided`,
  /** Why something cannot be done beside a run or the turns that wait, and what can. */
  waits: {
    running:
      'This waits for the end of the run, which needs the picture as it is. Meanwhile you can select, heal, zoom and export.',
    closing: 'Closing waits for the end of the run. Pause it first, which keeps it, or cancel it.',
    interrupted: 'This waits until the paused run is resumed or discarded: it needs the picture as it is.',
    turns: 'This waits until you accept or discard the result, which was made from the picture as it is.',
    replay: 'This waits until the recipe is through, or cancelled.',
    nextSelection:
      'Another selection is painted: accept or discard this result, then fill it. Undo brings the former selection back.',
  },
  waitsForOther: 'Waits for the run in another photo…',
  /** About a photo that another tab shows. */
  elsewhere: {
    finished: (name: string) => `The run in ${name} is finished.`,
    failed: (name: string, message: string) => `The run in ${name} failed. ${message}`,
    show: 'Show',
  },
  starting: 'Starting…',
  cancelling: 'Cancelling…',
  pausing: 'Pausing…',
  accepting: 'Accepting…',
  pause: 'Pause',
  step: (step: number, steps: number) => `step ${step} of ${steps}`,
  pass: (pass: number, passes: number) => `part ${pass} of ${passes}`,
  variant: (variant: number, variants: number) => `variant ${variant} of ${variants}`,
  remaining: (seconds: number) => `${duration(seconds)} left`,
  remainingUnknown: 'measuring the time left',
  cancel: 'Cancel',
  progressName: 'Progress of the run',
  announceProgress: (fraction: number) => `${percent(fraction)} done`,
  announceStarted: 'Run started',
  announceFinished: (variants: number) =>
    `Finished. ${counted(variants, 'version', 'versions')} to look at: Enter accepts, Backspace discards.`,
  cancelled: 'Cancelled. The photo is exactly as it was.',
  cancelledNew: 'Cancelled. No picture was made.',
  cancelledSome: (turns: number) =>
    `Cancelled. ${counted(turns, 'finished version', 'finished versions')} can still be decided on.`,

  announceAccepted: 'Result accepted',
  announceDiscarded: 'Result discarded. The photo is exactly as it was.',
  announceDiscardedNew: 'Discarded. Nothing else has changed.',
  took: (seconds: number, device: string) => `${duration(seconds)} on ${device}`,
  before: 'Before',
} as const;
