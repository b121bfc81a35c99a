import { percent } from './formats.ts';

/** The window's frame: top bar, tool bar, tool options, picture. */
export const windowText = {
  appName: 'Tessera',
  toolbar: 'Tools',
  toolOptions: 'Tool options',
  topbar: 'Photo',
  menu: 'Menu',
  picture: 'Picture. Arrow keys move the cross-hair, Space puts the pen down.',
  brushSize: 'Size',
  brushHardness: 'Hardness',
  pixels: 'px',
  hardness: (value: number) => percent(value),
  maskActions: 'Selection',
  maskMenu: 'More for the selection',
  amount: 'Amount',
  hints: {
    hand: 'Drag to move the picture',
    rectangle: 'Drag to add a rectangle · Alt takes away · Shift for a square',
    lasso: 'Draw around what should go · Alt takes away',
    polygon: 'Click corner by corner · Enter or double-click closes · Alt takes away',
    extend: 'Drag an edge or corner outward · Shift keeps the proportions',
    subject: 'Click where the fill should start',
    'order-pen': 'Paint the sequence: what you paint first is filled first',
    'effort-pen': 'Every stroke doubles or halves the effort there',
    keep: 'Paint over what you like · Alt takes back',
    turn: 'Point at a step below to see that moment, click it for another turn from there · ← → show other turns',
    compare: 'Drag the divider · ← → for another turn on the right',
  },
  undo: (label: string | null) => (label === null ? 'Undo' : `Undo ${label.toLowerCase()}`),
  redo: (label: string | null) => (label === null ? 'Redo' : `Redo ${label.toLowerCase()}`),
  crossHair: (x: number, y: number, down: boolean) => `${x}, ${y}${down ? ', pen down' : ''}`,
} as const;
