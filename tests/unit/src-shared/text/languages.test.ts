import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Catalogue, english } from '#shared/text/english.ts';
import { languageNames, type LanguageName } from '#shared/text/language.ts';
import { languages } from '#shared/text/languages.ts';
import { matchLanguage, text, useLanguage } from '#shared/text/text.ts';

afterEach(() => useLanguage('en'));

type Value = unknown;
type Saying = (...values: Value[]) => unknown;
interface Message {
  readonly path: string;
  readonly english: string | Saying;
  readonly translation: string | Saying;
}

/** Every string and function of the catalogue beside its translation. */
function* messages(source: object, translation: object, path = ''): Generator<Message> {
  for (const [key, value] of Object.entries(source) as [string, string | Saying | object][]) {
    const other = (translation as Record<string, string | Saying | object>)[key]!;
    const at = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'object') yield* messages(value, other as object, at);
    else yield { path: at, english: value as string | Saying, translation: other as string | Saying };
  }
}

/** Values to try where a message takes one: it is not known of which type, so each is tried. */
const samples: readonly Value[] = [
  3,
  7,
  0.25,
  'alpha',
  'omega',
  ['alpha'],
  ['alpha', 'omega'],
  [3, 7],
  null,
  true,
  false,
];

/** What a message says, or null where it takes no such values. */
function said(message: string | Saying, values: readonly Value[]): string | null {
  if (typeof message === 'string') return message;
  try {
    const saying = message(...values);
    return typeof saying === 'string' && !/NaN|undefined|\[object/.test(saying) ? saying : null;
  } catch {
    return null;
  }
}

/** Pairs of value lists that differ in the one at `place`. */
function* pairs(count: number, place: number): Generator<[Value[], Value[]]> {
  const fillers = [3, 'alpha', [3, 7]];
  const rest = count - 1;
  for (let code = 0; code < fillers.length ** rest; code++) {
    const others = Array.from(
      { length: rest },
      (_, i) => fillers[Math.floor(code / fillers.length ** i) % fillers.length],
    );
    for (const one of samples)
      for (const two of samples)
        if (one !== two)
          yield [
            [...others.slice(0, place), one, ...others.slice(place)],
            [...others.slice(0, place), two, ...others.slice(place)],
          ];
  }
}

/** The places of the values of a message that decide what it says in English and not in the translation. */
function lostValues({ english: source, translation }: Message): number[] {
  if (typeof source === 'string') return [];
  const count = source.length;
  return Array.from({ length: count }, (_, place) => place).filter((place) => {
    let counts = 0;
    for (const [one, two] of pairs(count, place)) {
      const before = [said(source, one), said(source, two)];
      if (before.includes(null) || before[0] === before[1]) continue;
      counts++;
      if (said(translation, one) !== said(translation, two)) return false;
    }
    return counts > 0;
  });
}

const others = languageNames.filter((name) => name !== 'en');

/** Every character that the files of a folder hold: those of its strings among them. */
const charactersIn = (folder: string): Set<string> =>
  new Set(readdirSync(folder).flatMap((name) => [...readFileSync(join(folder, name), 'utf8')]));

/** What the fonts of this system can show, as tests of code points. */
function shownByFonts(): (codePoint: number) => boolean {
  const ranges = execFileSync('fc-list', ['--format', '%{charset} '], { encoding: 'utf8' })
    .split(/\s+/)
    .filter(Boolean)
    .map((range) => range.split('-').map((end) => Number.parseInt(end, 16)));
  return (codePoint) => ranges.some(([first, last = first]) => codePoint >= first! && codePoint <= last!);
}

describe.each(others)('the language %s', (name: LanguageName) => {
  it('has every text that English has, none of them empty where English has one', async () => {
    const catalogue = await languages[name].load();
    const wrong = [...messages(english, catalogue)].filter(
      (message) =>
        typeof message.english !== typeof message.translation ||
        (message.english !== '' && message.translation === ''),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  it('says every value that English says', async () => {
    await useLanguage(name);
    const catalogue = await languages[name].load();
    const lost = [...messages(english, catalogue)].filter((message) => lostValues(message).length > 0);
    expect(lost.map((message) => `${message.path}: ${lostValues(message).join(', ')}`)).toEqual([]);
  });

  // Linux alone has fc-list; Windows and macOS ship letters of every language.
  it.runIf(process.platform === 'linux')('has a glyph for each of its letters', () => {
    const isShown = shownByFonts();
    const missing = [...charactersIn(join('src-shared/text', name))].filter((character) => {
      const codePoint = character.codePointAt(0)!;
      // Isolates (U+2066 to U+2069) are not drawn.
      return codePoint > 0x7f && (codePoint < 0x2066 || codePoint > 0x2069) && !isShown(codePoint);
    });
    expect(missing, 'Debian: apt-get install fonts-droid-fallback').toEqual([]);
  });

  it('keeps names and switches as they are: options of the command line, file endings, addresses', async () => {
    const catalogue = await languages[name].load();
    const fixed = /--[a-z-]+|\.[a-z]{2,11}\b(?= )|arXiv [\d.]+/g;
    const missing = [...messages(english, catalogue)].flatMap(({ path, english: source, translation }) => {
      if (typeof source !== 'string' || typeof translation !== 'string') return [];
      return (source.match(fixed) ?? [])
        .filter((word) => !translation.includes(word))
        .map((word) => `${path}: ${word}`);
    });
    expect(missing).toEqual([]);
  });
});

describe('the text', () => {
  it('is said in the language chosen last, also by those who hold on to it', async () => {
    const area: Catalogue = text;
    for (const name of [...languageNames, 'en'] as const) {
      await useLanguage(name);
      expect(area.run.cancel).toBe((await languages[name].load()).run.cancel);
    }
  });

  it('is that of the first wanted language that there is', () => {
    expect(matchLanguage(['tlh', 'en-GB'])).toBe('en');
    expect(matchLanguage(['tlh', 'not a tag', ''])).toBe('en');
    expect(matchLanguage(['C.UTF-8'])).toBe('en');
  });
});
