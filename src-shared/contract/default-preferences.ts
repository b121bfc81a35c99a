import type { Preferences } from './app.ts';

/** The preferences of somebody who has chosen nothing yet. */
export const defaultPreferences: Preferences = {
  language: 'system',
  theme: 'system',
  motion: 'system',
  lastSettings: {},
  brushSize: 80,
  brushHardness: 0.8,
  orderOverlay: false,
  shortcuts: {},
  panelsOpen: {},
  lastExport: {
    ...{ format: 'png', quality: 92, lossless: false, keepMetadata: true, keepPlace: true, recipe: null },
    ...{ disclosure: true, c2pa: false, keepJpeg: true, size: null, srgb: false },
  },
};
