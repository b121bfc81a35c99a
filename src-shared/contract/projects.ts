import { z } from 'zod';
import { channel, idSchema } from './schemas.ts';

export const projectChannels = {
  /**
   * Saves the document, its history and its turns as one project file: over the project it was opened from or last saved
   * to, or (`saveAs`, or where there is none) to the place a dialog asks for. Null where the user cancelled the dialog.
   */
  'projects/save': channel<{ name: string } | null>()(
    z.object({ documentId: idSchema, saveAs: z.boolean() }),
  ),
} as const;
