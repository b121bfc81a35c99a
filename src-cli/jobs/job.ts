import { createHash } from 'node:crypto';
import { z } from 'zod';
import { nameByTemplate } from '#engine/batch/names.ts';
import { maskRuleSchema } from '#shared/runs/mask-rule.ts';
import { pictureOptions, picturesOf } from '../picture-options.ts';
import { isObject, objectAddress, resolvePlace } from './place.ts';
import { text } from '#shared/text/text.ts';

/** Written any other way, an option would reach the command line unchecked: `pictureOptions` would not know it. */
const optionName = z
  .string()
  .regex(/^[a-z][a-zA-Z]*$/, { error: () => text.commandLine.batch.job.optionName });

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
export const jobSchema = jobShape.superRefine(({ photo, mask, output, operation, options }, context) => {
  const wrong = (message: string): void => void context.addIssue({ code: 'custom', message });
  const words = text.commandLine.batch.job;
  if (operation === 'generate' && photo !== undefined) wrong(words.takesNoPhoto(operation));
  if (operation !== 'generate' && photo === undefined) wrong(words.isMissing('photo'));
  if (operation === 'fill' && mask === undefined) wrong(words.isMissing('mask'));
  if (operation !== 'fill' && mask !== undefined) wrong(words.takesNoMask(operation));
  for (const [taken, where] of Object.entries(givenElsewhere))
    if (taken in options) wrong(words[where](taken));
  for (const place of placesOf({ photo, mask, output, options }))
    if (isObject(place)) reporting(wrong, () => objectAddress(place));
});
function reporting(wrong: (message: string) => void, check: () => void): void {
  try {
    check();
  } catch (error) {
    wrong((error as Error).message);
  }
}
const givenElsewhere: Readonly<Record<string, 'besideOptions' | 'inMask' | 'ofBatch'>> = {
  output: 'besideOptions',
  mask: 'besideOptions',
  rectangle: 'inMask',
  colour: 'inMask',
  tolerance: 'inMask',
  json: 'ofBatch',
};
type JobLine = z.output<typeof jobSchema>;

/** A job with its paths resolved. */
export interface Job extends JobLine {
  /** Names the job in the state: the same line of a list has the same key. */
  readonly key: string;
  /** That of the options, or one that follows from the line: the same line is the same run. */
  readonly seed: number;
}

/** @param folder that relative paths start from */
export function jobOfLine(line: JobLine, folder: string): Job {
  const digest = createHash('sha256').update(JSON.stringify(line)).digest('hex');
  const { photo, mask, output, options } = line;
  const named = (template: string): string =>
    photo === undefined ? template : nameByTemplate(template, photo);
  const ofPhoto = { ...line, output: named(output), ...(typeof mask === 'string' && { mask: named(mask) }) };
  const { seed } = options;
  return {
    ...withPlaces(ofPhoto, (place) => resolvePlace(folder, place)),
    key: digest.slice(0, 16),
    seed: typeof seed === 'number' ? seed : Number.parseInt(digest.slice(-8), 16),
  };
}

type Places = Pick<JobLine, 'photo' | 'mask' | 'output' | 'options'>;

/** The places that a job reads. */
export const inputsOf = ({ photo, mask, options }: Omit<Places, 'output'>): string[] =>
  [photo, mask, ...picturesOf(options)].filter((place) => typeof place === 'string');

/** All places of a job: paths, and addresses of objects. */
export const placesOf = (job: Places): string[] => [job.output, ...inputsOf(job)];

/** A job with each of its places replaced. */
export const withPlaces = <Placed extends Places>(
  job: Placed,
  placed: (place: string) => string,
): Placed => ({
  ...job,
  ...(job.photo !== undefined && { photo: placed(job.photo) }),
  ...(typeof job.mask === 'string' && { mask: placed(job.mask) }),
  output: placed(job.output),
  options: {
    ...job.options,
    ...Object.fromEntries(pictureOptions(job.options).map(([name, place]) => [name, placed(place)])),
  },
});

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
