import { join } from 'node:path';

/** Where a document's parts lie in its folder. */
export const journalPath = (folder: string): string => join(folder, 'journal.jsonl');
/** The file it was opened from, byte for byte, where that is a JPEG. */
export const originalPath = (folder: string): string => join(folder, 'original.jpg');
export const tilesPath = (folder: string): string => join(folder, 'tiles');
/** What was painted for the next fill. */
export const paintingsPath = (folder: string): string => join(folder, 'paintings.json');
/** Strokes whose pixels are not made yet. */
export const strokesPath = (folder: string): string => join(folder, 'strokes');
