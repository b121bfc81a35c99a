import { join } from 'node:path';
import type { WritableFileSystem } from '../../src-engine/files/file-system';
import { encodePicture } from '../../src-engine/imaging/codec';
import { documentText, type ProjectDocument } from '../../src-engine/project-file/document';
import { documentName, thumbnailName, tileFolder } from '../../src-engine/project-file/entry-names';
import { type ProjectSource, writeProjectFile } from '../../src-engine/project-file/write-project-file';
import { tilesPath } from '../documents/open-document';
import type { DisplayPicture } from '../pixels/pixel-operations';

/** Everything that goes into a project file. */
export interface PackRequest {
  readonly path: string;
  readonly appVersion: string;
  readonly document: ProjectDocument;
  /** The document's own folder. */
  readonly folder: string;
  /** File names in its tile folder. */
  readonly tiles: readonly string[];
  readonly region: readonly ProjectSource[];
  /** What the user sees, small. */
  readonly thumbnail: DisplayPicture;
}

/** Writes the project whole, or leaves what was there. @throws TesseraError those of `writeProjectFile` */
export async function packProject(request: PackRequest, fileSystem?: WritableFileSystem): Promise<void> {
  const { width, height, rgba } = request.thumbnail;
  const thumbnail = await encodePicture(
    { width, height, channels: 4, bitDepth: 8, data: rgba, iccProfile: null },
    { format: 'png', quality: null, metadata: null, recipe: null },
  );
  const tiles = tilesPath(request.folder);
  const sources: ProjectSource[] = [
    { path: documentName, bytes: Buffer.from(documentText(request.document)) },
    { path: thumbnailName, bytes: thumbnail.bytes },
    ...request.tiles.map((name) => ({ path: `${tileFolder}${name}`, file: join(tiles, name) })),
    ...request.region,
  ];
  await writeProjectFile(request.path, sources, request.appVersion, fileSystem);
}
