/** Labels of every action, by its id: tooltips, menu, shortcut sheet and screen readers use these. */
export const actions = {
  open: 'Open photo…',
  new: 'New picture from a label',
  paste: 'Paste picture',
  export: 'Export…',
  close: 'Close photo',
  'open-sample': 'Open the sample photo',
  undo: 'Undo',
  redo: 'Redo',

  'tool-hand': 'Hand',
  'tool-brush': 'Brush',
  'tool-eraser': 'Eraser',
  'tool-rectangle': 'Rectangle',
  'tool-lasso': 'Lasso',
  'tool-polygon': 'Polygon',
  'tool-extend': 'Extend frame',
  'tool-subject': 'Starting point',
  'tool-order-pen': 'Order pen',
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
  accept: 'Accept result',
  discard: 'Discard result',
  again: 'Discard and run again with another seed',
  'next-variant': 'Next variant',
  'previous-variant': 'Previous variant',
  compare: 'Hold to see before',

  'effort-fast': 'Effort: fast',
  'effort-balanced': 'Effort: balanced',
  'effort-best': 'Effort: best',
  'order-from-edges': 'Order: from edges',
  'order-raster': 'Order: rows',
  'order-spiral': 'Order: spiral',
  'order-random': 'Order: random',
  'order-from-subject': 'Order: from a point',
  'order-drawn': 'Order: drawn by you',
  'toggle-order': 'Show order over the picture',
  'roll-seed': 'Roll a new seed',
  'find-label': 'Find a label',

  'zoom-in': 'Zoom in',
  'zoom-out': 'Zoom out',
  'zoom-fit': 'Fit picture in window',
  'zoom-actual': 'Actual pixels (100 %)',
  'toggle-panel': 'Show or hide the panel',
  'toggle-theme': 'Light or dark',
  'follow-system-theme': 'Theme as the system',
  packs: 'Model packs…',
  shortcuts: 'Keyboard shortcuts',
  about: 'About Tessera',
} as const;
export type ActionId = keyof typeof actions;

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
  lasso: 'Lasso',
  polygon: 'Polygon',
} as const;

/** Gestures that have no single key, listed under the shortcuts. */
export const gestures = [
  { keys: ['Space', 'drag'], label: 'Move the picture' },
  { keys: ['Wheel'], label: 'Zoom at the pointer' },
  { keys: ['Shift', 'Wheel'], label: 'Move sideways' },
  { keys: ['Alt', 'drag'], label: 'Take away with rectangle, lasso or polygon' },
  { keys: ['Shift', 'click'], label: 'Brush: straight line from the last point' },
  { keys: ['Shift', 'drag'], label: 'Rectangle: square; frame: keep proportions' },
  { keys: ['Arrow keys'], label: 'On the picture: move the cross-hair (Shift: faster)' },
  { keys: ['Space'], label: 'On the cross-hair: pen down, pen up' },
] as const;
