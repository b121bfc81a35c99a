import type { z } from 'zod';
import { appChannels } from './app.ts';
import { documentChannels, projectChannels, recipeChannels } from './documents.ts';
import { maskChannels } from './mask.ts';
import { packChannels } from './packs.ts';
import { queueChannels } from './queue.ts';
import { runChannels } from './runs.ts';
import { turnChannels } from './turns.ts';
import { updateChannels } from './updates.ts';

/**
 * The one map of everything a window may ask of main. Requests are parsed at run time by main (ipc/router);
 * responses are ours and only typed. The renderer never sends a path.
 */
export const contract = {
  ...appChannels,
  ...documentChannels,
  ...maskChannels,
  ...packChannels,
  ...projectChannels,
  ...queueChannels,
  ...recipeChannels,
  ...runChannels,
  ...turnChannels,
  // Other builds have no such channel.
  ...((hasUpdates ? updateChannels : {}) as typeof updateChannels),
} as const;

export type Contract = typeof contract;
export type Channel = keyof Contract;
/** What a window sends; fields with a default may be left out. */
export type RequestOf<C extends Channel> = z.input<Contract[C]['request']>;
/** What a handler gets: parsed, defaults filled in. */
export type ParsedRequestOf<C extends Channel> = z.output<Contract[C]['request']>;
export type ResponseOf<C extends Channel> = NonNullableResponse<Contract[C]>;

/** What the definition's phantom `response` holds; `?` added an undefined that is taken off again. */
type NonNullableResponse<Definition> = Definition extends { readonly response?: infer Response }
  ? Response
  : never;

export * from './app.ts';
export * from './documents.ts';
export * from './events.ts';
export * from './mask.ts';
export * from './packs.ts';
export * from './queue.ts';
export * from './documents.ts';
export * from './runs.ts';
export * from './turns.ts';
export * from './updates.ts';
