import type { Command } from 'commander';
import { needsNpmPackage } from '../app-limits.ts';
import type { ObjectStore } from './object-store.ts';
import { text } from '#shared/text/text.ts';

/** Gives the store, opened once. @throws TesseraError usage */
export type StoreOpener = () => Promise<ObjectStore>;

/** A store that is opened, and its code loaded, once a job names an object. @param endpoint as of ObjectStore.open */
export function storeAt(endpoint: string | undefined): StoreOpener {
  let store: Promise<ObjectStore> | null = null;
  return () => (store ??= openStore(endpoint));
}

async function openStore(endpoint: string | undefined): Promise<ObjectStore> {
  if (isInApp) throw needsNpmPackage();
  const { ObjectStore } = await import('./object-store.ts');
  return ObjectStore.open(endpoint);
}

/** The server of objects, as commander parses it. */
export interface StoreOptions {
  readonly s3Endpoint?: string;
}

/** Adds `--s3-endpoint`. */
export const addStoreOption = (command: Command): Command =>
  command.option('--s3-endpoint <address>', text.commandHelp.batch.s3Endpoint);
