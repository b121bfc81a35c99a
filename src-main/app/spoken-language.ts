import type { App } from 'electron';
import type { Preferences } from '#shared/contract/app.ts';
import type { LanguageName } from '#shared/text/language.ts';
import { languageVariable } from '#shared/text/child-language.ts';
import { matchLanguage, useLanguage } from '#shared/text/text.ts';
import { tellLanguage } from '#main/children/utility-process.ts';

/** The language that is chosen, or the first of the system's that Tessera speaks. TESSERA_LANGUAGE stands for the system's. */
export function languageFor(
  app: Pick<App, 'getPreferredSystemLanguages'>,
  chosen: Preferences['language'],
): LanguageName {
  if (chosen !== 'system') return chosen;
  const forced = process.env[languageVariable];
  return matchLanguage(forced ? [forced] : app.getPreferredSystemLanguages());
}

/** Main and its children speak `name` from the moment that it resolves. */
export async function speakEverywhere(name: LanguageName): Promise<void> {
  await useLanguage(name);
  tellLanguage(name);
}
