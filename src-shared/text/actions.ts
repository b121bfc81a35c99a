/** Labels of every action, by its id: tooltips, menu, shortcut sheet and screen readers use these. */
export const actions = {
  open: 'Open photo…',
  new: 'New picture from a label',
  copy: 'Copy picture',
  paste: 'Paste picture',
  'save-project': 'Save project',
  'save-project-as': 'Save project as…',
  replay: 'Replay a result file…',
  export: 'Export…',
  close: 'Close photo',
  'open-sample': 'Open the sample photo',
  undo: 'Undo',
  redo: 'Redo',

  'tool-hand': 'Hand',
  'tool-heal': 'Heal: paint over a blemish and it is gone',
  'tool-restore': 'Restore: paint the photo back as it was opened',
  'tool-brush': 'Brush',
  'tool-eraser': 'Eraser',
  'tool-rectangle': 'Rectangle',
  'tool-ellipse': 'Ellipse',
  'tool-lasso': 'Lasso',
  'tool-polygon': 'Polygon',
  'tool-extend': 'Extend frame',
  'tool-subject': 'Where it starts: click the point that is filled first',
  'tool-order-pen': 'Order pen: paint what is filled first',
  'tool-effort-pen': 'Effort pen: paint where more work goes',
  'tool-keep': 'Keep part: paint what stays',
  'brush-smaller': 'Smaller brush',
  'brush-larger': 'Larger brush',
  'brush-softer': 'Softer brush',
  'brush-harder': 'Harder brush',

  'select-all': 'Select everything',
  'clear-mask': 'Clear selection',
  'invert-mask': 'Invert selection',
  'grow-mask': 'Grow selection',
  'shrink-mask': 'Shrink selection',
  'feather-mask': 'Feather selection',
  'load-mask': 'Load selection from PNG…',
  'save-mask': 'Save selection as PNG…',

  'mode-fill': 'Fill the selection',
  extend: 'Extend the frame',
  fill: 'Run: fill, extend or generate',
  cancel: 'Cancel the run',
  pause: 'Pause the run and save it',
  resume: 'Resume the paused run',
  leave: 'Back from keep part, compare or a chosen step',
  accept: 'Accept the turn shown',
  discard: 'Discard all turns',
  'discard-turn': 'Delete the turn shown',
  again: 'Another turn: roll the dice again',
  'next-turn': 'Next turn',
  'previous-turn': 'Previous turn',
  compare: 'Hold to see before',
  'without-detail': 'Hold to see it without the detail stage',
  'compare-turns': 'Compare two turns',
  'compare-mode': 'Compare by swipe or side by side',

  'effort-fast': 'Effort: fast',
  'effort-balanced': 'Effort: balanced',
  'effort-best': 'Effort: best',
  'order-from-edges': 'Order: from edges',
  'order-raster': 'Order: rows',
  'order-spiral': 'Order: spiral',
  'order-hilbert': 'Order: Hilbert curve',
  'order-random': 'Order: random',
  'order-from-subject': 'Order: from a point',
  'order-drawn': 'Order: drawn by you',
  'toggle-order': 'Show order over the picture',
  'roll-seed': 'Roll the dice: another seed, another result',
  'find-label': 'Find a label',

  'zoom-in': 'Zoom in',
  'zoom-out': 'Zoom out',
  'zoom-fit': 'Fit picture in window',
  'zoom-actual': 'Actual pixels (100 %)',
  'zoom-region': 'Zoom to the selection or the turn',
  'toggle-panel': 'Show or hide the panel',
  'toggle-theme': 'Light or dark',
  'follow-system-theme': 'Theme as the system',
  packs: 'Models…',
  preferences: 'Preferences…',
  shortcuts: 'Keyboard shortcuts',
  about: 'About Tessera',
} as const;
export type ActionId = keyof typeof actions;

type NameOfTool<Id> = Id extends `tool-${infer Name}` ? Name : never;
/** A tool is what the catalogue has a label for. */
export type ToolName = NameOfTool<ActionId>;

/** Headings of the shortcut sheet. */
export const actionGroups = {
  file: 'Photo',
  edit: 'Edit',
  tools: 'Tools',
  selection: 'Selection',
  run: 'Fill and results',
  settings: 'Settings of the fill',
  view: 'View',
} as const;
export type ActionGroup = keyof typeof actionGroups;

/** Names of undo steps; main keeps them with the step. */
export const undoLabels = {
  brush: 'Brush stroke',
  eraser: 'Eraser stroke',
  rectangle: 'Rectangle',
  ellipse: 'Ellipse',
  lasso: 'Lasso',
  polygon: 'Polygon',
  restore: 'Restore',
} as const;

/** Gestures that have no single key, listed under the shortcuts. */
export const gestures = [
  { keys: ['Space', 'drag'], label: 'Move the picture' },
  { keys: ['Wheel'], label: 'Zoom at the pointer' },
  { keys: ['Pen eraser'], label: 'Take away, as Alt does' },
  { keys: ['Finger'], label: 'Move the picture, once a pen was used; two fingers zoom' },
  { keys: ['Shift', 'Wheel'], label: 'Move sideways' },
  { keys: ['Alt', 'drag'], label: 'Take away with brush, rectangle, ellipse, lasso or polygon' },
  { keys: ['Alt', 'right drag'], label: 'Brush size; Ctrl+Alt and drag does the same' },
  { keys: ['Shift', 'click'], label: 'Brush: straight line from the last point' },
  { keys: ['Shift', 'drag'], label: 'Rectangle: square; ellipse: circle; frame: keep proportions' },
  { keys: ['Alt', 'drag'], label: 'Keep part: take back; effort pen: erase' },
  { keys: ['Shift', 'click'], label: 'Compare: put a turn on the left side' },
  { keys: ['Arrow keys'], label: 'On the picture: move the cross-hair (Shift: faster)' },
  { keys: ['Space'], label: 'On the cross-hair: pen down, pen up' },
] as const;
