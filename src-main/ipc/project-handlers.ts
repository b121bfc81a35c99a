import { basename, dirname } from 'node:path';
import { TesseraError } from '../../src-shared/contract/errors';
import type { DocumentStore } from '../documents/document-store';
import type { RecentFiles } from '../documents/recent-files';
import type { ProjectSaver } from '../projects/project-saver';
import type { dialogs as allDialogs } from './dialogs';
import { fileStem } from './file-stem';
import type { AreaHandlers } from './handlers';

export interface ProjectHandlerParts {
  readonly documents: DocumentStore;
  readonly projects: ProjectSaver;
  readonly recent: RecentFiles;
  readonly dialogs: Pick<typeof allDialogs, 'saveProject'>;
}

/** Handlers of `projects/...` and `recipes/...`. */
export function projectHandlers({
  documents,
  projects,
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
    'recipes/replay': async () => {
      throw new TesseraError('internal', 'This version cannot do that yet. Nothing was changed.');
    },
  };
}
