import { grouped, pluralForm } from '../formats.ts';

/** An Arabic noun with its number: one and two say the number themselves; few is for 3 to 10, many for 11 to 99, other for 0 and 100. */
interface Noun {
  readonly one: string;
  readonly two: string;
  readonly few: string;
  readonly many: string;
  readonly other: string;
}

/** Words that are counted. */
export const nouns = {
  picture: { one: 'صورة واحدة', two: 'صورتان', few: 'صور', many: 'صورة', other: 'صورة' },
  turn: { one: 'محاولة واحدة', two: 'محاولتان', few: 'محاولات', many: 'محاولة', other: 'محاولة' },
  step: { one: 'خطوة واحدة', two: 'خطوتان', few: 'خطوات', many: 'خطوة', other: 'خطوة' },
  square: { one: 'مربع واحد', two: 'مربعان', few: 'مربعات', many: 'مربعًا', other: 'مربع' },
  pixel: { one: 'بكسل واحد', two: 'بكسلان', few: 'بكسلات', many: 'بكسلًا', other: 'بكسل' },
  token: { one: 'رمز واحد', two: 'رمزان', few: 'رموز', many: 'رمزًا', other: 'رمز' },
  label: { one: 'تسمية واحدة', two: 'تسميتان', few: 'تسميات', many: 'تسمية', other: 'تسمية' },
  stroke: { one: 'ضربة واحدة', two: 'ضربتان', few: 'ضربات', many: 'ضربة', other: 'ضربة' },
  file: { one: 'ملف واحد', two: 'ملفان', few: 'ملفات', many: 'ملفًا', other: 'ملف' },
  list: { one: 'قائمة واحدة', two: 'قائمتان', few: 'قوائم', many: 'قائمة', other: 'قائمة' },
  edit: { one: 'تعديل واحد', two: 'تعديلان', few: 'تعديلات', many: 'تعديلًا', other: 'تعديل' },
  tensor: { one: 'موتّر واحد', two: 'موتّران', few: 'موتّرات', many: 'موتّرًا', other: 'موتّر' },
  sample: { one: 'قيمة واحدة', two: 'قيمتان', few: 'قيم', many: 'قيمة', other: 'قيمة' },
  block: { one: 'كتلة واحدة', two: 'كتلتان', few: 'كتل', many: 'كتلة', other: 'كتلة' },
} as const satisfies Readonly<Record<string, Noun>>;

export const counted = (count: number, noun: Noun): string =>
  count === 1 ? noun.one : count === 2 ? noun.two : `${grouped(count)} ${pluralForm(count, noun)}`;

/** What is written in another direction, such as a file's name, kept apart from the Arabic around it (Unicode's isolates). */
export const isolated = (name: string): string => `\u2068${name}\u2069`;

export const quoted = (name: string): string => `«${isolated(name)}»`;
