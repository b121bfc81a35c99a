import { join } from 'node:path';

/** Where a document's parts lie in its folder. */
export const journalPath = (folder: string): string => join(folder, 'journal.jsonl');
export const tilesPath = (folder: string): string => join(folder, 'tiles');
