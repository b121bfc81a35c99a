/** A name with the namespace its prefix stands for. */
export interface XmlName {
  readonly namespace: string;
  readonly local: string;
}

export interface XmlAttribute extends XmlName {
  /** Where it stands in the text, the white space before it included: [start, end). */
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly valueStart: number;
}

/** An element and where it stands in the text. */
export interface XmlElement extends XmlName {
  readonly start: number;
  end: number;
  /** The range of what is between its tags. */
  contentStart: number;
  contentEnd: number;
  readonly attributes: readonly XmlAttribute[];
  readonly children: XmlElement[];
}

const token =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[[\s\S]*?\]\]>|<(\/?)([^\s/>"'=<!?]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>/g;
const attribute = /\s+([^\s=/>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
/** XMP nests a few deep. */
const deepest = 64;

/**
 * The elements of a text with the places where they stand, so that one can be changed and all else left byte for byte, which
 * no library gives. Null where the text is no well-formed XML without a document type.
 */
export function findElements(text: string): XmlElement | null {
  const root: XmlElement = {
    ...{ namespace: '', local: '', start: 0, end: text.length, contentStart: 0, contentEnd: text.length },
    ...{ attributes: [], children: [] },
  };
  const open: { element: XmlElement; tag: string; prefixes: ReadonlyMap<string, string> }[] = [
    { element: root, tag: '', prefixes: new Map() },
  ];
  for (const match of text.matchAll(token)) {
    const [whole, closing, tag, rest, selfClosing] = match;
    if (tag === undefined) continue;
    const parent = open.at(-1)!;
    const end = match.index + whole.length;
    if (closing === '/') {
      if (parent.tag !== tag || open.length === 1) return null;
      parent.element.contentEnd = match.index;
      parent.element.end = end;
      open.pop();
      continue;
    }
    const found = [...rest!.matchAll(attribute)];
    const prefixes = new Map(parent.prefixes);
    for (const [, name, double, single] of found)
      if (name!.startsWith('xmlns:')) prefixes.set(name!.slice(6), double ?? single!);
      else if (name === 'xmlns') prefixes.set('', double ?? single!);
    const start = match.index + 1 + tag.length;
    const element: XmlElement = {
      ...resolve(tag, prefixes, true),
      start: match.index,
      end,
      contentStart: end,
      contentEnd: end,
      attributes: found.map((one) => {
        const value = one[2] ?? one[3]!;
        return {
          ...resolve(one[1]!, prefixes, false),
          start: start + one.index,
          end: start + one.index + one[0].length,
          value,
          valueStart: start + one.index + one[0].length - 1 - value.length,
        };
      }),
      children: [],
    };
    parent.element.children.push(element);
    if (selfClosing === '/') continue;
    if (open.length > deepest) return null;
    open.push({ element, tag, prefixes });
  }
  return open.length === 1 ? root : null;
}

/** An element and all inside it. */
export function* withDescendants(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) yield* withDescendants(child);
}

/** A part of a text and what takes its place. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with parts replaced; a part inside another one that is replaced goes with it. */
export function replaceRanges(text: string, replacements: readonly Replacement[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: replacement } of [...replacements].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  )) {
    if (start < at) continue;
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}

/** An attribute without a prefix is in no namespace, an element in the default one. */
function resolve(name: string, prefixes: ReadonlyMap<string, string>, isElement: boolean): XmlName {
  const colon = name.indexOf(':');
  if (colon < 0) return { namespace: isElement ? (prefixes.get('') ?? '') : '', local: name };
  return { namespace: prefixes.get(name.slice(0, colon)) ?? '', local: name.slice(colon + 1) };
}
