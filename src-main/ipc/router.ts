import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import type { Answer } from '#shared/contract/bridge.ts';
import { channelNames } from '#shared/contract/channel-names.ts';
import { type Channel, contract, type ParsedRequestOf, type ResponseOf } from '#shared/contract/contract.ts';
import { toErrorReport } from '#shared/error-report.ts';
import { type ErrorReport, TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';

export interface RouterOptions {
  isTrusted(event: IpcMainInvokeEvent): boolean;
  /** Told of everything that is not an error for the user. */
  log(message: string, detail: unknown): void;
}

/** Registers every channel of the contract. */
export function registerHandlers(
  ipc: Pick<IpcMain, 'handle'>,
  handlers: Handlers,
  options: RouterOptions,
): void {
  for (const channel of channelNames)
    ipc.handle(channel, (event, request: unknown) => answer(channel, event, request, handlers, options));
}

async function answer(
  channel: Channel,
  event: IpcMainInvokeEvent,
  request: unknown,
  handlers: Handlers,
  { isTrusted, log }: RouterOptions,
): Promise<Answer<unknown>> {
  if (!isTrusted(event)) {
    log(`refused ${channel} from an unknown sender`, event.senderFrame?.url ?? 'no frame');
    return failure({ code: 'request-denied', message: text.refusals.windowUnknown });
  }
  const parsed = contract[channel].request.safeParse(request);
  if (!parsed.success) {
    log(
      `refused ${channel}: malformed request`,
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    );
    return failure({
      code: 'request-invalid',
      message: text.refusals.requestUnreadable,
    });
  }
  try {
    const handler = handlers[channel] as (request: unknown) => Promise<unknown>;
    return { ok: true, value: await handler(parsed.data) };
  } catch (error) {
    if (!(error instanceof TesseraError)) log(`${channel} failed`, error);
    return failure(toErrorReport(error));
  }
}

const failure = (error: ErrorReport): Answer<never> => ({ ok: false, error });

/** What answers a channel. Throws TesseraErrors with messages for the user. */
type Handler<C extends Channel> = (request: ParsedRequestOf<C>) => Promise<ResponseOf<C>>;

/** One handler for every channel: a missing one does not compile. */
export type Handlers = { readonly [C in Channel]: Handler<C> };

/** The handlers of one area ("documents", "mask", ...). */
export type AreaHandlers<Area extends string> = Pick<Handlers, Extract<Channel, `${Area}/${string}`>>;
