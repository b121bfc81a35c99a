import { originalPath, tilesPath } from '#main/documents/document-paths.ts';
import { join } from 'node:path';
import type { WritableFileSystem } from '#engine/files/file-system.ts';
import { encodePicture } from '#engine/imaging/codec/index.ts';
import { documentText } from '#engine/project-file/document.ts';
import { documentName, originalName, thumbnailName, tileFolder } from '#engine/project-file/names.ts';
import { type ProjectSource, writeProjectFile } from '#engine/project-file/write-project-file.ts';
import type { PackRequest } from '#main/pixels/pixel-operations.ts';

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
    ...(request.document.storesOriginal ? [{ path: originalName, file: originalPath(request.folder) }] : []),
  ];
  await writeProjectFile(request.path, sources, request.appVersion, fileSystem);
}
