import { type Catalogue, english } from './english.ts';

const accented: Readonly<Record<string, string>> = {
  ...{
    a: 'á',
    b: 'ƀ',
    c: 'ç',
    d: 'ð',
    e: 'é',
    f: 'ƒ',
    g: 'ğ',
    h: 'ħ',
    i: 'í',
    j: 'ĵ',
    k: 'ķ',
    l: 'ļ',
    m: 'ɱ',
  },
  ...{
    n: 'ñ',
    o: 'ó',
    p: 'þ',
    q: 'ɋ',
    r: 'ŕ',
    s: 'š',
    t: 'ŧ',
    u: 'ú',
    v: 'ṽ',
    w: 'ŵ',
    x: 'ẋ',
    y: 'ý',
    z: 'ž',
  },
};

/**
 * English with an accent on every small letter and a third longer, as nobody speaks it (en-XA): a text in the window that has no
 * accents did not come from the catalogue, and what is cut off would be cut off in a language with longer words.
 */
export const pseudoLanguage = (): Catalogue => accent(english) as Catalogue;

function accent(message: unknown): unknown {
  if (typeof message === 'string') return accentText(message);
  if (typeof message === 'function')
    return (...values: unknown[]) => accentText((message as (...values: unknown[]) => string)(...values));
  if (Array.isArray(message)) return message.map(accent);
  return Object.fromEntries(Object.entries(message as object).map(([key, value]) => [key, accent(value)]));
}

const accentText = (said: string): string =>
  said === ''
    ? ''
    : said.replace(/[a-z]/g, (letter) => accented[letter]!) + 'é'.repeat(Math.ceil(said.length / 3));
