import { basename, dirname } from 'node:path';
import { Cancelled } from '#shared/errors.ts';
import type { DocumentStore } from '#main/documents/document-store.ts';
import type { RecentFiles } from '#main/documents/recent-files.ts';
import type { RecipeReplayer } from '#main/jobs/recipe-replayer.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';
import type { ProjectSaver } from '#main/projects/project-saver.ts';
import { readResultFile, scratchPath } from '#main/projects/result-file.ts';
import { fileStem } from '#main/documents/file-stem.ts';
import type { dialogs as allDialogs } from './dialogs.ts';
import type { AreaHandlers } from './router.ts';

export interface ProjectHandlerParts {
  readonly documents: DocumentStore;
  readonly projects: ProjectSaver;
  readonly replayer: RecipeReplayer;
  readonly pixels: PixelOperations;
  readonly recent: RecentFiles;
  readonly dialogs: Pick<typeof allDialogs, 'saveProject' | 'openResult'>;
}

/** Handlers of `projects/...` and `recipes/...`. */
export function projectHandlers({
  documents,
  projects,
  replayer,
  pixels,
  recent,
  dialogs,
}: ProjectHandlerParts): AreaHandlers<'projects' | 'recipes'> {
  return {
    'projects/save': async ({ documentId, saveAs }) => {
      const document = documents.get(documentId);
      const { origin, projectPath } = document;
      const beside = projectPath ?? origin.sourcePath;
      const path =
        saveAs || projectPath === null
          ? await dialogs.saveProject(beside === null ? '' : dirname(beside), fileStem(origin.name))
          : projectPath;
      if (path === null) return null;
      await projects.save(document, path);
      recent.add(path);
      return { name: basename(path) };
    },

    'recipes/replay': async (documentId) => {
      const document = documents.get(documentId);
      const path = await dialogs.openResult();
      if (path === null) return null;
      const result = await readResultFile(path, pixels, scratchPath(document.folder));
      const replayed = await replayer.replay(document, result.recipe, result.name).catch((error: unknown) => {
        if (error instanceof Cancelled) return null;
        throw error;
      });
      if (!replayed) return null;
      const { identical, reason } = await result.compare(replayed.pixels);
      const reasons = replayed.doubts.map((doubt) => `${doubt.charAt(0).toUpperCase()}${doubt.slice(1)}.`);
      return { identical, reasons: reason === null ? reasons : [...reasons, reason] };
    },
  };
}
