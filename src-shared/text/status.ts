import { counted, grouped, megapixels } from './formats.ts';

/** The status bar at the bottom of the window. */
export const status = {
  name: 'Status',
  bits: (bits: number) => `${bits} bit`,
  size: (pixels: number) => megapixels(pixels),
  selection: (pixels: number, share: number) =>
    `${megapixels(pixels)} selected (${share < 0.001 ? '<0.1' : (share * 100).toFixed(share < 0.1 ? 1 : 0)} %)`,
  noSelection: 'Nothing selected',
  position: (x: number, y: number) => `${grouped(x)}, ${grouped(y)}`,
  exact: (changed: number) => `${counted(changed, 'pixel', 'pixels')} changed outside the selection`,
  exactBeforeEncoding: (changed: number) =>
    `${counted(changed, 'pixel', 'pixels')} changed outside (before encoding)`,
  exactKept: (touched: number, mcus: number, changed: number, most: number) =>
    `${grouped(touched)} of ${grouped(mcus)} JPEG blocks made anew; ${counted(changed, 'pixel', 'pixels')} changed outside${changed > 0 ? `, at most ${most} of 255` : ''}`,
  exactKeptHint:
    'Of the exported JPEG: every other block is the photo’s own, bit for bit. All blocks made anew touch a selection; pixels outside changed only in them, or one pixel beside them',
  exactHint: 'Counted against the original samples, in the photo’s own bit depth',
  exactLossyHint: 'Counted before encoding: a lossy export re-encodes every pixel',
  device: (device: string) => `Device: ${device}`,
  engine: { starting: 'Engine starting', ready: 'Engine ready', restarting: 'Engine restarting' },
  zoom: 'Zoom',
  unsaved: 'Has changes that no saved file holds',
} as const;
