import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLineDataFolder } from './pack-directories.ts';

/** What of the app's preferences counts in a terminal: nothing that changes pixels, files, JSON or exit codes. */
export interface AppPreferences {
  readonly language?: unknown;
  readonly lastSettings?: { readonly threads?: unknown } | null;
}

/** As the app wrote them; empty where there are none that can be read. */
export function appPreferences(): AppPreferences {
  try {
    const settings: unknown = JSON.parse(
      readFileSync(join(commandLineDataFolder(), 'settings.json'), 'utf8'),
    );
    return (settings as { readonly preferences?: AppPreferences | null }).preferences ?? {};
  } catch {
    return {};
  }
}

/** How many threads were chosen in the app; null = as many as there are CPUs, or none that can be read. */
export function chosenThreads({ lastSettings }: AppPreferences): number | null {
  const threads = lastSettings?.threads;
  return Number.isInteger(threads) && Number(threads) > 0 ? Number(threads) : null;
}
