import { deleteUnreferencedTiles } from '../../src-engine/tiles/garbage';
import { addedTiles } from '../../src-engine/tiles/snapshot';
import { syncTiles } from '../../src-engine/tiles/tile-file';
import { packProject } from '../projects/pack-project';
import { unpackProject } from '../projects/unpack-project';
import { applyPatch } from './apply-patch';
import { comparePicture, hashPixels, readRecipe } from './compare-picture';
import { displayRect, displayTile } from './display-tiles';
import { commitMask, operateMask } from './edit-mask';
import { exportPicture } from './export-picture';
import { loadMask, saveMask } from './mask-files';
import { openPicture } from './open-picture';
import { movePicture } from './move-picture';
import type { PixelOperations } from './pixel-operations';

/** The operations in this very process: what the child runs, and what unit tests use directly. */
export const localPixels: PixelOperations = {
  openPicture,
  commitMask,
  operateMask,
  loadMask,
  saveMask,
  applyPatch,
  movePicture,
  exportPicture,
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
