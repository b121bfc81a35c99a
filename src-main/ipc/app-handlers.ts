import type { AppInfo, CommandLineFile, DataUse, LinkName, Preferences } from '#shared/contract/app.ts';
import { currentLanguage } from '#shared/text/language.ts';
import type { AreaHandlers } from './router.ts';

export interface AppHandlerParts {
  readonly info: AppInfo;
  openLink(name: LinkName): Promise<void>;
  dataUse(): Promise<DataUse>;
  clearCaches(): Promise<DataUse>;
  saveReport(): Promise<string | null>;
  showData(): Promise<void>;
  /** Each answers what is there then. */
  readonly commandLine: Readonly<Record<'look' | 'put' | 'remove', () => Promise<CommandLineFile | null>>>;
  readonly preferences: { get(): Preferences; set(changes: Partial<Preferences>): Promise<Preferences> };
}

/** Handlers of `app/...` and `preferences/...`. */
export function appHandlers({
  info,
  openLink,
  dataUse,
  clearCaches,
  saveReport,
  showData,
  commandLine,
  preferences,
}: AppHandlerParts): AreaHandlers<'app' | 'preferences'> {
  return {
    'app/info': async () => info,
    'app/data-use': dataUse,
    'app/clear-caches': clearCaches,
    'app/save-report': saveReport,
    'app/show-data': showData,
    'app/command-line': commandLine.look,
    'app/put-command-line': commandLine.put,
    'app/remove-command-line': commandLine.remove,
    'app/open-link': openLink,
    'app/language': async () => currentLanguage().name,
    'preferences/get': async () => preferences.get(),
    'preferences/set': preferences.set,
  };
}
