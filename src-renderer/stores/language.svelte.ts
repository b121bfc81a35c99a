import { type LanguageName, whenTextIsRead } from '#shared/text/language.ts';
import { languages } from '#shared/text/languages.ts';
import { useLanguage } from '#shared/text/text.ts';

let changes = $state(0);
whenTextIsRead(() => void changes);

/** What is on screen is said in `name` from the moment that it resolves; nothing else changes. */
export async function speakInWindow(name: LanguageName): Promise<void> {
  await useLanguage(name);
  document.documentElement.lang = name;
  document.documentElement.dir = languages[name].direction;
  changes++;
}
