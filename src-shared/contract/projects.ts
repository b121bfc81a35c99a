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

/** What replaying a result file found. */
export interface ReplayOutcome {
  /** Whether every pixel is the file's; null where that could not be compared (a lossy file, another size). */
  readonly identical: boolean | null;
  /** Why they may differ, or why they could not be compared: sentences for the user. */
  readonly reasons: readonly string[];
}

export const recipeChannels = {
  /**
   * A dialog picks a result file; its recipe's turns run on the open document (the original), each accepted as one undo
   * step. Null where the user cancelled the dialog, or the run (`runs/cancel` with the id of its progress).
   */
  'recipes/replay': channel<ReplayOutcome | null>()(idSchema),
} as const;
