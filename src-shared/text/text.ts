import { config } from 'zod';
import { type Catalogue, english } from './english.ts';
import { currentLanguage, languageNames, type LanguageName, speak } from './language.ts';
import { languages } from './languages.ts';

let catalogue: Catalogue = english;

/** Everything a user reads, by area, in the language spoken now: read it when it is shown, since the language may change. */
export const text = Object.create(null) as Catalogue;
for (const area of Object.keys(english) as (keyof Catalogue)[])
  Object.defineProperty(text, area, {
    enumerable: true,
    get: () => {
      currentLanguage();
      return catalogue[area];
    },
  });

/** Speaks `name` from the moment that it resolves. */
export async function useLanguage(name: LanguageName): Promise<void> {
  const { load, locale, units, schemaWords } = languages[name];
  const [words, ofSchemas] = await Promise.all([load(), schemaWords()]);
  catalogue = words;
  config(ofSchemas.default());
  speak({ name, locale, units });
}

/**
 * The first of `wanted` (BCP 47 tags or the POSIX names of LANG, dearest first) that Tessera speaks; English where it is none.
 * Only the writing counts beside the language: traditional Chinese is not simplified Chinese.
 */
export function matchLanguage(wanted: readonly string[]): LanguageName {
  for (const tag of wanted) {
    const name = languageOf(tag);
    if (name !== null) return name;
  }
  return 'en';
}

function languageOf(tag: string): LanguageName | null {
  if (tag === 'en-XA') return tag;
  let locale: Intl.Locale;
  try {
    locale = new Intl.Locale(tag.replace(/[.@].*$/, '').replace(/_/g, '-')).maximize();
  } catch {
    return null;
  }
  return (
    languageNames.find((name) => {
      const { language, script } = new Intl.Locale(name).maximize();
      return language === locale.language && script === locale.script;
    }) ?? null
  );
}
