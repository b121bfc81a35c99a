import { text } from '#shared/text/text.ts';
import { z } from 'zod';
import { TesseraError } from '#shared/errors.ts';
import { documentName, isEntryName, manifestName, thumbnailName, tileFolder } from './names.ts';
import { projectInvalid } from './project-invalid.ts';

/** What this version writes. A reader takes any minor version of the same or a lower major one. */
export const projectFormatVersion = '2.1';
export const projectFormatMajor = 2;

/** Beyond these a file is refused before anything of it is unpacked. Bytes where not said otherwise. */
export const projectLimits = {
  entries: 200_000,
  manifest: 64 << 20,
  document: 64 << 20,
  thumbnail: 8 << 20,
  tile: 4 << 20,
  regionFile: 2 ** 30,
} as const;

/** Bytes an entry of this name may have. */
export function maxEntry(entry: string): number {
  if (entry === manifestName) return projectLimits.manifest;
  if (entry === documentName) return projectLimits.document;
  if (entry === thumbnailName) return projectLimits.thumbnail;
  return entry.startsWith(tileFolder) ? projectLimits.tile : projectLimits.regionFile;
}

const whole = z.number().int();

const fileSchema = z.object({
  path: z.string().max(220).refine(isEntryName, 'is no file of a project'),
  /** Bytes. */
  size: whole.min(0).max(projectLimits.regionFile),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ProjectFileEntry = z.infer<typeof fileSchema>;

/** manifest.json. Unknown fields are ignored, so that a newer minor version still opens. */
const manifestSchema = z.object({
  format: z.literal('tessera-project'),
  formatVersion: z.string().regex(/^\d{1,6}\.\d{1,6}$/),
  /** The version of the Tessera that wrote it; recipes say it for each turn. */
  appVersion: z.string().max(40),
  /** Every other entry, by name. */
  files: z
    .array(fileSchema)
    .max(projectLimits.entries)
    .refine((files) => new Set(files.map(({ path }) => path)).size === files.length, 'names a file twice')
    .refine((files) => files.every(({ path }) => path !== manifestName), 'names itself'),
});
export type ProjectManifest = z.infer<typeof manifestSchema>;

/**
 * Reads manifest.json; `name` is the project's for messages.
 * @throws TesseraError project-invalid: no manifest of ours, a newer major version, wrong fields
 */
export function parseManifest(json: string, name: string): ProjectManifest & { readonly major: number } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw projectInvalid(name, text.projects.reasons.damagedManifest, error);
  }
  const version = z
    .object({ format: z.literal('tessera-project'), formatVersion: z.string().regex(/^\d{1,6}\.\d{1,6}$/) })
    .safeParse(value);
  if (!version.success) throw projectInvalid(name, text.projects.reasons.noProject);
  const major = Number.parseInt(version.data.formatVersion, 10);
  if (major > projectFormatMajor)
    throw new TesseraError(
      'project-invalid',
      text.projects.newer(name, version.data.formatVersion, projectFormatMajor),
    );
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success)
    throw projectInvalid(
      name,
      text.projects.reasons.wrongManifest(describeIssue(parsed.error)),
      parsed.error,
    );
  return { ...parsed.data, major };
}

/** The first thing zod found, in a few words. */
export function describeIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.').slice(0, 80)}: ${issue.message}` : 'unknown';
}
