import type { Channel, RequestOf, ResponseOf } from './contract.ts';
import type { ErrorReport } from '#shared/errors.ts';
import type { EventName, Events } from './events.ts';

/**
 * What preload puts on `window.tessera`: one function per channel, `documents/open-dialog` as
 * `tessera.documents.openDialog()`, and `tessera.on(event, listener)`. Every function resolves to an Answer and never
 * rejects: errors keep their code that way (a rejection crosses the bridge as a bare message).
 *
 * Pixels come by `fetch` from image://, ids only, raw bytes, never an image format:
 *
 *   image://document/ID/LEVEL/COLUMN/ROW?rev=PIXEL_REVISION   512 x 512 RGBA, 8 bit sRGB, straight alpha
 *   image://original/ID/LEVEL/COLUMN/ROW                     the same of the picture as it was opened
 *   image://before-fill/ID/LEVEL/COLUMN/ROW                  the same before the fill whose opacity can be chosen
 *   image://whole-fill/ID/LEVEL/COLUMN/ROW                   the same with all of that fill
 *   image://mask/ID/LEVEL/COLUMN/ROW?rev=MASK_REVISION        512 x 512 coverage, 1 byte per pixel
 *   image://no-source/ID/LEVEL/COLUMN/ROW?rev=REVISION        the same of where texture is never copied from
 *   image://turn/TURNID/LEVEL/COLUMN/ROW                      as document: the whole picture with the turn applied
 *   image://turn/TURNID                                       RGBA of the turn's `rect`, at most 2048 px a side
 *   image://turn/TURNID/layout                                the same without the detail stage; 404 where there was none
 *   image://turn/TURNID/step/N                                RGBA of step N of the turn (its `url` names it)
 *   image://run/RUNID/step/VARIANT/N                          the same while the run is active (run/step names it)
 *   image://run/RUNID/preview/N                               RGBA of the detail stage at work (run/preview names it)
 *   image://queue/ID/before                                  RGBA of a queued photo, small; 404 until it was read
 *   image://queue/ID/after                                   the same of its result
 *   image://recent/ID                                         RGBA of a recent file (documents/list-recent), small; 404 where none was kept
 *
 * Tile (COLUMN, ROW) of LEVEL covers document pixels [COLUMN * s, COLUMN * s + s) by [ROW * s, ROW * s + s) with
 * s = 512 * 2^LEVEL, anchored at document pixel (0, 0): columns and rows are negative left of and above it, once the
 * picture was extended. A tile is always whole; pixels outside the document's bounds have alpha 0. `rev` is there for
 * the window's own cache (the answer is always the present state). Answers carry the headers `x-width` and `x-height`
 * (pixels in the body). 404 where the id is unknown, 400 where the address is malformed.
 */
export type Answer<Response> =
  { readonly ok: true; readonly value: Response } | { readonly ok: false; readonly error: ErrorReport };

type Camel<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${First}${Capitalize<Camel<Rest>>}`
  : Name;
type AreaOf<C extends Channel> = C extends `${infer Area}/${string}` ? Area : never;
type ChannelsOf<Area extends string> = Extract<Channel, `${Area}/${string}`>;
type FunctionName<C extends Channel> = C extends `${string}/${infer Name}` ? Camel<Name> : never;

type BridgeFunction<C extends Channel> = C extends 'documents/open-dropped'
  ? (files: readonly File[]) => Promise<Answer<ResponseOf<C>>>
  : undefined extends RequestOf<C>
    ? () => Promise<Answer<ResponseOf<C>>>
    : (request: RequestOf<C>) => Promise<Answer<ResponseOf<C>>>;

/** The functions of every area: `tessera.runs.start(...)`, `tessera.mask.commit(...)`, ... */
export type BridgeFunctions = {
  readonly [Area in AreaOf<Channel>]: {
    readonly [C in ChannelsOf<Area> as FunctionName<C>]: BridgeFunction<C>;
  };
};

export interface TesseraBridge extends BridgeFunctions {
  /** Calls `listener` for every event of that name until the returned function is called. */
  on<Name extends EventName>(name: Name, listener: (event: Events[Name]) => void): () => void;
}
