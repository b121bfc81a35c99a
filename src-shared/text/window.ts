import type { ToolName } from './actions.ts';
import { pixelSize, percent, counted, grouped, megapixels, sharePercent } from './formats.ts';

/** The status bar at the bottom of the window. */
export const status = {
  name: 'Status',
  bits: (bits: number) => `${bits} bit`,
  size: (pixels: number) => megapixels(pixels),
  selection: (pixels: number, share: number) => `${megapixels(pixels)} selected (${sharePercent(share)})`,
  added: (pixels: number) => `${megapixels(pixels)} added`,
  noSelection: 'Nothing selected',
  position: (x: number, y: number) => `${grouped(x)} · ${grouped(y)}`,
  exact: (changed: number) => `${counted(changed, 'pixel', 'pixels')} changed outside the fill`,
  straightened: 'Straightened: every pixel was resampled',
  straightenedHint:
    'Straightening rotates by less than a quarter turn: no pixel is the photo’s own any more. What was filled since is counted apart',
  exactBeforeEncoding: (changed: number) =>
    `${counted(changed, 'pixel', 'pixels')} changed outside (before encoding)`,
  exactBeforeConversion: (changed: number) =>
    `${counted(changed, 'pixel', 'pixels')} changed outside (before the export was converted)`,
  exactConvertedHint:
    'Counted in the picture as it was edited: the exported file was resampled, or its colours were converted, and so differs everywhere',
  exactKept: (touched: number, mcus: number, changed: number, most: number) =>
    `${grouped(touched)} of ${grouped(mcus)} JPEG blocks made anew; ${counted(changed, 'pixel', 'pixels')} changed outside${changed > 0 ? `, at most ${most} of 255` : ''}`,
  exactKeptHint:
    'Of the exported JPEG: every other block is the photo’s own, bit for bit. All blocks made anew touch a selection; pixels outside changed only in them, or one pixel beside them',
  exactHint: 'Counted against the original samples, in the photo’s own bit depth',
  exactLossyHint: 'Counted before encoding: a lossy export re-encodes every pixel',
  device: (device: string) => `Device: ${device}`,
  engine: { starting: 'Engine starting', ready: 'Engine ready', restarting: 'Engine restarting' },
  zoom: 'Zoom',
  working: 'Working…',
  unsaved: 'No saved file holds all of it',
} as const;

/** The window's frame: top bar, tool bar, tool options, picture. */
export const windowText = {
  appName: 'Tessera',
  toolbar: 'Tools',
  toolOptions: 'Tool options',
  topbar: 'Photo',
  topbarStart: 'Open and undo',
  topbarEnd: 'View and export',
  menu: 'Menu',
  /** What the system's menu has beside actions. */
  menus: { quit: 'Quit', fullScreen: 'Full screen', help: 'Help' },
  /** What screen readers say of the picture. */
  picture: (name: string, width: number, height: number) =>
    `Picture ${name}, ${pixelSize(width, height)}. Arrow keys move the cross-hair, Space puts the pen down.`,
  brushSize: 'Size',
  brushHardness: 'Hardness',
  pixels: 'px',
  hardness: (value: number) => percent(value),
  maskActions: 'Selection',
  maskMenu: 'More for the selection',
  amount: 'Amount',
  hints: {
    hand: 'Drag to move the picture',
    heal: 'Paint over a blemish, lift the pen: it is gone',
    restore: 'Paint over what should come back: a soft brush blends it in',
    'no-source': 'Paint over what must not be copied · Alt takes away',
    rectangle: 'Drag to add a rectangle · Alt takes away · Shift for a square',
    ellipse: 'Drag to add an ellipse · Alt takes away · Shift for a circle',
    lasso: 'Draw around what should go · Alt takes away',
    polygon: 'Click corner by corner · Enter or double-click closes · Alt takes away',
    crop: 'Drag an edge or corner inwards · Shift keeps the proportions',
    extend: 'Drag an edge or corner outward · Shift keeps the proportions',
    subject: 'Click where the fill should start',
    'order-pen': 'Paint the sequence: what you paint first is filled first',
    'effort-pen': 'Every stroke doubles or halves the effort there',
    keep: 'Paint over what you like · Alt takes back',
    turn: 'Point at a step below to see that moment, click it for another version from there',
    'folded-turn': 'The arrow below shows the steps: any of them can be looked at, and tried again from',
    'other-turns': '← → show other versions',
    compare: 'Drag the divider · ← → for another version on the right',
  } satisfies Record<
    Exclude<ToolName, 'brush' | 'eraser'> | 'turn' | 'folded-turn' | 'other-turns' | 'compare',
    string
  >,
  history: { title: 'History', opened: 'As opened' },
  opacity: {
    title: 'Opacity of the fill',
    label: 'Opacity',
    hint: 'The rest shows what was there before',
    nothingBefore:
      'What is added to a photo, and a new picture, have nothing before them that could show through: opacity is for fills.',
    announce: (value: number) => `Opacity of the fill: ${percent(value / 100)}`,
  },
  crop: {
    aspects: {
      free: 'Free',
      photo: 'Photo',
      square: '1 : 1',
      classic: '3 : 2',
      wide: '16 : 9',
      portrait: '4 : 5',
    },
    apply: 'Crop',
    reset: 'Reset',
    working: 'Changing the picture…',
    straighten: 'Straighten',
    horizon: 'Draw along the horizon',
    horizonHint: 'Draw a line along what should be level or upright',
    fillCorners: 'Fill the corners',
    fillCornersHint: 'Keeps the corners that become empty and selects them: Fill makes them',
  },
  undo: (label: string | null) => (label === null ? 'Undo' : `Undo ${label.toLowerCase()}`),
  redo: (label: string | null) => (label === null ? 'Redo' : `Redo ${label.toLowerCase()}`),
  tabs: {
    name: 'Open photos',
    close: (name: string) => `Close ${name}`,
    work: { running: 'a fill runs', turns: 'a result waits', interrupted: 'a paused run waits' },
  },
  crossHair: (x: number, y: number, down: boolean) => `${x}, ${y}${down ? ', pen down' : ''}`,
} as const;
