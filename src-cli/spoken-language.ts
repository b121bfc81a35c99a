import { languageVariable } from '#shared/text/child-language.ts';
import { languageNames, type LanguageName } from '#shared/text/language.ts';
import { matchLanguage } from '#shared/text/text.ts';
import { appPreferences } from './app-preferences.ts';

type Environment = Readonly<Partial<Record<string, string>>>;

/** The language that was chosen in the app, or the first of the system's that Tessera speaks: as the app does. */
export const commandLineLanguage = (environment: Environment = process.env): LanguageName =>
  chosenLanguage() ?? matchLanguage(systemLanguages(environment));

/** That of the app's preferences; null = it takes the system's, or there are none that can be read. */
function chosenLanguage(): LanguageName | null {
  const { language } = appPreferences();
  return languageNames.find((name) => name === language) ?? null;
}

/** Dearest first, by the rules of POSIX and gettext; without variables those of the system (Windows, macOS). */
function systemLanguages(environment: Environment): readonly string[] {
  const forced = environment[languageVariable];
  if (forced) return [forced];
  const { LANGUAGE = '', LC_ALL, LC_MESSAGES, LANG } = environment;
  const locale = LC_ALL || LC_MESSAGES || LANG;
  if (!locale) return [new Intl.DateTimeFormat().resolvedOptions().locale];
  return /^(C|POSIX)\b/.test(locale) ? [] : [...LANGUAGE.split(':'), locale];
}
