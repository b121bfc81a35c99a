import type { z } from 'zod';
import { appChannels } from './app';
import { documentChannels } from './documents';
import { maskChannels } from './mask';
import { packChannels } from './packs';
import { runChannels } from './runs';

/**
 * The one map of everything a window may ask of main. Requests are parsed at run time by main (ipc/router);
 * responses are ours and only typed. The renderer never sends a path.
 */
export const contract = {
  ...appChannels,
  ...documentChannels,
  ...maskChannels,
  ...packChannels,
  ...runChannels,
} as const;

export type Contract = typeof contract;
export type Channel = keyof Contract;
export type RequestOf<C extends Channel> = z.infer<Contract[C]['request']>;
export type ResponseOf<C extends Channel> = NonNullableResponse<Contract[C]>;

/** What the definition's phantom `response` holds; `?` added an undefined that is taken off again. */
type NonNullableResponse<Definition> = Definition extends { readonly response?: infer Response }
  ? Response
  : never;

export * from './app';
export * from './documents';
export * from './events';
export * from './mask';
export * from './packs';
export * from './runs';
