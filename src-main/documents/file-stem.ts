import { extname } from 'node:path';

/** A file's name without its extension. */
export const fileStem = (name: string): string => name.slice(0, name.length - extname(name).length) || name;

/** What an export is called where nothing else is chosen, without its extension. */
export const exportStem = (name: string): string => `${fileStem(name)}-edited`;
