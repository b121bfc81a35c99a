import type { Turn } from '#shared/runs/turns.ts';

/** A line from a turn to one that branched from it, over tiles in a row. */
export interface TurnLine {
  readonly from: number;
  readonly to: number;
  /** 0 = nearest to the tiles. Lines of one lane never overlap, unless they leave the same turn. */
  readonly lane: number;
}

/** Parent lines for turns in a row, oldest first; short ones lie lowest. At most `lanes` lanes: the rest share the last. */
export function turnLines(turns: readonly Turn[], lanes: number): TurnLine[] {
  const index = new Map(turns.map(({ id }, at) => [id, at]));
  const spans = turns
    .map(({ parentId }, to) => ({ from: index.get(parentId ?? '') ?? -1, to }))
    .filter(({ from, to }) => from >= 0 && from < to)
    .sort((a, b) => a.to - a.from - (b.to - b.from) || a.to - b.to);
  const lines: TurnLine[] = [];
  for (const { from, to } of spans) {
    const own = lines.find((line) => line.from === from)?.lane;
    let lane = own ?? 0;
    const crosses = (line: TurnLine): boolean =>
      line.lane === lane && line.from !== from && line.from < to && line.to > from;
    while (lane < lanes - 1 && lines.some(crosses)) lane++;
    lines.push({ from, to, lane });
  }
  return lines;
}
