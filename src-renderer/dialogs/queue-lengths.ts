import type { Length } from '#shared/runs/mask-rule.ts';

/** "-20" or "5%" as a rule holds it; null where it is neither. */
export function lengthOf(typed: string): Length | null {
  const text = typed.trim();
  if (/^-?\d+(\.\d+)?%$/.test(text)) return text;
  return /^-?\d+$/.test(text) ? Number(text) : null;
}
