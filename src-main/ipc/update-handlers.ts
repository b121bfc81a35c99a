import type { AreaHandlers } from './router.ts';
import type { Updater, UpdaterParts } from '#main/updates/updater.ts';

/** Handlers of `updates/...`; the code that they need is loaded when somebody first asks. */
export function updateHandlers(parts: UpdaterParts): AreaHandlers<'updates'> {
  let loaded: Promise<Updater> | null = null;
  const load = (): Promise<Updater> =>
    (loaded ??= import('#main/updates/updater.ts').then((module) => new module.Updater(parts)));
  return {
    'updates/check': async () => (await load()).check(),
    'updates/take': async () => (await load()).take(),
    'updates/cancel': async () => (await load()).cancel(),
  };
}
