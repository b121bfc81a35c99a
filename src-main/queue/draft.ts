import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { nameByTemplate } from '#engine/batch/names.ts';
import {
  intendedTurn,
  isMade,
  type MadeTurn,
  parseRecipe,
  recipeText,
} from '#engine/editing/recipe/recipe.ts';
import type { QueueDraft, QueueRule } from '#shared/contract/queue.ts';
import type { Preferences } from '#shared/contract/app.ts';
import { TesseraError } from '#shared/errors.ts';
import { metadataParts } from '#shared/pictures/metadata-choices.ts';
import { formatOfFileName } from '#shared/pictures/picture-formats.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import { text } from '#shared/text/text.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';
import type { Batch } from './batch-file.ts';
import { withoutPlace } from './photo-job.ts';
import type { PhotoQueue } from './photo-queue.ts';

export interface QueueDraftsParts {
  readonly queue: Pick<PhotoQueue, 'add'>;
  readonly pixels: Pick<PixelOperations, 'sizeOfPicture'>;
  readonly appVersion: string;
  /** What the user chose last for files that are written. */
  lastExport(): Preferences['lastExport'];
}

interface Draft {
  readonly photos: readonly string[];
  /** Oldest first; none = the settings of the panel are used. */
  readonly edits: readonly MadeTurn[];
  readonly hasPlace: boolean;
  /** Null = a new folder beside each photo. */
  readonly target: string | null;
}

const shownNames = 3;
/** Photos whose size is looked at before they are added. */
const maxMeasured = 300;
/** Where results go unless another folder is chosen. */
const targetName = 'filled';

/** What the window is about to add to the queue: one draft at a time, whose paths never leave main. */
export class QueueDrafts {
  private draft: Draft | null = null;

  constructor(private readonly parts: QueueDraftsParts) {}

  /** Begins with the edits that were made in a document since it was opened. @throws TesseraError request-invalid */
  ofEdits({ present, original }: OpenDocument): Promise<QueueDraft> {
    const turns = present.recipes
      .slice(original.recipes.length)
      .flatMap((recipe) => parseRecipe(recipe))
      // A picture that was generated is no photo that others resemble.
      .filter(({ request }) => request.kind !== 'generate');
    const last = turns.filter(isMade).at(-1);
    if (!last) throw new TesseraError('request-invalid', text.queue.nothingToRepeat);
    // What was cropped or rotated lies elsewhere in other photos.
    const hasPlace = turns.every(isMade);
    return this.begin({ photos: [], edits: hasPlace ? turns : [last], hasPlace, target: null });
  }

  /** Begins with photos; they are filled with the settings of the panel. */
  ofPhotos(photos: readonly string[]): Promise<QueueDraft> {
    return this.begin({ photos: photos.filter(isPicture), edits: [], hasPlace: false, target: null });
  }

  choosePhotos(photos: readonly string[]): Promise<QueueDraft> {
    return this.begin({ ...this.current(), photos: photos.filter(isPicture) });
  }

  chooseTarget(target: string): Promise<QueueDraft> {
    return this.begin({ ...this.current(), target });
  }

  /** @throws TesseraError request-invalid */
  async add(rule: QueueRule, template: string, settings: RunSettings): Promise<void> {
    const { edits, hasPlace, photos: chosen, target } = this.current();
    if (rule === 'place' && !hasPlace) throw invalid(text.queue.placeUnknown);
    const { queue, appVersion } = this.parts;
    const last = edits.at(-1) ?? intendedTurn(settings, appVersion);
    const turns = rule === 'place' ? edits : [withoutPlace(last)];
    // A mask that lies beside its photo is none of the photos.
    const masks = new Set(chosen.map((photo) => maskBeside(rule, photo)));
    const photos = chosen.filter((photo) => !masks.has(photo));
    if (photos.length === 0) throw invalid(text.queue.noneChosen);
    await queue.add({
      recipe: recipeText(turns),
      rule,
      file: this.file(),
      photos: photos.map((photo) => ({
        id: randomUUID(),
        photo,
        output: join(target ?? join(dirname(photo), targetName), nameByTemplate(template, photo)),
      })),
    });
    this.draft = null;
  }

  private file(): Batch['file'] {
    const { keepMetadata, keepPlace, recipe, disclosure, c2pa } = this.parts.lastExport();
    return {
      keepsMetadata: keepMetadata,
      without: keepPlace ? [] : [...metadataParts],
      recipe: recipe ?? keepMetadata,
      disclosure,
      c2pa,
    };
  }

  private async begin(draft: Draft): Promise<QueueDraft> {
    this.draft = draft;
    const { photos, edits, hasPlace, target } = draft;
    const [first] = photos;
    return {
      photos: photos.length,
      names: photos.slice(0, shownNames).map((photo) => basename(photo)),
      folder: first === undefined ? null : basename(dirname(first)),
      edits: edits.length,
      hasPlace,
      otherSize: hasPlace ? await this.countOtherSize(draft) : 0,
      target: target && basename(target),
      template: photos.every(isWritten) ? '{name}-filled.{ext}' : '{name}-filled.png',
    };
  }

  private async countOtherSize({ photos, edits }: Draft): Promise<number> {
    const place = edits.some(({ request }) => request.kind === 'fill') && edits[0]?.input.bounds;
    if (!place) return 0;
    const { pixels } = this.parts;
    let count = 0;
    for (const photo of photos.slice(0, maxMeasured)) {
      const size = await pixels.sizeOfPicture(photo);
      if (size && (size.width !== place.width || size.height !== place.height)) count++;
    }
    return count;
  }

  /** @throws TesseraError request-invalid */
  private current(): Draft {
    if (!this.draft) throw invalid(text.queue.draftGone);
    return this.draft;
  }
}

const isPicture = (path: string): boolean => formatOfFileName(basename(path)) !== null;
const isWritten = (path: string): boolean => Boolean(formatOfFileName(basename(path))?.written);

const maskBeside = (rule: QueueRule, photo: string): string | null =>
  typeof rule === 'object' && 'file' in rule ? join(dirname(photo), nameByTemplate(rule.file, photo)) : null;

const invalid = (message: string): TesseraError => new TesseraError('request-invalid', message);
