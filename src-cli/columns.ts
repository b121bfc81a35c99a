/** Letters of East Asian scripts: in a terminal as wide as two others, and a line may end after any of them. */
const wide = String.raw`\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6`;
const wideLetters = new RegExp(`[${wide}]`, 'g');
/** What stays on one line: a wide letter or a word, with what opens a bracket before it and what closes one or a sentence behind it. */
const pieces = new RegExp(String.raw`\s*[（「“]*(?:[${wide}]|[^\s${wide}]+)[、。，：；）」”]*`, 'g');

/** How many columns words take in a terminal. */
export const columnsOf = (words: string): number => words.length + (words.match(wideLetters)?.length ?? 0);

/** Words in lines of at most `width` columns, where that can be. */
export function wrapped(words: string, width: number): string {
  const lines = [''];
  for (const piece of words.match(pieces) ?? []) {
    const line = lines.at(-1)! + piece;
    if (lines.at(-1) === '' || columnsOf(line) <= width) lines[lines.length - 1] = line;
    else lines.push(piece.trimStart());
  }
  return lines.join('\n');
}
