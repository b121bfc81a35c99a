import { digitalSourceOf } from '#engine/editing/recipe/recipe-of-file.ts';
import { turnsOfRecipe } from '#engine/editing/recipe/recipe.ts';
import type { Conversion } from '#engine/imaging/codec/index.ts';
import type { ExportChoices } from '#shared/contract/documents.ts';
import type { DigitalSource } from '#shared/pictures/metadata-choices.ts';
import type { ExportedPicture, PixelOperations } from '#main/pixels/pixel-operations.ts';
import { originalPath } from './document-paths.ts';
import { type DocumentState, joinRecipes } from './document-state.ts';
import type { OpenDocument } from './open-document.ts';

export interface PictureExporterParts {
  readonly pixels: Pick<PixelOperations, 'exportPicture'>;
  readonly appVersion: string;
  /** The file of the key that signs content credentials. */
  readonly signingKey: string;
}

/** Writes a document's picture into a file as it was chosen, wherever the file is to go. */
export class PictureExporter {
  constructor(private readonly parts: PictureExporterParts) {}

  /**
   * One at a time. @param originalIsGone an export of the document has its name now
   * @throws TesseraError those of `exportPicture`
   */
  async write(
    document: OpenDocument,
    present: DocumentState,
    choices: ExportChoices,
    to: { readonly path: string; readonly originalIsGone: boolean },
  ): Promise<ExportedPicture & { readonly source: DigitalSource | null }> {
    const { format, quality, keepMetadata, without, disclosure = true, c2pa = false } = choices;
    const { pixels, signingKey, appVersion } = this.parts;
    const { origin } = document;
    const recipe = joinRecipes(present.recipes);
    const source = disclosure ? digitalSourceOf(turnsOfRecipe(recipe)) : null;
    // Undo and another edit meanwhile must not take its tiles away.
    document.pin('export', [present.pixels, document.original.pixels]);
    const result = await pixels
      .exportPicture({
        pixels: present.pixels,
        path: to.path,
        format,
        quality,
        metadata: origin.metadata,
        keepsMetadata: keepMetadata,
        recipe: (choices.recipe ?? keepMetadata) ? recipe : null,
        source,
        ...(without && { without }),
        credentials: c2pa && disclosure ? { key: signingKey, version: appVersion } : null,
        original: { path: to.originalIsGone ? null : origin.sourcePath, hash: origin.fileHash },
        since: sinceOpened({ original: document.original, present }),
        stored: origin.storesOriginal ? originalPath(document.folder) : null,
        conversion: conversionOf(choices),
      })
      .finally(() => document.unpin('export'));
    return { ...result, source };
  }
}

export const conversionOf = ({ size, srgb }: Pick<ExportChoices, 'size' | 'srgb'>): Conversion => ({
  size: size ?? null,
  srgb: srgb ?? false,
});

/** How the picture was opened, and the runs accepted since. */
export const sinceOpened = ({ original, present }: Pick<OpenDocument, 'original' | 'present'>) => ({
  pixels: original.pixels,
  recipes: present.recipes.slice(original.recipes.length),
});
