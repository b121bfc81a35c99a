import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What `stored` holds that fits `schema`: each field, entry and element on its own, `otherwise` where one does not fit. */
export function mend<Value>(schema: z.ZodType<Value>, stored: unknown, otherwise: Value): Value {
  return fitting(schema, stored, otherwise) as Value;
}

function fitting(schema: unknown, stored: unknown, otherwise: unknown): unknown {
  if (schema instanceof z.ZodOptional)
    return stored === undefined ? otherwise : fitting(schema.unwrap(), stored, otherwise);
  if (schema instanceof z.ZodObject) {
    const defaults = isFields(otherwise) ? otherwise : {};
    const fields = Object.entries(schema.shape).map(([key, field]) => [
      key,
      fitting(field, isFields(stored) ? stored[key] : undefined, defaults[key]),
    ]);
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  }
  if (schema instanceof z.ZodRecord) {
    if (!isFields(stored)) return otherwise;
    return Object.fromEntries(
      Object.entries(stored).filter(([key, value]) => schema.safeParse({ [key]: value }).success),
    );
  }
  const parsed = (schema as z.ZodType).safeParse(stored);
  return parsed.success ? parsed.data : otherwise;
}

/**
 * `stored` with only that changed in which `after` differs from `before`: what a later version wrote, and what did not fit
 * and was not chosen anew, stays.
 */
export function overlay(stored: unknown, before: unknown, after: unknown): unknown {
  if (isDeepStrictEqual(before, after)) return stored;
  if (!isFields(before) || !isFields(after)) return after;
  const result: Fields = isFields(stored) ? { ...stored } : {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const value = overlay(result[key], before[key], after[key]);
    if (value === undefined) delete result[key];
    else result[key] = value;
  }
  return result;
}
