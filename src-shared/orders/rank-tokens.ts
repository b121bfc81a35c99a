/** The tokens sorted by ascending score; equal scores by token index. */
export function rankTokens(tokens: Int32Array, score: (token: number) => number): Int32Array {
  const scored = Array.from(tokens, (token) => ({ token, score: score(token) }));
  scored.sort((a, b) => a.score - b.score || a.token - b.token);
  return Int32Array.from(scored, (entry) => entry.token);
}
