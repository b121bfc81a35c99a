import type { Channel, ParsedRequestOf, ResponseOf } from '#shared/contract/contract.ts';

/** What answers a channel. Throws TesseraErrors with messages for the user. */
export type Handler<C extends Channel> = (request: ParsedRequestOf<C>) => Promise<ResponseOf<C>>;

/** One handler for every channel: a missing one does not compile. */
export type Handlers = { readonly [C in Channel]: Handler<C> };

/** The handlers of one area ("documents", "mask", ...). */
export type AreaHandlers<Area extends string> = Pick<Handlers, Extract<Channel, `${Area}/${string}`>>;
