import type { ProjectDocument } from '#engine/project-file/document.ts';
import { otherMetadata, otherMetadataText } from '#engine/imaging/codec/metadata.ts';
import { type History, presentState } from '#shared/document/history.ts';
import type { DocumentState } from '#main/documents/document-state.ts';
import {
  blankState,
  type DocumentOrigin,
  fromBase64,
  type ReplayedJournal,
  toBase64,
} from '#main/documents/journal-lines.ts';
import { applyStateChange, stateChange } from '#main/documents/state-change.ts';

/** A document as document.json holds it: no id, no path, no time, so that saving it again gives the same bytes. */
export function toProjectDocument(origin: DocumentOrigin, history: History<DocumentState>): ProjectDocument {
  const { channels, bitDepth, tileSize, iccProfile } = history.entries[0]!.state.pixels;
  const other = otherMetadataText(origin.metadata);
  if (tileSize !== 512) throw new RangeError(`tiles of ${tileSize} pixels have no place in a project`);
  return {
    name: origin.name,
    fileHash: origin.fileHash,
    storesOriginal: origin.storesOriginal,
    profileName: origin.profileName,
    metadata: {
      exif: toBase64(origin.metadata.exif),
      xmp: origin.metadata.xmp,
      ...(other === null ? {} : { other }),
    },
    picture: { channels, bitDepth, tileSize, iccProfile: toBase64(iccProfile) },
    present: history.present,
    states: history.entries.map(({ label, state }, index) => {
      const { pixels, mask, noSource, ...change } = stateChange(
        history.entries[index - 1]?.state ?? null,
        state,
      );
      return {
        ...change,
        pixels: { ...pixels, removed: [...pixels.removed] },
        mask: { ...mask, removed: [...mask.removed] },
        ...(noSource && {
          noSource: { ...noSource, tiles: { ...noSource.tiles, removed: [...noSource.tiles.removed] } },
        }),
        label,
      };
    }),
  };
}

/** What opening a project continues with: a document `id` whose tiles lie in `tileDirectory`, saved as it is in `projectPath`. */
export function fromProjectDocument(
  document: ProjectDocument,
  id: string,
  tileDirectory: string,
  projectPath: string,
): Omit<ReplayedJournal, 'isIntact' | 'isCutShort'> {
  const { name, fileHash, storesOriginal, profileName, metadata, picture, states, present } = document;
  const format = { ...picture, iccProfile: fromBase64(picture.iccProfile) };
  let state = blankState(format, states[0]!.pixels.bounds, tileDirectory);
  const entries = states.map(({ label, ...change }) => {
    state = applyStateChange(state, change);
    return { label, state };
  });
  const history = { entries, present };
  return {
    origin: {
      id,
      name,
      // Where the original lay is nobody else's business, and it is never needed again.
      sourcePath: null,
      fileHash,
      storesOriginal,
      isOnlyHere: false,
      profileName,
      metadata: { exif: fromBase64(metadata.exif), xmp: metadata.xmp, ...otherMetadata(metadata.other) },
    },
    history,
    saved: presentState(history),
    projectPath,
  };
}
