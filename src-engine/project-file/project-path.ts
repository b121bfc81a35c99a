import { extname } from 'node:path';

/** What project files are called. */
export const projectExtension = 'tessera';

/** True where a file is a project by its name. */
export const isProjectPath = (path: string): boolean =>
  extname(path).toLowerCase() === `.${projectExtension}`;
