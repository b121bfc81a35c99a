/** The languages that Tessera speaks, each complete; names as in BCP 47. */
export const languageNames = ['en', 'de', 'fr', 'es', 'ja', 'zh-Hans', 'ar'] as const;
export type OfferedLanguage = (typeof languageNames)[number];
/** en-XA is for tests alone (pseudo-language.ts) and never offered. */
export type LanguageName = OfferedLanguage | 'en-XA';

/** Symbols of units of time in a language. */
export interface TimeUnits {
  readonly second: string;
  readonly minute: string;
  readonly hour: string;
}

/** What formats need to know of a language. */
export interface Spoken {
  readonly name: LanguageName;
  /** For Intl. */
  readonly locale: string;
  readonly units: TimeUnits;
}

let spoken: Spoken = { name: 'en', locale: 'en', units: { second: 's', minute: 'min', hour: 'h' } };
let tellRead: () => void = () => undefined;

/** The language of all text from now on; English until `speak` was called. */
export function currentLanguage(): Spoken {
  tellRead();
  return spoken;
}

export function speak(language: Spoken): void {
  spoken = language;
}

/** `listener` is called whenever text or a format is read: the window learns there what to draw anew in another language. */
export function whenTextIsRead(listener: () => void): void {
  tellRead = listener;
}
