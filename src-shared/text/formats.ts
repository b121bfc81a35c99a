import { currentLanguage } from './language.ts';

/** The formats of one language. */
const createFormats = (locale: string) => ({
  locale,
  plural: new Intl.PluralRules(locale),
  integers: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
  tenths: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
  exactTenths: new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  clock: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }),
});
/** Made when the first text needs them: it takes longer than most texts do. */
let made: ReturnType<typeof createFormats> | null = null;

function formats(): NonNullable<typeof made> {
  const { locale } = currentLanguage();
  if (made?.locale !== locale) made = createFormats(locale);
  return made;
}

/** `count` with its noun, in languages with one form for one and another for all others: counted(1, 'token', 'tokens') = "1 token". */
export const counted = (count: number, one: string, many: string): string =>
  `${grouped(count)} ${pluralForm(count, { one, other: many })}`;

/** Forms of a noun by the categories of Intl.PluralRules that the language has; `other` stands for those that are not named. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly other: string;
};

/** The form that goes with `count` in the language spoken now. */
export const pluralForm = (count: number, forms: PluralForms): string =>
  forms[formats().plural.select(count)] ?? forms.other;

/** An integer with thousands separators. */
export const grouped = (value: number): string => formats().integers.format(value);

/** "one, two or three" */
export const listed = (names: readonly string[], last: 'or' | 'and'): string => {
  const { locale } = currentLanguage();
  // American English has a comma before the last one.
  return new Intl.ListFormat(locale === 'en' ? 'en-GB' : locale, {
    type: last === 'or' ? 'disjunction' : 'conjunction',
  }).format(names);
};

/** A value more or less than none, with its sign: "+0.5", "0.0", "-1.0". */
export const signed = (value: number): string => `${value > 0 ? '+' : ''}${tenth(value + 0)}`;

/** A fraction in [0, 1] as a whole percentage. */
export const percent = (fraction: number): string => `${grouped(Math.round(fraction * 100))} %`;

/** A fraction of something large: "<0.1 %", "4.2 %", "42 %". */
export function sharePercent(fraction: number): string {
  if (fraction < 0.001) return `<${formats().tenths.format(0.1)} %`;
  return fraction < 0.1 ? `${tenth(fraction * 100)} %` : percent(fraction);
}

/** A duration: "0.4 s", "12 s", "1 min 20 s", "2 h 5 min". */
export function duration(seconds: number): string {
  const { second, minute, hour } = currentLanguage().units;
  if (seconds < 0.05) return `${grouped(0)} ${second}`;
  if (seconds < 9.95) return `${formats().tenths.format(seconds)} ${second}`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} ${second}`;
  const minutes = Math.floor(whole / 60);
  const [large, small] = minutes < 60 ? [minute, second] : [hour, minute];
  const [count, rest] = minutes < 60 ? [minutes, whole % 60] : [Math.floor(minutes / 60), minutes % 60];
  return rest === 0 ? `${count} ${large}` : `${count} ${large} ${rest} ${small}`;
}

/** Model detail as the app names it: 1 = "1/1", 0.5 = "1/2", 0.3 = "1/3.3". */
export function detailFraction(scale: number): string {
  if (scale >= 0.995) return '1/1';
  const divisor = 1 / scale;
  const isWhole = Math.abs(divisor - Math.round(divisor)) < 0.05;
  return `1/${isWhole ? Math.round(divisor) : formats().exactTenths.format(divisor)}`;
}

/** "8 px", "3.3 px": photo pixels that one pixel of the model covers. */
export const detailPixels = (scale: number): string =>
  `${formats().tenths.format(1 / Math.min(1, scale))} px`;

/** Bytes in decimal units: "512 kB", "1.2 GB". */
export function byteSize(bytes: number): string {
  if (bytes < 1e3) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  if (bytes < 1e9) return `${bytes < 1e7 ? tenth(bytes / 1e6) : Math.round(bytes / 1e6)} MB`;
  return `${tenth(bytes / 1e9)} GB`;
}

/** With one digit behind the point, also where that is 0. */
export const tenth = (value: number): string => formats().exactTenths.format(value);

/** A picture's size: "4,272 × 2,848". */
export const pixelSize = (width: number, height: number): string => `${grouped(width)} × ${grouped(height)}`;

/** Pixels in millions: "12.2 MP"; small pictures in pixels. */
export const megapixels = (pixels: number): string =>
  pixels < 1e5 ? `${grouped(pixels)} px` : `${tenth(pixels / 1e6)} MP`;

/** Network parameters: "22 M", "714 M", "1.2 B". */
export const parameterCount = (parameters: number): string =>
  parameters < 1e9
    ? `${parameters < 1e7 ? tenth(parameters / 1e6) : Math.round(parameters / 1e6)} M`
    : `${tenth(parameters / 1e9)} B`;

/** A zoom factor: 1 = "100 %", 0.125 = "12.5 %". */
export const zoomPercent = (scale: number): string =>
  `${scale * 100 < 10 ? formats().tenths.format(scale * 100) : Math.round(scale * 100)} %`;

/** When something was saved, milliseconds since 1970: "17:42", with its day where that is not today. */
export function clockTime(time: number, now = Date.now()): string {
  const date = new Date(time);
  const { clock, day } = formats();
  const sameDay = date.toDateString() === new Date(now).toDateString();
  return sameDay ? clock.format(date) : `${day.format(date)}, ${clock.format(date)}`;
}
