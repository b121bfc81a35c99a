import { extname, join } from 'node:path';
import { BrowserWindow, dialog, type FileFilter, type OpenDialogOptions } from 'electron';
import { type ExportFormat, pictureFormat, pictureFormats } from '#shared/pictures/picture-formats.ts';
import { text } from '#shared/text/text.ts';
import { packFileExtension } from '#engine/packs/pack-file.ts';
import { isProjectPath, projectExtension } from '#engine/project-file/names.ts';

const pictureExtensions = pictureFormats.flatMap(({ extensions }) => [...extensions]);
const allFiles = (): FileFilter => ({ name: text.dialogs.files.all, extensions: ['*'] });
const pictures = (): FileFilter => ({ name: text.dialogs.files.pictures, extensions: pictureExtensions });
const projects = (): FileFilter => ({ name: text.dialogs.files.projects, extensions: [projectExtension] });

/** Every dialog of the app; each resolves to null where the user cancelled. */
export const dialogs = {
  openPictures: (): Promise<readonly string[] | null> =>
    chooseFiles(text.dialogs.files.openPicture, {
      filters: [
        {
          name: text.dialogs.files.picturesAndProjects,
          extensions: [...pictureExtensions, projectExtension],
        },
        pictures(),
        projects(),
        allFiles(),
      ],
      properties: ['openFile', 'multiSelections'],
    }),

  /** A file with a recipe in it, beside it, or nothing but a recipe. */
  openResult: (): Promise<string | null> =>
    openFile(text.dialogs.files.openResult, [
      { name: text.dialogs.files.results, extensions: [...pictureExtensions, projectExtension, 'json'] },
      allFiles(),
    ]),

  /** Photos for the queue; none where the user cancelled. */
  openPhotos: async (): Promise<readonly string[]> =>
    (await chooseFiles(text.dialogs.files.openPhotos, {
      filters: [pictures(), allFiles()],
      properties: ['openFile', 'multiSelections'],
    })) ?? [],

  openFolder: async (title: string): Promise<string | null> =>
    (await chooseFiles(title, { properties: ['openDirectory', 'createDirectory'] }))?.[0] ?? null,

  openMask: (): Promise<string | null> => openFile(text.dialogs.files.openMask, [pictures(), allFiles()]),

  openCheckpoint: (title: string): Promise<string | null> =>
    openFile(title, [{ name: 'Checkpoints', extensions: ['pt', 'pth', 'ckpt', 'safetensors'] }, allFiles()]),

  openPackFile: (): Promise<string | null> =>
    openFile(text.dialogs.files.openPack, [
      { name: text.dialogs.files.packs, extensions: [packFileExtension] },
      allFiles(),
    ]),

  /** A project's path, always with its extension. */
  async saveProject(folder: string, baseName: string): Promise<string | null> {
    const path = await saveFile(join(folder, `${baseName}.${projectExtension}`), projects());
    return path === null || isProjectPath(path) ? path : `${path}.${projectExtension}`;
  },

  saveReport: (name: string): Promise<string | null> => saveFile(name, { name: 'Zip', extensions: ['zip'] }),

  /** The chosen path, always with an extension of the format. */
  async saveAs(folder: string, baseName: string, format: ExportFormat): Promise<string | null> {
    const { name, extensions } = pictureFormat(format);
    const path = await saveFile(join(folder, `${baseName}.${extensions[0]}`), {
      name,
      extensions: [...extensions],
    });
    if (path === null) return null;
    return extensions.includes(extname(path).slice(1).toLowerCase()) ? path : `${path}.${extensions[0]}`;
  },
};

const openFile = async (title: string, filters: FileFilter[]): Promise<string | null> =>
  (await chooseFiles(title, { filters, properties: ['openFile'] }))?.[0] ?? null;

async function chooseFiles(title: string, choices: OpenDialogOptions): Promise<readonly string[] | null> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const options = { ...choices, title };
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return canceled ? null : filePaths;
}

async function saveFile(defaultPath: string, filter: FileFilter): Promise<string | null> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const options = {
    defaultPath,
    filters: [filter],
    properties: ['showOverwriteConfirmation' as const, 'createDirectory' as const],
  };
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  return canceled || !filePath ? null : filePath;
}
