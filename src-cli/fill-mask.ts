import { type Command, InvalidArgumentError } from 'commander';
import { TesseraError } from '#shared/errors.ts';
import type { MaskRule } from '#shared/runs/mask-rule.ts';
import { wholeNumber } from './run-options.ts';
import { text } from '#shared/text/text.ts';

type Rectangle = Extract<MaskRule, { rectangle: unknown }>['rectangle'];

/** What of a photo is filled, as commander parses it: one of the three. */
export interface MaskOptions {
  readonly mask?: string;
  readonly rectangle?: Rectangle;
  readonly colour?: string;
  readonly tolerance: number;
}

const rectangle = (given: string): Rectangle => {
  const lengths = given.split(',').map((part) => {
    const match = /^(-?\d+(?:\.\d+)?)(%?)$/.exec(part.trim());
    return match && (match[2] === '%' ? match[0] : Number(match[1]));
  });
  if (lengths.length !== 4 || lengths.includes(null))
    throw new InvalidArgumentError(text.commandLine.wanted.rectangle);
  return lengths as Rectangle;
};

const colour = (given: string): string => {
  if (!/^#[0-9a-f]{6}$/i.test(given)) throw new InvalidArgumentError(text.commandLine.wanted.colour);
  return given;
};

/** Adds `--mask`, `--rectangle`, `--colour` and `--tolerance`. */
export const addMaskOptions = (command: Command): Command =>
  command
    .option('--mask <file>', text.commandHelp.fill.mask)
    .option('--rectangle <left,top,width,height>', text.commandHelp.fill.rectangle, rectangle)
    .option('--colour <#rrggbb>', text.commandHelp.fill.colour, colour)
    .option('--tolerance <n>', text.commandHelp.fill.tolerance, wholeNumber(0, 255), 0)
    .hook('preAction', (_, action) => checkMaskOptions(action.opts()));

function checkMaskOptions({ mask, rectangle, colour }: MaskOptions): void {
  const given = [mask, rectangle, colour].filter((rule) => rule !== undefined).length;
  if (given === 1) return;
  throw new TesseraError('usage', text.commandLine.usage.oneMask);
}

/** What the options select. */
export function ruleOf({ mask, rectangle, colour, tolerance }: MaskOptions): MaskRule {
  if (rectangle) return { rectangle };
  return colour === undefined ? mask! : { colour, tolerance };
}
