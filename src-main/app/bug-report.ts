import { open } from 'node:fs/promises';
import { arch, cpus, freemem, platform, release, totalmem } from 'node:os';
import { extname } from 'node:path';
import { ZipFile } from 'yazl';
import type { DeviceSummary } from '#shared/contract/packs.ts';
import type { AppInfo } from '#shared/contract/app.ts';
import { redactValue } from '#main/security/redact-paths.ts';

/** What a report is made of. */
export interface ReportSources {
  readonly info: AppInfo;
  /** main.log. */
  readonly log: string;
  /** The recipe of the open picture (JSON text); null = none. */
  readonly recipe: string | null;
  /** Names of the user's pictures: they are replaced. */
  readonly names: readonly string[];
  devices(): Promise<readonly DeviceSummary[]>;
}

/** Bytes of the log's end. */
const logTail = 256 * 1024;
/** A text of more is a packed drawing. */
const longestText = 120;

/**
 * A zip for whoever reads a report of a fault: versions and machine, devices, the end of the log, the recipe without anything
 * that shows pixels or shapes. Nothing in it names a folder or a picture of the user's.
 */
export async function bugReport(sources: ReportSources): Promise<Uint8Array> {
  const { info, names } = sources;
  const system = {
    ...info,
    system: `${platform()} ${release()} ${arch()}`,
    processor: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores`,
    memory: { total: totalmem(), free: freemem() },
    node: process.versions.node,
    chrome: process.versions['chrome'],
  };
  const devices = await sources.devices().catch((error: unknown) => [{ problem: redactValue(error) }]);
  const files = {
    'system.json': JSON.stringify(system, null, 2),
    'devices.json': JSON.stringify(devices, null, 2),
    'main.log': await endOf(sources.log),
    'recipe.json': sources.recipe === null ? null : withoutPixels(sources.recipe),
  };
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files))
    if (content !== null) zip.addBuffer(Buffer.from(withoutNames(String(redactValue(content)), names)), name);
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** The recipe with every packed selection, mask and drawing left out. */
function withoutPixels(recipe: string): string {
  return JSON.stringify(
    JSON.parse(recipe),
    (key, value: unknown) =>
      typeof value === 'string' && (key === 'coverage' || value.length > longestText)
        ? `${value.length} characters left out`
        : value,
    2,
  );
}

/** "beach.jpg" -> "picture-1.jpg" */
const withoutNames = (text: string, names: readonly string[]): string =>
  [...new Set(names)]
    .sort((a, b) => b.length - a.length)
    .reduce((left, name, index) => left.split(name).join(`picture-${index + 1}${extname(name)}`), text);

async function endOf(path: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const start = Math.max(0, size - logTail);
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
      return buffer.subarray(0, bytesRead).toString('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    return `The log cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}
