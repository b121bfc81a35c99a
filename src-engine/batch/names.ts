import { basename, extname } from 'node:path';

/** A template for one photo: {name} is its name without the ending, {ext} the ending without its dot. */
export const nameByTemplate = (template: string, photo: string): string =>
  template.replaceAll('{name}', basename(photo, extname(photo))).replaceAll('{ext}', extname(photo).slice(1));
