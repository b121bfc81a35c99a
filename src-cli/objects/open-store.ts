import type { Command } from 'commander';
import type { ObjectStore } from './object-store.ts';
import { text } from '#shared/text/text.ts';

/** Gives the store, opened once. @throws TesseraError usage */
export type StoreOpener = () => Promise<ObjectStore>;

/** A store that is opened, and its code loaded, once a job names an object. @param endpoint as of ObjectStore.open */
export function storeAt(endpoint: string | undefined): StoreOpener {
  let store: Promise<ObjectStore> | null = null;
  return () => (store ??= import('./object-store.ts').then(({ ObjectStore }) => ObjectStore.open(endpoint)));
}

/** The server of objects, as commander parses it. */
export interface StoreOptions {
  readonly s3Endpoint?: string;
}

/** Adds `--s3-endpoint`. */
export const addStoreOption = (command: Command): Command =>
  command.option('--s3-endpoint <address>', text.commandHelp.batch.s3Endpoint);
