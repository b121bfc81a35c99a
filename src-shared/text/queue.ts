import type { QueuedPhoto } from '#shared/contract/queue.ts';
import { counted, duration, percent } from './formats.ts';

/** Many photos: choosing them, and the queue that fills them. */
export const queue = {
  title: 'Apply to more photos',
  edits: (count: number) =>
    count === 1
      ? 'The last edit of this photo is made in each of them, with the same settings and the same seed.'
      : `The ${count} edits of this photo are made in each of them, with the same settings and seeds.`,
  settings: 'Each of them is filled with the settings of the panel.',
  photos: 'Photos',
  noPhotos: 'None chosen yet',
  chosen: (count: number, folder: string | null, names: readonly string[]) =>
    `${counted(count, 'photo', 'photos')}${folder === null ? '' : ` of "${folder}"`}: ${names.join(', ')}${count > names.length ? ', …' : ''}`,
  chooseFiles: 'Choose photos…',
  chooseFolder: 'Choose a folder…',
  rule: 'What is filled in each',
  rules: {
    place: 'The same place',
    file: 'A mask beside each',
    rectangle: 'A rectangle',
    colour: 'A colour',
  },
  ruleHints: {
    place: 'Where it was in this photo: for photos of the same size.',
    file: 'A file with the photo’s name in it, as large as the photo: white is filled.',
    rectangle: 'In pixels, or percent as 5%. A negative left or top counts from the right or bottom.',
    colour: 'Everything of this colour; with tolerance (of 255) also what is close to it.',
  },
  otherSizes: (count: number) =>
    `${counted(count, 'photo has', 'photos have')} another size than this one and will not be filled. Choose another rule for ${count === 1 ? 'it' : 'them'}.`,
  maskName: 'Name of the mask',
  sides: { left: 'Left', top: 'Top', width: 'Width', height: 'Height' },
  colour: 'Colour',
  tolerance: 'Tolerance',
  results: 'Results',
  template: 'Name',
  templateHint: '{name} is the photo’s name, {ext} its ending. Nothing is ever written over.',
  target: 'Folder',
  targetBeside: 'a new folder "filled" beside the photos',
  chooseTarget: 'Choose…',
  add: (count: number) => (count === 0 ? 'Add' : `Add ${counted(count, 'photo', 'photos')}`),
  fillAll: 'Fill all of them…',

  name: 'Queue of photos',
  panelTitle: 'Queue',
  states: {
    waiting: 'waiting',
    working: 'at work',
    done: 'done',
    failed: 'failed',
  } satisfies Record<QueuedPhoto['status'], string>,
  took: (seconds: number) => `done in ${duration(seconds)}`,
  working: (fraction: number) => (fraction === 0 ? 'at work' : `at work, ${percent(fraction)}`),
  /** The progress of all photos; `left` in seconds, null while nothing was measured. */
  progress: (ended: number, all: number, left: number | null) =>
    `${ended} of ${counted(all, 'photo', 'photos')}${left === null || ended === all ? '' : `, about ${duration(left)} left`}`,
  failures: (count: number) => `${count} failed`,
  paused: 'Paused',
  waits: 'Continues after your own run',
  pause: 'Pause',
  resume: 'Resume',
  retry: 'Try again',
  retryAll: 'Try failed ones again',
  open: 'Open',
  openName: (name: string) => `Open ${name}`,
  show: (name: string) => `Show ${name} in its folder`,
  remove: (name: string) => `Take ${name} off the list`,
  clear: 'Clear finished',
  hide: 'Hide the queue',
  /** In the bar at the bottom. */
  status: (done: number, failed: number, all: number, isPaused: boolean) =>
    [
      done + failed === all ? `Queue: ${done} done` : `Queue: ${done + failed} of ${all}`,
      isPaused && done + failed < all ? 'paused' : '',
      failed > 0 ? `${failed} failed` : '',
    ]
      .filter(Boolean)
      .join(' · '),
  announceEnded: (done: number, failed: number) =>
    `The queue is through: ${counted(done, 'photo', 'photos')} done, ${failed} failed.`,

  nothingToRepeat:
    'Nothing was filled in this photo yet, so there is nothing to repeat. Fill, extend or heal something first, and accept it.',
  noneChosen: 'No photo was chosen. Choose photos or a folder first.',
  placeUnknown: 'The edits of this photo have no place that others have, too. Choose another rule.',
  draftGone: 'What was chosen is no longer known. Nothing was added. Choose the photos again.',
  photoGone: 'This photo is no longer in the queue.',
  outputExists: (name: string) =>
    `"${name}" is there already, and nothing is ever written over. Move it away, then try again.`,
  outputUnwritable: (name: string, formats: string) =>
    `"${name}" has the ending of a format that is not written (${formats} are). Nothing was written. Add the photo again with another ending in the name of its result.`,
  otherSize: (width: number, height: number, wantedWidth: number, wantedHeight: number) =>
    `The photo has ${width} × ${height} pixels, the one with the edits ${wantedWidth} × ${wantedHeight}: the same place means nothing here. Nothing was written. Add it again with another rule.`,
  maskOfOtherSize: (mask: string) =>
    `"${mask}" is not as large as its photo. Nothing was written. Make it as large as the photo, then try again.`,
  unread: (count: number) =>
    `${counted(count, 'list', 'lists')} of queued photos could not be read and ${count === 1 ? 'is' : 'are'} kept as ${count === 1 ? 'it is' : 'they are'}. Photos and results are as they were.`,
  diskFull: 'The queue is paused: the disk is full. What was written is whole. Make room, then resume it.',
} as const;
