import { addedTiles, deleteUnreferencedTiles } from '#engine/tiles/snapshot.ts';
import { syncTiles } from '#engine/tiles/tile-file.ts';
import { prepareFirstPicture } from '#engine/imaging/codec/index.ts';
import { packProject } from '#main/projects/pack-project.ts';
import { unpackProject } from '#main/projects/unpack-project.ts';
import {
  applyPatch,
  restoreOriginal,
  movePicture,
  reshapeMask,
  reshapePicture,
  reshapeSelection,
} from './edit-picture.ts';
import { comparePicture, hashPixels, readRecipe } from './compare-picture.ts';
import { displayRect, displayTile } from './display-tiles.ts';
import { commitMask, operateMask, loadMask, maskByRule, saveMask } from './edit-mask.ts';
import { estimateExport } from './estimate-export.ts';
import { exportPicture, pngOfPicture } from './export-picture.ts';
import { lookAtPicture, openPicture, sizeOfPicture, waysToOpenFile } from './open-picture.ts';
import type { PixelOperations } from './pixel-operations.ts';
import { readThumbnail, writeThumbnail } from './thumbnail-files.ts';

/** The operations in this very process: what the child runs, and what unit tests use directly. */
export const localPixels: PixelOperations = {
  prepare: prepareFirstPicture,
  lookAtPicture,
  openPicture,
  sizeOfPicture,
  waysToOpen: waysToOpenFile,
  commitMask,
  operateMask,
  loadMask,
  maskByRule,
  saveMask,
  applyPatch,
  restoreOriginal,
  movePicture,
  reshapePicture,
  reshapeMask,
  reshapeSelection,
  exportPicture,
  estimateExport,
  pngOfPicture,
  writeThumbnail,
  readThumbnail,
  readRecipe,
  hashPixels,
  comparePicture,
  packProject: (request) => packProject(request),
  unpackProject,
  displayTile,
  displayRect,
  syncTiles: (before, after) => syncTiles(after.directory, new Set(addedTiles(before, after))),
  deleteUnreferencedTiles,
};
