import { vi } from 'vitest';
import { main } from '#cli/main.ts';

/** A JSON line of a command. */
export type Line = Record<string, unknown> & { readonly event: string };

/** What a command printed, and its exit code. */
export interface CommandOutcome {
  readonly code: number;
  readonly lines: readonly Line[];
  readonly last: Line;
  /** Everything on stderr. */
  readonly said: string;
}

/** Runs a command in this process. */
export async function tessera(...argv: string[]): Promise<CommandOutcome> {
  let [text, said] = ['', ''];
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => ((text += String(chunk)), true)),
    vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => ((said += String(chunk)), true)),
  ];
  try {
    const code = await main(['node', 'tessera', ...argv]);
    const lines = text
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Line);
    return { code, lines, last: lines.at(-1)!, said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
