import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';
import { nameByTemplate } from '#engine/batch/names.ts';
import { namedOrders } from '#shared/orders/index.ts';
import { maskRuleSchema } from '#shared/runs/mask-rule.ts';

/** Written any other way, an option would reach the command line unchecked: `picturesOfOptions` would not know it. */
const optionName = z.string().regex(/^[a-z][a-zA-Z]*$/, 'an option in camelCase, as "paintedEffort"');

/** What a line may hold, each by itself. */
export const jobShape = z.strictObject({
  /** Left out for `generate`. Paths are relative to the folder of the job list. */
  photo: z.string().min(1).optional(),
  output: z.string().min(1),
  /** A file, or what `fill` takes instead of one. In `mask` and `output`, {name} and {ext} are those of the photo. */
  mask: maskRuleSchema.optional(),
  operation: z.enum(['fill', 'extend', 'generate']).default('fill'),
  /** The long options of the operation in camelCase; true for those without a value. */
  options: z.record(optionName, z.union([z.string(), z.number(), z.boolean()])).default({}),
});

/** One line of a job list: what `tessera OPERATION` would be called with. */
export const jobSchema = jobShape.superRefine(({ photo, mask, operation, options }, context) => {
  const wrong = (message: string): void => void context.addIssue({ code: 'custom', message });
  if (operation === 'generate' && photo !== undefined) wrong('"generate" takes no photo');
  if (operation !== 'generate' && photo === undefined) wrong('"photo" is missing');
  if (operation === 'fill' && mask === undefined) wrong('"mask" is missing');
  if (operation !== 'fill' && mask !== undefined) wrong(`"${operation}" takes no mask`);
  for (const [taken, instead] of Object.entries(givenElsewhere))
    if (taken in options) wrong(`"${taken}" does not belong into "options" ${instead}`);
});
const givenElsewhere: Readonly<Record<string, string>> = {
  output: '(it stands beside them)',
  mask: '(it stands beside them)',
  rectangle: '(it belongs into "mask")',
  colour: '(it belongs into "mask")',
  tolerance: '(it belongs into "mask")',
  json: '(it is an option of the batch)',
};
type JobLine = z.output<typeof jobSchema>;

/** A job with its paths resolved. */
export interface Job extends JobLine {
  /** Names the job in the state: the same line of a list has the same key. */
  readonly key: string;
  /** That of the options, or one that follows from the line: the same line is the same run. */
  readonly seed: number;
}

/** The options of a job that are paths of pictures, by name. */
const picturesOfOptions = (options: JobLine['options']): [name: string, path: string][] =>
  ['source', 'order', 'paintedEffort'].flatMap((name) => {
    const value = options[name];
    const isPath = typeof value === 'string' && !namedOrders.some((order) => order === value);
    return isPath ? [[name, value]] : [];
  });

/** @param folder that relative paths start from */
export function jobOfLine(line: JobLine, folder: string): Job {
  const digest = createHash('sha256').update(JSON.stringify(line)).digest('hex');
  const photo = line.photo === undefined ? undefined : resolve(folder, line.photo);
  const place = (template: string): string =>
    resolve(folder, photo === undefined ? template : nameByTemplate(template, photo));
  const { seed } = line.options;
  return {
    ...line,
    ...(photo !== undefined && { photo }),
    ...(typeof line.mask === 'string' && { mask: place(line.mask) }),
    output: place(line.output),
    options: {
      ...line.options,
      ...Object.fromEntries(
        picturesOfOptions(line.options).map(([name, path]) => [name, resolve(folder, path)]),
      ),
    },
    key: digest.slice(0, 16),
    seed: typeof seed === 'number' ? seed : Number.parseInt(digest.slice(-8), 16),
  };
}

/** The files that a job reads. */
export const inputsOf = ({ photo, mask, options }: Job): string[] =>
  [photo, mask, ...picturesOfOptions(options).map(([, path]) => path)].filter(
    (path) => typeof path === 'string',
  );

/** What a person writes of a mask: the text of columns and options. */
export interface MaskWords {
  readonly mask?: string | undefined;
  readonly rectangle?: string | undefined;
  readonly colour?: string | undefined;
  readonly tolerance?: string | undefined;
}

/** The mask of a line, not checked yet. */
export function maskOfWords({ mask, rectangle, colour, tolerance }: MaskWords): unknown {
  if (rectangle !== undefined) {
    const lengths = rectangle.split(',').map((part) => part.trim());
    return { rectangle: lengths.map((part) => (part.endsWith('%') ? part : Number(part))) };
  }
  if (colour === undefined) return mask;
  return { colour, ...(tolerance !== undefined && { tolerance: Number(tolerance) }) };
}

/** What `tessera` is called with to do a job. */
export function argumentsOf({ operation, photo, mask, output, options, seed }: Job): string[] {
  const named = { ...options, seed: options['seed'] ?? seed, output, ...maskOptions(mask) };
  return [
    operation,
    ...Object.entries(named).flatMap(([name, value]) => {
      const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      if (typeof value === 'boolean') return value ? [option] : [];
      return [`${option}=${value}`];
    }),
    ...(photo === undefined ? [] : [photo]),
  ];
}

function maskOptions(mask: Job['mask']): Record<string, string | number> {
  if (mask === undefined) return {};
  if (typeof mask === 'string') return { mask };
  return 'rectangle' in mask ? { rectangle: mask.rectangle.join(',') } : mask;
}
