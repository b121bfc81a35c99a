import type { TurnStep, TurnTree } from '#shared/runs/turns.ts';
import { text } from '#shared/text/text.ts';

export const tileWidth = 54;
const tileGap = 4;
const groupGap = 14;
/** Groups of fewer tiles have no room for their whole title. */
const tilesOfTitle = 3;

/** Where a step's thumbnail is in the strip, and what it is called. CSS pixels from the strip's left edge. */
export interface StepTile {
  readonly step: TurnStep;
  readonly x: number;
  /** 1 = first of the turn. */
  readonly number: number;
  readonly label: string;
}

export interface StepGroup {
  readonly x: number;
  readonly width: number;
  readonly title: string;
  /** The title as far as the group has room for it. */
  readonly shown: string;
}

export interface StripLayout {
  readonly tiles: readonly StepTile[];
  readonly groups: readonly StepGroup[];
  readonly width: number;
}

/** Lays the AR steps of a turn out in a row, window by window. */
export function layOutSteps(steps: readonly TurnStep[], passes: TurnTree['passes']): StripLayout {
  const tiles: StepTile[] = [];
  const groups: StepGroup[] = [];
  let x = 0;
  for (const [pass, own] of byPass(steps)) {
    if (groups.length > 0) x += groupGap - tileGap;
    const start = x;
    const title = groupTitle(pass, passes);
    for (const step of own) {
      const number = tiles.length + 1;
      const words = text.turns.steps.step(number, steps.length, step.tokens, title);
      const label = step.url === null ? `${words}. ${text.turns.steps.noPicture}` : words;
      tiles.push({ step, x, number, label });
      x += tileWidth + tileGap;
    }
    const scale = passes[pass]?.scale;
    const short = scale === undefined ? title : text.turns.steps.shortGroup(scale);
    const shown = own.length < tilesOfTitle ? short : title;
    groups.push({ x: start, width: x - start - tileGap, title, shown });
  }
  return { tiles, groups, width: Math.max(0, x - tileGap) };
}

/** The tiles that a part of the strip shows, with some to spare on both sides: hundreds of steps stay light. */
export function visibleTiles(tiles: readonly StepTile[], left: number, width: number): readonly StepTile[] {
  const spare = 4 * tileWidth;
  return tiles.filter(({ x }) => x + tileWidth >= left - spare && x <= left + width + spare);
}

function byPass(steps: readonly TurnStep[]): Map<number, TurnStep[]> {
  const groups = new Map<number, TurnStep[]>();
  for (const step of steps) groups.set(step.at.pass, [...(groups.get(step.at.pass) ?? []), step]);
  return groups;
}

function groupTitle(pass: number, passes: TurnTree['passes']): string {
  const own = passes[pass];
  if (own === undefined) return text.turns.steps.title;
  const level = passes
    .map((other, index) => ({ other, index }))
    .filter(({ other }) => other.level === own.level);
  const place = level.findIndex(({ index }) => index === pass) + 1;
  return text.turns.steps.group(own.scale, place, level.length);
}
