import { languageVariable } from '#shared/text/child-language.ts';
import { languageNames, type LanguageName } from '#shared/text/language.ts';
import { matchLanguage } from '#shared/text/text.ts';
import type { AppPreferences } from './app-preferences.ts';

type Environment = Readonly<Partial<Record<string, string>>>;

/** The language that was chosen in the app, or the first of the system's that Tessera speaks: as the app does. */
export const commandLineLanguage = (
  { language }: AppPreferences,
  environment: Environment = process.env,
): LanguageName =>
  languageNames.find((name) => name === language) ?? matchLanguage(systemLanguages(environment));

/** Dearest first, by the rules of POSIX and gettext; without variables those of the system (Windows, macOS). */
function systemLanguages(environment: Environment): readonly string[] {
  const forced = environment[languageVariable];
  if (forced) return [forced];
  const { LANGUAGE = '', LC_ALL, LC_MESSAGES, LANG } = environment;
  const locale = LC_ALL || LC_MESSAGES || LANG;
  if (!locale) return [new Intl.DateTimeFormat().resolvedOptions().locale];
  return /^(C|POSIX)\b/.test(locale) ? [] : [...LANGUAGE.split(':'), locale];
}
