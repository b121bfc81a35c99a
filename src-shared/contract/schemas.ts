import { z } from 'zod';

/** Names a document, run, pack or recent file; never a path. */
export const idSchema = z.string().min(1).max(100);

/** Bytes of at most `limit`. */
export const bytesSchema = (limit: number) =>
  z.custom<Uint8Array>(
    (value) => value instanceof Uint8Array && value.byteLength <= limit,
    'too large, or not bytes',
  );

/** The request of a channel that takes none. */
export const nothingSchema = z.undefined();

export const megabyte = 1 << 20;

/** One entry of the contract: the request's schema is checked at run time, the response is ours and only typed. */
export interface ChannelDefinition<Schema extends z.ZodType, Response> {
  readonly request: Schema;
  /** Only a type: never present at run time. */
  readonly response?: Response;
}

/** `channel<Response>()(requestSchema)`: two calls, so that the response is named and the request is inferred. */
export const channel =
  <Response>() =>
  <Schema extends z.ZodType>(request: Schema): ChannelDefinition<Schema, Response> => ({ request });
