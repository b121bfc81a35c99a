import { type Command, InvalidArgumentError } from 'commander';
import { TesseraError } from '#shared/errors.ts';
import type { MaskRule } from '#shared/runs/mask-rule.ts';
import { wholeNumber } from './run-options.ts';

type Rectangle = Extract<MaskRule, { rectangle: unknown }>['rectangle'];

/** What of a photo is filled, as commander parses it: one of the three. */
export interface MaskOptions {
  readonly mask?: string;
  readonly rectangle?: Rectangle;
  readonly colour?: string;
  readonly tolerance: number;
}

const rectangle = (text: string): Rectangle => {
  const lengths = text.split(',').map((part) => {
    const match = /^(-?\d+(?:\.\d+)?)(%?)$/.exec(part.trim());
    return match && (match[2] === '%' ? match[0] : Number(match[1]));
  });
  if (lengths.length !== 4 || lengths.includes(null))
    throw new InvalidArgumentError('It must be LEFT,TOP,WIDTH,HEIGHT, each in pixels or as 5%.');
  return lengths as Rectangle;
};

const colour = (text: string): string => {
  if (!/^#[0-9a-f]{6}$/i.test(text)) throw new InvalidArgumentError('It must be #rrggbb.');
  return text;
};

/** Adds `--mask`, `--rectangle`, `--colour` and `--tolerance`. */
export const addMaskOptions = (command: Command): Command =>
  command
    .option(
      '--mask <file>',
      'what is filled: alpha where it is not full everywhere, else brightness; 0 = untouched',
    )
    .option(
      '--rectangle <left,top,width,height>',
      'instead of a mask: a rectangle in pixels or percent (5%); a negative left or top counts from the right or bottom',
      rectangle,
    )
    .option('--colour <#rrggbb>', 'instead of a mask: everything of one colour', colour)
    .option('--tolerance <n>', 'how far each channel may be from --colour, of 255', wholeNumber(0, 255), 0)
    .hook('preAction', (_, action) => checkMaskOptions(action.opts()));

function checkMaskOptions({ mask, rectangle, colour }: MaskOptions): void {
  const given = [mask, rectangle, colour].filter((rule) => rule !== undefined).length;
  if (given === 1) return;
  throw new TesseraError('usage', 'Say what is filled with one of --mask, --rectangle and --colour.');
}

/** What the options select. */
export function ruleOf({ mask, rectangle, colour, tolerance }: MaskOptions): MaskRule {
  if (rectangle) return { rectangle };
  return colour === undefined ? mask! : { colour, tolerance };
}
