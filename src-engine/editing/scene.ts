import { copyCommonPixels } from '#engine/imaging/copy-pixels.ts';
import { type Rect, rectContains, rectIntersection, rectIsEmpty } from '#shared/geometry/rect.ts';
import type { FillDoubt } from '#shared/runs/run-report.ts';
import { createSampleColours, type SampleColours } from '#engine/imaging/colour/sample-colours.ts';
import { type CoverageSource, type PixelSource } from './sources.ts';

/** A finished part: final samples, and which of its pixels it replaced. */
export interface FinishedPart {
  readonly rect: Rect;
  /** [rect.height, rect.width, channels] */
  readonly samples: Uint8Array | Uint16Array;
  /** The same as it would be without the detail stage; absent where none ran. */
  readonly withoutDetail?: Uint8Array | Uint16Array;
  /** [rect.height, rect.width]; coverage of the pixels this part filled. */
  readonly coverage: Uint8Array;
  /** What speaks against it; absent = it was not looked at. */
  readonly doubts?: readonly FillDoubt[];
}

/** Parts of the photo that texture is not copied from; null = there are none of the kind. */
export interface NotCopied {
  /** Above 0 where the photo has texture elsewhere: made by an earlier turn. */
  readonly made: CoverageSource | null;
  /** At least half covered where the user forbids it. */
  readonly noSource: CoverageSource | null;
  /** Objects that are not to be shown twice, as bits of `sideBits`: beyond which sides of the photo not. */
  readonly salient: CoverageSource | null;
}

const copiedFromEverywhere: NotCopied = { made: null, noSource: null, salient: null };

/** A pixel covered by so much of 255 is covered where there is no share of it. */
const half = 128;

/**
 * What a run looks at: the photo with the parts that are already filled laid over it. One per variant; the sources under it
 * are shared and never written to.
 */
export class Scene {
  private readonly finished: FinishedPart[] = [];
  /** Above 0 where texture is copied from only if the photo has none elsewhere; null = nowhere. */
  readonly made: CoverageSource | null;

  /** @param coverage its bounds are the document's after the edit; pixels outside `photo` count as fully covered */
  constructor(
    readonly photo: PixelSource,
    readonly coverage: CoverageSource,
    private readonly notCopied: NotCopied = copiedFromEverywhere,
    readonly colours: SampleColours = createSampleColours(photo),
  ) {
    this.made = notCopied.made;
  }

  /** The document once the edit is done. */
  get bounds(): Rect {
    return this.coverage.bounds;
  }

  /** Nothing is left to fill outside of it. */
  get openWithin(): Rect {
    const { coveredWithin } = this.coverage;
    const isWhole = coveredWithin === undefined || !rectContains(this.photo.bounds, this.bounds);
    return isWhole ? this.bounds : rectIntersection(coveredWithin, this.bounds);
  }

  finishPart(part: FinishedPart): void {
    this.finished.push(part);
  }

  /** What speaks against any of the finished parts, each once. */
  get doubts(): FillDoubt[] {
    return [...new Set(this.finished.flatMap(({ doubts }) => doubts ?? []))].sort();
  }

  /** The original samples of `rect` (inside `bounds`); zeros outside the photo. */
  async readOriginal(rect: Rect): Promise<Uint8Array | Uint16Array> {
    const { photo } = this;
    if (rectContains(photo.bounds, rect)) return photo.read(rect);
    const length = rect.width * rect.height * photo.channels;
    const samples = photo.bitDepth === 16 ? new Uint16Array(length) : new Uint8Array(length);
    const common = rectIntersection(photo.bounds, rect);
    if (!rectIsEmpty(common))
      copyCommonPixels(await photo.read(common), common, samples, rect, photo.channels);
    return samples;
  }

  /** The samples of `rect` with the finished parts over them. The caller may write to the result. */
  readSamples(rect: Rect): Promise<Uint8Array | Uint16Array> {
    return this.readWithParts(rect, (part) => part.samples);
  }

  /** The same without the detail stage of any part; null where none ran. */
  async readWithoutDetail(rect: Rect): Promise<Uint8Array | Uint16Array | null> {
    if (!this.finished.some((part) => part.withoutDetail)) return null;
    return this.readWithParts(rect, (part) => part.withoutDetail ?? part.samples);
  }

  private async readWithParts(
    rect: Rect,
    samplesOf: (part: FinishedPart) => Uint8Array | Uint16Array,
  ): Promise<Uint8Array | Uint16Array> {
    const samples = (await this.readOriginal(rect)).slice();
    const { channels } = this.photo;
    for (const part of this.finished) {
      const common = rectIntersection(part.rect, rect);
      if (rectIsEmpty(common)) continue;
      const made = samplesOf(part);
      for (let y = common.y; y < common.y + common.height; y++)
        for (let x = common.x; x < common.x + common.width; x++) {
          const from = (y - part.rect.y) * part.rect.width + x - part.rect.x;
          if (part.coverage[from] === 0) continue;
          const to = ((y - rect.y) * rect.width + x - rect.x) * channels;
          for (let c = 0; c < channels; c++) samples[to + c] = made[from * channels + c]!;
        }
    }
    return samples;
  }

  /** The coverage as the user gave it: 255 outside the photo. */
  async readWholeCoverage(rect: Rect): Promise<Uint8Array> {
    const coverage = (await this.coverage.read(rect)).slice();
    const { bounds } = this.photo;
    if (rectContains(bounds, rect)) return coverage;
    const common = rectIntersection(bounds, rect);
    if (rectIsEmpty(common)) return coverage.fill(255);
    const left = common.x - rect.x;
    for (let y = 0; y < rect.height; y++) {
      const row = coverage.subarray(y * rect.width, (y + 1) * rect.width);
      const isInside = rect.y + y >= common.y && rect.y + y < common.y + common.height;
      row.fill(255, 0, isInside ? left : rect.width);
      if (isInside) row.fill(255, left + common.width);
    }
    return coverage;
  }

  /** 1 where texture is never copied from, 0 elsewhere and outside the photo; null = it may come from everywhere. */
  async readNoSource(rect: Rect): Promise<Uint8Array | null> {
    const forbidden = await readWhereThere(this.notCopied.noSource, rect);
    return forbidden && forbidden.map((coverage) => (coverage >= half ? 1 : 0));
  }

  /** See `NotCopied`; 0 outside the photo. */
  readSalient(rect: Rect): Promise<Uint8Array | null> {
    return readWhereThere(this.notCopied.salient, rect);
  }

  /** The coverage still to be filled. */
  async readOpenCoverage(rect: Rect): Promise<Uint8Array> {
    const coverage = await this.readWholeCoverage(rect);
    for (const part of this.finished) {
      const common = rectIntersection(part.rect, rect);
      for (let y = common.y; y < common.y + common.height; y++)
        for (let x = common.x; x < common.x + common.width; x++)
          if (part.coverage[(y - part.rect.y) * part.rect.width + x - part.rect.x] !== 0)
            coverage[(y - rect.y) * rect.width + x - rect.x] = 0;
    }
    return coverage;
  }
}

/** 0 outside of the source. */
async function readWhereThere(source: CoverageSource | null, rect: Rect): Promise<Uint8Array | null> {
  if (!source) return null;
  const values = new Uint8Array(rect.width * rect.height);
  const common = rectIntersection(rect, source.bounds);
  if (!rectIsEmpty(common)) copyCommonPixels(await source.read(common), common, values, rect, 1);
  return values;
}
