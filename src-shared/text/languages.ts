import type { config } from 'zod';
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
  /** What zod says of data that does not fit. */
  readonly schemaWords: () => Promise<{ readonly default: () => Parameters<typeof config>[0] }>;
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
    schemaWords: () => import('zod/v4/locales/en.js'),
  },
  de: {
    name: 'Deutsch',
    direction: 'ltr',
    locale: 'de',
    units: latinUnits,
    byMachine: false,
    load: async () => (await import('./de/german.ts')).german,
    schemaWords: () => import('zod/v4/locales/de.js'),
  },
  fr: {
    name: 'Français',
    direction: 'ltr',
    locale: 'fr',
    units: latinUnits,
    byMachine: true,
    load: async () => (await import('./fr/french.ts')).french,
    schemaWords: () => import('zod/v4/locales/fr.js'),
  },
  es: {
    name: 'Español',
    direction: 'ltr',
    locale: 'es',
    units: latinUnits,
    byMachine: true,
    load: async () => (await import('./es/spanish.ts')).spanish,
    schemaWords: () => import('zod/v4/locales/es.js'),
  },
  ja: {
    name: '日本語',
    direction: 'ltr',
    locale: 'ja',
    units: { second: '秒', minute: '分', hour: '時間' },
    byMachine: true,
    load: async () => (await import('./ja/japanese.ts')).japanese,
    schemaWords: () => import('zod/v4/locales/ja.js'),
  },
  'zh-Hans': {
    name: '简体中文',
    direction: 'ltr',
    locale: 'zh-Hans',
    units: { second: '秒', minute: '分', hour: '小时' },
    byMachine: true,
    load: async () => (await import('./zh-Hans/simplified-chinese.ts')).simplifiedChinese,
    schemaWords: () => import('zod/v4/locales/zh-CN.js'),
  },
  ar: {
    name: 'العربية',
    direction: 'rtl',
    locale: 'ar',
    units: { second: 'ث', minute: 'د', hour: 'س' },
    byMachine: true,
    load: async () => (await import('./ar/arabic.ts')).arabic,
    schemaWords: () => import('zod/v4/locales/ar.js'),
  },
  'en-XA': {
    name: 'Pseudo',
    direction: 'ltr',
    locale: 'en',
    units: latinUnits,
    byMachine: true,
    load: async () => (await import('./pseudo-language.ts')).pseudoLanguage(),
    schemaWords: () => import('zod/v4/locales/en.js'),
  },
};
