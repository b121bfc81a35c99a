import { type Catalogue, english } from './english.ts';
import type { LanguageName, TimeUnits } from './language.ts';

export interface Language {
  /** In the language itself, as the list of languages shows it. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** For Intl, where the name alone would not do. */
  readonly locale: string;
  readonly units: TimeUnits;
  /** True where nobody who speaks the language has corrected it yet. */
  readonly byMachine: boolean;
  readonly load: () => Promise<Catalogue>;
}

const latinUnits: TimeUnits = { second: 's', minute: 'min', hour: 'h' };

/** Every language; each is loaded when it is first spoken. */
export const languages: Readonly<Record<LanguageName, Language>> = {
  en: {
    name: 'English',
    direction: 'ltr',
    locale: 'en',
    units: latinUnits,
    byMachine: false,
    load: async () => english,
  },
  de: {
    name: 'Deutsch',
    direction: 'ltr',
    locale: 'de',
    units: latinUnits,
    byMachine: false,
    load: async () => (await import('./de/german.ts')).german,
  },
  fr: {
    name: 'Français',
    direction: 'ltr',
    locale: 'fr',
    units: latinUnits,
    byMachine: true,
    load: async () => (await import('./fr/french.ts')).french,
  },
  es: {
    name: 'Español',
    direction: 'ltr',
    locale: 'es',
    units: latinUnits,
    byMachine: true,
    load: async () => (await import('./es/spanish.ts')).spanish,
  },
  ja: {
    name: '日本語',
    direction: 'ltr',
    locale: 'ja',
    units: { second: '秒', minute: '分', hour: '時間' },
    byMachine: true,
    load: async () => (await import('./ja/japanese.ts')).japanese,
  },
  'zh-Hans': {
    name: '简体中文',
    direction: 'ltr',
    locale: 'zh-Hans',
    units: { second: '秒', minute: '分', hour: '小时' },
    byMachine: true,
    load: async () => (await import('./zh-Hans/simplified-chinese.ts')).simplifiedChinese,
  },
  ar: {
    name: 'العربية',
    direction: 'rtl',
    locale: 'ar',
    units: { second: 'ث', minute: 'د', hour: 'س' },
    byMachine: true,
    load: async () => (await import('./ar/arabic.ts')).arabic,
  },
  'en-XA': {
    name: 'Pseudo',
    direction: 'ltr',
    locale: 'en',
    units: latinUnits,
    byMachine: true,
    load: async () => (await import('./pseudo-language.ts')).pseudoLanguage(),
  },
};
